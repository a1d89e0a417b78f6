// Package weak holds the audit's check of what a real team has in place of the truth:
// alerts, tickets and reasons. They are meant to tell something of the attack; the check says
// how much, and fails where an id or a digit of a time does.
package weak

import (
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
	"github.com/breachsim/breachsim/output/internal/triage"
)

// weak is A30: what alerts, tickets and reasons tell.
//
// Declared, as the scenario asks for the files: the precision of each rule's alerts, the
// shares of honest and of the attack's look-ups with a reason, and the AUC of "no reason is on
// record". The attack must not have reasons more often than others. Wrong verdicts, of
// cases about accounts, must be as many as the scenario says (binomial), and ids and
// sub-second digits of alerts and tickets must not tell which are about the attack:
// rank tests, AUC ≤ 0.55. All with p < 1e-4.
//
// An alert is true where the attack has an event of its account between its first and
// its last one, or where its last event is the attack's.
type weak struct {
	w       *world.World
	alerts  []raised
	tickets []opened
	of      map[world.Sym][]int32 // alerts by account
	about   map[uint64][]int32    // tickets by event
	last    map[uint64][]int32    // alerts by their last event
	reasons reasons
	errs    []error
}

// raised is an alert and whether it is true.
type raised struct {
	triage.Alert
	attack bool
}

// opened is a ticket and whether its event is the attack's.
type opened struct {
	triage.Ticket
	attack bool
}

// Has tells whether a dataset has anything of the sort.
func Has(w *world.World) bool {
	return w.Set.Has(triage.AlertsPath) || w.Set.Has(triage.TicketsPath) || w.Set.Has(triage.ReasonsPath)
}

// NewWeak returns A30 before it has seen a dataset.
func NewWeak(w *world.World) world.Check {
	x := &weak{w: w, of: map[world.Sym][]int32{}, about: map[uint64][]int32{}, last: map[uint64][]int32{}}
	ctx := context.Background()
	if w.Set.Has(triage.AlertsPath) {
		for a, err := range triage.Alerts(ctx, w.Set) {
			if x.failed(err) {
				break
			}
			n := int32(len(x.alerts))
			if a.Account != "" {
				who := w.Syms.Of(a.Account)
				x.of[who] = append(x.of[who], n)
			}
			x.last[a.Event] = append(x.last[a.Event], n)
			x.alerts = append(x.alerts, raised{Alert: *a})
		}
	}
	if w.Set.Has(triage.TicketsPath) {
		for t, err := range triage.Tickets(ctx, w.Set) {
			if x.failed(err) {
				break
			}
			x.about[t.Event] = append(x.about[t.Event], int32(len(x.tickets)))
			x.tickets = append(x.tickets, opened{Ticket: *t})
		}
	}
	if w.Set.Has(triage.ReasonsPath) {
		x.reasons.pull, x.reasons.stop = iter.Pull2(triage.Reasons(ctx, w.Set))
		x.reasons.next(x)
	}
	return x
}

func (x *weak) failed(err error) bool {
	if err != nil {
		x.errs = append(x.errs, err)
	}
	return err != nil
}

func (x *weak) Day(d *world.Day) {
	for i := range d.Rows {
		r := &d.Rows[i]
		x.reasons.see(x, r)
		if r.Mark.Label != world.Attack {
			continue
		}
		for _, n := range x.about[r.ID] {
			x.tickets[n].attack = true
		}
		for _, n := range x.last[r.ID] {
			x.alerts[n].attack = true
		}
		for _, n := range x.of[r.Of(world.Account)] {
			if a := &x.alerts[n]; r.TS >= a.First && r.TS <= a.Last {
				a.attack = true
			}
		}
	}
}

// reasons are read in step with the log.
type reasons struct {
	pull  func() (*triage.Reason, error, bool)
	stop  func()
	now   *triage.Reason // the next one; nil after the last
	found [2]share       // honest, attack: look-ups that found somebody
}

// share is how many of some look-ups have a reason.
type share struct{ with, of int64 }

func (s share) value() float64 { return float64(s.with) / max(float64(s.of), 1) }

func (r *reasons) next(x *weak) {
	v, err, more := r.pull()
	if r.now = v; !more || x.failed(err) {
		r.now = nil
	}
}

func (r *reasons) see(x *weak, row *world.Row) {
	if r.pull == nil {
		return
	}
	has := r.now != nil && r.now.Event == row.ID
	if has {
		r.next(x)
	}
	if row.Mark.Label == world.Neutral || row.Persons < 1 {
		return
	}
	s := &r.found[stats.Class(row.Mark.Label == world.Attack)]
	s.of++
	if has {
		s.with++
	}
}

func (x *weak) Finish(context.Context) ([]figure.Figure, error) {
	if x.reasons.stop != nil {
		x.reasons.stop()
	}
	if len(x.errs) > 0 {
		return nil, x.errs[0]
	}
	out := append(x.precision(), x.explained()...)
	out = append(out, x.wrong()...)
	return append(out, x.nuisances()...), nil
}

// declared is a figure that the scenario asks for by writing the files.
func declared(name string, value float64, n int64) figure.Figure {
	return figure.Figure{Name: name, Value: value, Bound: "declared by output", N: n, Verdict: figure.Declared}
}

// precision tells of each rule how many of its alerts are about the attack.
func (x *weak) precision() (out []figure.Figure) {
	rules := map[string]share{}
	for i := range x.alerts {
		a := &x.alerts[i]
		s := rules[a.Rule]
		if s.of++; a.attack {
			s.with++
		}
		rules[a.Rule] = s
	}
	for _, rule := range slices.Sorted(maps.Keys(rules)) {
		s := rules[rule]
		out = append(out, declared("precision of "+rule, s.value(), s.of))
	}
	return out
}

// explained tells what reasons tell.
func (x *weak) explained() []figure.Figure {
	honest, attack := x.reasons.found[0], x.reasons.found[1]
	if x.reasons.pull == nil {
		return nil
	}
	out := []figure.Figure{declared("honest look-ups with a reason", honest.value(), honest.of)}
	if attack.of == 0 || honest.of == 0 {
		return out
	}
	f := declared("look-ups of the attack with a reason", attack.value(), attack.of)
	f.P = stats.TwoShares(float64(attack.with), float64(attack.of), float64(honest.with), float64(honest.of))
	if f.Value > honest.value() && f.P < stats.Chance {
		f.Verdict, f.Bound = figure.Fail, "≤ "+figure.Num(honest.value())
		f.Example = "a thief cannot have reasons more often than those who treat"
	}
	return append(out, f,
		declared("AUC of no reason on record", 0.5+(honest.value()-attack.value())/2, honest.of+attack.of))
}

// wrong holds the verdicts against the alerts that they are about.
func (x *weak) wrong() []figure.Figure {
	byID := map[uint64]*raised{}
	for i := range x.alerts {
		byID[x.alerts[i].ID] = &x.alerts[i]
	}
	var s share
	for i := range x.tickets {
		t := &x.tickets[i]
		a := byID[t.Alert]
		if a == nil || a.Account == "" || t.Verdict == "" || t.Verdict == "undetermined" {
			continue
		}
		if s.of++; (t.Verdict == "true") != a.attack {
			s.with++
		}
	}
	if s.of == 0 {
		return nil
	}
	want := float64(x.w.Scenario.Output.Weak.VerdictsWrong) / 1e6
	f := figure.Figure{Name: "wrong verdicts", Value: s.value(), Bound: figure.Num(want) + " within chance", N: s.of,
		P: stats.BinomialTwoSided(s.with, s.of, want), Verdict: figure.Pass}
	if f.P < stats.Chance {
		f.Verdict, f.Example = figure.Fail, "verdicts are wrong at another rate than the scenario's"
	}
	return []figure.Figure{f}
}

// nuisances are numbers that should tell nothing.
func (x *weak) nuisances() []figure.Figure {
	names := []string{"alert_id", "microseconds of ts of alerts", "ticket_id", "microseconds of opened_at"}
	sketches := make([]*stats.Sketch, len(names))
	for i := range sketches {
		sketches[i] = stats.NewSketch()
	}
	for i := range x.alerts {
		a := &x.alerts[i]
		sketches[0].Add(float64(a.ID>>11), a.attack)
		sketches[1].Add(float64(a.TS%1_000_000), a.attack)
	}
	for i := range x.tickets {
		t := &x.tickets[i]
		sketches[2].Add(float64(t.ID>>11), t.attack)
		sketches[3].Add(float64(t.Opened%1_000_000), t.attack)
	}
	var out []figure.Figure
	for i, name := range names {
		out = append(out, figure.Nuisance(name, sketches[i], "what is about the attack"))
	}
	return out
}
