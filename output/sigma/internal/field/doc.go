// Package field names what rules may ask of a line of a log: the columns of the
// native audit log and of the access log, by our names and by those of the Elastic
// Common Schema, and a few that are made beside the log.
//
//	read.Event, read.Request ─► Record ─► Field.Of ─► Value
//
// Numbers are whole millionths, times whole microseconds: no verdict that rests on a
// value depends on a processor. The package judges nothing.
package field
