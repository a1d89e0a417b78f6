package generator

import (
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/scenarios"
)

// tempoOf plays the long world without controls and reads the attack.
func tempoOf(t *testing.T, sets ...string) (*Plan, attack) {
	t.Helper()
	p, err := longWorld(Options{}, append(sets, unstopped)...)
	if err != nil {
		t.Fatal(err)
	}
	return p, campaignOf(t, p, 1)
}

// gaps lists an account's gaps in seconds, sorted.
func gaps(list []int64) (out []float64) {
	for i := 1; i < len(list); i++ {
		out = append(out, float64(list[i]-list[i-1])/float64(calendar.Second))
	}
	slices.Sort(out)
	return out
}

func between(t *testing.T, what string, got, lo, hi float64) {
	t.Helper()
	t.Logf("%s: %.4g", what, got)
	if got < lo || got > hi {
		t.Errorf("%s is %.4g, want %.4g to %.4g", what, got, lo, hi)
	}
}

func TestRatesAreMet(t *testing.T) {
	p, a := tempoOf(t, "campaigns[0].pacing={rate: 0.02/s}")
	first, last := int64(1<<62), int64(0)
	for _, list := range a.lookUps {
		first, last = min(first, list[0]), max(last, list[len(list)-1])
	}
	between(t, "look-ups a second at 0.02/s", float64(a.total())/(float64(last-first)/1e6), 0.0197, 0.0204)

	_, a = tempoOf(t, "campaigns[0].pacing={rate: 35/d}")
	for account := range a.lookUps {
		days := a.perDay(p, account)
		for day, n := range days {
			if _, before := days[day-1]; before && days[day+1] > 0 {
				between(t, "look-ups on a whole day at 35/d", float64(n), 34, 36)
			}
		}
	}

	// The visits of an account come anywhere in its days: so three days of two dozen
	// accounts are told together, none of which is lost meanwhile.
	p, a = tempoOf(t, keeps, "campaigns[0].pacing={shape: owner_mimic, rate: 2x}", "campaigns[0].targets.exposed=4900",
		"population.accounts=240", "population.insured_persons=24000", "campaigns[0].access.accounts=24",
		"campaigns[0].access.profiles={pharmacy: 16, gp: 8}")
	wednesday := p.cal.Of(time.Date(2022, 3, 9, 12, 0, 0, 0, p.cal.Loc).UnixMicro()).Number
	var made, mean float64
	for account := range a.lookUps {
		days := a.perDay(p, account)
		made += float64(days[wednesday] + days[wednesday+1] + days[wednesday+2])
		mean += float64(p.accounts.At(account).MeanMilli) / 1000
	}
	between(t, "times the owners' mean from Wednesday to Friday at 2x", made/mean/3, 1.8, 2.1)
}

// keeps is a campaign that loses no account to an owner who is locked out and calls
// the help desk: those that are left hurry then, and gaps are of two tempos.
const keeps = "campaigns[0].access.acquire={credential_replay: 1}"

func TestShapesHaveTheirGaps(t *testing.T) {
	t.Parallel()
	busiest := func(a attack) (list []int64) {
		for _, l := range a.lookUps {
			if len(l) > len(list) {
				list = l
			}
		}
		return list
	}
	const many = "campaigns[0].targets.exposed=4000"
	spread := func(shape string) float64 { // 99th percentile of the gaps over the median
		_, a := tempoOf(t, many, keeps, "campaigns[0].pacing="+shape)
		g := gaps(busiest(a))
		return g[len(g)*99/100] / g[len(g)/2]
	}
	between(t, "p99/p50 of gaps, constant", spread("{shape: constant, jitter: 0.1}"), 1, 1.5)
	between(t, "p99/p50 of gaps, poisson shape", spread("{shape: poisson}"), 1.5, 3)
	between(t, "p99/p50 of gaps, exponential", spread(`{shape: lognormal, think_time: "exponential(mean=10s)"}`), 4.5, 9)
	between(t, "p99/p50 of gaps, lognormal(sigma=0.9)", spread(`{shape: lognormal, think_time: "lognormal(median=25s, sigma=0.9)"}`), 6, 11)

	_, a := tempoOf(t, many, `campaigns[0].pacing={shape: burst, think_time: "constant(5s)"}`)
	list := busiest(a)
	run, runs := 1, []int{}
	for i := 1; i < len(list); i++ {
		if list[i]-list[i-1] <= 6*calendar.Second {
			run++
			continue
		}
		runs, run = append(runs, run), 1
	}
	slices.Sort(runs)
	between(t, "look-ups of a run, median", float64(runs[len(runs)/2]), 30, 50)
	between(t, "look-ups of a run, longest", float64(runs[len(runs)-1]), 40, 60)

	p, a := tempoOf(t, many, "campaigns[0].pacing={shape: diurnal}")
	night, noon := 0, 0
	for _, list := range a.lookUps {
		for _, ts := range list {
			switch h := time.UnixMicro(ts).In(p.cal.Loc).Hour(); {
			case h < 6:
				night++
			case h >= 9 && h < 12:
				noon++
			}
		}
	}
	between(t, "share of a diurnal campaign from 9 to 12", float64(noon)/float64(a.total()), 0.25, 0.45)
	between(t, "share of a diurnal campaign from 0 to 6", float64(night)/float64(a.total()), 0, 0.04)
}

func TestRampRises(t *testing.T) {
	p, a := tempoOf(t, "campaigns[0].targets.exposed=4000", "campaigns[0].pacing={ramp: 4d}")
	from := p.Scenario().Campaigns[0].Window.From.UnixMicro()
	var days [8]float64
	for _, list := range a.lookUps {
		for _, ts := range list {
			days[(ts-from)/(24*calendar.Hour)]++
		}
	}
	between(t, "first day of a ramp of four, of a full day", days[0]/days[5], 0.10, 0.15)
	between(t, "fourth day of a ramp of four, of a full day", days[3]/days[5], 0.85, 0.90)
}

func TestDutyIsMet(t *testing.T) {
	p, a := tempoOf(t, "population.accounts=400", "campaigns[0].access.accounts=40", "campaigns[0].access.profiles={pharmacy: 40}", "campaigns[0].targets.exposed=4000", "campaigns[0].rotation.duty_cycle=0.3")
	days := 0
	for account := range a.lookUps {
		days += len(a.perDay(p, account))
	}
	between(t, "share of days on which an account works at 0.3", float64(days)/(40*8), 0.23, 0.37)
}

// atOnce is how many accounts work within the same five minutes, at most.
func (a *attack) atOnce() int {
	busy := map[int64]map[uint32]bool{}
	for account, list := range a.lookUps {
		for _, ts := range list {
			at := ts / (5 * calendar.Minute)
			if busy[at] == nil {
				busy[at] = map[uint32]bool{}
			}
			busy[at][account] = true
		}
	}
	most := 0
	for _, b := range busy {
		most = max(most, len(b))
	}
	return most
}

func TestAccountsTakeTurns(t *testing.T) {
	t.Parallel()
	const many = "campaigns[0].targets.exposed=3000"
	for _, x := range []struct {
		rotation, pacing string
		most             int // at once, and as many more where they change
		stays            float64
	}{
		{"sequential", "{}", 1, 24},
		{"burn", "{concurrency: 2, rate: 0.03/s}", 2, 10},
		{"least_recent", "{concurrency: 3}", 3, 1},
		{"parallel", "{concurrency: 1}", 1, 1},
	} {
		_, a := tempoOf(t, many, "campaigns[0].rotation.accounts="+x.rotation, "campaigns[0].pacing="+x.pacing, "campaigns[0].pacing.shares=equal")
		between(t, x.rotation+": accounts within five minutes", float64(a.atOnce()), float64(x.most), float64(2*x.most))
		var hours []float64
		for _, list := range a.lookUps {
			from := list[0]
			for i := 1; i < len(list); i++ {
				if list[i]-list[i-1] > 30*calendar.Minute {
					hours, from = append(hours, float64(list[i-1]-from)/float64(calendar.Hour)), list[i]
				}
			}
			hours = append(hours, float64(list[len(list)-1]-from)/float64(calendar.Hour))
		}
		slices.Sort(hours)
		between(t, x.rotation+": median stretch of work, hours", hours[len(hours)/2], x.stays*0.8, x.stays*2)
	}
}

// What an account that drops out leaves over, accounts of other places take: so none
// does here.
func TestTargetsLiveNearTheAccount(t *testing.T) {
	p, a := tempoOf(t, keeps, "population.accounts=400", "population.insured_persons=120000", "campaigns[0].targets.exposed=1500", "campaigns[0].targets.region_match=0.9")
	near, known, all := 0, 0, 0
	for account, holders := range a.holders {
		x := p.accounts.At(account)
		for _, h := range holders {
			all++
			if p.persons.Dept(h) == x.Dept {
				near++
			}
			from, to := p.persons.DeptRange(x.Dept)
			at := h - x.Seen.Start
			if h < x.Seen.Start {
				at += to - from
			}
			if h >= from && h < to && at < x.Seen.Len {
				known++
			}
		}
	}
	between(t, "share of targets in the département at region_match 0.9", float64(near)/float64(all), 0.89, 0.93)
	between(t, "share of targets among those whom the account sees", float64(known)/float64(all), 0.45, 0.9)
}

func TestRegionGoesPlaceByPlace(t *testing.T) {
	p, a := tempoOf(t, "campaigns[0].targets.order=region", "campaigns[0].access={accounts: 1}")
	for _, holders := range a.holders {
		changes := 0
		for i := 1; i < len(holders); i++ {
			if p.persons.Dept(holders[i]) < p.persons.Dept(holders[i-1]) && holders[i]>>12 != holders[i-1]>>12 {
				changes++
			}
		}
		between(t, "times the list goes back to an earlier place", float64(changes), 0, 0)
	}
}

// What the error says to write instead is enough.
func TestRefusedTempoSaysWhatWouldDo(t *testing.T) {
	sets := []string{"campaigns[0].pacing.rate=10/d", "campaigns[0].targets.exposed=1500", unstopped}
	_, err := longWorld(Options{}, sets...)
	if err == nil {
		t.Fatal("it is not refused")
	}
	t.Log(err)
	found := regexp.MustCompile(`write targets\.exposed: (\d+), or pacing\.rate: (\S+?)[,\n]`).FindStringSubmatch(err.Error())
	if found == nil {
		t.Fatal("it does not say what to write")
	}
	if _, err := longWorld(Options{}, append(sets, "campaigns[0].targets.exposed="+found[1])...); err != nil {
		t.Error(err)
	}
	if _, err := longWorld(Options{}, append(sets, "campaigns[0].pacing.rate="+found[2])...); err != nil {
		t.Error(err)
	}
	if n, _ := strconv.Atoi(found[1]); n < 200 || scenarios.Share(n) > 600 {
		t.Errorf("at most %d", n)
	}
}
