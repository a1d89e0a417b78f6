package score

import (
	"context"
	"fmt"
	"slices"

	"breachsim/output/read"
	"breachsim/output/truth"
)

// pass goes through the log with some alerts: it notes what the figures need of
// the lines, and takes up each alert when its moment has come.
type pass struct {
	d      *data
	att    *attacks
	w      *watches
	days   *days
	alerts []Alert
	bad    *Problems

	next   int     // alert to be taken up next
	early  []int   // alerts that came before what they rest on
	hits   []hit   // by time
	others []other // entities that are no accounts
	known  map[string]int32
	units  map[int64]float64 // account-day to highest score
	capped int               // alerts that concerned more than the limit
	warmup int               // alerts of the warm-up, which do not count

	file   string
	day    int
	events int64
}

// hit is one alert on one entity.
type hit struct {
	target int32 // account, or number of accounts + index of other
	t      int64
	score  float64
}

// other is an entity that an alert is on and that is no account.
type other struct{ intervals []bare }

// newPass is a pass whose attacks are still to be read.
func newPass(d *data, w *watches, alerts []Alert, bad *Problems) *pass {
	return &pass{d: d, w: w, days: newDays(len(d.names), len(d.dates)), alerts: alerts, bad: bad,
		known: map[string]int32{}, units: map[int64]float64{}, day: -1}
}

// readLog reads the log once, for several passes.
func readLog(ctx context.Context, d *data, passes []*pass) error {
	log, err := d.AuditLog()
	if err != nil {
		return err
	}
	r := reading{d: d, passes: passes}
	for e, err := range log.All(ctx) {
		if err != nil {
			return err
		}
		file, line := log.Where()
		if e.TS < r.last {
			return fmt.Errorf("%s:%d: earlier than the line before it: the log is not in time order", file, line)
		}
		if err := r.line(e, file); err != nil {
			return err
		}
	}
	for _, p := range passes {
		p.finish()
	}
	return r.close()
}

// reading labels the lines of the log.
type reading struct {
	d      *data
	passes []*pass
	labels *labels
	file   string
	last   int64
}

// line hands a line of a file on with its label.
func (r *reading) line(e *read.Event, file string) error {
	if file != r.file {
		if err := r.turn(file); err != nil {
			return err
		}
	}
	r.last = e.TS
	row, err := r.labels.of(e.EventID)
	if err != nil {
		return err
	}
	for _, p := range r.passes {
		if err := p.line(e, &row); err != nil {
			return err
		}
	}
	return nil
}

// turn goes on to the file of another day.
func (r *reading) turn(file string) error {
	if err := r.close(); err != nil {
		return err
	}
	r.file = file
	day := r.d.named(file)
	for _, p := range r.passes {
		p.file, p.day = file, day
	}
	labels, err := openLabels(r.d, r.d.dates[day])
	r.labels = labels
	return err
}

// close fails where a label is left over.
func (r *reading) close() error {
	if r.labels == nil {
		return nil
	}
	return r.labels.close()
}

// finish takes up the alerts behind the last line.
func (p *pass) finish() {
	for ; p.next < len(p.alerts); p.next++ {
		p.take(&p.alerts[p.next])
	}
	p.explain()
}

// line takes one line of the log.
func (p *pass) line(e *read.Event, row *truth.Event) error {
	for p.next < len(p.alerts) && p.alerts[p.next].T < e.TS {
		p.take(&p.alerts[p.next])
		p.next++
	}
	counts := e.TS >= p.d.ScoredFrom // else it is there to learn on
	if counts {
		p.events++
	}
	account := int32(-1)
	if e.Account != "" {
		i, ok := p.d.accounts[e.Account]
		if !ok {
			return fmt.Errorf("%s: event %016x: account %q is not in the records", p.file, e.EventID, e.Account)
		}
		account = i
		if p.w.accounts[i] == 0 {
			p.w.accounts[i] = e.TS
		}
	}
	p.watched(e, account)
	if counts && row.Label == "attack" && e.Action == "lookup" {
		if err := p.att.campaigns[p.att.campaign(row.Campaign)].lookups.add(e.TS); err != nil {
			return err
		}
	}
	if account >= 0 {
		p.label(account, e.TS, row.Label, row.BenignType, row.Campaign)
	}
	return nil
}

// watched notes what alerts rest on.
func (p *pass) watched(e *read.Event, account int32) {
	if len(p.w.ips) > 0 && e.SrcIP.IsValid() {
		if x := p.w.ips[e.SrcIP]; x != nil {
			x.mark(account, e.TS)
		}
	}
	if len(p.w.sessions) > 0 && e.SessionID != 0 {
		if x := p.w.sessions[e.SessionID]; x != nil {
			x.mark(account, e.TS)
		}
	}
	if len(p.w.persons) > 0 && e.NIRRef != 0 {
		if x := p.w.persons[e.NIRRef]; x != nil {
			x.mark(account, e.TS)
		}
	}
	if len(p.w.events) > 0 {
		if x := p.w.events[e.EventID]; x != nil && x.ts == 0 {
			x.ts, x.account = e.TS, account
		}
	}
}

// label notes the truth of an event on an account. Those of the warm-up make
// no account-day; they still make alerts of the next hours neutral.
func (p *pass) label(account int32, ts int64, label, kind, campaign string) {
	counts := ts >= p.d.ScoredFrom
	switch label {
	case "benign":
		if counts {
			p.days.set(benignDay, account, p.day)
		}
		if counts && kind != "" {
			p.days.lookAlike(account, ts, kind, p.day)
		}
	case "attack":
		if p.att.of(account, p.att.campaign(campaign)) != nil {
			if counts {
				p.days.set(attackDay, account, p.day)
			}
			return
		}
		fallthrough // an attempt that failed
	default:
		if counts {
			p.days.set(unclearDay, account, p.day)
		}
		p.days.neutral(account, ts)
	}
}

// explain tells of the alerts that came too early.
func (p *pass) explain() {
	for _, i := range p.early {
		a := &p.alerts[i]
		for _, id := range a.Events {
			if x := p.w.events[id]; x.ts == 0 {
				p.bad.add(a.Line, "event %016x is not in the log: name events by their event_id", id)
			} else if x.ts > a.T {
				p.bad.add(a.Line, "rests on event %016x of %s, which is after t %s: write the moment at which the alert is raised", id, stamp(x.ts), stamp(a.T))
			}
		}
		switch first := p.w.first(p.d, a); {
		case first == 0:
			p.bad.add(a.Line, "%s %s is never in the log: write an id as it stands there", a.Kind, a.ID)
		case first > a.T:
			p.bad.add(a.Line, "%s %s is not in the log before %s, and t is %s: an alert cannot rest on what comes later", a.Kind, a.ID, stamp(first), stamp(a.T))
		}
	}
	slices.SortStableFunc(p.bad.List, func(a, b Problem) int { return a.Line - b.Line })
}

// readLookAlikes notes the table of look-alikes.
func (p *pass) readLookAlikes() error {
	return truth.Each(p.d.Dataset, "truth/lookalikes.jsonl", func(r *truth.LookAlike) error {
		account, ok := p.d.accounts[string(r.Account)]
		if !ok {
			return fmt.Errorf("account %q is not in the records", r.Account)
		}
		if int64(r.To) < p.d.ScoredFrom {
			return nil
		}
		p.days.stretch(account, int64(r.From), int64(r.To), string(r.Kind))
		return nil
	})
}
