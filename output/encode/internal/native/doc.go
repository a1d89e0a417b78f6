// Package native writes the two logs with the columns of ours by their own names:
// JSON Lines, CSV, PostgreSQL's COPY, packed rows for Parquet, and the structured
// data of syslog.
//
// It stands above logs, whose lists of columns it is made from: lines_gen.go is
// the lists unrolled, a function a log and a way to write it. What such a function
// calls is in this package by hand: how a form separates, escapes and leaves out.
//
// It knows no column by name.
package native

//go:generate go run ./gen
