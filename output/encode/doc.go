// Package encode lists the formats of logs and records, and makes their encoders.
//
// It stands between generator/event and the files of a dataset, and its rooms
// stand one upon another:
//
//	wire ─► schema ─► logs ─┬─► native ──────────┐
//	  │        │            ├─► web ──► siem ─► receiver ─► encode: Formats, Texts
//	  └────────┴─► records ─┴────────────────────────┘
//
// wire appends the small pieces, schema says what a column and a format are, logs
// and records have the lists of columns. native writes logs with our columns, web
// as servers do, siem in the schemas of others, receiver as the programs take it that logs
// are sent to.
//
// Encoders append one line to a buffer that the caller owns and allocate nothing;
// the texts that repeat (an account, a network, a user agent) are prepared once in
// [Texts] with their quotes and escapes. Nothing here opens a file, and no log
// format can say a label: encoders never see one.
package encode
