package generator

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// pair is an account and a person found; seen is what the history tells of it.
type (
	pair struct {
		account string
		ref     uint64
	}
	seen struct {
		first, last int64
		count       uint32
	}
)

// told collects the history of a plan.
func told(t *testing.T, p *Plan) map[pair]seen {
	t.Helper()
	h, out := p.NewHistory(), map[pair]seen{}
	var rows []record.Acquaintance
	for k := range uint32(p.accounts.Len()) {
		rows = h.Of(k, rows[:0])
		for _, r := range rows {
			key := pair{r.Account, r.Ref}
			if _, twice := out[key]; twice || r.NIR == 0 {
				t.Fatalf("%v is told twice, or has no number", key)
			}
			out[key] = seen{r.First, r.Last, r.Count}
		}
		if !slices.IsSortedFunc(rows, func(a, b record.Acquaintance) int { return int(a.First - b.First) }) {
			t.Fatalf("account %d: not in the order of first look-ups", k)
		}
	}
	return out
}

// logged aggregates the audit log before a moment in the same way.
func logged(p *Plan, since, until time.Time) map[pair]seen {
	out := map[pair]seen{}
	for e, truth := range p.Events(since, until) {
		if e.Action != event.Lookup || e.Result != event.Found || truth.Label != event.Benign || truth.Benign != event.Ordinary {
			continue
		}
		key := pair{p.catalog.Accounts[e.Account].ID, e.NIRRef}
		s, known := out[key]
		if !known {
			s.first = e.TS
		}
		s.last = e.TS
		s.count++
		out[key] = s
	}
	return out
}

// The history of a scenario is the audit log of the same scenario begun so many
// days earlier, look-up by look-up. The moments are an ordinary midnight, one
// before and one after the clock changed, and noon, in the middle of sessions.
func TestHistoryIsTheLogThatWasNotMade(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		id, start, earlier string
		days               int
	}{
		{"tiny", "2022-03-10", "2022-02-18", 20},
		{"baseline", "2022-02-20", "2022-01-31", 20},
		{"baseline", "2022-04-04", "2022-03-21", 14},
		{"baseline", "2022-03-10T12:10:00+01:00", "2022-02-10T12:10:00+01:00", 28},
		{"baseline", "2022-04-04T15:00:00+02:00", "2022-03-25T15:00:00+01:00", 10},
	} {
		at := func(start string, o Options) *Plan {
			sc, err := library.Open(c.id, []string{"time.start=" + start, "time.end=2022-04-11", "population.accounts=150", "population.insured_persons=45000"})
			if err != nil {
				t.Fatal(err)
			}
			p, err := New(sc, o)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		late, early := at(c.start, Options{History: c.days}), at(c.earlier, Options{})
		got, want := told(t, late), logged(early, early.Scenario().Time.Start, late.Scenario().Time.Start)
		t.Logf("%s from %s, %d days: %d pairs", c.id, c.start, c.days, len(want))
		if len(want) < 5000 || len(got) != len(want) {
			t.Errorf("%s from %s: %d pairs in the history, %d in the log", c.id, c.start, len(got), len(want))
		}
		for key, w := range want {
			if g := got[key]; g != w {
				t.Fatalf("%s from %s: %v is %v in the history, %v in the log", c.id, c.start, key, g, w)
			}
		}
		if e := late.Estimate(); e.History < int64(len(want)) || e.History > 3*int64(len(want)) {
			t.Errorf("%d lines of history foretold, %d made", e.History, len(want))
		}
		sameAges(t, late, early)
	}
}

// sameAges checks that accounts with a history are as old as they must be; those
// that nobody has used yet are new in any world.
func sameAges(t *testing.T, late, early *Plan) {
	t.Helper()
	used := func(p *Plan) (out []record.Account) {
		k := uint32(0)
		for a := range p.Accounts() {
			if idle, _ := p.accounts.Idle(k); idle != accounts.Unused {
				out = append(out, a)
			}
			k++
		}
		return out
	}
	if !slices.Equal(used(late), used(early)) {
		t.Error("the accounts were opened on other days than without a past to tell of")
	}
}

// A history changes no line of the logs.
func TestHistoryLeavesTheLogsAlone(t *testing.T) {
	plain, with := world(t, Options{}), world(t, Options{History: 120})
	sameLines(t, "with a history", lines(plain, plain.Windows()), lines(with, with.Windows()))
}

func TestHistoryThatCannotBeTold(t *testing.T) {
	for days, want := range map[int]string{-1: "want 1 to 730", 731: "want 1 to 730"} {
		sc, _ := library.Open("tiny", nil)
		_, err := New(sc, Options{History: days})
		var usage *UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), want) {
			t.Errorf("%d days: %v", days, err)
		}
	}
	sc, _ := library.Open("tiny", []string{"output.nir=omit"})
	if _, err := New(sc, Options{History: 5}); err == nil || !strings.Contains(err.Error(), "output.nir") {
		t.Errorf("without numbers: %v", err)
	}
	if p := world(t, Options{History: 730}); p.HistoryNote() != "" {
		t.Errorf("March 2020 on has holidays: %s", p.HistoryNote())
	}
	if p := world(t, Options{History: 365}, "time.start=2020-03-10", "time.end=2020-03-12", "campaigns=[]", "controls=[]", "aftermath={}"); !strings.Contains(p.HistoryNote(), "2 September 2019") {
		t.Errorf("note %q", p.HistoryNote())
	}
}

// One account's past is worked out without the others'.
func BenchmarkHistory(b *testing.B) {
	sc, err := library.Open("amelipro-2022", nil)
	if err != nil {
		b.Fatal(err)
	}
	f, _ := scenarios.ParseScale("0.05")
	p, err := New(sc, Options{Scale: f, History: 120})
	if err != nil {
		b.Fatal(err)
	}
	h, rows, n, k := p.NewHistory(), []record.Acquaintance(nil), 0, uint32(0)
	b.ReportAllocs()
	for b.Loop() {
		rows = h.Of(k%uint32(p.accounts.Len()), rows[:0])
		n += len(rows)
		k++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "lines/s")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "accounts/s")
}
