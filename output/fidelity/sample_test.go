package fidelity

import (
	"math"
	"testing"
	"time"
)

// A normal sample has neither skew nor kurtosis, an exponential one 2 and 6.
func TestShapeOfASample(t *testing.T) {
	var even, steep moments
	for i := range 20_000 {
		u := (float64(i) + 0.5) / 20_000
		even.add(math.Sqrt2 * math.Erfinv(2*u-1))
		steep.add(-math.Log(1 - u))
	}
	for _, c := range []struct {
		of             *moments
		skew, kurtosis float64
	}{{&even, 0, 0}, {&steep, 2, 6}} {
		skew, kurtosis := c.of.shape()
		if math.Abs(skew-c.skew) > 0.05 || math.Abs(kurtosis-c.kurtosis) > 0.3 {
			t.Errorf("skew %.3f, kurtosis %.3f, want %g and %g", skew, kurtosis, c.skew, c.kurtosis)
		}
	}
	if d := steep.dispersion(); math.Abs(d-1) > 0.01 {
		t.Errorf("variance over mean %g of an exponential sample, want 1", d)
	}
}

// A browser is early by the latest of the builds that it names, two days of slack
// allowed.
func TestBrowsersFromTheFuture(t *testing.T) {
	for agent, day := range map[string]string{
		"Mozilla/5.0 (iPhone; CPU iPhone OS 15_4_1 like Mac OS X) Safari/604.1": "2022-03-29",
		"Mozilla/5.0 Chrome/98.0.4758.102 Safari/537.36 Edg/98.0.1108.56":       "2022-02-15",
		"Mozilla/5.0 (Linux; Android 10; K) Chrome/98.0.4758.102 Mobile Safari": "2023-02-05",
		"Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko":         "",
	} {
		want, _ := time.Parse(time.DateOnly, day)
		if got := firstDay(agent); !got.Equal(want) {
			t.Errorf("%s: %v, want %v", agent, got, want)
		}
	}
}

// Borders run both ways, and each département has one.
func TestBorders(t *testing.T) {
	all, named := adjacent(), map[string]bool{}
	for pair := range all {
		named[pair[0]] = true
		if !all[[2]string{pair[1], pair[0]}] || pair[0] == pair[1] {
			t.Errorf("%v", pair)
		}
	}
	if len(named) != 96 || all[[2]string{"75", "77"}] || !all[[2]string{"75", "93"}] || !all[[2]string{"2A", "2B"}] {
		t.Errorf("%d départements", len(named))
	}
}

func TestVerdicts(t *testing.T) {
	a := asked{"A1", "f", Between(0.1, 0.2), "r", "s"}
	for _, c := range []struct {
		r    ratio
		want Verdict
	}{
		{ratio{15, 100}, OK},
		{ratio{30, 100}, Off},
		{ratio{5, 100}, Off},
		{ratio{3, 15}, NotApplicable},
		{ratio{}, NotApplicable},
	} {
		f := a.share(c.r)
		if f.Verdict() != c.want {
			t.Errorf("%v is %s, want %s", c.r, f.Verdict(), c.want)
		}
	}
}
