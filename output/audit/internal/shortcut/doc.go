// Package shortcut holds the checks for what gives an attack away without any
// detection: a field alone (A1), a threshold (A2), a value of its own (A3), the order
// of lines and ids (A4), digits of time (A5), copied columns (A8).
//
// They see days of logs with their labels and answer with figures. A family of
// evidence that the scenario names among its signals may lie beyond its bound: it is
// declared. They will not say whether the labels are true.
package shortcut
