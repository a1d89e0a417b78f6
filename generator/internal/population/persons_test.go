package population

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/household"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/nir"
)

// testSizes are the populations that the property tests try: the smallest, a
// few awkward ones, and all of France.
var testSizes = []int{1, 2, 30, 600, 5_000, 1_000_000, 6_000_000, 67_813_396}

func testKey() random.Key { return random.New(2022).Stream(1) }

// forSizes runs a test on each of the populations.
func forSizes(t *testing.T, test func(t *testing.T, p *Persons)) {
	for _, n := range testSizes {
		t.Run(sizeName(n), func(t *testing.T) { test(t, NewPersons(testKey(), n, 2022)) })
	}
}

func sizeName(n int) string { return strconv.Itoa(n) }

func TestSpotAndBirthInvert(t *testing.T) {
	forSizes(t, func(t *testing.T, p *Persons) {
		rapid.Check(t, func(t *rapid.T) {
			i := rapid.Uint32Range(0, p.n-1).Draw(t, "i")
			s := p.res.Spot(i)
			if back := p.res.Index(s); back != i {
				t.Fatalf("index(spot(%d)) = %d", i, back)
			}
			b := p.register.Birth(s)
			if back := p.register.Resident(b); back != s {
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
			holders := append(make([]uint32, 0, 2), p.Holder(i))
			if second, ok := p.SecondHolder(i); ok {
				holders = append(holders, second)
			}
			for _, h := range holders {
				buf = p.Household(h, buf[:0])
				if len(buf) != p.HouseholdSize(h) || len(buf) == 0 || buf[0] != h {
					t.Fatalf("holder %d of %d: household %v, size %d", h, i, buf, p.HouseholdSize(h))
				}
				if h != i && p.HouseholdSize(i) != 0 {
					t.Fatalf("child %d has a household", i)
				}
				if !slices.Contains(buf, i) {
					t.Fatalf("%d is not in the household %v of its holder", i, buf)
				}
				checkFamily(t, p, buf)
			}
		})
	})
}

// checkFamily checks ages, order of birth, residence and who holds the children.
func checkFamily(t *rapid.T, p *Persons, house []uint32) {
	h := house[0]
	other, shared := p.CoHolder(h)
	if shared && (len(house) == 1 || p.Sex(other) == p.Sex(h)) {
		t.Fatalf("%d and %d hold the children %v", h, other, house[1:])
	}
	for j, c := range house[1:] {
		mother, father := h, other
		if p.Sex(h) == 1 {
			mother, father = other, h
		}
		second, ok := p.SecondHolder(c)
		if p.Holder(c) != mother || ok != shared || ok && second != father {
			t.Fatalf("child %d of %d has the holders %d and %d (%v), want %d and %d",
				c, h, p.Holder(c), second, ok, mother, father)
		}
		if p.Age(c) >= residence.HolderAge || p.Dept(c) != p.Dept(h) {
			t.Fatalf("child %d (age %d) of %d", c, p.Age(c), h)
		}
		if gap := p.Age(mother) - p.Age(c); gap < household.MotherFirst || gap > household.MotherFirst+household.MotherSpan {
			t.Fatalf("mother %d is %d years older than %d", mother, gap, c)
		}
		if shared && p.Age(father) < p.Age(c)+residence.HolderAge {
			t.Fatalf("father %d is aged %d, child %d %d", father, p.Age(father), c, p.Age(c))
		}
		if j > 0 && p.register.ByBirth(house[j], c) > 0 {
			t.Fatalf("children of %d are not in order of birth", h)
		}
	}
}

func TestFindTakesAnything(t *testing.T) {
	p := NewPersons(testKey(), 50_000, 2022)
	rapid.Check(t, func(t *rapid.T) {
		n := nir.NIR(rapid.Uint64().Draw(t, "n"))
		if i, ok := p.Find(n); ok && p.NIR(i) != n {
			t.Fatalf("Find(%#x) gives person %d, whose number is %#x", n, i, p.NIR(i))
		}
	})
}

func TestOtherYears(t *testing.T) {
	for _, year := range []int{1999, 2009, 2026, 2040} {
		p := NewPersons(testKey(), 200_000, year)
		for i := uint32(0); i < p.n; i += 101 {
			n := p.NIR(i)
			if back, ok := p.Find(n); !ok || back != i {
				t.Fatalf("%d: Find(NIR(%d)) = %d, %v", year, i, back, ok)
			}
			if d := p.BirthDate(i); int(d.Year) != year-1-p.Age(i) || !n.Temporary() && int(d.Year)%100 != int(n.Year()) {
				t.Fatalf("%d: aged %d, born %v", year, p.Age(i), d)
			}
		}
	}
}

func TestSizesAreHeld(t *testing.T) {
	for n, want := range map[int]int{-5: 1, 0: 1, 1: 1, 77: 77, MaxPersons + 1: MaxPersons} {
		p := NewPersons(testKey(), n, 2022)
		from, to := p.DeptRange(depts - 1)
		if p.Len() != want || int(to) != want || from > to {
			t.Errorf("NewPersons(%d): %d persons, last department [%d, %d)", n, p.Len(), from, to)
		}
	}
}

// Every month of every cohort has room for its persons and one number more,
// in France with the core codes alone, and whatever the size by widening.
func TestNumbersSuffice(t *testing.T) {
	for _, n := range []int{67_813_396, MaxPersons} {
		p := NewPersons(testKey(), n, 2022)
		fullest := 0.0
		for sex := uint8(1); sex <= 2; sex++ {
			for yy := range uint8(100) {
				for month := range uint8(12) {
					for col := range uint8(birthplace.Columns) {
						c := p.register.Cohort(sex, yy, month, col)
						free, old := p.register.Used(&c)
						used := free + c.Slots - old
						if used >= c.Slots {
							t.Fatalf("%d numbers for %d positions: %d %02d %02d, %v",
								c.Slots, used, sex, yy, month+1, p.births.Place(col, 0))
						}
						fullest = max(fullest, float64(used)/float64(c.Slots))
					}
				}
			}
		}
		t.Logf("of %d persons, the fullest month uses %.0f %% of its numbers", n, fullest*100)
	}
}
