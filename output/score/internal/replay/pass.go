package replay

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/score/alert"
	"github.com/breachsim/breachsim/output/truth"
)

// Pass goes through the log with some alerts: it notes what the figures need of
// the lines, and takes up each alert when its moment has come.
type Pass struct {
	D      *Data
	Att    *Attacks
	W      *Watches
	Days   *Days
	Alerts []alert.Alert
	Bad    *alert.Problems

	next   int     // alert to be taken up next
	early  []int   // alerts that came before what they rest on
	hits   []hit   // by time
	others []other // entities that are no accounts
	rules  []string

	numbers map[string]int32  // of rules
	known   map[string]int32  // of others, by kind and id
	Units   map[int64]float64 // account-day to highest score
	Capped  int               // alerts that concerned more than the limit
	Warmup  int               // alerts of the warm-up, which do not count

	file   string
	day    int
	Events int64
}

// hit is one alert on one entity.
type hit struct {
	target int32 // account, or number of accounts + index of other
	rule   int32 // index of Rules
	t      int64
	score  float64
}

// other is an entity that an alert is on and that is no account.
type other struct {
	kind, id  string
	intervals []bare
}

// Entity names whom an incident is on: account, ip, session, person or campaign, and its
// id as alerts write it.
func (p *Pass) Entity(x *Incident) (kind, id string) {
	if n := len(p.D.Names); int(x.Target) >= n {
		o := p.others[int(x.Target)-n]
		return o.kind, o.id
	}
	return alert.OnAccount.String(), p.D.Names[x.Target]
}

// Rules names the rules of an incident's alerts, in the order in which they first raised
// one.
func (p *Pass) Rules(x *Incident) (names []string) {
	of := map[int32]bool{}
	for _, h := range p.hits[x.from:x.to] {
		if h.score >= x.least {
			of[h.rule] = true
		}
	}
	for _, i := range slices.Sorted(maps.Keys(of)) {
		names = append(names, p.rules[i])
	}
	return names
}

// ruleOf numbers the rule of an alert.
func (p *Pass) ruleOf(a *alert.Alert) int32 {
	i, known := p.numbers[a.Rule]
	if !known {
		i = int32(len(p.rules))
		p.numbers[a.Rule] = i
		p.rules = append(p.rules, a.Rule)
	}
	return i
}

// NewPass is a pass whose attacks are still to be read.
func NewPass(d *Data, w *Watches, alerts []alert.Alert, bad *alert.Problems) *Pass {
	return &Pass{D: d, W: w, Days: newDays(len(d.Names), len(d.Dates)), Alerts: alerts, Bad: bad,
		known: map[string]int32{}, numbers: map[string]int32{}, Units: map[int64]float64{}, day: -1}
}

// ReadLog reads the log once, for several passes.
func ReadLog(ctx context.Context, d *Data, passes []*Pass) error {
	log, err := d.AuditLog()
	if err != nil {
		return err
	}
	r := reading{d: d, passes: passes}
	if d.Imperfect() {
		r.met = map[uint64]bool{}
	}
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
	d      *Data
	passes []*Pass
	labels *labels
	file   string
	last   int64
	met    map[uint64]bool // events of the moment, where one may be there twice; nil elsewhere
}

// again reports whether a line is one that was there already: it was delivered twice.
func (r *reading) again(e *read.Event) bool {
	if r.met == nil {
		return false
	}
	if e.TS > r.last {
		clear(r.met)
	}
	was := r.met[e.EventID]
	r.met[e.EventID] = true
	return was
}

// line hands a line of a file on with its label.
func (r *reading) line(e *read.Event, file string) error {
	if file != r.file {
		if err := r.turn(file); err != nil {
			return err
		}
	}
	if r.again(e) {
		return nil
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
	labels, err := openLabels(r.d, r.d.Dates[day])
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
func (p *Pass) finish() {
	for ; p.next < len(p.Alerts); p.next++ {
		p.take(&p.Alerts[p.next])
	}
	p.explain()
}

// line takes one line of the log.
func (p *Pass) line(e *read.Event, row *truth.Event) error {
	for p.next < len(p.Alerts) && p.Alerts[p.next].T < e.TS {
		p.take(&p.Alerts[p.next])
		p.next++
	}
	counts := e.TS >= p.D.ScoredFrom // else it is there to learn on
	if counts {
		p.Events++
	}
	account := int32(-1)
	if e.Account != "" {
		i, ok := p.D.accounts[e.Account]
		if !ok {
			return fmt.Errorf("%s: event %016x: account %q is not in the records", p.file, e.EventID, e.Account)
		}
		account = i
		if p.W.accounts[i] == 0 {
			p.W.accounts[i] = e.TS
		}
	}
	p.watched(e, account)
	if counts && row.Label == "attack" && e.Action == "lookup" {
		if err := p.Att.Campaigns[p.Att.campaign(row.Campaign)].Lookups.add(e.TS); err != nil {
			return err
		}
	}
	if account >= 0 {
		p.label(account, e.TS, row)
	}
	return nil
}

// watched notes what alerts rest on.
func (p *Pass) watched(e *read.Event, account int32) {
	if len(p.W.ips) > 0 && e.SrcIP.IsValid() {
		if x := p.W.ips[e.SrcIP]; x != nil {
			x.mark(account, e.TS)
		}
	}
	if len(p.W.sessions) > 0 && e.SessionID != 0 {
		if x := p.W.sessions[e.SessionID]; x != nil {
			x.mark(account, e.TS)
		}
	}
	if len(p.W.Persons) > 0 && e.NIRRef != 0 {
		if x := p.W.Persons[e.NIRRef]; x != nil {
			x.mark(account, e.TS)
		}
	}
	if len(p.W.events) > 0 {
		if x := p.W.events[e.EventID]; x != nil && x.ts == 0 {
			x.ts, x.account = e.TS, account
		}
	}
}

// label notes the truth of an event on an account. Those of the warm-up make
// no account-day; they still make alerts of the next hours neutral.
func (p *Pass) label(account int32, ts int64, row *truth.Event) {
	counts := ts >= p.D.ScoredFrom
	switch row.Label {
	case "benign":
		if counts {
			p.Days.set(benignDay, account, p.day)
		}
		if counts && row.BenignType != "" {
			p.Days.lookAlike(account, ts, row.BenignType, p.day)
		}
	case "attack":
		if p.Att.of(account, p.Att.campaign(row.Campaign)) != nil {
			if counts {
				p.Days.set(attackDay, account, p.day)
			}
			return
		}
		fallthrough // an attempt that failed
	default:
		if counts {
			p.Days.set(unclearDay, account, p.day)
		}
		p.Days.neutral(account, ts)
	}
}

// explain tells of the alerts that came too early.
func (p *Pass) explain() {
	for _, i := range p.early {
		a := &p.Alerts[i]
		for _, id := range a.Events {
			if x := p.W.events[id]; x.ts == 0 {
				p.Bad.Add(a.Line, "event %016x is not in the log: name events by their event_id", id)
			} else if x.ts > a.T {
				p.Bad.Add(a.Line,
					"rests on event %016x of %s, which is after t %s: write the moment at which the alert is raised",
					id, Stamp(x.ts), Stamp(a.T))
			}
		}
		switch first := p.W.first(p.D, a); {
		case first == 0:
			p.Bad.Add(a.Line, "%s %s is never in the log: write an id as it stands there", a.Kind, a.ID)
		case first > a.T:
			p.Bad.Add(a.Line,
				"%s %s is not in the log before %s, and t is %s: an alert cannot rest on what comes later", a.Kind,
				a.ID, Stamp(first), Stamp(a.T))
		}
	}
	slices.SortStableFunc(p.Bad.List, func(a, b alert.Problem) int { return a.Line - b.Line })
}

// ReadLookAlikes notes the table of look-alikes.
func (p *Pass) ReadLookAlikes() error {
	return truth.Each(p.D.Dataset, "truth/lookalikes.jsonl", func(r *truth.LookAlike) error {
		account, ok := p.D.accounts[string(r.Account)]
		if !ok {
			return fmt.Errorf("account %q is not in the records", r.Account)
		}
		if int64(r.To) < p.D.ScoredFrom {
			return nil
		}
		p.Days.stretch(account, int64(r.From), int64(r.To), string(r.Kind))
		return nil
	})
}
