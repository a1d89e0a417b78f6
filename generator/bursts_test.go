package generator

import (
	"slices"
	"testing"
)

// The gaps within a burst are those of its law, some seconds, also while the
// pace rises: a hand does not type a number in a thirtieth of a second.
func TestBurstsWhileThePaceRises(t *testing.T) {
	for name, sets := range map[string][]string{
		"no ramp":   {"campaigns[0].pacing={shape: burst}"},
		"ramp":      {"campaigns[0].pacing={shape: burst, ramp: 3h}"},
		"long ramp": {"campaigns[0].pacing={shape: burst, ramp: 6h}"},
		"insider":   {"campaigns[0].pacing={shape: burst, ramp: 3h}", "campaigns[0].access.acquire={insider: 1}", "campaigns[0].network={kind: owner_host}", "campaigns[0].rotation={}", "campaigns[0].client={}"},
		"outages":   {"campaigns[0].pacing={shape: burst, ramp: 3h}", "portal.outages_per_month=30"},
	} {
		t.Run(name, func(t *testing.T) {
			p := plan(t, append(sets, "campaigns[0].targets.exposed=300", "campaigns[0].access.validate={}", "controls=[]")...)
			var inRun []float64
			short, all := 0, 0
			for _, list := range scraped(p) {
				all += len(list)
				for _, gap := range gaps(list) {
					if gap < 30 {
						inRun = append(inRun, gap)
					}
					if gap < 0.4 {
						short++
					}
				}
			}
			slices.Sort(inRun)
			if len(inRun) < all*8/10 {
				t.Fatalf("%d of %d look-ups follow within half a minute: no bursts", len(inRun), all)
			}
			between(t, "median gap", inRun[len(inRun)/2], 2.3, 3.9) // law: log-normal around 3 s, sigma 0.5
			between(t, "first decile", inRun[len(inRun)/10], 1.2, 2.0)
			between(t, "last decile", inRun[len(inRun)*9/10], 4.5, 7.5)
			if short*50 > len(inRun) {
				t.Errorf("%d of %d gaps are shorter than 0.4 s", short, len(inRun))
			}
		})
	}
}
