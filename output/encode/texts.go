package encode

import (
	"sync"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// Texts holds the prepared texts of a catalogue for all log encoders. It is made
// once and is shared by all workers. Those of a format are prepared when they are
// first asked for.
type Texts struct {
	audit  map[string]func() func(mode schema.NIRMode) schema.AppendEvent
	access map[string]func() func(zone *time.Location) schema.AppendAccess
}

// NewTexts returns the texts of a catalogue.
func NewTexts(cat *event.Catalog) *Texts {
	t := &Texts{
		audit:  map[string]func() func(schema.NIRMode) schema.AppendEvent{},
		access: map[string]func() func(*time.Location) schema.AppendAccess{},
	}
	for _, f := range Formats() {
		if f.Audit != nil {
			t.audit[f.Name] = sync.OnceValue(func() func(schema.NIRMode) schema.AppendEvent { return f.Audit(cat) })
		}
		if f.Access != nil {
			t.access[f.Name] = sync.OnceValue(func() func(*time.Location) schema.AppendAccess { return f.Access(cat) })
		}
	}
	return t
}

// Audit returns an encoder of the audit log in a format; nil where the format
// is of another stream.
func (t *Texts) Audit(f Format, mode NIRMode) schema.AppendEvent {
	if f.Audit == nil {
		return nil
	}
	return t.audit[f.Name]()(mode)
}

// Access returns an encoder of the access log in a format, in local time where
// the format has that; nil where the format is of another stream.
func (t *Texts) Access(f Format, zone *time.Location) schema.AppendAccess {
	if f.Access == nil {
		return nil
	}
	return t.access[f.Name]()(zone)
}

// JSONL returns an encoder of the native audit log.
func (t *Texts) JSONL(mode NIRMode) schema.AppendEvent { return t.audit["jsonl"]()(mode) }

// Combined returns an encoder of the access log in NCSA combined form.
func (t *Texts) Combined(zone *time.Location) schema.AppendAccess {
	return t.access["combined"]()(zone)
}
