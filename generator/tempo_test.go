package generator

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// long is a world in which campaigns have days to work: a fortnight, one
// campaign in its middle.
var long = []string{
	"time.start=2022-03-07", "time.end=2022-03-19", "population.accounts=60", "population.insured_persons=6000",
	"campaigns[0].window={start: 2022-03-08T09:00:00+01:00, stop: 2022-03-15T18:00:00+01:00}", "campaigns[0].access.accounts=6", "campaigns[0].access.profiles={pharmacy: 4, gp: 2}",
	"campaigns[0].targets.exposed=400", "campaigns[0].targets.order=random", "campaigns[0].access.validate={lead: 3h, lookups: 2}",
	"campaigns[0].pacing={}", "campaigns[0].rotation={ip: per_account, ip_lifetime: 6h}",
}

const (
	stopped   = "controls=[{type: analyst, at: 2022-03-15T18:00:00+01:00, action: [ip_ban, account_reset]}]"
	unstopped = "controls=[]"
)

func longWorld(o Options, sets ...string) (*Plan, error) {
	sc, err := library.Open("tiny", append(slices.Clone(long), sets...))
	if err != nil {
		return nil, err
	}
	return New(sc, o)
}

// unproven is a long world of which it is not sure beforehand that it can do what
// is asked: these accounts happen to do it.
func unproven(o Options, sets ...string) (*Plan, error) {
	sc, err := library.Open("tiny", append(slices.Clone(long), sets...), library.Unproven())
	if err != nil {
		return nil, err
	}
	return New(sc, o)
}

// attack is what a campaign did, read from the events.
type attack struct {
	lookUps  map[uint32][]int64 // of the list, by account, in order: each entry once, whatever the answer
	answered map[uint32][]int64 // these, with trials, numbers that are mistyped and persons asked for again
	exposed  map[uint32]bool
	holders  map[uint32][]uint32
}

// campaignOf reads what a campaign of a plan did.
func campaignOf(t interface{ Fatalf(string, ...any) }, p *Plan, campaign uint8) attack {
	return readAudit(p).campaign(t, campaign)
}

func (r *reading) campaign(t interface{ Fatalf(string, ...any) }, campaign uint8) attack {
	a := attack{
		lookUps: map[uint32][]int64{}, answered: map[uint32][]int64{}, exposed: map[uint32]bool{}, holders: map[uint32][]uint32{},
	}
	asked := map[nir.NIR]bool{}
	for _, x := range r.exposures {
		if x.Campaign != campaign {
			continue
		}
		if a.exposed[x.Person] {
			t.Fatalf("person %d is exposed twice", x.Person)
		}
		a.exposed[x.Person] = true
	}
	for e, tr := range r.audit() {
		if tr.Label != event.Attack || tr.Campaign != campaign || e.Action != event.Lookup || e.Result == event.ResultError {
			continue
		}
		a.answered[e.Account] = append(a.answered[e.Account], e.TS)
		if tr.Phase != event.Scrape || e.Result == event.BadKey || asked[e.NIR] {
			continue
		}
		asked[e.NIR] = true
		a.lookUps[e.Account] = append(a.lookUps[e.Account], e.TS)
		if e.Result == event.Found {
			holder, _ := r.plan.FindPerson(e.NIR)
			a.holders[e.Account] = append(a.holders[e.Account], holder)
		}
	}
	return a
}

func (a *attack) total() (n int) {
	for _, ts := range a.lookUps {
		n += len(ts)
	}
	return n
}

// perDay counts an account's look-ups of the list by local day.
func (a *attack) perDay(p *Plan, account uint32) map[int32]int { return byDay(p, a.lookUps[account]) }

// busiestDay is how many look-ups an account makes on a local day at most, all that are
// answered.
func (a *attack) busiestDay(p *Plan, account uint32) (most int) {
	for _, n := range byDay(p, a.answered[account]) {
		most = max(most, n)
	}
	return most
}

func byDay(p *Plan, list []int64) map[int32]int {
	out := map[int32]int{}
	for _, ts := range list {
		out[p.cal.Of(ts).Number]++
	}
	return out
}

var tempoAxes = map[string][]string{
	"pacing.shape":               {"constant", "poisson", "lognormal", "burst", "diurnal", "owner_mimic"},
	"pacing.active_hours":        {"all", "office", "owner"},
	"pacing.rate":                {"", "", "0.002/s", "35/d", "12.5/d", "0.5x", "3x", "1/s"},
	"pacing.ramp":                {"", "", "12h", "4d"},
	"pacing.max_per_account_day": {"", "", "25", "200"},
	"pacing.concurrency":         {"", "", "1", "4", "6"},
	"rotation.accounts":          {"parallel", "sequential", "least_recent", "burn"},
	"rotation.duty_cycle":        {"", "", "0.6"},
	"targets.order":              {"sorted", "random", "household", "region", "enumeration"},
	"targets.region_match":       {"", "", "0.9", "0.3", "1"},
	"targets.hit_rate":           {"1", "0.8", "0.5", "0.05"},
	"targets.exposed":            {"60", "400", "1500"},
	"co_use":                     {"idle", "owner_active"},
	"access.validate":            {"{}", "{lead: 3h, lookups: 2}"},
}

// drawTempo draws a combination of the axes.
func drawTempo(t *rapid.T) (sets []string) {
	for _, key := range slices.Sorted(func(yield func(string) bool) {
		for k := range tempoAxes {
			if !yield(k) {
				return
			}
		}
	}) {
		if v := rapid.SampledFrom(tempoAxes[key]).Draw(t, key); v != "" {
			sets = append(sets, "campaigns[0]."+key+"="+v)
		}
	}
	if made := "campaigns[0].targets.order=enumeration"; slices.Contains(sets, made) {
		sets = slices.DeleteFunc(sets, func(s string) bool { return strings.Contains(s, "region_match") })
	}
	return append(sets, rapid.SampledFrom([]string{stopped, unstopped}).Draw(t, "controls"))
}

// Whatever the tempo and the turns: the file is refused, with what to write
// instead, or the number of persons is met exactly, inside the window. A file that
// is not refused is always planned.
func TestEveryTempoIsExact(t *testing.T) {
	t.Parallel()
	made, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		sets := drawTempo(t)
		sc, err := library.Open("tiny", append(slices.Clone(long), sets...))
		if problems := (*scenarios.Problems)(nil); errors.As(err, &problems) {
			if !strings.Contains(err.Error(), "write ") {
				t.Fatalf("%v: the error says nothing of what to write: %v", sets, err)
			}
			refused++
			return
		}
		if err != nil {
			t.Fatalf("%v: %v", sets, err)
		}
		p, err := New(sc, Options{})
		if err != nil {
			t.Fatalf("%v: %v", sets, err)
		}
		made++
		checkTempo(t, p, sets)
	})
	t.Logf("%d made, %d refused", made, refused)
}

func checkTempo(t *rapid.T, p *Plan, sets []string) {
	c := &p.Scenario().Campaigns[0]
	a := campaignOf(t, p, 1)
	if len(a.exposed) != c.Targets.Exposed {
		t.Fatalf("%v: %d persons exposed, want %d", sets, len(a.exposed), c.Targets.Exposed)
	}
	for account, list := range a.lookUps {
		for i, ts := range list {
			if at := time.UnixMicro(ts); at.Before(c.Window.From) || !at.Before(c.Window.To) {
				t.Fatalf("%v: a look-up at %s, outside the window", sets, at)
			}
			if i > 0 && ts < list[i-1] {
				t.Fatalf("%v: account %d goes back in time", sets, account)
			}
		}
		if n, most := a.busiestDay(p, account), c.Pacing.MaxPerDay; most > 0 && n > most {
			t.Fatalf("%v: account %d makes %d look-ups on a day", sets, account, n)
		}
		for day, n := range a.perDay(p, account) {
			if rate := c.Pacing.Rate; rate.Unit == scenarios.PerDay && c.Pacing.Shape == scenarios.Constant && c.Pacing.Concurrency == c.Access.Accounts && n > int(rate.Amount/1_000_000)+2 {
				t.Fatalf("%v: account %d makes %d look-ups on day %d, at %v", sets, account, n, day, rate)
			}
		}
	}
}

// A few of the combinations in full: slices alone, the same seed again, and the
// undefended world, which is the same until the stop and goes on after it.
func TestTempoBySlices(t *testing.T) {
	t.Parallel()
	for name, sets := range map[string][]string{
		"mimic":      {"campaigns[0].pacing={shape: owner_mimic, rate: 1.5x, active_hours: owner}", "campaigns[0].targets.exposed=150", stopped},
		"burst":      {"campaigns[0].pacing={shape: burst}", "campaigns[0].rotation.accounts=least_recent", stopped},
		"sequential": {"campaigns[0].pacing={shape: lognormal, active_hours: office}", "campaigns[0].rotation.accounts=sequential", "campaigns[0].targets.order=sorted", stopped},
		"duty":       {"campaigns[0].pacing={shape: diurnal, max_per_account_day: 60}", "campaigns[0].rotation.duty_cycle=0.7", stopped},
		"near":       {"campaigns[0].targets.region_match=0.8", "campaigns[0].targets.order=region", stopped},
		"made up":    {"campaigns[0].targets.order=enumeration", "campaigns[0].targets.hit_rate=0.05", "campaigns[0].targets.exposed=60", stopped},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := longWorld(Options{}, sets...)
			if err != nil {
				t.Fatal(err)
			}
			r, ws := read(p), p.Windows()
			again, _ := longWorld(Options{}, sets...)
			for i := len(ws) - 1; i >= 0; i -= 7 {
				sameLines(t, "a slice alone", r.lines, lines(again, ws[i:i+1]))
			}
			undefended, err := longWorld(Options{WithoutControls: true}, sets...)
			if err != nil {
				t.Fatal(err)
			}
			a, b := r.campaign(t, 1), campaignOf(t, undefended, 1)
			t.Logf("%d look-ups defended, %d undefended", a.total(), b.total())
			for account, list := range a.lookUps {
				if !slices.Equal(list, b.lookUps[account][:len(list)]) {
					t.Errorf("account %d works otherwise without controls", account)
				}
			}
			c := &p.Scenario().Campaigns[0] // a list that is given a rate, or one for each account, ends
			if ends := c.Pacing.Rate.Unit != scenarios.NoRate || c.Targets.RegionMatch > 0; ends != (b.total() == a.total()) || !ends && b.total() < a.total()*5/4 {
				t.Errorf("%d look-ups, %d undefended", a.total(), b.total())
			}
		})
	}
}

// A second campaign changes neither the first's lines nor those of anybody who
// has nothing to do with it.
func TestSecondCampaignChangesNothing(t *testing.T) {
	sets := []string{"campaigns[0].pacing={shape: burst, rate: 60/d}", unstopped}
	alone, err := longWorld(Options{}, sets...)
	if err != nil {
		t.Fatal(err)
	}
	sc := *alone.Scenario()
	c := sc.Campaigns[0]
	c.ID, c.Targets.Exposed, c.Access.Accounts, c.Access.Profiles = "c2", 90, 3, []scenarios.ProfileCount{{Profile: scenarios.Nurse, Count: 3}}
	c.Pacing = scenarios.Pacing{Shape: scenarios.OwnerMimic, Hours: scenarios.OwnerHours, Concurrency: 1}
	c.Rotation.Accounts = scenarios.Sequential
	sc.Campaigns = append(slices.Clone(sc.Campaigns), c)
	both, err := New(&sc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	ours := func(p *Plan) (out []line) {
		for _, ls := range lines(p, p.Windows()) {
			for _, l := range ls {
				tr := l.truth
				if l.access.Request != 0 {
					tr = l.access.Truth
				}
				if tr.Campaign == 1 {
					out = append(out, l)
				}
			}
		}
		slices.SortFunc(out, func(a, b line) int {
			return cmp.Or(cmp.Compare(a.ts(), b.ts()), cmp.Compare(a.audit.ID, b.audit.ID), cmp.Compare(a.access.Request, b.access.Request))
		})
		return out
	}
	if a, b := ours(alone), ours(both); !slices.Equal(a, b) || len(a) == 0 {
		t.Errorf("%d lines of the first campaign alone, %d beside another, or other ones", len(a), len(b))
	}
}
