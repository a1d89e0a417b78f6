// Package agreement holds the checks that scenario, truth and logs say the same: how
// common the attack is (A9), labels, actors and windows (A11), the onset (A12),
// conformance to the scenario (A13), and causes before effects (A16).
//
// They see days of logs with their labels and the truth of the period. No signal
// exempts: what disagrees is wrong. They will not say whether an attack is easy to
// find.
package agreement
