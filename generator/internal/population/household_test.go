package population

import (
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/record"
)

// familyCount adds up what is published about families.
type familyCount struct {
	families, children, ageSum int
	sizes                      [12]int
	gaps                       []int // days between children born one after the other
	close                      int   // of them under nine months and no twins
	pairs                      [3]int
	withSibling                int
}

func days(a, b record.Date) int {
	y, m, d := int(a.Year)-int(b.Year), int(a.Month)-int(b.Month), int(a.Day)-int(b.Day)
	return y*365 + m*30 + d
}

func (c *familyCount) add(t *testing.T, p *Persons, house []uint32) {
	c.families++
	c.children += len(house) - 1
	c.sizes[len(house)-1]++
	for j, x := range house[1:] {
		c.ageSum += p.Age(house[0]) - p.Age(x)
		if j == 0 {
			continue
		}
		before := house[j]
		a, b := p.kin.Of(before).Birth, p.kin.Of(x).Birth
		if a.Pair != 0 && a.Pair == b.Pair && a.Cell/2 == b.Cell/2 {
			c.addPair(t, p, before, x, len(house))
			continue
		}
		gap := days(p.BirthDate(x), p.BirthDate(before))
		c.gaps = append(c.gaps, gap)
		if gap < 270 {
			c.close++
		}
	}
}

func (c *familyCount) addPair(t *testing.T, p *Persons, first, second uint32, house int) {
	n, m := p.NIR(first), p.NIR(second)
	if p.BirthDate(first) != p.BirthDate(second) || n.Year() != m.Year() || n.Month() != m.Month() ||
		n.Place() != m.Place() || n == m {
		t.Fatalf("twins %v %v, born %v %v", n, m, p.BirthDate(first), p.BirthDate(second))
	}
	if p.kin.Of(first).Birth.Order != 0 || p.kin.Of(second).Birth.Order != 1 {
		t.Fatal("the second-born comes first")
	}
	c.pairs[p.Sex(first)+p.Sex(second)-2]++
	if house > 3 {
		c.withSibling++
	}
}

func countFamilies(t *testing.T, p *Persons) (c familyCount) {
	var buf []uint32
	for i := range p.n {
		if p.Sex(i) == 1 {
			continue // a father finds the children of his partner
		}
		if buf = p.Household(i, buf[:0]); len(buf) > 1 {
			c.add(t, p, buf)
		}
	}
	slices.Sort(c.gaps)
	return c
}

func TestFamiliesLookLikeFamilies(t *testing.T) {
	p := NewPersons(testKey(), 1_000_000, 2022)
	c := countFamilies(t, p)
	mean, age := float64(c.children)/float64(c.families), float64(c.ageSum)/float64(c.children)
	q := func(share int) float64 { return float64(c.gaps[len(c.gaps)*share/100]) / 365 }
	pairs := c.pairs[0] + c.pairs[1] + c.pairs[2]
	rate := float64(pairs) / float64(c.children-pairs)
	t.Logf("%d families, %.3f children each, sizes %v; mother %.2f calendar years older", c.families, mean, c.sizes, age)
	t.Logf("gaps in years: 5 %% %.2f, quarter %.2f, median %.2f, three quarters %.2f, 95 %% %.2f; "+
		"%d of %d under nine months",
		q(5), q(25), q(50), q(75), q(95), c.close, len(c.gaps))
	t.Logf("twins: %.4f of the deliveries, boys %d, mixed %d, girls %d; %d with a sibling",
		rate, c.pairs[0], c.pairs[1], c.pairs[2], c.withSibling)
	if mean < 1.72 || mean > 1.9 {
		t.Errorf("%.2f children a family, want about 1.8", mean)
	}
	if age < 30.4 || age > 31.4 {
		t.Errorf("mothers are %.1f years older, want about 30.9", age)
	}
	if median := q(50); median < 2.8 || median > 3.8 {
		t.Errorf("a median gap of %.2f years, want about 3", median)
	}
	// Measured: 0.4 % in a million persons, where the tables round, 0.2 % in
	// all of France.
	if c.close*1000 > len(c.gaps)*5 {
		t.Errorf("%d of %d gaps are under nine months", c.close, len(c.gaps))
	}
	if rate < 0.013 || rate > 0.018 {
		t.Errorf("%.4f of the deliveries bring twins, want about 0.016", rate)
	}
	children := 0
	for i := range p.n {
		if p.Age(i) < residence.HolderAge {
			children++
			if p.Holder(i) == i {
				t.Errorf("child %d is alone", i)
			}
		}
	}
	if children != c.children {
		t.Errorf("%d of %d children in families", c.children, children)
	}
}
