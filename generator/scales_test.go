package generator

import (
	"fmt"
	"testing"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// A scenario is planned at every scale and for every seed: whether a session
// happens to be renewed minutes before an analyst acts makes no difference.
func TestPlannedAtEveryScale(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		id, scale string
		seeds     []int // 0 = the file's own
	}{
		{"amelipro-2022", "0.3", []int{0}}, {"amelipro-2022", "0.35", []int{0}}, {"amelipro-2022", "0.4", []int{0}},
		{"amelipro-2022", "0.05", []int{11, 12, 13, 14, 15}},
		{"amelipro-2022-month", "0.01", []int{9, 10, 11, 12, 13, 14}},
		{"mailbox-reset", "0.02", []int{0, 14, 15, 16, 17}},
		{"ramp", "0.01", []int{11, 12, 13}},
		{"session-hijack", "0.0102", []int{10, 17}}, // hardly more persons than accounts
	} {
		for _, seed := range c.seeds {
			var sets []string
			if seed != 0 {
				sets = []string{fmt.Sprintf("scenario.seed=%d", seed)}
			}
			sc, err := library.Open(c.id, sets)
			if err != nil {
				t.Fatal(err)
			}
			factor, err := scenarios.ParseScale(c.scale)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := New(sc, Options{Scale: factor}); err != nil {
				t.Errorf("%s at scale %s, seed %d: %v", c.id, c.scale, sc.Seed, err)
			}
		}
	}
}
