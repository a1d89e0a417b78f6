// Package artefact holds the checks for what a generator leaves behind without
// meaning to: digits and parity of numbers (A23), how lines are written (A24), and
// what ids have to do with each other (A25).
//
// Nothing of this is behaviour, so no scenario can declare it. The checks see days
// of logs with their labels and answer with figures; each takes every number as a
// reader would who knows nothing of portals, so that they find what nobody thought of.
package artefact
