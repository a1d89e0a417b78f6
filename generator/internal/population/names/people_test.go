package names

import (
	"math"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// The share of hyphenated first names among the births of a decade, men and
// women, in per cent (computed from Insee's names of 2022).
var hyphenated = map[int][2]float64{
	1935: {1.2, 1.4}, 1945: {6.8, 4.8}, 1955: {10.5, 7.7}, 1965: {8.4, 5.6},
	1975: {4.1, 2.9}, 1985: {2.5, 2.0}, 1995: {1.6, 1.1},
}

func TestCompoundNamesFollowTheDecades(t *testing.T) {
	const n = 60_000
	var buf []byte
	for year, want := range hyphenated {
		for sex := range uint8(2) {
			r := random.New(uint64(year)).Rand()
			count := 0
			for range n {
				buf = names().append(buf[:0], names().first.name(sex, year, &r))
				if strings.Contains(string(buf), "-") {
					count++
				}
			}
			got := float64(count) / n * 100
			t.Logf("%d, sex %d: %.1f %%, published %.1f", year, sex+1, got, want[sex])
			if math.Abs(got-want[sex]) > 1+want[sex]*0.15 {
				t.Errorf("%d, sex %d: %.1f %% of the first names are hyphenated, want %.1f", year, sex+1, got, want[sex])
			}
		}
	}
}

func TestRegionalNamesStayAtHome(t *testing.T) {
	const n = 150_000
	var weights []uint64
	for _, dep := range facts.Departments() {
		weights = append(weights, uint64(dep.Population))
	}
	where := random.NewAlias(weights)
	r := random.New(9).Rand()
	count, here := make(map[string]float64), make(map[string]float64)
	births := 0.0
	var buf []byte
	for i := range uint64(n) {
		col := uint8(where.Pick(r.Uint64()))
		buf = names().append(buf[:0], names().last.name(1965, col, random.New(9).At(i).Rand()))
		name := string(buf)
		count[name]++
		if g := regionOf(name); g >= 0 {
			count[regions[g].departments]++
			if names().last.regions.home[col] == uint8(g+1) {
				here[regions[g].departments]++
			}
		}
		if names().last.regions.home[col] == 1 {
			births++
		}
	}
	for name, share := range map[string]float64{
		"LE GALL": 3.79, "MARTIN": 34.03, "PAYET": 5.09, "MULLER": 8.75, "VIDAL": 5.58,
	} {
		// The decade of 1965 differs a little from the whole century.
		if got := count[name] / n * 10_000; math.Abs(got-share) > 2+share*0.2 {
			t.Errorf("%s: %.2f of 10,000, published %.2f", name, got, share)
		}
	}
	for g := range regions {
		d := regions[g].departments
		t.Logf("%-40s %.2f %% of all names, %.0f %% of them at home", d, count[d]/n*100, here[d]/count[d]*100)
	}
	if share := here[regions[0].departments] / births; share < 0.08 || share > 0.3 {
		t.Errorf("%.3f of the births in Bretagne have a Breton name", share)
	}
}
