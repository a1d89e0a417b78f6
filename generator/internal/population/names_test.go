package population

import (
	"math"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/record"
)

func TestChildrensSurnames(t *testing.T) {
	p := NewPersons(testKey(), 200_000, 2022)
	q := testPeople(p)
	var c, m record.Person
	var both, mothers, n float64
	for i := uint32(0); i < p.n; i += 2 {
		h := p.Holder(i)
		if h == i {
			continue
		}
		q.Record(i, &c)
		q.Record(h, &m)
		n++
		switch {
		case c.BirthName == m.BirthName:
			mothers++
		case strings.HasSuffix(c.BirthName, " "+m.BirthName):
			both++
		}
		if j, ok := p.Partner(h); ok && m.UsedName != "" {
			var f record.Person
			if q.Record(j, &f); f.BirthName != m.UsedName || f.BirthName != c.BirthName {
				t.Fatalf("child %s, mother %s (born %s), her partner %s", c.BirthName, m.UsedName, m.BirthName, f.BirthName)
			}
		}
	}
	t.Logf("both names %.3f, the mother's %.3f", both/n, mothers/n)
	if math.Abs(both/n-0.10) > 0.02 || math.Abs(mothers/n-0.07) > 0.02 {
		t.Errorf("both names %.3f, the mother's %.3f, want 0.10 and 0.07", both/n, mothers/n)
	}
}

func TestNeighboursShareACommune(t *testing.T) {
	p := NewPersons(testKey(), 1_000_000, 2022)
	changes := 0
	from, to := p.DeptRange(60)
	last := -1
	for i := from; i < to; i++ {
		if s := p.kin.Of(i); s.Home != i {
			continue
		}
		c := p.Commune(i)
		if c < last || c >= geo.Communes(60) {
			t.Fatalf("person %d lives in commune %d of %d after %d", i, c, geo.Communes(60), last)
		}
		if c != last {
			changes++
		}
		last = c
	}
	if changes < geo.Communes(60)/2 {
		t.Errorf("%d of %d communes are lived in", changes, geo.Communes(60))
	}
}
