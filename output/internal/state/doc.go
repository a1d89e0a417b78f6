// Package state is what is written down of a run: its identity, what it counted,
// which days are complete, and the manifest of the whole.
//
// It stands upon disk and below all that write, complete, merge and check a
// dataset. It decides nothing of what a run does next.
package state
