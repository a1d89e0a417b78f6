package generator

import (
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// question is one sign-in with a password and what the portal asked behind it.
type question struct {
	signedIn int64
	answer   int64 // 0 = nothing was asked
	yes      bool
	attack   bool
}

// questions lists the sign-ins with a password of each account in order, and
// fails where a question stands behind anything else.
func questions(t *testing.T, p *Plan, by uint8) map[uint32][]*question {
	t.Helper()
	all, open := map[uint32][]*question{}, map[uint64]*question{}
	for e, tr := range p.Events(p.Scenario().Time.Start, p.Scenario().Time.End) {
		switch {
		case e.Action == event.Login && e.Outcome == event.Success && e.Auth == event.Password:
			q := &question{signedIn: e.TS, attack: tr.Label == event.Attack}
			all[e.Account] = append(all[e.Account], q)
			open[e.Session] = q
		case e.Action == event.MFAChallenge && tr.CausedBy == by:
			q := open[e.Session]
			if q == nil || q.answer != 0 || e.Auth != event.Password {
				t.Fatalf("account %d is asked at %d behind no sign-in with a password", e.Account, e.TS)
			}
			if q.answer, q.yes = e.TS, e.Outcome == event.Success; !q.attack && (tr.Label != event.Policy || !q.yes) {
				t.Fatalf("account %d: %v, caused by %d, yes: %v", e.Account, tr.Label, tr.CausedBy, q.yes)
			}
		case e.Action != event.Login && e.Session != 0 && open[e.Session] != nil:
			if q := open[e.Session]; q.answer != 0 && !q.yes {
				t.Fatalf("account %d: %v in a session whose second factor failed", e.Account, e.Action)
			}
		}
	}
	return all
}

// Each account is asked from one moment on, which lies within the enrolment, and
// at every sign-in with a password from then.
func TestEnrolment(t *testing.T) {
	p := busy(t, Options{}, secondFactor("6h"), "population.accounts=300")
	c := &p.Scenario().Controls[0]
	from, to := c.At.UnixMicro(), c.At.UnixMicro()+int64(c.Duration)
	early, late, asked, free := 0, 0, 0, 0
	for k, qs := range questions(t, p, 1) {
		enrolled := false
		for _, q := range qs {
			switch {
			case q.answer != 0:
				asked++
				enrolled = true
				if q.signedIn < from || q.answer <= q.signedIn || q.answer > q.signedIn+62_000_000 {
					t.Fatalf("account %d signs in at %d and is asked at %d", k, q.signedIn, q.answer)
				}
				if q.signedIn < from+(to-from)/2 {
					early++
				}
			case enrolled || q.signedIn > to:
				t.Fatalf("account %d is not asked at %d, after its enrolment", k, q.signedIn)
			case q.signedIn > from+(to-from)/2:
				late++
			default:
				free++
			}
		}
	}
	t.Logf("%d asked, %d of them in the first half; %d not asked in the second half, %d before", asked, early, late, free)
	if asked < 100 || early == 0 || late == 0 || free == 0 {
		t.Error("accounts are not enrolled one after another")
	}
}

// A threat actor who has a password alone is kept out, or comes through where
// the owner says yes.
func TestPasswordAloneOpensNothing(t *testing.T) {
	t.Parallel()
	yes := map[string]int{}
	for _, move := range []string{"drop_account", "stop", "rotate_account", "{solve: 1, delay: 1m}", "{solve: 0, delay: 1m}", "{solve: 0.5, delay: 1m}"} {
		p := busy(t, Options{}, secondFactor("1m"), "campaigns[0].on_response.step_up="+move, "campaigns[0].access.accounts=8", "campaigns[0].access.profiles={pharmacy: 8}", "population.accounts=300")
		pushes, through := 0, 0
		for _, qs := range questions(t, p, 1) {
			n := 0
			for _, q := range qs {
				if q.attack && q.answer != 0 {
					if n++; q.yes {
						through++
						n = 0
					}
					pushes++
				}
			}
			if n > 3 || n > 1 && move == "drop_account" {
				t.Errorf("%s: %d pushes without a yes", move, n)
			}
		}
		_, persons := readAudit(p).attack()
		t.Logf("%s: %d pushes, %d through, %d persons", move, pushes, through, len(persons))
		yes[move] = len(persons)
		if pushes == 0 || (through == 0) != (move != "{solve: 1, delay: 1m}" && move != "{solve: 0.5, delay: 1m}") {
			t.Errorf("%s: %d pushes, %d through", move, pushes, through)
		}
	}
	if full := yes["{solve: 1, delay: 1m}"]; yes["drop_account"] >= full || yes["{solve: 0, delay: 1m}"] >= full {
		t.Errorf("persons %v", yes)
	}
}

// A stolen session needs no sign-in; those who hold the phone are not kept out.
// What happens to honest users is told all the same.
func TestSecondFactorKeepsSomeOutOfNothing(t *testing.T) {
	t.Parallel()
	for name, sets := range map[string][]string{
		"theft":           {theft},
		"insider":         {"campaigns[0].access.acquire={insider: 1}"},
		"self-registered": {"campaigns[0].access.acquire={self_registration: 1}"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sets := append([]string{secondFactor("30m"), "population.accounts=1000"}, sets...)
			p, free := read(busy(t, Options{}, sets...)), read(busy(t, Options{WithoutControls: true}, sets...))
			got, persons := p.attack()
			all, more := free.attack()
			if name == "theft" && !slices.Equal(got, all) {
				t.Error("the theft is another one")
			}
			if len(persons) == 0 || len(persons) != len(more) {
				t.Errorf("%d persons, %d without the policy", len(persons), len(more))
			}
			for _, l := range got {
				if l.audit.Action == event.MFAChallenge && l.truth.CausedBy == 1 && l.audit.Outcome == event.Failure {
					t.Fatal("who holds the phone says no")
				}
			}
			p.journalTells(t)
			p.exactFrom(t, read(busy(t, Options{WithoutCampaigns: true}, sets...)))
			p.exactFrom(t, free)
			p.slicesAlone(t, everySecond(p.plan.Windows()[8:28]))
		})
	}
}

// The policy adds lines and moves none: all that it does to honest users whom no
// campaign touches is an answer more, at its time or later.
func TestSecondFactorMovesNothing(t *testing.T) {
	p, free := busy(t, Options{WithoutCampaigns: true}, secondFactor("6h")), busy(t, Options{WithoutCampaigns: true, WithoutControls: true}, secondFactor("6h"))
	with, overlay := read(p).innocent()
	without, _ := read(free).innocent()
	for id, ls := range without {
		if !slices.Equal(ls, with[id]) {
			t.Fatalf("event %016x is another one", id)
		}
	}
	added, at := 0, p.Scenario().Controls[0].At.UnixMicro()
	for id, ls := range with {
		if _, there := without[id]; there {
			continue
		}
		if added++; overlay[id] != event.Added {
			t.Fatalf("event %016x is added and not told", id)
		}
		for _, l := range ls {
			if l.audit.TS < at {
				t.Fatalf("a line at %d, before the policy", l.audit.TS)
			}
		}
	}
	if added == 0 || added != len(overlay) {
		t.Errorf("%d lines added, %d told", added, len(overlay))
	}
}
