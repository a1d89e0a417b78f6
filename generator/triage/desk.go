package triage

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/secret"
	"github.com/breachsim/breachsim/generator/internal/speck"
	"github.com/breachsim/breachsim/scenarios"
)

// New returns the world of a scenario, or nil where nothing is wanted. The catalog must be
// complete; tokens is the secret of the dataset's ids.
func New(sc *scenarios.Scenario, cat *event.Catalog, tokens secret.Secret) *World {
	w := &World{wanted: sc.Output.Weak, zone: sc.Time.Location, cat: cat}
	if !w.wanted.Tickets && !w.wanted.Alerts && !w.wanted.Reasons {
		return nil
	}
	of := func(label string) speck.Cipher {
		return speck.New([speck.KeySize]byte(tokens.Key(label, speck.KeySize)))
	}
	w.draws, w.ids = of("triage draws"), of("triage ids")
	w.places = spots(cat.Places)
	w.listed = w.badNetworks()
	return w
}

// Desk looks at the slices of one worker. What it remembers between slices is memory only.
type Desk struct {
	*World
	watch watch
}

// NewDesk returns a desk for one goroutine; a World of nil has one that does nothing.
func (w *World) NewDesk() *Desk {
	if w == nil {
		return nil
	}
	return &Desk{World: w, watch: newWatch()}
}

// Fill adds to a batch that is complete and in order what follows from its events.
func (d *Desk) Fill(b *event.Batch) {
	if d == nil || !b.WantWeak {
		return
	}
	if d.wanted.Alerts {
		d.warn(&d.watch, b)
	}
	for i := range b.AuditOrder {
		ev, t := b.AuditAt(i)
		if d.wanted.Tickets {
			d.call(b, ev, t)
		}
		if d.wanted.Reasons && ev.Action == event.Lookup && ev.Persons > 0 {
			d.explain(b, ev, t)
		}
	}
}
