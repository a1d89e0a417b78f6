package score

import "testing"

// TestNobodyAvertsMoreThanIsAttainable holds the ceiling against an oracle, which reaches
// it, and against one that is late, which does not.
func TestNobodyAvertsMoreThanIsAttainable(t *testing.T) {
	w := steady()
	dir := w.write(t)
	for _, c := range []struct {
		name, alerts string
		reaches      bool
	}{{"oracle", oracle(w, 0), true}, {"late", oracle(w, 8*3600e9), false}, {"none", "", false}} {
		r := full(t, c.alerts, dir)
		for _, lag := range []string{"4h", "24h"} {
			got, most := r.Result.Find("exposure_averted_"+lag).Value, r.Result.Find("exposure_attainable_"+lag).Value
			if most <= 0 || got > most || (got == most) != c.reaches {
				t.Errorf("%s, %s: averts %v of %v", c.name, lag, got, most)
			}
		}
	}
}
