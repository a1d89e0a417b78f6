package conform_test

import (
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
)

// A dataset with a warm-up is what its file declares, also where the campaign
// begins in it.
func TestWarmupConforms(t *testing.T) {
	for _, sets := range [][]string{
		{"time.warmup=14d"},
		{"time.warmup=14d", "campaigns[0].window.start=2022-03-03T10:20:00+01:00"},
	} {
		dir := datasettest.Write(t, "tiny", generator.Options{}, output.Options{Formats: []string{"jsonl"}, Persons: "exposed"}, sets...)
		for _, f := range check(t, dir) {
			if !f.OK {
				t.Errorf("%v: %v", sets, f)
			}
		}
	}
}
