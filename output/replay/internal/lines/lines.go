// Package lines says what a receiver that is no file asks of a log line: the id
// that marks it when it is sent again, and a JSON form of lines that are text.
//
// It stands between the lines of a dataset and the protocols that wrap them. It
// knows the formats by the bytes that they begin with, and changes no line.
package lines

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/breachsim/breachsim/output/replay/sink"
)

// Name of a log, as in the folders of a dataset.
func Name(l sink.Log) string {
	if l == sink.Access {
		return "access"
	}
	return "audit"
}

// Placeholder stands in an index, table, topic or subject for the name of the
// log, so that each log gets its own.
const Placeholder = "{log}"

// IsJSON reports whether a line is a JSON object. Formats are told apart by how
// they begin: no other one starts with a brace.
func IsJSON(line []byte) bool { return len(line) > 1 && line[0] == '{' }

// AppendID appends what marks a line when it is sent twice: the event id, or the
// request id of an access line, and the time the line tells, which differs between
// the rounds of a loop. It appends nothing where a line has no id, as in combined.
func AppendID(dst []byte, l *sink.Line) []byte {
	id := find(l.Bytes)
	if len(id) == 0 {
		return dst
	}
	dst = append(dst, id...)
	dst = append(dst, '-')
	return strconv.AppendInt(dst, l.Micros, 36)
}

// find returns the id in a line, empty where it has none.
func find(line []byte) []byte {
	for _, mark := range marks {
		if !bytes.HasPrefix(line, mark.begins) {
			continue
		}
		_, rest, ok := bytes.Cut(line, mark.before)
		if !ok {
			continue
		}
		if end := bytes.IndexAny(rest, "\" \t"); end >= 0 && isID(rest[:end]) {
			return rest[:end]
		}
	}
	if IsJSON(line) {
		return nil
	}
	return findField(line)
}

// A mark is where a format keeps the id of a line.
type mark struct{ begins, before []byte }

// marks of the formats that name their fields; of ECS, OCSF's audit log and its
// access log, and syslog the first match is the id, since ids stand before every
// text of a user.
var marks = []mark{
	{[]byte(`{"event_id":`), []byte(`{"event_id":"`)},
	{[]byte(`{"@timestamp":`), []byte(`,"id":"`)},
	{[]byte(`{"class_uid":4002,`), []byte(`"correlation_uid":"`)},
	{[]byte(`{"class_uid":`), []byte(`"uid":"`)},
	{[]byte(`<`), []byte(` event_id="`)},
	{[]byte(`{"resourceLogs":`), []byte(`"log.record.uid","value":{"stringValue":"`)},
	{[]byte(`CEF:`), []byte(` externalId=`)},
	{[]byte(`LEEF:`), []byte("\tevent_id=")},
	{[]byte(`{"version":"1.1",`), []byte(`,"_event_id":"`)},
	{[]byte(`{"time":`), []byte(`"event":{"event_id":"`)},
	{[]byte(`{"resourceType":"AuditEvent",`), []byte(`"id":"`)},
}

// findField finds the id in formats whose fields have no names: the first or
// second of CSV and COPY, the last word of nginx and W3C.
func findField(line []byte) []byte {
	if at := bytes.LastIndexByte(line, ' '); at >= 0 && isID(line[at+1:]) {
		return line[at+1:]
	}
	for range 2 {
		at := bytes.IndexAny(line, ",\t")
		if at < 0 {
			break
		}
		if isID(line[:at]) {
			return line[:at]
		}
		line = line[at+1:]
	}
	return nil
}

// isID reports whether a word is one of our ids: sixteen hex digits.
func isID(word []byte) bool {
	if len(word) != 16 {
		return false
	}
	for _, c := range word {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// AppendString appends a text as a JSON string. Bytes that are no UTF-8 become
// U+FFFD, as JSON has no other place for them.
func AppendString(dst, text []byte) []byte {
	dst = append(dst, '"')
	plain := 0 // where the bytes begin that are copied as they are
	for i := 0; i < len(text); {
		c := text[i]
		if c >= utf8.RuneSelf {
			if r, n := utf8.DecodeRune(text[i:]); r != utf8.RuneError || n > 1 {
				i += n
				continue
			}
		} else if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		dst = appendEscape(append(dst, text[plain:i]...), c)
		i++
		plain = i
	}
	return append(append(dst, text[plain:]...), '"')
}

func appendEscape(dst []byte, c byte) []byte {
	const hex = "0123456789abcdef"
	switch {
	case c == '"', c == '\\':
		return append(dst, '\\', c)
	case c >= utf8.RuneSelf:
		return append(dst, "\uFFFD"...)
	}
	return append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}
