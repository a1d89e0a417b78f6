package generator

import (
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
)

// A share of those who are looked up is cover: persons whom the account's own users have found
// before, in the log or in the weeks before it, and who come again after as long as honest
// visitors do. They lie among the others, and all of them together are as many as the file says.
func TestCoverIsKnownToTheAccount(t *testing.T) {
	t.Parallel()
	p, err := longWorld(Options{History: 112}, unstopped, "campaigns[0].targets={exposed: 600, order: random, cover: 0.7, region_match: 1}",
		"campaigns[0].window={start: 2022-03-14T09:00:00+01:00, stop: 2022-03-18T18:00:00+01:00}",
		"campaigns[0].pacing={shape: owner_mimic, active_hours: owner}", "campaigns[0].access.profiles={pharmacy: 6}",
		"campaigns[0].access.validate={}", "population.insured_persons=200000", "aftermath={}",
		"campaigns[0].access.acquire={insider: 1}", "campaigns[0].network={kind: owner_host}", "campaigns[0].rotation={}")
	if err != nil {
		t.Fatal(err)
	}
	r := read(p)
	own := map[[2]uint64]int64{} // account and number that its users have found so far, and when last
	h, in := p.NewHistory(), map[uint32]bool{}
	for e, tr := range r.audit() {
		if tr.Label != event.Attack || in[e.Account] {
			continue
		}
		in[e.Account] = true
		for _, x := range h.Of(e.Account, nil) {
			own[[2]uint64{uint64(e.Account), uint64(x.NIR)}] = x.Last
		}
	}
	const day = 24 * calendar.Hour
	const week = 7 * day
	asked := map[nir.NIR]bool{}
	var covers, honest returns
	others, familiar := 0, 0
	for e, tr := range r.audit() {
		at := [2]uint64{uint64(e.Account), uint64(e.NIR)}
		last, known := own[at]
		switch {
		case e.Action != event.Lookup || e.Result != event.Found || !in[e.Account]:
		case tr.Label == event.Benign:
			if own[at] = e.TS; known && e.TS-last > day {
				honest.add(e.TS-last, known, 6*week)
			}
		case tr.Label != event.Attack || asked[e.NIR]:
		case tr.Purpose == event.Cover:
			asked[e.NIR] = true
			covers.add(e.TS-last, known, 6*week)
		default:
			asked[e.NIR] = true
			if others++; known {
				familiar++
			}
		}
	}
	t.Logf("%d persons: for cover %+v, honest %+v; %d who are wanted, %d of these found before", len(r.exposures), covers, honest, others, familiar)
	if len(r.exposures) != 600 {
		t.Errorf("%d persons exposed, want 600", len(r.exposures))
	}
	if share := float64(covers.n) / float64(covers.n+others); share < 0.55 || share > 0.8 {
		t.Errorf("%.2f of the look-ups are cover, want about 0.7", share)
	}
	// Half of those who are wanted come from the circle, and who comes often has mostly been there.
	if covers.known*100 < covers.n*97 || familiar*10 > others*7 {
		t.Errorf("%d of %d who are cover have been found before, and %d of %d others", covers.known, covers.n, familiar, others)
	}
	if got, want := covers.share(), honest.share(); got < want-0.12 || got > want+0.12 {
		t.Errorf("%.2f of those who are cover were found last more than six weeks before, of honest visitors who come again %.2f", got, want)
	}
	r.slicesAlone(t, everySecond(p.Windows()[7*24:9*24]))
}

// returns counts persons who are found: those who were found before, and of these who were
// not for long.
type returns struct{ n, known, late int }

func (r *returns) add(since int64, known bool, long int64) {
	if r.n++; known {
		r.known++
		if since > long {
			r.late++
		}
	}
}

func (r *returns) share() float64 { return float64(r.late) / float64(max(r.known, 1)) }

// A campaign may take accounts and look nobody up: it signs in, fails elsewhere, and exposes
// nobody, with and without controls.
func TestCampaignThatLooksNobodyUp(t *testing.T) {
	t.Parallel()
	for _, controls := range []string{stopped, unstopped} {
		p, err := longWorld(Options{}, controls, "campaigns[0].targets={exposed: 0}", "campaigns[0].access.validate={}",
			"campaigns[0].access.success=0.3", "campaigns[0].client={user_agent: pool, tls: browser, navigation: full_flow}")
		if err != nil {
			t.Fatal(err)
		}
		r, opened, refused, pages := read(p), map[uint32]bool{}, 0, 0
		for e, tr := range r.audit() {
			if tr.Label != event.Attack && tr.Campaign == 0 {
				continue
			}
			switch {
			case e.Action == event.Lookup:
				t.Errorf("%s: somebody is looked up at %d", controls, e.TS)
			case e.Action == event.Login && e.Outcome == event.Success:
				opened[e.Account] = true
			case e.Action == event.Login:
				refused++
			case e.Action == event.ServiceUse:
				pages++
			}
		}
		if len(r.exposures) > 0 || len(opened) != 6 || refused < 10 || pages == 0 {
			t.Errorf("%s: %d persons, %d accounts opened, %d sign-ins refused, %d pages; want none, 6, and some",
				controls, len(r.exposures), len(opened), refused, pages)
		}
		r.slicesAlone(t, everySecond(p.Windows()[24:80]))
	}
}
