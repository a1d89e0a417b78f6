package names

import (
	"math"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/random"
)

func TestSurnamesHaveThePublishedCoverage(t *testing.T) {
	listedNames := make(map[string]bool)
	for _, n := range facts.Surnames() {
		listedNames[n.Name] = true
	}
	const n = 200_000
	seen := make(map[string]int)
	in := 0
	var buf []byte
	for i := range n {
		r := random.New(4).At(uint64(i)).Rand()
		buf = names().append(buf[:0], names().last.name(1965, uint8(i%96), r))
		seen[string(buf)]++
		if listedNames[string(buf)] {
			in++
		}
	}
	// The middle of the 1960s table; made names coincide with real ones now
	// and then.
	if share := float64(in) / n; math.Abs(share-0.414) > 0.012 {
		t.Errorf("%.3f of the births have a listed surname, want 0.411", share)
	}
	if share := float64(seen["MARTIN"]) / n * 10_000; math.Abs(share-34) > 5 {
		t.Errorf("MARTIN: %.1f of 10,000", share)
	}
	t.Logf("%d surnames among %d births", len(seen), n)
}

func TestFirstNamesFollowTheDecades(t *testing.T) {
	const n = 100_000
	for _, c := range []struct {
		sex      uint8
		year     int
		name     string
		perMille float64
	}{
		{0, 1935, "JEAN", 112.9}, {1, 1954, "MARTINE", 46.3}, {0, 1974, "CHRISTOPHE", 38.8}, {1, 1985, "AURÉLIE", 29.3},
		{0, 2005, "LUCAS", 19.0}, {1, 2015, "EMMA", 12.8},
	} {
		r := random.New(6).Rand()
		count := 0
		var buf []byte
		for range n {
			buf = names().append(buf[:0], names().first.name(c.sex, c.year, &r))
			if string(buf) == c.name {
				count++
			}
		}
		// One in twenty comes from the next decade's table, and rare names
		// borrow from other decades.
		if got := float64(count) / n * 1000; math.Abs(got-c.perMille) > 1+c.perMille*0.08 {
			t.Errorf("%s in %d: %.1f of 1,000, want %.1f", c.name, c.year, got, c.perMille)
		}
	}
}

func TestMadeNamesArePlain(t *testing.T) {
	for rank := uint32(5_000); rank < tailEnd; rank += 997 {
		name := string(names().append(nil, names().last.tails.name(rank)))
		if strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || len(name) < 4 || len(name) > 18 {
			t.Errorf("rank %d: %q", rank, name)
		}
	}
}
