package population

import (
	"testing"

	"github.com/breachsim/breachsim/generator/nir"
)

func TestCohortsCoverEverybodyOnceInOrder(t *testing.T) {
	p := NewPersons(testKey(), 30_000, 2022)
	seen := make([]bool, p.n)
	var buf []uint32
	total := 0
	for sex := uint8(1); sex <= 2; sex++ {
		for yy := range uint8(100) {
			for month := uint8(1); month <= 12; month++ {
				buf = p.Cohort(sex, yy, month, buf[:0])
				if len(buf) != p.CohortCount(sex, yy, month) {
					t.Fatalf("%d %d %d: %d persons, counted %d", sex, yy, month, len(buf), p.CohortCount(sex, yy, month))
				}
				total += len(buf)
				for j, i := range buf {
					n := p.NIR(i)
					if seen[i] || n.Sex() != sex || n.Year() != yy || n.Month() != month {
						t.Fatalf("%d %d %d: person %d with %v", sex, yy, month, i, n)
					}
					seen[i] = true
					if j > 0 && nir.Compare(p.NIR(buf[j-1]), n) >= 0 {
						t.Fatalf("%v stands before %v", p.NIR(buf[j-1]), n)
					}
				}
			}
		}
	}
	for i := range p.n {
		if p.Temporary(i) {
			total++
			if seen[i] {
				t.Fatalf("person %d with %v is in a cohort", i, p.NIR(i))
			}
		}
	}
	if total != p.Len() {
		t.Errorf("%d of %d persons", total, p.Len())
	}
}

func TestNobodyAllocates(t *testing.T) {
	p := NewPersons(testKey(), 50_000, 2022)
	buf := make([]uint32, 0, 1000)
	i := uint32(0)
	allocs := testing.AllocsPerRun(2000, func() {
		i = (i + 7919) % p.n
		n := p.NIR(i)
		j, _ := p.Find(n)
		buf = p.Household(p.Holder(j), buf[:0])
		sink += uint64(p.HouseholdSize(j)) + uint64(p.Unassigned(testKey().At(uint64(i))))
	})
	if allocs != 0 {
		t.Errorf("%v allocations a person", allocs)
	}
	if a := testing.AllocsPerRun(20, func() { buf = p.Cohort(2, 70, 3, buf[:0]) }); a != 0 {
		t.Errorf("%v allocations a cohort", a)
	}
}
