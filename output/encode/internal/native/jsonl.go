package native

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// jsonTexts are the texts of the audit log in JSON. Each begins with a comma and a
// key and is complete up to the next computed value.
type jsonTexts struct {
	texts   [logs.AuditTables]wire.Fragments
	at      logs.Index
	longest int
}

// JSONL prepares the native audit log: one JSON object a line, every key always
// present and in the order of the columns, what does not apply null.
func JSONL(cat *event.Catalog) func(mode schema.NIRMode) schema.AppendEvent {
	t := &jsonTexts{at: logs.NewIndex(cat)}
	logs.Prepare(cat, logs.Audit(schema.HMAC), jsonCell, t.texts[:])
	t.longest = longest(t.texts[:])
	return func(mode schema.NIRMode) schema.AppendEvent {
		return (&auditJSON{t: t, stamp: wire.NewStamp(), mode: mode}).append
	}
}

func jsonCell(dst []byte, c logs.Cell) []byte {
	dst = append(dst, `,"`+c.Name+`":`...)
	switch {
	case c.Text == "":
		return append(dst, "null"...)
	case c.Bare:
		return append(dst, c.Text...)
	}
	dst = wire.AppendQuote(dst, c.Text)
	if c.More > 0 {
		return dst[:len(dst)-1] // what ends it brings the quote
	}
	return dst
}

// auditJSON writes the audit log in JSON. One value serves one goroutine.
type auditJSON struct {
	t     *jsonTexts
	stamp wire.Stamp
	mode  schema.NIRMode
}

// subject appends the insured person.
func (x *auditJSON) subject(dst []byte, e *event.Event) []byte {
	switch x.mode {
	case schema.HMAC:
		dst = append(dst, `,"nir_ref":`...)
		return wire.AppendID(dst, e.NIRRef)
	case schema.Clear:
		dst = append(dst, `,"nir":`...)
		if e.NIR != 0 {
			dst = append(dst, '"')
			return append(wire.AppendTyped(dst, e.NIR, e.KeyOff), '"')
		}
		return append(dst, "null"...)
	}
	return append(dst, `,"nir_ref":null`...)
}
