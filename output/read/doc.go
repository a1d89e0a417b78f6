// Package read reads a dataset as a detector finds it: the native audit log
// and the access log in combined form, plain or compressed, and the records.
//
//	OpenDataset ─► AuditLog, AccessLog ─► All: events, days in order
//	            └► Persons, Accounts, Table: records
//
// It knows the formats by their texts only and imports nothing of the
// generator, so that what reads a dataset through it shares no model with
// what made it. Readers reuse one value a line and keep each repeated text
// once: memory does not grow with the log. They stop at the first line that is
// no line of the format and say which.
//
// [OpenFS] reads a dataset that lies in no directory, [NewAudit] and [NewAccess] one
// file from any source, [Open] a file that may be compressed.
package read
