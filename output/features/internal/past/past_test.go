package past

import (
	"math"
	"testing"

	"github.com/breachsim/breachsim/output/features/internal/fixed"
	"github.com/breachsim/breachsim/output/features/internal/trail"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// The last 2,048 persons are known, at most 4,096 are, and few strangers are
// taken for known.
func TestKnownPersons(t *testing.T) {
	var k known
	const n = 10_000
	for i := range uint64(n) {
		k.add(i + 1)
	}
	for i := uint64(n - filterPersons + 1); i <= n; i++ {
		if !k.has(i) {
			t.Fatalf("person %d of %d is forgotten", i, n)
		}
	}
	old := 0
	for i := uint64(1); i <= n-2*filterPersons; i++ {
		if k.has(i) {
			old++
		}
	}
	strangers := 0
	for i := range uint64(n) {
		if k.has(1_000_000 + i) {
			strangers++
		}
	}
	if most := 2 * n / 85 * 5 / 4; old > most || strangers > most {
		t.Errorf("%d old ones and %d strangers of %d are taken for known, want at most %d", old, strangers, n, most)
	}
	if strangers == 0 {
		t.Error("a filter of this size takes some strangers for known: is it larger than it says?")
	}
}

func TestRecentForgetsWhatWasUsedLongestAgo(t *testing.T) {
	r := recent{most: 3}
	for i, c := range []struct {
		key       uint64
		day, want int32
	}{{1, 10, 10}, {2, 11, 11}, {1, 12, 10}, {3, 12, 12}, {4, 13, 13}, {1, 14, 10}, {2, 15, 15}, {1, 15, 10}} {
		if got := r.see(c.key, c.day); got != c.want {
			t.Errorf("use %d: %d is known since day %d, want %d", i, c.key, got, c.want)
		}
	}
}

func TestMeanIsExponential(t *testing.T) {
	var m Mean
	if m.Of() != fixed.Null || m.Week() != fixed.Null || m.Score(5) != fixed.Null {
		t.Error("a mean of nothing applies")
	}
	mean, variance := 0.0, 0.0
	for i, x := range []int64{10, 12, 9, 14, 10, 11, 13, 40, 12} {
		m.add(x * fixed.OneRatio)
		if d := float64(x) - mean; i == 0 {
			mean = float64(x)
		} else {
			mean += d / weight
			variance += (d*d - variance) / weight
		}
	}
	if got := float64(m.Of()) / fixed.OneRatio; math.Abs(got-mean) > 0.01 {
		t.Errorf("mean %v, want %v", got, mean)
	}
	if got := m.Week(); got != 79*fixed.OneRatio/7 {
		t.Errorf("first week %d", got)
	}
	want := (60 - mean) / math.Sqrt(max(variance, mean))
	if got := float64(m.Score(60*fixed.OneRatio)) / 100; math.Abs(got-want) > 0.02 {
		t.Errorf("score %v, want %v", got, want)
	}
}

// Ways between places of the atlas, in kilometres on a great circle.
func TestWays(t *testing.T) {
	for _, c := range []struct {
		what                   string
		lat1, lon1, lat2, lon2 float64
		km                     float64
	}{
		{"Paris to Marseille", 48.8566, 2.3522, 43.2965, 5.3698, 661},
		{"Brest to Strasbourg", 48.3904, -4.4861, 48.5734, 7.7521, 902},
		{"Lille to Ajaccio", 50.6292, 3.0573, 41.9192, 8.7386, 1063},
		{"over the date line", -17, 179.5, -17, -179.5, 106},
		{"the same place", 45, 5, 45, 5, 0},
	} {
		p := New()
		p.Move(1, c.lat1, c.lon1)
		km, fast := p.Move(1+measure.Hour, c.lat2, c.lon2)
		if math.Abs(float64(km)-c.km) > 0.02*c.km {
			t.Errorf("%s: %d km, want %.0f", c.what, km, c.km)
		}
		if want := c.km >= 800; fast != want {
			t.Errorf("%s in an hour: too fast %v, want %v", c.what, fast, want)
		}
	}
}

func TestPastLearnsFromDaysThatAreOver(t *testing.T) {
	p := New()
	var day trail.Trail
	l := trail.Line{TS: 1, Hour: 9, Kind: trail.LookUp, Result: trail.Found, Person: 7, Dept: 75, Home: 75}
	if p.Knows(7) || p.KnowsDept(75) || !p.NewClient(3, 100) || !p.NewClient(3, 100) {
		t.Error("something is known before there was anything")
	}
	day.See(&l)
	if p.NewHours(&day) != 1 {
		t.Error("the first hour is no new one")
	}
	p.Learn(100, &day)
	if !p.Knows(7) || !p.KnowsDept(75) || p.NewClient(3, 101) || p.NewHours(&day) != 0 || p.Days != 1 {
		t.Error("a day is not remembered")
	}
	if p.OnWeekday(107) != fixed.OneRatio || p.OnWeekday(106) != fixed.Null {
		t.Errorf("day of the week: %d, and %d for another", p.OnWeekday(107), p.OnWeekday(106))
	}
}
