// Package ruletest runs one rule over a log that a test has written by hand.
package ruletest

import (
	"context"
	"iter"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // the days are those of Paris wherever tests run

	"github.com/breachsim/breachsim/output/internal/detect/rule"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios/localday"
)

// Raised is what a rule said, and when.
type Raised struct {
	T int64
	rule.Said
}

// World is what the rule may know beside the log. The zero value knows nothing.
type World struct {
	List []read.Account
	Past []read.Acquaintance
	Days int // of the past
	Folk map[uint64]rule.Kin
	Mode string // how the log names a person; empty = hmac
}

// Zone is Paris.
func (World) Zone() *time.Location {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err) // it is built in
	}
	return zone
}

// NIRMode is the mode, hmac where there is none.
func (w World) NIRMode() string {
	if w.Mode == "" {
		return "hmac"
	}
	return w.Mode
}

// Accounts returns the list.
func (w World) Accounts(context.Context) ([]read.Account, error) { return w.List, nil }

// Kin returns the folk.
func (w World) Kin(context.Context) (map[uint64]rule.Kin, error) { return w.Folk, nil }

// HistoryDays is how far the past goes back.
func (w World) HistoryDays() int { return w.Days }

// History ranges over the past.
func (w World) History(context.Context) iter.Seq2[*read.Acquaintance, error] {
	return func(yield func(*read.Acquaintance, error) bool) {
		for i := range w.Past {
			if !yield(&w.Past[i], nil) {
				return
			}
		}
	}
}

// At is a local time in Paris, in microseconds since 1970, from a text such as
// 2022-03-07 10:00:00.
func At(t testing.TB, text string) int64 {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04:05.999999", text, World{}.Zone())
	if err != nil {
		t.Fatal(err)
	}
	return v.UnixMicro()
}

// Run shows the events to a new rule in order of time, those of one moment in the
// order given.
func Run(t testing.TB, p rule.Params, w World, parts ...[]read.Event) []Raised {
	t.Helper()
	r, err := p.New(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	evs := slices.Concat(parts...)
	slices.SortStableFunc(evs, func(a, b read.Event) int { return int(a.TS - b.TS) })
	var list []Raised
	for i := range evs {
		l := rule.LineOf(&evs[i], localday.Number(time.UnixMicro(evs[i].TS), w.Zone()))
		r.See(&l, func(s rule.Said) { list = append(list, Raised{evs[i].TS, s}) })
	}
	return list
}

// Times checks when the rule spoke, and that each word has its account and its
// reason.
func Times(t testing.TB, what string, got []Raised, want ...int64) {
	t.Helper()
	var times []int64
	for _, a := range got {
		times = append(times, a.T)
		if a.ID == "" || a.Why == "" || a.From > a.T || a.From == 0 || a.Score < 1 {
			t.Errorf("%s: %+v", what, a)
		}
	}
	if !slices.Equal(times, want) {
		t.Errorf("%s: %+v, want times %v", what, got, want)
	}
}
