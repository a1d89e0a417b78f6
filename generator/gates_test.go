package generator

import (
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// Look-ups that find nobody change a campaign with controls and without: the
// same either way, and told by the journal.
func TestMisses(t *testing.T) {
	t.Parallel()
	for _, move := range []string{"stop", "backoff", "halve_rate", "rotate_ip", "rotate_account", "drop_account"} {
		t.Run(move, func(t *testing.T) {
			t.Parallel()
			sets := []string{"campaigns[0].targets.hit_rate=0.6", "campaigns[0].on_response.not_found=" + move, "campaigns[0].network.pool=40"}
			p, free, heedless := read(busy(t, Options{}, sets...)), read(busy(t, Options{WithoutControls: true}, sets...)), readAudit(busy(t, Options{WithoutControls: true}, sets[0], sets[2]))
			p.journalTells(t)
			free.journalTells(t)
			p.exactFrom(t, read(busy(t, Options{WithoutCampaigns: true}, sets...)))
			truth, log, _ := p.meetings(t)
			sameMeetings(t, truth, log)
			got, persons := free.attack()
			all, most := heedless.attack()
			if len(persons) == 0 || len(persons) > len(most) || slices.Equal(got, all) {
				t.Errorf("%d persons and %d lines, %d and %d without the policy", len(persons), len(got), len(most), len(all))
			}
			row := map[uint32]int{}
			for _, l := range got {
				switch {
				case l.audit.Action != event.Lookup || l.truth.Phase == event.Validate:
				case l.audit.Result == event.NotFound:
					if row[l.audit.Account]++; row[l.audit.Account] > 3 && (move == "stop" || move == "drop_account") {
						t.Fatalf("account %d goes on after three that found nobody", l.audit.Account)
					}
				case l.audit.Result == event.Found:
					row[l.audit.Account] = 0
				}
			}
			moves := map[string]int{}
			for _, c := range free.plan.Journal().Campaigns {
				moves[c.Action.String()]++
			}
			t.Logf("%d persons of %d; moves %v", len(persons), len(most), moves)
		})
	}
}

// Honest users whom a control asks for something come through: what becomes of
// them is labelled collateral and told, and they take what people take.
func TestHonestComeThrough(t *testing.T) {
	t.Parallel()
	for _, what := range []string{"captcha", "step_up"} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			p := busy(t, Options{}, gates(what, "account"), "population.accounts=300")
			why := map[string]event.Reason{"captcha": event.Challenged, "step_up": event.StepUpNeeded}[what]
			refused, answered, wrong, again := 0, 0, 0, 0
			last := map[uint64]int64{} // when a session was asked
			since := map[uint64]int64{}
			var took []int64
			for e, tr := range p.Events(p.Scenario().Time.Start, p.Scenario().Time.End) {
				if tr.Label == event.Attack {
					continue
				}
				switch {
				case e.Reason == why && e.Action == event.Lookup:
					refused++
					last[e.Session], since[uint64(e.Account)] = e.TS, e.TS
				case e.Action == event.Challenge || e.Action == event.MFAChallenge && tr.CausedBy != 0:
					answered++
					if e.Outcome == event.Failure {
						wrong++
					}
					took = append(took, e.TS-since[uint64(e.Account)])
					since[uint64(e.Account)] = e.TS
				case e.Action == event.Lookup && tr.Label == event.Collateral && e.Result == event.Found && last[e.Session] != 0:
					again++
					delete(last, e.Session)
				default:
					continue
				}
				if tr.Label != event.Collateral || tr.CausedBy != 1 {
					t.Fatalf("%v at %d of account %d is %v, caused by %d", e.Action, e.TS, e.Account, tr.Label, tr.CausedBy)
				}
			}
			slices.Sort(took)
			t.Logf("%d refused, %d answers, %d of them wrong, %d look-ups repeated; median %d ms", refused, answered, wrong, again, took[len(took)/2]/1000)
			if refused < 100 || answered < refused*8/10 || again < refused*8/10 {
				t.Error("most do not come through")
			}
			if m := took[len(took)/2] / 1000; what == "captcha" && (m < 12_000 || m > 16_000 || wrong*100 < answered*6 || wrong*100 > answered*14) {
				t.Errorf("median %d ms, %d of %d wrong", m, wrong, answered)
			}
		})
	}
}

// While the service is closed nobody looks anybody up there, and honest users
// come back afterwards.
func TestClosedForEverybody(t *testing.T) {
	p, open := busy(t, Options{}, closed, "campaigns[0].on_response.service_closed=switch_endpoint"), busy(t, Options{WithoutControls: true}, closed, "campaigns[0].on_response.service_closed=switch_endpoint")
	c := &p.Scenario().Controls[0]
	from, to := c.At.UnixMicro(), c.At.UnixMicro()+int64(c.Duration)
	n := map[string]int{}
	doctor, stolen := map[uint32]bool{}, map[uint32]bool{}
	for _, a := range p.Journal().Accounts {
		stolen[a.Account] = true
	}
	for e, tr := range p.Events(p.Scenario().Time.Start, p.Scenario().Time.End) {
		if e.Action != event.Lookup {
			continue
		}
		in := e.TS >= from && e.TS < to
		switch {
		case e.Reason == event.ServiceClosed:
			n["refused"]++
			if !in || e.Status != 503 || tr.Label == event.Benign {
				t.Fatalf("%v refused at %d with %d", tr.Label, e.TS, e.Status)
			}
		case in && e.Service == event.Infopatient && e.Result != event.ResultError:
			t.Fatalf("%v answered by account %d while the service is closed", tr.Label, e.Account)
		case e.Service == event.ReferringDoctor && tr.Label == event.Attack:
			n["attack elsewhere"]++
			doctor[e.Account] = true
		case e.Service == event.ReferringDoctor:
			n["others elsewhere"]++
			if !in || tr.Label != event.Collateral {
				t.Fatalf("%v elsewhere at %d", tr.Label, e.TS)
			}
		case tr.Label == event.Benign && e.TS >= to && !stolen[e.Account]:
			n["after"]++
		}
	}
	for e, tr := range open.Events(c.At, p.Scenario().Time.End) {
		if e.Action == event.Lookup && tr.Label == event.Benign && e.TS >= to && !stolen[e.Account] {
			n["after, never closed"]++
		}
	}
	t.Log(n)
	if n["refused"] < 5 || n["others elsewhere"] == 0 || n["attack elsewhere"] == 0 || n["after"] != n["after, never closed"] {
		t.Error("not closed, or for good")
	}
	f := p.NewFiller()
	var b event.Batch
	rights, identity := 0, 0
	for _, w := range p.Windows() {
		f.Fill(w, &b)
		for _, x := range b.Exposures {
			if x.Doctor {
				identity++
			} else {
				rights++
			}
			if x.Doctor && !doctor[x.Account] {
				t.Errorf("account %d exposes persons through a service that it does not use", x.Account)
			}
		}
	}
	if t.Logf("%d persons with their rights, %d without", rights, identity); rights == 0 || identity == 0 {
		t.Error("the service makes no difference to what is exposed")
	}
}
