package network

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
)

// No two lines ever meet on an address, whatever the pools that their leases come
// from; the pools of other towns are used, and those of other départements.
func TestPoolsKeepLinesApart(t *testing.T) {
	l := testLines(6_000)
	held := map[event.Addr]uint32{}
	own, dept, all := 0, 0, 0
	note := func(line *Line) {
		for lease := range uint32(leasesPerSite) {
			addr, place := l.lineAddress(line, lease)
			if other, ok := held[addr]; ok && other != line.site {
				t.Fatalf("sites %d and %d meet on %s", other, line.site, addr)
			}
			held[addr] = line.site
			if !line.pooled {
				continue
			}
			all++
			if place == line.place {
				own++
			}
			if place >= townPlace(line.dept, 0) && place < townPlace(line.dept+1, 0) {
				dept++
			}
		}
	}
	for k := range l.list {
		note(&l.list[k])
	}
	for k := range l.seconds {
		note(&l.seconds[k])
	}
	if own*100 < all*50 || own*100 > all*75 || dept*100 < all*88 || dept*100 > all*96 {
		t.Errorf("of %d leases %d are of the town's own pool, %d of the département's", all, own, dept)
	}
}

// An account seems to move: between the cities that its provider's pools serve, to
// the exits of carriers, and to where its user works besides. Every place of a line
// is among those that the records list.
func TestAccountsSeemToMove(t *testing.T) {
	l, cities, fresh, late := testLines(2_000), 0, 0, 0
	moved, gateways := 0, map[uint16]bool{}
	for k := range uint32(len(l.list)) {
		seen, listed := map[uint16]bool{}, map[uint16]bool{}
		for place := range l.Places(k) {
			listed[place] = true
		}
		for day := int32(feb14); day < feb14+42; day++ {
			for s := range uint64(2) {
				_, net, place := l.Address(k, 0, day, s)
				if l.Networks().Serves(scenarios.MobileCGNAT, net) {
					gateways[place] = true
				} else if fixed := net <= netFixed+numFixed; fixed && !listed[place] {
					t.Fatalf("account %d is at place %d, which is not listed", k, place)
				}
				if day >= feb14+14 {
					late++
					if !seen[place] {
						fresh++
					}
				}
				seen[place] = true
			}
		}
		cities += len(seen)
		if len(seen) > 1 {
			moved++
		}
	}
	// Before pools: 0.7 % of sign-ins from a city that is new to the account.
	if moved*100 < 2_000*65 || cities < 2_000*5/2 || fresh*1000 < late*12 || fresh*1000 > late*60 {
		t.Errorf("%d of 2,000 accounts were in more than one city, in %d in all; %d of %d sessions from a new one",
			moved, cities, fresh, late)
	}
	if len(gateways) < firstIslandGateway {
		t.Errorf("telephones leave by %d gateways", len(gateways))
	}
}

// Half of the lines use IPv6 where the portal has it, none where it has not.
func TestIPv6IsASwitch(t *testing.T) {
	for _, on := range []bool{false, true} {
		l, six, fixed := linesOf(4_000, on), 0, 0
		for k := range uint32(len(l.list)) {
			addr, net, _ := l.Address(k, 0, feb14, 1)
			if net > netFixed+numFixed {
				continue
			}
			if fixed++; !addr.Is4() {
				six++
			}
		}
		if !on && six > 0 || on && (six*100 < fixed*42 || six*100 > fixed*53) {
			t.Errorf("IPv6 %v: %d of %d sessions on fixed lines", on, six, fixed)
		}
	}
}

// The other way of a session is one that its user could have come by on the day:
// another address, mostly of another provider.
func TestOtherWays(t *testing.T) {
	l, elsewhere, all := testLines(2_000), 0, 0
	fixed := 0
	for k := range uint32(len(l.list)) {
		for day := int32(feb14); day < feb14+4; day++ {
			from, net, _ := l.Address(k, 1, day, uint64(k))
			w, ok := l.Other(User{k, 1, day}, from, uint64(k)*2_654_435_761+uint64(day))
			if !ok || w.Addr == from {
				t.Fatalf("account %d has no other way than %s", k, from)
			}
			if !l.MayUseOn(k, 1, day, NewAddresses([]event.Addr{w.Addr})) {
				t.Fatalf("account %d comes from %s, and may not", k, w.Addr)
			}
			all++
			if w.Net != net {
				elsewhere++
				if w.Net <= netFixed+numFixed {
					fixed++
				}
			}
		}
	}
	if elsewhere*100 < all*70 || fixed*100 < all*8 {
		t.Errorf("of %d other ways %d are another provider's, %d of these fixed lines", all, elsewhere, fixed)
	}
}
