package generator

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
)

// A share of those who are looked up is cover: persons whom the account's own users have found
// before. They lie among the others, and all of them together are as many as the file says.
func TestCoverIsKnownToTheAccount(t *testing.T) {
	t.Parallel()
	p, err := longWorld(Options{}, unstopped, "campaigns[0].targets={exposed: 300, order: random, cover: 0.7, region_match: 1}",
		"campaigns[0].window={start: 2022-03-14T09:00:00+01:00, stop: 2022-03-18T18:00:00+01:00}",
		"campaigns[0].pacing={shape: owner_mimic, active_hours: owner}", "campaigns[0].access.profiles={pharmacy: 6}",
		"campaigns[0].access.validate={}", "population.insured_persons=20000", "aftermath={}",
		"campaigns[0].access.acquire={insider: 1}", "campaigns[0].network={kind: owner_host}", "campaigns[0].rotation={}")
	if err != nil {
		t.Fatal(err)
	}
	r := read(p)
	own := map[[2]uint64]bool{} // account and number that its users have found so far
	asked := map[nir.NIR]bool{}
	cover, known, others, familiar := 0, 0, 0, 0
	for e, tr := range r.audit() {
		at := [2]uint64{uint64(e.Account), uint64(e.NIR)}
		switch {
		case e.Action != event.Lookup || e.Result != event.Found:
		case tr.Label == event.Benign:
			own[at] = true
		case tr.Label != event.Attack || asked[e.NIR]:
		case tr.Purpose == event.Cover:
			cover++
			asked[e.NIR] = true
			if own[at] {
				known++
			}
		default:
			others++
			asked[e.NIR] = true
			if own[at] {
				familiar++
			}
		}
	}
	t.Logf("%d persons: %d look-ups for cover, %d of these of persons found before; %d of those who are wanted, %d of these",
		len(r.exposures), cover, known, others, familiar)
	if len(r.exposures) != 300 {
		t.Errorf("%d persons exposed, want 300", len(r.exposures))
	}
	if share := float64(cover) / float64(cover+others); share < 0.55 || share > 0.8 {
		t.Errorf("%.2f of the look-ups are cover, want about 0.7", share)
	}
	// Half of those who are wanted come from the circle, and who comes often has mostly been there.
	if known*100 < cover*97 || familiar*10 > others*7 {
		t.Errorf("%d of %d who are cover have been found before, and %d of %d others", known, cover, familiar, others)
	}
	r.slicesAlone(t, everySecond(p.Windows()[7*24:9*24]))
}

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
