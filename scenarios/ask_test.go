package scenarios

import (
	"fmt"
	"slices"
	"testing"
)

// Ways that need a kind of account come first, spread over the profiles, and
// all asks together are the accounts and the profiles asked for.
func TestAsks(t *testing.T) {
	a := AccountAccess{
		Accounts: 10, Profiles: []ProfileCount{{GP, 2}, {Pharmacy, 8}},
		Acquire: []AcquireShare{{CredentialReplay, 300_000}, {SessionTheft, 500_000}, {DormantAccount, 200_000}},
	}
	want := []Ask{{GP, SessionTheft, 1}, {Pharmacy, SessionTheft, 4}, {Pharmacy, DormantAccount, 2},
		{GP, CredentialReplay, 1}, {Pharmacy, CredentialReplay, 2}}
	if got := a.Asks(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	a = AccountAccess{Accounts: 3, Acquire: []AcquireShare{{Insider, one}}}
	if got := a.Asks(); !slices.Equal(got, []Ask{{NumProfiles, Insider, 3}}) {
		t.Errorf("any profile: got %v", got)
	}
}

// A campaign's number follows from its id alone, and the ids that come to mind
// do not meet.
func TestCampaignNumbers(t *testing.T) {
	first := map[uint16]string{}
	ids := []string{"decoy", "main", "a", "b", "first", "second"}
	for i := 1; i < 30; i++ {
		ids = append(ids, fmt.Sprintf("c%d", i))
	}
	for _, id := range ids {
		k := Campaign{ID: id}
		n := k.Number()
		if n >= 1<<CampaignBits {
			t.Fatalf("%s has number %d, beyond its bits", id, n)
		}
		if other, taken := first[n]; taken {
			t.Errorf("%s and %s are refused beside each other", other, id)
		}
		first[n] = id
	}
}
