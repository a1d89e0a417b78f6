package weak

import (
	"cmp"
	"iter"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/record"
)

// desk is what the help desk knows while the period is read.
type desk struct {
	*Period
	calls   []event.Response        // of owners who lost their password too often; still to come
	last    map[uint32]event.Ticket // by account that will call: its last trouble
	open    map[uint32]int64        // by account: when its last call is closed
	pending []event.Ticket          // to be opened on this day or a later one
	resets  map[uint32][]event.Response
}

// Tickets ranges over the tickets in the order in which they were opened.
func (p *Period) Tickets() iter.Seq[record.Ticket] {
	return func(yield func(record.Ticket) bool) {
		d := p.newDesk()
		for i := range p.Days {
			if p.err = d.read(&p.Days[i]); p.err != nil {
				return
			}
			if !d.tell(p.Days[i].End, yield) {
				return
			}
		}
	}
}

func (p *Period) newDesk() *desk {
	d := &desk{Period: p, last: map[uint32]event.Ticket{}, open: map[uint32]int64{},
		resets: map[uint32][]event.Response{}}
	for _, r := range p.Book {
		switch r.Action {
		case event.HelpDeskCalled:
			d.calls = append(d.calls, r)
			d.last[r.Account] = event.Ticket{}
		case event.HelpDeskReset:
			d.resets[r.Account] = append(d.resets[r.Account], r)
		}
	}
	return d
}

// read takes a day's tickets: no case whose alert was not raised, no second call of an
// account whose first is open.
func (d *desk) read(of *Day) error {
	list, err := of.raised()
	if err != nil {
		return err
	}
	raised := make(map[uint64]bool, len(list))
	for i := range list {
		raised[list[i].ID] = true
	}
	for t, err := range rows[event.Ticket](of.Tickets) {
		if err != nil {
			return err
		}
		switch t.Kind {
		case event.CaseTicket:
			if raised[t.Warning] {
				d.pending = append(d.pending, *t)
			}
		case event.AccessTicket:
			d.called(t.At)
			d.trouble(t)
		default:
			d.pending = append(d.pending, *t)
		}
	}
	d.called(of.End)
	return nil
}

// trouble takes a ticket of an account that cannot be used, or the trouble without one.
func (d *desk) trouble(t *event.Ticket) {
	if _, calls := d.last[t.Account]; calls {
		d.last[t.Account] = *t
	}
	if t.Unsaid || t.At < d.open[t.Account] {
		return
	}
	d.open[t.Account] = t.Closed
	d.pending = append(d.pending, *t)
}

// called opens the tickets of owners who have called by a moment because they keep losing
// their password. The reset that the help desk answers with closes them.
func (d *desk) called(by int64) {
	for len(d.calls) > 0 && d.calls[0].TS < by {
		c := d.calls[0]
		d.calls = d.calls[1:]
		t := d.last[c.Account]
		if !t.Unsaid || c.TS < d.open[c.Account] { // it has a ticket, or the logs have nothing of it
			continue
		}
		t.Unsaid, t.Channel, t.Opened, t.Closed = false, event.ByPhone, c.TS, 1<<62
		for _, r := range d.resets[c.Account] {
			if r.TS > c.TS && r.TS < t.Closed {
				t.Closed, t.Closure = r.TS, event.AccountWasReset
			}
		}
		t.Assigned = min(c.TS+t.Assigned, t.Closed)
		d.last[c.Account] = event.Ticket{}
		d.open[c.Account] = t.Closed
		d.pending = append(d.pending, t)
	}
}

// tell passes on the tickets that are opened before a moment.
func (d *desk) tell(before int64, yield func(record.Ticket) bool) bool {
	slices.SortFunc(d.pending, func(a, b event.Ticket) int {
		return cmp.Or(cmp.Compare(a.Opened, b.Opened), cmp.Compare(a.ID, b.ID))
	})
	n := 0
	for ; n < len(d.pending) && d.pending[n].Opened < before; n++ {
		if !yield(d.ticket(&d.pending[n])) {
			return false
		}
	}
	d.pending = slices.Delete(d.pending, 0, n)
	return true
}

// ticket is a row as the team has it when the dataset ends: what has not happened by then
// is empty.
func (d *desk) ticket(t *event.Ticket) record.Ticket {
	r := record.Ticket{
		ID: t.ID, Opened: t.Opened, Assigned: t.Assigned, Closed: t.Closed, Kind: t.Kind.String(),
		Channel: t.Channel.String(), Account: d.account(t.Account), NIR: t.NIR, Ref: t.NIRRef, Event: t.Event,
		Warning: t.Warning, Verdict: t.Verdict.String(), Closure: t.Closure.String(),
	}
	if t.Assigned >= d.end() {
		r.Assigned = 0
	}
	if t.Closed >= d.end() {
		r.Closed, r.Verdict, r.Closure = 0, "", ""
	}
	return r
}
