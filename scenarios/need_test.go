package scenarios

import (
	"slices"
	"testing"
)

// Manners and shared addresses take accounts away from those behind them;
// others do not.
func TestLookAlikesShort(t *testing.T) {
	p := &Population{Accounts: 20, ProfileMix: []ProfileShare{{GP, 1_000_000}}} // all of them busy
	list := []LookAlike{
		{Kind: LargeDesk, Accounts: 15}, {Kind: NightDuty, Accounts: 20}, {Kind: NightDuty,
			Accounts: 21}, {Kind: TouristSeason, Accounts: 6},
		{Kind: SharedNAT, Sites: 7}, {Kind: SharedNAT, Sites: 4}, {Kind: TwinSites, Sites: 20}, {Kind: TwinSites,
			Sites: 22}, {Kind: FlashEvent},
		{Kind: LocumTakeover, Accounts: 1},
	}
	want := []LookAlikeShort{{2, 20}, {3, 5}, {5, 3}, {7, 20}, {9, 0}}
	if got := LookAlikesShort(p, list); !slices.Equal(got, want) {
		t.Errorf("short of accounts: %v, want %v", got, want)
	}
	p.Accounts = 100 // 98 of them busy
	if got := LookAlikesShort(p, list); len(got) != 0 {
		t.Errorf("short of accounts in a larger world: %v", got)
	}
	if got := LookAlikesShort(p, []LookAlike{{Kind: NightDuty, Accounts: 99}}); len(got) != 1 || got[0].Most != 98 {
		t.Errorf("more than the busy ones: %v", got)
	}
}
