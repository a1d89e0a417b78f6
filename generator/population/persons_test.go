package population

import (
	"testing"

	"breachsim/generator/internal/random"
	"breachsim/generator/nir"

	"pgregory.net/rapid"
)

// testSizes are the populations that the property tests try: the smallest, a
// few awkward ones, and all of France.
var testSizes = []int{1, 2, 30, 600, 5_000, 1_000_000, 6_000_000, 67_813_396}

func testKey() random.Key { return random.New(2022).Stream(1) }

// France is built once for all tests.
func forSizes(t *testing.T, test func(t *testing.T, p *Persons)) {
	for _, n := range testSizes {
		t.Run(sizeName(n), func(t *testing.T) { test(t, NewPersons(testKey(), n, 2022)) })
	}
}

func sizeName(n int) string {
	switch {
	case n >= 1_000_000:
		return string(rune('0'+n/10_000_000%10)) + string(rune('0'+n/1_000_000%10)) + "M"
	}
	return "small"
}

func TestSpotAndBirthInvert(t *testing.T) {
	forSizes(t, func(t *testing.T, p *Persons) {
		rapid.Check(t, func(t *rapid.T) {
			i := rapid.Uint32Range(0, p.n-1).Draw(t, "i")
			s := p.res.spot(i)
			if back := p.res.index(s); back != i {
				t.Fatalf("index(spot(%d)) = %d", i, back)
			}
			b := p.birth(s)
			if back := p.resident(b); back != s {
				t.Fatalf("resident(birth(%+v)) = %+v via %+v", s, back, b)
			}
		})
	})
}

func TestFindInvertsNIR(t *testing.T) {
	forSizes(t, func(t *testing.T, p *Persons) {
		rapid.Check(t, func(t *rapid.T) {
			i := rapid.Uint32Range(0, p.n-1).Draw(t, "i")
			n := p.NIR(i)
			if back, ok := p.Find(n); !ok || back != i {
				t.Fatalf("Find(NIR(%d) = %v) = %d, %v", i, n, back, ok)
			}
			if m := p.Unassigned(random.Key(i)); m == n || !free(p, m) {
				t.Fatalf("Unassigned gives %v, which somebody has", m)
			}
			sex, yy, month := uint8(i%2+1), uint8(i%100), uint8(i%12+1)
			m := p.UnassignedIn(random.Key(i), sex, yy, month)
			if !free(p, m) || m.Sex() != sex || m.Year() != yy || m.Month() != month {
				t.Fatalf("UnassignedIn(%d, %d, %d) gives %v", sex, yy, month, m)
			}
		})
	})
}

func free(p *Persons, n nir.NIR) bool {
	_, taken := p.Find(n)
	return !taken
}

func TestHouseholdsInvert(t *testing.T) {
	forSizes(t, func(t *testing.T, p *Persons) {
		var buf []uint32
		rapid.Check(t, func(t *rapid.T) {
			i := rapid.Uint32Range(0, p.n-1).Draw(t, "i")
			h := p.Holder(i)
			buf = p.Household(h, buf[:0])
			if len(buf) != p.HouseholdSize(h) || len(buf) == 0 || buf[0] != h {
				t.Fatalf("holder %d of %d: household %v, size %d", h, i, buf, p.HouseholdSize(h))
			}
			if h != i && p.HouseholdSize(i) != 0 {
				t.Fatalf("child %d has a household", i)
			}
			seen := false
			for _, c := range buf {
				seen = seen || c == i
				if p.Holder(c) != h {
					t.Fatalf("member %d of %d's household has holder %d", c, h, p.Holder(c))
				}
			}
			if !seen {
				t.Fatalf("%d is not in the household %v of its holder", i, buf)
			}
			checkFamily(t, p, buf)
		})
	})
}

// checkFamily checks ages, order of birth and residence.
func checkFamily(t *rapid.T, p *Persons, house []uint32) {
	for j, c := range house[1:] {
		if p.Age(c) >= holderAge || p.Sex(house[0]) != 2 || p.Dept(c) != p.Dept(house[0]) {
			t.Fatalf("child %d (age %d) of %d", c, p.Age(c), house[0])
		}
		if gap := p.Age(house[0]) - p.Age(c); gap < motherFirst || gap > motherFirst+motherSpan {
			t.Fatalf("mother %d is %d years older than %d", house[0], gap, c)
		}
		if j > 0 && p.byBirth(house[j], c) > 0 {
			t.Fatalf("children of %d are not in order of birth", house[0])
		}
	}
}
