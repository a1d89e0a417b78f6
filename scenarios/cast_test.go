package scenarios

import "testing"

// Counts are whole parts of whole parts, profile by profile, and never more
// than there are accounts.
func TestCast(t *testing.T) {
	for _, c := range []struct {
		accounts, gp, left, unused int
	}{{20_000, 6_000, 90, 30}, {1_000, 300, 4, 1}, {667, 200, 3, 1}, {666, 199, 2, 0}, {1, 0, 0, 0}} {
		p := Population{Accounts: c.accounts, ProfileMix: []ProfileShare{{GP, 300_000}, {Pharmacy, 700_000}}}
		n := Cast(&p)
		if n.Of(GP, LeftAccount) != c.left || n.Of(GP, UnusedAccount) != c.unused ||
			n.Of(GP, BusyAccount) != c.gp*98/100 {
			t.Errorf("%d accounts: %v", c.accounts, n)
		}
		sum := 0
		for k := range NumAccountKinds {
			most := 0 // busy ones that are of one profile or the other
			if k == BusyAccount {
				most = 1
			}
			if more := n.Of(NumProfiles, k) - n.Of(GP, k) - n.Of(Pharmacy, k); more < 0 || more > most {
				t.Errorf("%d accounts: the sum over profiles is off: %v", c.accounts, n)
			}
			sum += n.Of(NumProfiles, k)
		}
		if sum > c.accounts || c.accounts >= 1_000 && sum < c.accounts-len(p.ProfileMix)*3 {
			t.Errorf("%d accounts: %d are cast", c.accounts, sum)
		}
	}
}
