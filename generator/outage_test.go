package generator

import (
	"slices"
	"strconv"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// troubled is the small world with an outage and maintenance nearly every day.
func troubled(t *testing.T, o Options, seed int) *Plan {
	t.Helper()
	return world(t, o, "portal.outages_per_month=30", "portal.maintenance_per_month=30", "portal.slow_downs_per_month=30", "portal.releases_per_month=2",
		"scenario.seed="+strconv.Itoa(seed))
}

// In an outage the portal answers errors to everybody, and serves no more than
// its static files.
func TestNobodyIsServedInAnOutage(t *testing.T) {
	t.Parallel()
	for seed := range 6 {
		p := troubled(t, Options{}, seed)
		failed := map[event.Label]int{}
		f := p.NewFiller()
		var b event.Batch
		for _, w := range p.Windows() {
			f.Fill(w, &b)
			for i := range b.Audit {
				e, tr := b.AuditAt(i)
				_, status, down := p.portal.Down(e.TS)
				if !down || e.Status == 0 || e.Reason == event.Banned {
					continue
				}
				if e.Status != status || e.Outcome != event.Failure || e.Reason != event.UpstreamError || e.Persons > 0 || e.Action == event.Lookup && e.Result != event.ResultError {
					t.Fatalf("seed %d: served in an outage: %+v", seed, e)
				}
				failed[tr.Label]++
			}
			for i := range b.Access {
				a := b.AccessAt(i)
				if _, status, down := p.portal.Down(a.TS); down && a.Status != status && a.Status != 403 && a.Path < event.PathAssetApp {
					if _, _, before := p.portal.Down(a.TS - 2_000); before { // an answer may just have been under way
						t.Fatalf("seed %d: a page served in an outage: %+v", seed, a)
					}
				}
			}
		}
		t.Logf("seed %d: failed in outages %v", seed, failed)
	}
}

// A look-up that failed in an outage is asked for again, mostly, by robots as by users.
// Nobody tries six times in five minutes: there would be no better sign of a robot.
func TestTriesInAnOutageAreRepeated(t *testing.T) {
	t.Parallel()
	tries, again, robots := 0, 0, 0
	for seed := range 12 {
		p := troubled(t, Options{}, seed)
		start, end := p.Scenario().Time.Start, p.Scenario().Time.End
		waiting := map[uint64]event.Event{} // by session
		failed := map[uint32][]int64{}      // when tries failed, by account
		for e, tr := range p.Events(start, end) {
			if e.Action != event.Lookup {
				continue
			}
			if w, ok := waiting[e.Session]; ok {
				if w.NIR != e.NIR {
					t.Fatalf("seed %d: after a failed look-up another person: %+v then %+v", seed, w, e)
				}
				again++
				delete(waiting, e.Session)
			}
			if _, _, down := p.portal.Down(e.TS); down && e.Reason == event.UpstreamError {
				waiting[e.Session] = e
				tries++
				if all := append(failed[e.Account], e.TS); len(all) >= 6 && e.TS-all[len(all)-6] <= 300_000_000 {
					t.Errorf("seed %d: the sixth try in five minutes: %+v", seed, e)
				} else {
					failed[e.Account] = all
				}
				if tr.Label == event.Attack {
					robots++
				}
			}
		}
	}
	t.Logf("%d failed look-ups, %d of robots; %d repeated in the same session", tries, robots, again)
	if robots < 20 || tries-robots < 20 || again*10 < tries*6 {
		t.Error("too few tries, or not repeated")
	}
}

func TestPromisesHoldInOutages(t *testing.T) {
	t.Parallel()
	for seed := range 4 {
		p := troubled(t, Options{}, seed)
		want := lines(p, p.Windows())
		backwards := slices.Clone(p.Windows())
		slices.Reverse(backwards)
		sameLines(t, "slices backwards", want, lines(p, backwards))
		for _, w := range p.Windows()[8:20] {
			sameLines(t, "a slice alone", want, lines(p, []event.Window{w}))
		}
		exposed := map[uint32]bool{}
		f := p.NewFiller()
		var b event.Batch
		for _, w := range p.Windows() {
			f.Fill(w, &b)
			for _, x := range b.Exposures {
				exposed[x.Person] = true
			}
		}
		if c := p.Scenario().Campaigns[0]; len(exposed) != c.Targets.Exposed {
			t.Errorf("seed %d: %d persons exposed, want %d", seed, len(exposed), c.Targets.Exposed)
		}
		if a, b := innocentEvents(p), innocentEvents(troubled(t, Options{WithoutCampaigns: true}, seed)); a < b*9/10 {
			t.Errorf("seed %d: %d events of honest users with the campaign, %d without", seed, a, b)
		}
	}
}

func innocentEvents(p *Plan) int {
	events, _ := read(p).innocent()
	return len(events)
}

// Every browser that comes back after a release fetches the new script once.
func TestNewReleasesAreFetchedOnce(t *testing.T) {
	p := planOf(t, "baseline", "0.005", Options{})
	fetched := map[string]int{} // by client and release
	whole, asked := 0, 0
	for a := range p.Requests(p.Scenario().Time.Start, p.Scenario().Time.End) {
		if a.Path != event.PathAssetApp {
			continue
		}
		if a.Status != 200 {
			asked++
			continue
		}
		whole++
		fetched[p.catalog.Path(a.Path, a.Release)]++
	}
	t.Logf("%d whole, %d unchanged; by name %v", whole, asked, fetched)
	if len(fetched) < 2 || len(p.catalog.Releases) < 2 {
		t.Error("no release in six weeks")
	}
}
