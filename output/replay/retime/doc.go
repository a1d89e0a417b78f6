// Package retime moves the times that log lines tell by whole weeks, and reads
// what a sender has to know of a line: its time and its account.
//
//	line ─► Form: where the time stands ─► Shift: the new time ─► the same line, the same length
//
// A Form knows one text format of a log by its bytes alone. A Shift keeps the
// weekday and the time of day in the scenario's own zone. Text rewrites every
// time of any other text of a dataset. Nothing here opens a file or waits.
package retime
