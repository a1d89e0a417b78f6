// Package days turns the slices of a source into the files of each local day.
//
// It is the middle of the flow: workers fill and encode slices side by side, one
// goroutine a log writes and digests what they made, in order, and a day is noted
// when its last file is closed:
//
//	slicer: Fill ─► encode ─► (pack) ─┐
//	slicer: Fill ─► encode ─► (pack) ─┼─► ordered ─► dayWriter ─► lanes: write, digest ─► closed: progress
//	slicer: Fill ─► encode ─► (pack) ─┘
//
// It does not know which days there are to make, nor what becomes of them.
package days
