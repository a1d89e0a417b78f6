package generator

import (
	"iter"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
)

// Events ranges over the audit events of [from, to) in the order of the log,
// each with its truth. The times may be any within the scenario: a window is
// made by itself. The event is a copy; its indices are resolved by
// [Plan.Catalog].
func (p *Plan) Events(from, to time.Time) iter.Seq2[event.Event, event.Truth] {
	return func(yield func(event.Event, event.Truth) bool) {
		f := p.NewFiller()
		b := event.Batch{NoAccess: true}
		for _, w := range p.cut(from, to) {
			f.Fill(w, &b)
			for i := range b.AuditOrder {
				if e, t := b.AuditAt(i); !yield(*e, *t) {
					return
				}
			}
		}
	}
}

// Requests ranges over the access log's lines of [from, to), as [Plan.Events].
func (p *Plan) Requests(from, to time.Time) iter.Seq[event.Access] {
	return func(yield func(event.Access) bool) {
		f := p.NewFiller()
		var b event.Batch
		for _, w := range p.cut(from, to) {
			f.Fill(w, &b)
			for i := range b.AccessOrder {
				if !yield(*b.AccessAt(i)) {
					return
				}
			}
		}
	}
}

// cut lists the slices of a part of the plan's period; a part that lies
// outside it, wholly or partly, gives what is inside.
func (p *Plan) cut(from, to time.Time) []event.Window {
	var out []event.Window
	for _, w := range p.windows {
		w.From, w.To = max(w.From, from.UnixMicro()), min(w.To, to.UnixMicro())
		if w.From < w.To {
			out = append(out, w)
		}
	}
	return out
}

// FindPerson returns the index of the insured person who has the number.
func (p *Plan) FindPerson(n nir.NIR) (i uint32, ok bool) { return p.persons.Find(n) }

// Household returns the persons whom a look-up of person i's number returns:
// the holder, then the children found under it; for a child, whom a look-up of
// its mother's returns. A child may be in its father's household too.
func (p *Plan) Household(i uint32) []uint32 {
	return p.persons.Household(p.persons.Holder(i), nil)
}

// Volume foretells how much a plan makes. It errs on the high side.
type Volume struct {
	AuditEvents, AccessLines int64
	Exposures                int64 // a ceiling where [scenarios.Scenario.Ceiling] says so, exact elsewhere
	Persons                  int64 // persons that the log lines will name, at most
	History                  int64 // lines of the history, at most
	LeakedRows               int64 // of leaked files
}

// Estimate foretells the volume of the wanted period without making it.
func (p *Plan) Estimate() Volume {
	ws := p.windows
	var v Volume
	v.AuditEvents, v.AccessLines = p.base.Expect(ws[0].From, ws[len(ws)-1].To)
	events, lines := p.around.Expect(ws[0].From, ws[len(ws)-1].To)
	v.AuditEvents, v.AccessLines = v.AuditEvents+events, v.AccessLines+lines
	if !p.options.WithoutCampaigns {
		lookUps := p.actors.LookUps()
		v.AuditEvents += lookUps
		v.AccessLines += lookUps
		for _, c := range p.scenario.Campaigns {
			v.Exposures += int64(c.Targets.Exposed)
		}
	}
	if p.options.History > 0 {
		v.History = p.base.ExpectLookUps(p.historyFrom(), p.scenario.Time.Begin().UnixMicro())
	}
	for i := range p.leaked {
		v.LeakedRows += int64(p.leaked[i].Rows)
	}
	v.Persons = min(int64(p.persons.Len()), v.AuditEvents)
	return v
}
