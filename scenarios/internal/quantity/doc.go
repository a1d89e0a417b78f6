// Package quantity reads and writes the quantities of the scenario language:
// shares, rates, lengths of time, moments, distributions, schedules.
//
// It stands below the checker and the language. Everything is exact and made of
// integers in small units (microseconds, millionths), so that what is computed
// from it is the same on every processor; no floating point is read. What a text
// gets wrong is a [wording.Fault]. It knows no keys and no files.
package quantity
