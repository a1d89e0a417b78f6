package generator

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// Trial look-ups count towards the cap of their day, which the deal made before them does not
// know; and what an account owes beyond the cap of a day, it makes on the next one.
func TestPlannedUnderACap(t *testing.T) {
	t.Parallel()
	crowded := []string{
		"campaigns[0].access.accounts=3", "campaigns[0].access.profiles={pharmacy: 3}",
		"campaigns[0].pacing={shape: poisson, active_hours: office, shares: equal, max_per_account_day: 20}",
		"campaigns[0].rotation={accounts: least_recent, ip: per_request, duty_cycle: 1}",
		"campaigns[0].targets.cover=0.5", "campaigns[0].targets.order=random",
	}
	twoDays := []string{
		"scenario.seed=2439", "controls=[]", "aftermath={}", "time.end=2022-03-20",
		"population.accounts=40", "population.insured_persons=4000",
		"campaigns[0].window={start: 2022-03-11T10:00:00+01:00, stop: 2022-03-14T13:55:00+01:00}",
		"campaigns[0].access.profiles={pharmacy: 2}", "campaigns[0].access.validate={lead: 3h, lookups: 5}",
		"campaigns[0].access.acquire={mailbox_reset: 1}", "campaigns[0].targets.order=random",
		"campaigns[0].pacing={shape: owner_mimic, active_hours: office, shares: equal, max_per_account_day: 45, concurrency: 1}",
		"campaigns[0].rotation={accounts: least_recent, ip: per_request, duty_cycle: 1}",
		"campaigns[0].targets.hit_rate=1", "campaigns[0].targets.cover=0.9", "campaigns[0].targets.exposed=200",
	}
	for name, sets := range map[string][]string{
		"trials, 44 persons": append(crowded[:6:6], "campaigns[0].targets.exposed=44"),
		"trials, 48 persons": append(crowded[:6:6], "campaigns[0].targets.exposed=48"),
		"trials, too many":   append(crowded[:6:6], "campaigns[0].targets.exposed=60"),
		"two days":           twoDays,
	} {
		sc, _, err := atMost(sets)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		p, err := New(sc, Options{})
		if err != nil {
			t.Errorf("%s: %d persons: %v", name, sc.Campaigns[0].Targets.Exposed, err)
			continue
		}
		k, r := &sc.Campaigns[0], read(p)
		a := r.campaign(t, 1)
		t.Logf("%s: %d persons", name, len(a.exposed))
		if len(a.exposed) != k.Targets.Exposed {
			t.Errorf("%s: %d persons, want %d", name, len(a.exposed), k.Targets.Exposed)
		}
		for account := range a.answered {
			if most := a.busiestDay(p, account); most > k.Pacing.MaxPerDay {
				t.Errorf("%s: %d look-ups in account %d on a day, the cap is %d", name, most, account, k.Pacing.MaxPerDay)
			}
		}
	}
}

// As many persons as a scenario may ask for are exposed, whatever bounds its accounts: what
// the check accepts at its limit, the plan lays out. Other worlds, by their numbers:
//
//	BREACHSIM_SWEEP=400:2000 go test ./generator -run PlannedAtTheLimit -v
func TestPlannedAtTheLimit(t *testing.T) {
	t.Parallel()
	from, count := uint64(0), uint64(60)
	if s := os.Getenv("BREACHSIM_SWEEP"); s != "" {
		if _, err := fmt.Sscanf(s, "%d:%d", &from, &count); err != nil {
			t.Fatalf("BREACHSIM_SWEEP=%q: write two numbers, such as 400:200: %v", s, err)
		}
	}
	planned, limited := 0, 0
	for n := from; n < from+count; n++ {
		sets := tightSets(n)
		sc, atLimit, err := atMost(sets)
		if err != nil {
			t.Logf("%d: %v", n, err)
			continue
		}
		if planned++; atLimit {
			limited++
		}
		if _, err := New(sc, Options{}); err != nil {
			t.Errorf("world %d, %d persons is accepted and not planned: %v\n\t%s", n, sc.Campaigns[0].Targets.Exposed, err,
				strings.Join(sets, "\n\t"))
		}
	}
	t.Logf("%d of %d planned, %d of them at their limit", planned, count, limited)
	if uint64(limited) < count/10 {
		t.Errorf("only %d of %d worlds are tried at their limit", limited, count)
	}
}

// atMost opens a world with as many persons as it asks for, or as its refusal says.
func atMost(sets []string) (sc *scenarios.Scenario, limited bool, err error) {
	sc, err = library.Open("tiny", sets)
	var problems *scenarios.Problems
	if !errors.As(err, &problems) {
		return sc, false, err
	}
	for _, f := range problems.List[0].Fixes {
		if len(f) == 1 && strings.HasPrefix(f[0], "campaigns[0].targets.exposed=") {
			sc, err = library.Open("tiny", append(sets[:len(sets):len(sets)], f[0]))
			return sc, true, err
		}
	}
	return nil, false, err
}

// tightSets draws a campaign in a small world: few accounts, short windows, caps and bounds, turns,
// trials. It asks for as many persons as the draw says.
func tightSets(n uint64) []string {
	r := rand.New(rand.NewPCG(n, 11))
	of := func(words string) string {
		all := strings.Fields(words)
		return all[r.IntN(len(all))]
	}
	chance := func(percent int) bool { return r.IntN(100) < percent }
	begin := 34 + r.IntN(3)*24 + r.IntN(7) // hours from midnight before Thursday, 10 March
	stop := begin*60 + 60 + r.IntN([]int{240, 600, 4500}[r.IntN(3)])
	at := func(minutes int) string {
		return fmt.Sprintf("2022-03-%02dT%02d:%02d:00+01:00", 10+minutes/1440, minutes/60%24, minutes%60)
	}
	accounts := 1 + r.IntN(4)
	pacing := []string{"shape: " + of("constant poisson lognormal diurnal owner_mimic"), "active_hours: " + of("office all owner")}
	if chance(50) {
		pacing = append(pacing, "shares: equal")
	}
	kind := r.IntN(4)
	if kind != 0 {
		pacing = append(pacing, fmt.Sprintf("max_per_account_day: %d", 8+r.IntN(50)))
	}
	if kind == 0 || chance(20) {
		pacing = append(pacing, "at_most: "+of("5/10m 20/1h 40/1h 60/6h"))
	}
	if chance(25) {
		pacing = append(pacing, "rate: "+of("30/d 90/d 0.01/s 2x"))
	}
	rotation := of("parallel least_recent sequential burn parallel least_recent")
	if chance(30) && accounts > 1 {
		pacing = append(pacing, "concurrency: 1")
	}
	sets := []string{
		fmt.Sprintf("scenario.seed=%d", n), "controls=[]", "aftermath={}", "time.end=2022-03-20",
		"population.accounts=40", "population.insured_persons=4000",
		fmt.Sprintf("campaigns[0].window={start: %s, stop: %s}", at(begin*60), at(stop)),
		fmt.Sprintf("campaigns[0].access.accounts=%d", accounts),
		fmt.Sprintf("campaigns[0].access.profiles={%s: %d}", of("pharmacy gp nurse"), accounts),
		"campaigns[0].pacing={" + strings.Join(pacing, ", ") + "}",
		fmt.Sprintf("campaigns[0].rotation={accounts: %s, ip: %s, duty_cycle: %s}", rotation, of("per_request per_account"),
			of("1 1 1 0.7")),
		"campaigns[0].targets.hit_rate=" + of("0.5 0.8 1"),
		"campaigns[0].access.acquire=" + strings.NewReplacer(":", ": ", ",", ", ").Replace(of("{mailbox_reset:1} {credential_replay:1} {insider:1} {mailbox_reset:0.5,credential_replay:0.5} {session_theft:0.3,credential_replay:0.7}")),
		"campaigns[0].client.manners=" + of("none script human"),
		"portal.outages_per_month=" + of("0 2 12"),
	}
	if chance(50) {
		sets = append(sets, "campaigns[0].targets.order=random", "campaigns[0].targets.cover="+of("0.2 0.5 0.9"))
	}
	if chance(60) {
		sets = append(sets, fmt.Sprintf("campaigns[0].access.validate={lead: %s, lookups: %d}", of("10m 3h 9h 30h"), 1+r.IntN(8)))
	} else {
		sets = append(sets, "campaigns[0].access.validate={lead: 0s, lookups: 0}")
	}
	return append(sets, fmt.Sprintf("campaigns[0].targets.exposed=%d", []int{20, 60, 200, 1500}[r.IntN(4)]))
}
