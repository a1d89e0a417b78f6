// Package learned holds the audit's learners: small models that are fitted on columns
// which should tell nothing, and on what sessions look like.
//
// A single column that gives the attack away is A1's or A23's; here two or three may do so
// together. Each learner sees a bounded sample of the logs, drawn by a hash of ids, fits on
// one half of the accounts and is judged on the other.
package learned
