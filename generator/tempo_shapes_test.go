package generator

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
)

// scraped lists the look-ups of the list by account.
func scraped(p *Plan) map[uint32][]int64 {
	out := map[uint32][]int64{}
	for e, tr := range p.Events(p.Scenario().Time.Start, p.Scenario().Time.End) {
		if tr.Label == event.Attack && tr.Phase == event.Scrape && e.Action == event.Lookup && (e.Result == event.Found || e.Result == event.NotFound) {
			out[e.Account] = append(out[e.Account], e.TS)
		}
	}
	return out
}

// nineDays is a campaign of nine days and six accounts in the small world.
var nineDays = []string{
	"time.end=2022-03-24", "campaigns[0].window.start=2022-03-11T08:00:00+01:00", "campaigns[0].window.stop=2022-03-20T20:00:00+01:00",
	"campaigns[0].access.accounts=6", "campaigns[0].access.profiles={pharmacy: 6}", "population.accounts=120", "population.insured_persons=30000",
	"campaigns[0].targets.exposed=1500", "controls=[]", "aftermath={}", "campaigns[0].network.pool=8",
}

// Whatever the tempo and the turns, the persons exposed are exact, all look-ups
// lie in the window, and a slice by itself is the slice of the whole.
func TestTempoIsExact(t *testing.T) {
	t.Parallel()
	for name, sets := range map[string][]string{
		"lognormal":    {"pacing={shape: lognormal}"},
		"think time":   {"pacing={shape: lognormal, think_time: \"lognormal(median=20s, sigma=1.1)\"}"},
		"burst":        {"pacing={shape: burst, active_hours: office}"},
		"diurnal":      {"pacing={shape: diurnal}"},
		"owner mimic":  {"pacing={shape: owner_mimic, ramp: 4d}"},
		"short visits": {"pacing={shape: owner_mimic, visit: 1}"},
		"owner hours":  {"pacing={shape: poisson, active_hours: owner}"},
		"ramp":         {"pacing={shape: constant, jitter: 0.2, ramp: 6d}"},
		"sequential":   {"rotation={accounts: sequential}"},
		"least recent": {"rotation={accounts: least_recent}", "pacing={shape: poisson}"},
		"burn":         {"rotation={accounts: burn}", "pacing={shape: lognormal, active_hours: office}"},
		"duty cycle":   {"rotation={duty_cycle: 0.5}"},
		"rate":         {"pacing={rate: 0.01/s}"},
		"rate a day":   {"pacing={rate: 60/d, active_hours: office, shape: poisson}"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			set := append([]string{}, nineDays...)
			for _, s := range sets {
				set = append(set, "campaigns[0]."+s)
			}
			p := world(t, Options{}, set...)
			c := p.Scenario().Campaigns[0]
			persons := map[uint32]bool{}
			f := p.NewFiller()
			var b event.Batch
			for _, w := range p.Windows() {
				f.Fill(w, &b)
				for _, x := range b.Exposures {
					persons[x.Person] = true
				}
			}
			if len(persons) != c.Targets.Exposed {
				t.Errorf("%d persons exposed, want %d", len(persons), c.Targets.Exposed)
			}
			by := scraped(p)
			for _, times := range by {
				for _, ts := range times {
					if at := time.UnixMicro(ts); at.Before(c.Window.From) || !at.Before(c.Window.To) {
						t.Fatalf("a look-up at %s, outside the window", at)
					}
				}
			}
			if len(by) != 6 {
				t.Errorf("%d accounts looked persons up", len(by))
			}
			holdTempo(t, name, p, by)
			ws := p.Windows()
			sameLines(t, "slices alone", lines(p, ws[200:260]), lines(p, ws[210:220]))
		})
	}
}

// holdTempo checks what each tempo is for.
func holdTempo(t *testing.T, name string, p *Plan, by map[uint32][]int64) {
	t.Helper()
	loc := p.Scenario().Time.Location
	days := map[string]map[uint32]int{}
	var first, last int64 = 1 << 62, 0
	quarter, all := 0, 0
	for k, times := range by {
		for i, ts := range times {
			day := time.UnixMicro(ts).In(loc).Format(time.DateOnly)
			if days[day] == nil {
				days[day] = map[uint32]int{}
			}
			days[day][k]++
			first, last = min(first, ts), max(last, ts)
			all++
			if i > 0 && ts-times[i-1] < 60_000_000 {
				quarter++
			}
		}
	}
	switch name {
	case "ramp", "owner mimic":
		if a, b := total(days["2022-03-12"]), total(days["2022-03-18"]); a*3 > b*2 {
			t.Errorf("%d look-ups on the second day, %d on the eighth", a, b)
		}
	case "duty cycle":
		off := 0
		for k := range by {
			for d := 12; d < 20; d++ {
				if days["2022-03-"+itoa(d)][k] == 0 {
					off++
				}
			}
		}
		if off < 10 || off > 38 {
			t.Errorf("%d of 48 account-days off duty", off)
		}
	case "sequential", "burn":
		for day, who := range days {
			if len(who) > 3 {
				t.Errorf("%d accounts at work on %s", len(who), day)
			}
		}
	case "burst":
		if quarter*3 < all {
			t.Errorf("%d of %d look-ups follow within a minute", quarter, all)
		}
	case "rate":
		if hours := (last - first) / 3_600_000_000; hours < int64(all)/36*9/10 || hours > int64(all)/36*12/10+4 {
			t.Errorf("%d look-ups in %d hours", all, hours)
		}
	case "rate a day":
		for day, who := range days {
			for k, n := range who {
				if n > 75 {
					t.Errorf("account %d makes %d on %s", k, n, day)
				}
			}
		}
	}
}

func total(of map[uint32]int) (n int) {
	for _, x := range of {
		n += x
	}
	return n
}

func itoa(n int) string { return string(rune('0'+n/10)) + string(rune('0'+n%10)) }
