package detect

import (
	"testing"
	"time"
)

// In a warm-up rules learn and raise nothing: behind it they say what they say
// without the mark, and only days behind it count.
func TestWarmupIsLearntOn(t *testing.T) {
	d := small().write(t, "")
	o := Options{Params: Defaults()}
	from := time.Date(2022, 2, 15, 0, 0, 0, 0, paris(t)).UnixMicro()
	run := func() (list []Alert, days int64) {
		stats, err := Run(t.Context(), d, o, func(a *Alert) error { list = append(list, *a); return nil })
		if err != nil {
			t.Fatal(err)
		}
		return list, stats.AccountDays
	}
	all, allDays := run()
	d.ScoredFrom = from
	some, days := run()
	i := 0
	for _, a := range all {
		if a.T < from {
			continue
		}
		if i == len(some) || some[i] != a {
			t.Fatalf("alert %d behind the warm-up is another one", i)
		}
		i++
	}
	if i != len(some) || i == 0 || i == len(all) {
		t.Errorf("%d alerts, %d of them behind the warm-up, %d raised", len(all), i, len(some))
	}
	if allDays != 60*20 || days != 60*6 {
		t.Errorf("%d practitioner-days, %d without the warm-up", allDays, days)
	}
	_, tuned, err := Tune(t.Context(), d, o, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range tuned {
		if want := 1000 * float64(x.Incidents) / (60 * 6); x.Per1000 != want {
			t.Errorf("%s: %v per 1,000 days, want %v", x.Rule, x.Per1000, want)
		}
	}
}
