package generator

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// The journal is written before the first event; this holds it against the
// events themselves.
func TestJournalTellsWhatHappens(t *testing.T) {
	for _, o := range []Options{{}, {WithoutControls: true}} {
		readAudit(world(t, o)).journalTells(t)
	}
}

// journalTells holds the journal against the lines.
func (r *reading) journalTells(t *testing.T) {
	t.Helper()
	sessions, lookUps := map[uint64]int64{}, map[uint32]int64{}
	first, last := map[uint32]int64{}, map[uint32]int64{}
	byAddr := map[event.Addr][2]int64{}
	for e, tr := range r.audit() {
		if tr.Label != event.Attack {
			continue
		}
		if e.Session != 0 {
			sessions[e.Session]++
		}
		if e.Action == event.Lookup && e.Result != event.ResultError {
			lookUps[e.Account]++
		}
		if first[e.Account] == 0 {
			first[e.Account] = e.TS
		}
		last[e.Account] = e.TS
		if r, ok := byAddr[e.Addr]; ok {
			byAddr[e.Addr] = [2]int64{r[0], e.TS}
		} else {
			byAddr[e.Addr] = [2]int64{e.TS, e.TS}
		}
	}
	j := r.plan.Journal()
	for _, s := range j.Sessions {
		if got := sessions[s.Session]; got != s.Attack {
			t.Errorf("session %016x of account %d: %d attack events, the journal says %d", s.Session, s.Account, got, s.Attack)
		}
	}
	if len(j.Sessions) != len(sessions) {
		t.Errorf("%d sessions with attack events, %d in the journal", len(sessions), len(j.Sessions))
	}
	for _, a := range j.Accounts {
		if a.First != first[a.Account] || a.Last != last[a.Account] || a.LookUps != lookUps[a.Account] {
			t.Errorf("account %d: events %d to %d, %d look-ups; the journal says %d to %d, %d",
				a.Account, first[a.Account], last[a.Account], lookUps[a.Account], a.First, a.Last, a.LookUps)
		}
	}
	for _, a := range j.Addresses {
		if r := byAddr[a.Addr]; r != [2]int64{a.First, a.Last} {
			t.Errorf("address %s: events %v, the journal says %d to %d", a.Addr, r, a.First, a.Last)
		}
	}
	if len(j.Addresses) != len(byAddr) {
		t.Errorf("%d addresses with attack events, %d in the journal", len(byAddr), len(j.Addresses))
	}
}
