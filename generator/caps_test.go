package generator

import (
	"fmt"
	"os"
	"testing"

	"breachsim/scenarios/library"
)

// A cap that leaves no more than the reserve is met for every seed: the day's
// hundredth look-up is made on its day.
func TestPlannedAtTheCap(t *testing.T) {
	const file = "../scenarios/testdata/bad/feasible-cap.yaml"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for seed := range 60 {
		sc, err := library.Parse(file, text, library.Set("campaigns[0].targets.exposed=1338"), library.Set(fmt.Sprintf("scenario.seed=%d", seed)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := New(sc, Options{}); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}
