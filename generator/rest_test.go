package generator

import (
	"slices"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
)

// restful is four weeks in which 400 accounts each work one day in fourteen.
var restful = []string{
	"time.start=2022-03-01", "time.end=2022-04-02", "population.accounts=520", "population.insured_persons=120000", "population.profile_mix={pharmacy: 1}",
	"campaigns[0].window={start: 2022-03-02T00:00:00+01:00, stop: 2022-03-30T00:00:00+02:00}", "campaigns[0].access.accounts=400", "campaigns[0].access.profiles={}",
	"campaigns[0].targets={exposed: 59000, order: random}", "campaigns[0].access.validate={}",
	"campaigns[0].pacing={shape: lognormal, rate: 80/d, max_per_account_day: 80}", "campaigns[0].rotation={accounts: parallel, duty_cycle: 0.071429}",
}

// Each account works one day in fourteen, with 80 look-ups, comes back after its
// rest, and gets its password back where the owner took it.
func TestRotateAndRest(t *testing.T) {
	t.Parallel()
	p, err := longWorld(Options{}, append(slices.Clone(restful), unstopped)...)
	if err != nil {
		t.Fatal(err)
	}
	a := campaignOf(t, p, 1)
	if len(a.exposed) != 59_000 {
		t.Errorf("%d persons exposed", len(a.exposed))
	}
	days, full, rests := 0, 0, map[int32]int{}
	for k := range a.lookUps {
		var last int32
		perDay := a.perDay(p, k)
		for _, d := range slices.Sorted(func(yield func(int32) bool) {
			for d := range perDay {
				if !yield(d) {
					return
				}
			}
		}) {
			days++
			if n := perDay[d]; n > 80 {
				t.Fatalf("account %d makes %d look-ups in a day", k, n)
			} else if n >= 79 {
				full++
			}
			if last != 0 {
				rests[d-last]++
				if d-last < 7 || d-last > 21 {
					t.Errorf("account %d rests %d days", k, d-last)
				}
			}
			last = d
		}
	}
	back := 0
	for _, e := range p.Journal().Campaigns {
		if e.Action == event.MailboxReset {
			back++
		}
	}
	t.Logf("%d accounts, %d account-days, %d of them in full; %d resets through the mailbox; rests in days %v", len(a.lookUps), days, full, back, rests)
	// Accounts are taken through the day, and owners take some back: those days are not full.
	if len(a.lookUps) < 300 || full*10 < days*4 || len(rests) == 0 {
		t.Error("not one day in fourteen with 80 look-ups")
	}
}

// resets by the defender while most accounts rest: they come back and are
// dropped, or are got back, and no other look-ups are made than those told.
func TestResetWhileResting(t *testing.T) {
	t.Parallel()
	reset := "controls=[{type: analyst, at: 2022-03-11T12:00:00+01:00, action: [account_reset], duration: 1d}]"
	for name, sets := range map[string][]string{
		"dropped":  {reset, "campaigns[0].on_response.account_reset=drop_account"},
		"got back": {reset, "campaigns[0].on_response.account_reset={reacquire: 1, delay: 6h}"},
		"some":     {reset, "campaigns[0].on_response.account_reset={reacquire: 0.4, delay: 6h}"},
		"for good": {"controls=[{type: analyst, at: 2022-03-11T12:00:00+01:00, action: [account_reset]}]", "campaigns[0].on_response.account_reset={reacquire: 1, delay: 6h}"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sets := append([]string{"campaigns[0].rotation={accounts: least_recent, duty_cycle: 0.3}", "campaigns[0].pacing={shape: poisson, max_per_account_day: 200}", "campaigns[0].targets.exposed=800",
				"portal.outages_per_month=20"}, sets...)
			p, err := unproven(Options{}, sets...)
			if err != nil {
				t.Fatal(err)
			}
			free, err := unproven(Options{WithoutControls: true}, sets...)
			if err != nil {
				t.Fatal(err)
			}
			r := read(p)
			a, b := r.campaign(t, 1), campaignOf(t, free, 1)
			r.journalTells(t)
			if got := p.Exposed(0, p.Scenario().Time.End); got[0] != int64(len(a.exposed)) {
				t.Errorf("%d exposed by the plan, %d in the lines", got[0], len(a.exposed))
			}
			acted := time.Date(2022, 3, 11, 11, 0, 0, 0, time.UTC).UnixMicro()
			for account, ts := range a.lookUps {
				n, _ := slices.BinarySearch(ts, acted)
				if !slices.Equal(ts[:n], b.lookUps[account][:n]) {
					t.Errorf("account %d works otherwise before the reset", account)
				}
				for day, n := range a.perDay(p, account) {
					if n > 200 {
						t.Errorf("account %d makes %d look-ups on day %d", account, n, day)
					}
				}
			}
			moves := map[string]int{}
			for _, e := range p.Journal().Campaigns {
				moves[e.Action.String()]++
			}
			t.Logf("%d persons, %d undefended; %v", len(a.exposed), len(b.exposed), moves)
			switch c := p.Scenario().Campaigns[0]; {
			case name == "dropped" && (moves["account_dropped"] == 0 || len(a.exposed) != c.Targets.Exposed):
				t.Errorf("%d persons exposed until the control, want %d", len(a.exposed), c.Targets.Exposed)
			case name == "got back" && moves["waits_for_the_account"] == 0:
				t.Error("no account is got back")
			case len(a.exposed) > c.Targets.Exposed:
				t.Errorf("%d persons exposed, more than %d", len(a.exposed), c.Targets.Exposed)
			}
			r.slicesAlone(t, everySecond(p.Windows()[100:130]))
		})
	}
}

// Many stolen sessions, each used once for the same number of look-ups.
func TestOneShot(t *testing.T) {
	t.Parallel()
	sets := []string{"population.accounts=200", "population.insured_persons=20000", "population.profile_mix={pharmacy: 1}", "campaigns[0].access.accounts=100", "campaigns[0].access.profiles={}",
		"campaigns[0].access.acquire={session_theft: 1}", "campaigns[0].access.validate={}", "campaigns[0].co_use=owner_active", "campaigns[0].rotation={accounts: burn}",
		"campaigns[0].pacing={shape: lognormal, shares: equal}", "campaigns[0].targets={exposed: 3400, order: random}"}
	for name, controls := range map[string]string{"stopped": stopped, "not stopped": unstopped} {
		p, err := longWorld(Options{}, append(slices.Clone(sets), controls)...)
		if err != nil {
			t.Fatal(err)
		}
		a := campaignOf(t, p, 1)
		sessions, least, most := map[uint64]uint32{}, 1<<30, 0
		for e, tr := range p.Events(p.Scenario().Time.Start, p.Scenario().Time.End) {
			if tr.Label == event.Attack && e.Action == event.Lookup {
				sessions[e.Session] = e.Account
			}
		}
		for _, ts := range a.lookUps {
			least, most = min(least, len(ts)), max(most, len(ts))
		}
		dropped := 0
		for _, e := range p.Journal().Campaigns {
			if e.Action == event.AccountDropped {
				dropped++
			}
		}
		t.Logf("%s: %d persons by %d accounts in %d sessions, %d to %d look-ups each, %d dropped", name, len(a.exposed), len(a.lookUps), len(sessions), least, most, dropped)
		if len(a.exposed) != 3400 || len(a.lookUps) != 100 || len(sessions) != 100 || most-least > 1 || dropped < 100 {
			t.Errorf("%s: not one session each", name)
		}
	}
	for _, more := range []string{"campaigns[0].pacing.rate=5/d", "campaigns[0].rotation.duty_cycle=0.5", "campaigns[0].targets.region_match=0.5", "campaigns[0].pacing.max_per_account_day=9",
		"campaigns[0].access.acquire={session_theft: 0.5, mailbox_reset: 0.5}"} {
		if _, err := longWorld(Options{}, append(slices.Clone(sets), unstopped, more)...); err == nil {
			t.Errorf("%s is not refused", more)
		} else {
			t.Log(err)
		}
	}
}
