package receiver

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// The Graylog Extended Log Format 1.1: https://go2docs.graylog.org/current/getting_in_log_data/gelf.html
//
//	{"version":"1.1","host":"portal.example","short_message":"lookup success","level":6,"timestamp":1646723701.000042,"_event_id":"…",…}
//
// Fields of ours begin with an underscore. There is no null: what does not apply is
// left out.

// gelfForm is how GELF writes columns.
func gelfForm() form {
	return form{
		at: func(column string) schema.Place {
			if column == "ts" {
				return schema.Place{} // timestamp has it
			}
			return schema.Place{At: "_" + column}
		},
		write: func(key string, c logs.Cell) string {
			switch {
			case key == "":
				return ""
			case c.Bare:
				return `,"` + key + `":` + c.Text
			}
			text := string(wire.Quote(c.Text))
			if c.More > 0 {
				text = text[:len(text)-1]
			}
			return `,"` + key + `":` + text
		},
		end: `"`,
	}
}

// gelfPlaces says where GELF has the columns.
func gelfPlaces(mode schema.NIRMode) []schema.Place {
	return gelfForm().places(
		schema.Place{At: "version", Note: "1.1"},
		schema.Place{At: "host", Note: host},
		schema.At("action", "short_message", "with the outcome"),
		schema.At("outcome", "level", "4 for a failure, else 6"),
		schema.At("ts", "timestamp", "seconds since 1970, six decimals"),
	)(mode)
}

// newGELF prepares the audit log in GELF.
func newGELF(cat *event.Catalog) func(mode schema.NIRMode) schema.AppendEvent {
	t := prepare(cat, gelfForm())
	head := newKinds(func(a event.Action, o event.Outcome) string {
		return `{"version":"1.1","host":"` + host + `","short_message":"` + brief(a, o) + `","level":` +
			byOutcome(o, "4", "6") + `,"timestamp":`
	})
	return func(mode schema.NIRMode) schema.AppendEvent {
		x := newLine(t, mode)
		return func(dst []byte, e *event.Event) []byte {
			dst = slices.Grow(dst, t.longest)
			dst = append(dst, head.at(e)...)
			dst = wire.AppendEpoch(dst, e.TS)
			dst = x.members(dst, e)
			return append(dst, "}\n"...)
		}
	}
}
