// Package measure names the units in which the project counts: times are whole
// microseconds, shares and factors are whole millionths.
//
// It is a leaf that everybody who counts asks, from the language to the checks.
// It computes nothing. Its constants have no type, so that they fit whatever
// integer a place counts in.
package measure

// Lengths of time in microseconds.
const (
	Millisecond = 1_000
	Second      = 1_000 * Millisecond
	Minute      = 60 * Second
	Hour        = 60 * Minute
	Day         = 24 * Hour // by the clock of UTC; a local day may be shorter or longer
)

// Million is one in shares and factors.
const Million = 1_000_000
