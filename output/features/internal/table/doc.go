// Package table is the two feature tables as data scientists read them: what
// their columns are called, count in and mean, and how a row is written.
//
//	Day, Session ─► columns ─► CSV, Parquet
//
// Each column stands once, with its name, unit, words and the way to compute it
// (trails.go for what both tables have, days.go, sessions.go); lines, types, the
// data dictionary and the page are made from that. Values are whole numbers of
// their last digit, so that the same dataset gives the same bytes.
//
// It reads no log: package features fills the rows.
package table
