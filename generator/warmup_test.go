package generator

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// opened plans a scenario with changes.
func opened(t *testing.T, id string, o Options, sets ...string) *Plan {
	t.Helper()
	sc, err := library.Open(id, sets)
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(sc, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// from collects the lines of a plan from a moment on: events by session (those
// of none by their own id), and requests.
func from(p *Plan, at time.Time) (sessions map[uint64][]line, requests []event.Access) {
	sessions = map[uint64][]line{}
	for e, truth := range p.Events(at, p.Scenario().Time.End) {
		id := e.Session
		if id == 0 {
			id = e.ID
		}
		sessions[id] = append(sessions[id], line{audit: e, truth: truth})
	}
	return sessions, slices.Collect(p.Requests(at, p.Scenario().Time.End))
}

// From the start on a scenario with a warm-up has each line that it has without
// one, and no other but those of sessions that began in the warm-up. The starts
// are midnights, one behind a change of the clocks, and noon, in the middle of
// sessions.
func TestWarmupLeavesTheDaysBehindItAlone(t *testing.T) {
	t.Parallel()
	people := []string{"population.accounts=150", "population.insured_persons=45000"}
	for _, c := range []struct {
		id, warmup string
		sets       []string
		open       bool // whether sessions are under way at the start
	}{
		{"tiny", "14d", nil, false},
		{"tiny", "730d", nil, false},
		{"baseline", "21d", append([]string{"time.start=2022-04-04", "time.end=2022-04-11", "benign.look_alikes=default"}, people...), false},
		{"baseline", "5d", append([]string{"time.start=2022-03-30T12:10:00+02:00", "time.end=2022-04-02", "benign.look_alikes=default"}, people...), true},
		{"smash-and-grab", "30d", append([]string{"campaigns[0].targets.exposed=2000"}, people...), false},
	} {
		plain, warm := opened(t, c.id, Options{}, c.sets...), opened(t, c.id, Options{}, append(c.sets, "time.warmup="+c.warmup)...)
		start := plain.Scenario().Time.Start
		before := map[uint64]bool{} // sessions
		for e := range warm.Events(start.Add(-24*time.Hour), start) {
			before[e.Session] = true
		}
		want, wantRequests := from(plain, start)
		got, gotRequests := from(warm, start)
		for id, lines := range want {
			if !slices.Equal(lines, got[id]) {
				t.Fatalf("%s: session %016x has %d lines with a warm-up, %d without, or they differ", c.id, id, len(got[id]), len(lines))
			}
		}
		open := 0
		for id, lines := range got {
			// A session that ran out gets another id when its user signs in again, four hours later at most.
			if late := lines[0].audit.TS > start.Add(4*time.Hour).UnixMicro(); want[id] == nil && !before[id] && late {
				t.Fatalf("%s: session %016x begins after the start, and only with a warm-up", c.id, id)
			}
			if want[id] == nil {
				open++
			}
		}
		rest := gotRequests
		if open > 0 {
			known := map[event.Access]bool{}
			for _, a := range wantRequests {
				known[a] = true
			}
			rest = slices.DeleteFunc(gotRequests, func(a event.Access) bool { return !known[a] })
		}
		if !slices.Equal(rest, wantRequests) {
			t.Errorf("%s: %d requests with a warm-up, %d without, or they differ", c.id, len(rest), len(wantRequests))
		}
		if c.open != (open > 0) && c.open {
			t.Errorf("%s: no session is under way at the start", c.id)
		}
		t.Logf("%s: %d sessions and %d requests alike, %d sessions under way at the start", c.id, len(want), len(wantRequests), open)
	}
}

// A longer warm-up changes nothing in the days of a shorter one but the
// sessions under way where that begins: its look-alikes are counted back from
// the start.
func TestLongerWarmupHoldsTheShorter(t *testing.T) {
	t.Parallel()
	sets := []string{"benign.look_alikes=default", "population.accounts=300", "population.insured_persons=45000", "time.start=2022-03-21", "time.end=2022-03-28"}
	short := opened(t, "baseline", Options{}, append(sets, "time.warmup=20d")...)
	long := opened(t, "baseline", Options{}, append(sets, "time.warmup=60d")...)
	want, _ := from(short, short.Scenario().Time.Begin())
	got, _ := from(long, short.Scenario().Time.Begin())
	for id, lines := range want {
		if !slices.Equal(lines, got[id]) {
			t.Fatalf("session %016x has %d lines with the longer warm-up, %d with the shorter, or they differ", id, len(got[id]), len(lines))
		}
	}
	t.Logf("%d sessions alike of %d", len(want), len(got))
}

// Look-alikes occur in the warm-up about as often as behind it, and those
// behind it are the same with and without.
func TestWarmupHasLookAlikes(t *testing.T) {
	t.Parallel()
	sets := []string{"benign.look_alikes=default", "population.accounts=6000", "population.insured_persons=900000", "time.start=2022-03-07", "time.end=2022-04-06"}
	plain, warm := opened(t, "baseline", Options{}, sets...), opened(t, "baseline", Options{}, append(sets, "time.warmup=112d")...)
	start := warm.Scenario().Time.Start.UnixMicro()
	type stretch struct {
		account uint32
		kind    event.BenignType
		to      int64
	}
	behind := map[stretch]bool{}
	days := map[event.BenignType][2]int64{} // of stretches, before and behind the start
	for _, l := range warm.Journal().LookAlike {
		behind[stretch{l.Account, l.Kind, l.To}] = true
		n := days[l.Kind]
		n[0] += max(min(l.To, start)-min(l.From, start), 0)
		n[1] += max(l.To, start) - max(l.From, start)
		days[l.Kind] = n
	}
	for _, l := range plain.Journal().LookAlike {
		if !behind[stretch{l.Account, l.Kind, l.To}] {
			t.Errorf("%v of account %d to %s is there without a warm-up only", l.Kind, l.Account, time.UnixMicro(l.To))
		}
	}
	moves := event.LookAlike(scenarios.PracticeMove)
	for k := range scenarios.NumLookAlikes {
		kind := event.LookAlike(k)
		n := days[kind]
		if n[1] == 0 {
			t.Errorf("no %v behind the start", kind)
		}
		ratio := float64(n[0]) * 30 / 112 / float64(n[1])
		t.Logf("%v: %.2f times as much in the warm-up", kind, ratio)
		if kind != moves && (ratio < 0.4 || ratio > 2.5) {
			t.Errorf("%v: %.2f times as much of it in the warm-up as behind", kind, ratio)
		}
	}
}

// A campaign may begin in the warm-up: the baseline that detectors learn on is
// then poisoned.
func TestPoisonedWarmup(t *testing.T) {
	p := world(t, Options{}, "time.warmup=14d", "campaigns[0].window.start=2022-03-03T10:20:00+01:00", "controls=[]")
	first, exposed := int64(0), map[uint32]bool{}
	for e, truth := range p.Events(p.Scenario().Time.Begin(), p.Scenario().Time.End) {
		if truth.Label == event.Attack && first == 0 {
			first = e.TS
		}
		if truth.Label == event.Attack {
			exposed[e.Account] = true
		}
	}
	if at := time.UnixMicro(first); !at.Before(p.Scenario().Time.Start) || at.Before(p.Scenario().Time.Begin()) || len(exposed) < 2 {
		t.Errorf("the campaign begins at %v on %d accounts", at, len(exposed))
	}
	if at := p.ScoredFrom(); !at.Equal(p.Scenario().Time.Start) {
		t.Errorf("scored from %v", at)
	}
}

// A history lies before the warm-up: it is the log of the warm-up's scenario
// begun so many days earlier.
func TestHistoryBeforeAWarmup(t *testing.T) {
	sets := []string{"time.start=2022-04-04", "time.end=2022-04-06", "population.accounts=150", "population.insured_persons=45000"}
	late, early := opened(t, "baseline", Options{History: 12}, append(sets, "time.warmup=10d")...), opened(t, "baseline", Options{}, append(sets, "time.warmup=22d")...)
	got, want := told(t, late), logged(early, early.Scenario().Time.Begin(), late.Scenario().Time.Begin())
	if len(want) < 4000 || len(got) != len(want) {
		t.Errorf("%d pairs in the history, %d in the log", len(got), len(want))
	}
	for key, w := range want {
		if g := got[key]; g != w {
			t.Fatalf("%v is %v in the history, %v in the log", key, g, w)
		}
	}
	sameAges(t, late, early)
	sc, _ := library.Open("tiny", []string{"time.warmup=700d"})
	_, err := New(sc, Options{History: 31})
	if usage := (*UsageError)(nil); !errors.As(err, &usage) || !strings.Contains(err.Error(), "730 days together") {
		t.Errorf("31 days before 700: %v", err)
	}
}

// Without a warm-up, or with none of it wanted, nothing is said of one.
func TestScoredFrom(t *testing.T) {
	if at := world(t, Options{}).ScoredFrom(); !at.IsZero() {
		t.Errorf("without a warm-up: %v", at)
	}
	start := time.Date(2022, 3, 9, 23, 0, 0, 0, time.UTC)
	if at := world(t, Options{From: start}, "time.warmup=7d").ScoredFrom(); !at.IsZero() {
		t.Errorf("from the start on: %v", at)
	}
	if at := world(t, Options{From: start.Add(-time.Hour)}, "time.warmup=7d").ScoredFrom(); !at.Equal(start) {
		t.Errorf("an hour of the warm-up: %v", at)
	}
}
