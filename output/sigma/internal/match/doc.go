// Package match says which detections a line satisfies.
//
//	syntax.Set ─ New ─► Matcher ─ Show(line) ─► Holds(rule)
//
// Rules that ask the same of a line share the answer: each question is asked once a
// line. Nothing is allocated for a line whose texts were seen before.
package match
