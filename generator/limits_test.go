package generator

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
)

// gauge is a published limit, recomputed from the log alone with everything
// remembered. It counts what got as far as the limit.
type gauge struct {
	ctl  *scenarios.Control
	id   uint8
	seen map[string]*gauged
}

// gauged is what a gauge knows of one account, session or address.
type gauged struct {
	times   []int64 // of the look-ups that count
	blocked int64
}

func gaugesOf(sc *scenarios.Scenario) (out []*gauge) {
	for i := range sc.Controls {
		if c := &sc.Controls[i]; c.Standing() {
			out = append(out, &gauge{ctl: c, id: uint8(i + 1), seen: map[string]*gauged{}})
		}
	}
	return out
}

func (g *gauge) of(e *event.Event) *gauged {
	key := fmt.Sprint("account ", e.Account)
	switch g.ctl.Scope {
	case scenarios.PerAddress:
		key = fmt.Sprint("address ", e.Addr)
	case scenarios.PerSession:
		key = fmt.Sprint("session ", e.Session)
	}
	if g.seen[key] == nil {
		g.seen[key] = &gauged{}
	}
	return g.seen[key]
}

// beyond shows a look-up to the gauge and reports whether it is beyond the
// limit.
func (g *gauge) beyond(e *event.Event) bool {
	x := g.of(e)
	if e.TS < g.ctl.At.UnixMicro() {
		return false
	}
	if e.TS < x.blocked {
		return true
	}
	n := 0
	for _, ts := range x.times {
		if ts > e.TS-int64(g.ctl.Threshold.Per) {
			n++
		}
	}
	if n >= g.ctl.Threshold.Count {
		x.blocked, x.times = e.TS+int64(g.ctl.Duration), nil
		return true
	}
	x.times = append(x.times, e.TS)
	return false
}

// arrives reports whether a look-up gets as far as the limits: it is in an open
// session, from an address that is not banned, while the service is open.
func arrives(e *event.Event) bool {
	switch e.Reason {
	case event.Banned, event.SessionRevoked, event.SessionExpired, event.ServiceClosed:
		return false
	}
	return e.Action == event.Lookup
}

// held is what a log says of its limits.
type held struct{ lookUps, beyond, refused, excused, atRandom int }

// holdLimits goes through a log and fails where a look-up is answered beyond a
// limit in force. Who has passed a challenge is let through by it, and may make the
// look-up that it stopped once more. holds selects what is held.
func holdLimits(t *testing.T, r *reading, holds func(*gauge, *event.Event, *event.Truth) bool) (n held) {
	t.Helper()
	gauges := gaugesOf(r.plan.Scenario())
	passed := map[uint64]int64{} // when a session has last passed a challenge
	for e, tr := range r.audit() {
		if (e.Action == event.Challenge || e.Action == event.MFAChallenge && e.Session != 0) && e.Outcome == event.Success {
			for _, g := range gauges {
				if g.id == tr.CausedBy || tr.Label == event.Attack && g.ctl.Type != scenarios.RateLimit {
					g.of(e).blocked = min(g.of(e).blocked, e.TS)
					passed[e.Session] = e.TS
				}
			}
		}
		if !arrives(e) {
			continue
		}
		n.lookUps++
		refused := e.Reason == event.RateLimited || e.Reason == event.Challenged || e.Reason == event.StepUpNeeded
		over := false
		for _, g := range gauges {
			beyond := g.beyond(e)
			over = over || beyond
			if !beyond || refused || g.ctl.Type == scenarios.Tarpit || !holds(g, e, tr) {
				continue
			}
			if e.TS-passed[e.Session] < 2_000_000 && tr.Label != event.Benign {
				n.excused++
				continue
			}
			t.Fatalf("%v look-up of account %d at %s answered beyond %s", tr.Label, e.Account, time.UnixMicro(e.TS).UTC(), g.ctl.ID)
		}
		switch {
		case over && refused:
			n.refused++
		case refused:
			n.atRandom++
		}
		if over {
			n.beyond++
		}
	}
	return n
}

// everybody holds all look-ups against limits by account and by session. An
// address is shared by people who know nothing of each other: there the
// campaign's own are held.
func everybody(_ *Plan) func(*gauge, *event.Event, *event.Truth) bool {
	return func(g *gauge, _ *event.Event, tr *event.Truth) bool {
		return g.ctl.Scope != scenarios.PerAddress || tr.Label == event.Attack
	}
}

// untouched holds the accounts that no campaign has.
func untouched(p *Plan) func(*gauge, *event.Event, *event.Truth) bool {
	stolen := map[uint32]bool{}
	for _, a := range p.Journal().Accounts {
		stolen[a.Account] = true
	}
	return func(g *gauge, e *event.Event, _ *event.Truth) bool {
		return g.ctl.Scope != scenarios.PerAddress && !stolen[e.Account]
	}
}

// No look-up is answered beyond a published limit in force, an honest one no
// more than another. Where several limits are in force, what a campaign tries
// while one refuses it is not shown to the others: there honest accounts are
// held.
func TestLimitsHoldForEverybody(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, controls string
		holds          func(*Plan) func(*gauge, *event.Event, *event.Truth) bool
		beyond         int // at least
	}{
		{"by account", `[{type: rate_limit, scope: account, threshold: 12/5m, action: ["429"]}]`, everybody, 500},
		{"by session", `[{type: rate_limit, scope: session, threshold: 12/5m, action: ["429"]}]`, everybody, 500},
		{"by address", `[{type: rate_limit, scope: ip, threshold: 12/5m, action: ["429"]}]`, everybody, 1},
		{"a day", `[{type: rate_limit, scope: account, threshold: 40/1d, action: ["429"]}]`, everybody, 500},
		{"several", `[{type: rate_limit, scope: account, threshold: 6/5m, duration: 7m, action: ["429"]}, {type: rate_limit, scope: session, threshold: 25/1h, action: ["429"]}, {type: rate_limit, scope: account, threshold: 60/1d, duration: 3h, action: ["429"]}]`, untouched, 500},
		{"captcha", `[{type: captcha, scope: account, threshold: 5/5m, action: [challenge]}]`, everybody, 300},
		{"step-up by session", `[{type: step_up, scope: session, threshold: 6/10m, duration: 2h, action: [step_up]}]`, everybody, 300},
		{"captcha and limits", `[{type: captcha, scope: session, threshold: 5/5m, action: [challenge]}, {type: rate_limit, scope: account, threshold: 7/5m, action: ["429"]}, {type: captcha, scope: ip, threshold: 300/1h, false_alarms: 0.01, action: [challenge]}]`, untouched, 300},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := world(t, Options{}, "population.insured_persons=30000", "campaigns[0].targets.exposed=900", "population.accounts=400", "time.end=2022-03-15",
				"benign.look_alikes=default", "controls="+c.controls)
			r := read(p)
			n := holdLimits(t, r, c.holds(p))
			t.Logf("%+v", n)
			if n.beyond < c.beyond || n.excused*20 > n.beyond {
				t.Error("too few are beyond a limit to show anything, or too many answered beyond it")
			}
			r.inAnyOrder(t)
		})
	}
}

// The built-in scenario about staying below the limits: honest desks are above
// them, and are refused.
func TestUnderTheLimit(t *testing.T) {
	t.Parallel()
	p := planOf(t, "under-the-limit", "0.02", Options{})
	r := readAudit(p)
	n := holdLimits(t, r, everybody(p))
	if t.Logf("%+v", n); n.refused < 500 {
		t.Error("the limits refuse nearly nobody")
	}
	f, ws, b := p.NewFiller, p.Windows(), event.Batch{NoAccess: true}
	for i := range 12 { // late hours: a Filler that makes them first has to look back far
		w := ws[len(ws)-1-(i*61)%(24*20)]
		f().Fill(w, &b)
		sameLines(t, "a slice alone", r.lines, map[int64][]line{w.From: linesOf(&b)})
	}
}

// inAnyOrder makes all slices in another order, and some by Fillers that have made
// nothing before, and compares them with the whole.
func (r *reading) inAnyOrder(t *testing.T) {
	t.Helper()
	draw, shuffled := rand.New(rand.NewPCG(3, 5)), slices.Clone(r.plan.Windows())
	draw.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	sameLines(t, "slices in any order", r.lines, lines(r.plan, shuffled))
	r.slicesAlone(t, shuffled[:12])
}
