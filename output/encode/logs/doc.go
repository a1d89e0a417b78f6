// Package logs holds the columns of the audit log and of the access log, a row
// each: name, type, meaning, what holds for the values, how a value is taken from
// a line, and where formats of others put it.
//
// It stands below all formats of logs. What depends on columns is made from its
// two lists, [Audit] and [Access]:
//
//	Column ─┬─► native (generated): JSON Lines, CSV, COPY, packed rows, syslog
//	        ├─► Fields, Info, Rules: headers, pages, schemas, Parquet
//	        └─► Places: what ECS and OCSF say where
//
// It writes no line.
package logs
