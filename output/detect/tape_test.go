package detect

import (
	"context"
	"errors"
	"slices"
	"testing"

	"breachsim/output/dataset/datasettest"
	"breachsim/output/read"
)

// A held log says to the rules what its file does; a long one is not held.
func TestTapePlaysTheSameAgain(t *testing.T) {
	d := tuneOn().write(t, "")
	hear := func(log *tape) (alerts []byte, events int64) {
		stats, err := runEach(t.Context(), log, []Options{{Params: Defaults()}}, func(_ int, a *Alert) error { alerts = a.Append(alerts); return nil })
		if err != nil {
			t.Fatal(err)
		}
		return alerts, stats[0].Events
	}
	want, events := hear(&tape{data: d})
	if len(want) == 0 {
		t.Fatal("no alert to compare")
	}
	for most, held := range map[int]bool{int(events): true, int(events) - 1: false, tapeRows: true} {
		log := &tape{data: d, most: most}
		for pass := range 3 {
			if got, n := hear(log); !slices.Equal(got, want) || n != events {
				t.Errorf("at most %d of %d events held, pass %d: other alerts", most, events, pass)
			}
			if log.held != held || !held && log.rows != nil {
				t.Errorf("at most %d of %d events: held %t", most, events, log.held)
			}
		}
	}
}

func TestTapeIsInterrupted(t *testing.T) {
	log := &tape{data: tuneOn().write(t, ""), most: tapeRows}
	run := func(ctx context.Context) error {
		_, err := runEach(ctx, log, []Options{{Params: Defaults()}}, func(int, *Alert) error { return nil })
		return err
	}
	if err := run(t.Context()); err != nil || !log.held {
		t.Fatal(err, log.held)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}

// A log that is held for rules that see every line has all that package rule promises
// them of it.
func TestTapeKeepsWhatRulesMayRead(t *testing.T) {
	d := reopen(t, datasettest.Tiny(t))
	log := &tape{data: d, most: tapeRows, wide: true}
	hear := func() (list []read.Event) {
		for ev, err := range log.play(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, read.Event{TS: ev.TS, Account: ev.Account, Action: ev.Action, Outcome: ev.Outcome, Reason: ev.Reason,
				Result: ev.Result, AuthMethod: ev.AuthMethod, SessionID: ev.SessionID, NIR: ev.NIR, NIRRef: ev.NIRRef,
				PatientDept: ev.PatientDept, SrcIP: ev.SrcIP, ASN: ev.ASN, City: ev.City, Lat: ev.Lat, Lon: ev.Lon,
				ClientFP: ev.ClientFP, UserAgent: ev.UserAgent, Service: ev.Service, Path: ev.Path, Status: ev.Status})
		}
		return list
	}
	file := hear()
	if memory := hear(); !log.held || !slices.Equal(file, memory) {
		t.Error("other lines from memory than from the file")
	}
	if len(file) == 0 || !slices.ContainsFunc(file, func(ev read.Event) bool { return ev.PatientDept != "" && ev.City != "" && ev.ClientFP != 0 }) {
		t.Error("lines that say nothing")
	}
}
