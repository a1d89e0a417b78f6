package network

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// Whatever address a session has, the inverse knows that it may; and of the
// accounts and days asked, the inverse names few that never come from it.
func TestMayUseIsTheInverseOfAddress(t *testing.T) {
	l := testLines(2_000)
	var yes, days, asked int
	for k := range uint32(len(l.list)) {
		for day := int32(feb14); day < feb14+30; day += 3 {
			for human := range uint8(3) {
				addr, _, _ := l.Address(k, human, day, uint64(day)*7+uint64(k))
				set := NewAddresses([]event.Addr{event.V4(251 << 24), addr})
				if !set.Has(addr) || !l.MayUse(k, 3, set) || !l.MayUseOn(k, human, day, set) {
					t.Fatalf("account %d, user %d, day %d comes from %s, and may not", k, human, day, addr)
				}
				other := uint32((uint64(k)*7919 + 1) % uint64(len(l.list)))
				asked++
				if l.MayUse(other, 3, set) {
					yes++
				}
				if l.MayUseOn(other, human, day, set) {
					days++
				}
			}
		}
	}
	if yes*25 > asked || // telephones leave by any gateway of the mainland
		days*1000 > asked {
		t.Errorf("of %d pairs of an account and another's address, %d may meet, on %d days", asked, yes, days)
	}
}

func TestMayUseOfAddressesOutsideThePlan(t *testing.T) {
	l := testLines(500)
	none := NewAddresses(nil)
	outside := NewAddresses([]event.Addr{
		{}, event.V4(246<<24 | 200<<16), event.V4(246<<24 | 0xff), event.V4(248<<24 | 99<<16), {Hi: 1 << 60, Lo: 5},
	})
	for k := range uint32(len(l.list)) {
		if l.MayUse(k, 6, none) || l.MayUse(k, 6, outside) || l.MayUseOn(k, 0, feb14, outside) {
			t.Fatalf("account %d may have an address that nobody has", k)
		}
	}
	if none.Mobile() || outside.Mobile() {
		t.Error("no carrier's address is in the sets")
	}
}
