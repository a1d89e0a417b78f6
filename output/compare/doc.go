// Package compare tells what differs between two datasets, or between two scenarios:
// the keys of the scenario, what was asked for, volumes, the truth, the badge of
// difficulty, and figures of fidelity.
//
//	side, side ─► sections of rows, equal ones counted ─► text, JSON
//
// It compares what the two say of themselves and what their truth has; it draws no
// conclusion and knows no dataset that is better. Two datasets are read at most once
// each, in flat memory.
package compare
