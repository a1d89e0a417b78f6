// Package encode turns events and records into bytes: one format a file, and
// one list of formats, [Formats].
//
// It stands between generator/event and the files of a dataset. Log encoders
// append one line to a buffer that the caller owns and allocate nothing; the
// texts that repeat (an account, a network, a user agent) are prepared once in
// [Texts] with their quotes and escapes. Nothing here opens a file, and no log
// format can say a label: encoders never see one.
package encode
