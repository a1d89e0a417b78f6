package population

import (
	"testing"

	"github.com/breachsim/breachsim/generator/internal/population/couple"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Everybody's households, in populations small enough to look at whole: each
// child is in those of its holders and in nobody else's.
func TestChildrenAreInTheHouseholdsOfTheirHolders(t *testing.T) {
	for _, n := range []int{1, 7, 40, 300, 5_000, 120_000} {
		for seed := range uint64(3) {
			p := NewPersons(random.New(seed), n, 2022)
			in := make([][2]uint32, n) // 1 + the households that a person is in
			var house []uint32
			for h := range uint32(n) {
				house = p.Household(h, house[:0])
				for _, i := range house {
					switch {
					case in[i][0] == 0:
						in[i][0] = h + 1
					case in[i][1] == 0:
						in[i][1] = h + 1
					default:
						t.Fatalf("of %d: %d is found under three numbers", n, i)
					}
				}
			}
			for i := range uint32(n) {
				want := [2]uint32{p.Holder(i) + 1}
				if second, ok := p.SecondHolder(i); ok {
					want[1] = second + 1
				}
				if got := in[i]; got != want && got != [2]uint32{want[1], want[0]} {
					t.Fatalf("of %d: %d is in the households %d, want %d (1 more than the index)", n, i, got, want)
				}
			}
		}
	}
}

// A man shares children exactly if he lives with their mother and asks for it.
func TestFathersAreTheMothersPartners(t *testing.T) {
	p := NewPersons(testKey(), 200_000, 2022)
	mothers, couples, shared := 0, 0, 0
	for i := range p.n {
		s, partner := p.res.Spot(i), couple.Companion{}
		if p.Sex(i) != 2 || p.HouseholdSize(i) < 2 {
			continue
		}
		mothers++
		j, with := p.Partner(i)
		if with {
			partner.Spot = p.res.Spot(j)
		}
		man := with && p.Sex(j) == 1
		if man {
			couples++
		}
		want := man && p.couples.Asks(partner.Spot) && couple.OldEnough(partner.Spot.Cell, s.Cell)
		if got, ok := p.CoHolder(i); ok != want || ok && got != j {
			t.Fatalf("mother %d shares with %d (%v), her partner is %d: %v", i, got, ok, j, want)
		}
		if !want {
			if man && p.HouseholdSize(j) != 1 {
				t.Fatalf("man %d has a household", j)
			}
			continue
		}
		shared++
		if back, ok := p.CoHolder(j); !ok || back != i || p.HouseholdSize(j) != p.HouseholdSize(i) {
			t.Fatalf("%d shares with %d, who shares with %d (%v)", i, j, back, ok)
		}
	}
	share := float64(shared) / float64(couples)
	t.Logf("%d mothers, %d live with a man, %d share the children: %.3f", mothers, couples, shared, share)
	if share < 0.60 || share > 0.66 {
		t.Errorf("%.3f of the couples share their children, want 0.60 to 0.66", share)
	}
}
