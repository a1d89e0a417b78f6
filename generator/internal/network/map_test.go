package network

import (
	"net/netip"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// spaces are the address ranges that a dataset may show.
var spaces = []netip.Prefix{netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("3fff::/20")}

func inSpace(ip netip.Addr) bool {
	return (spaces[0].Contains(ip) && ip.As4()[0] < 255) || spaces[1].Contains(ip)
}

// plan finds the block of an address by asking every record of the plan.
type plan map[netip.Prefix]netBlock

func planOf(t *testing.T, n *Map) plan {
	p := plan{}
	i := 0
	for r := range n.Records(nil) {
		prefix := netip.MustParsePrefix(r.Prefix)
		if prefix != prefix.Masked() || !inSpace(prefix.Addr()) {
			t.Fatalf("block %s", r.Prefix)
		}
		if _, ok := p[prefix]; ok {
			t.Fatalf("block %s twice", r.Prefix)
		}
		p[prefix] = n.blocks[i]
		i++
	}
	return p
}

// find returns the one block that holds an address.
func (p plan) find(t *testing.T, ip netip.Addr) netBlock {
	t.Helper()
	var found []netBlock
	for bits := range ip.BitLen() + 1 {
		if prefix, err := ip.Prefix(bits); err == nil {
			if b, ok := p[prefix]; ok {
				found = append(found, b)
			}
		}
	}
	if len(found) != 1 {
		t.Fatalf("%s is in %d blocks", ip, len(found))
	}
	return found[0]
}

func TestPlan(t *testing.T) {
	n := NewMap(random.New(3))
	p := planOf(t, n)
	used, numbers := map[uint16]bool{}, map[uint32]bool{}
	for _, b := range p {
		used[b.net] = true
	}
	for i, as := range asList {
		documented := (as.number >= 64496 && as.number <= 64511) || (as.number >= 65536 && as.number <= 65551)
		if !documented || numbers[as.number] || !used[uint16(i+1)] {
			t.Errorf("AS%d %s: documented %v, repeated %v, used %v",
				as.number, as.org, documented, numbers[as.number], used[uint16(i+1)])
		}
		numbers[as.number] = true
	}
	for d := range depts {
		cities := map[string]bool{}
		for town := range geo.Towns {
			cities[n.places[townPlace(uint8(d), town)].City] = true
		}
		if len(cities) != geo.Towns {
			t.Errorf("towns of %s: %v", facts.Departments()[d].Code, cities)
		}
	}
	for i := 1; i < len(n.blocks); i++ {
		if x, y := n.blocks[i-1].addr, n.blocks[i].addr; x.Hi > y.Hi || x.Hi == y.Hi && x.Lo >= y.Lo {
			t.Errorf("block %s is not after %s", y, x)
		}
	}
}

func TestScatterIsOneToOne(t *testing.T) {
	n := NewMap(random.New(3))
	for _, bits := range []uint8{natBits, exitBits, poolBits4, cellBits} {
		for base := range uint32(5) {
			seen := make([]bool, 1<<bits)
			for x := range uint32(1) << bits {
				y := n.scatter(base, x, bits)
				if seen[y] {
					t.Fatalf("%d bits, base %d: %d twice", bits, base, y)
				}
				seen[y] = true
			}
		}
	}
}

func TestAddressesAreInThePlan(t *testing.T) {
	l := testLines(3_000)
	p := planOf(t, l.Networks())
	var v6, mobile, vpn, foreign int
	for k := range uint32(len(l.list)) {
		for day := int32(feb14); day < feb14+42; day += 9 {
			addr, net, place := l.Address(k, 0, day, uint64(k))
			b := p.find(t, addr.Netip())
			if !inSpace(addr.Netip()) || b.net != net || b.place != place {
				t.Fatalf("account %d: %s is AS %d place %d, plan says %d, %d", k, addr, net, place, b.net, b.place)
			}
			if !addr.Is4() {
				v6++
			}
			switch b.kind {
			case mobileBlock:
				mobile++
			case vpnBlock:
				vpn++
			}
			if l.Networks().country(&b) != "FR" {
				foreign++
			}
		}
	}
	if v6 == 0 || mobile < 300 || mobile > 1_200 || vpn < 200 || vpn > 700 || foreign == 0 || foreign > 100 {
		t.Errorf("of 15,000 sessions %d IPv6, %d mobile, %d VPN, %d from abroad", v6, mobile, vpn, foreign)
	}
}

// fixedLine returns the address of the account's site line, past the sessions
// that go another way.
func fixedLine(l *Lines, k uint32, day int32) (event.Addr, bool) {
	own, _, _ := l.leased(&l.list[k], day)
	for s := range uint64(64) {
		if addr, _, _ := l.Address(k, 0, day, s); addr == own {
			return addr, true
		}
	}
	return event.Addr{}, false
}

func TestLeasesAndSharedLines(t *testing.T) {
	l := testLines(4_000)
	static, changes, days := 0, 0, 0
	bySite, byAddr := map[uint32]event.Addr{}, map[event.Addr]uint32{}
	sharedSites := 0
	for k := range uint32(len(l.list)) {
		addr, ok := fixedLine(l, k, feb14)
		if !ok {
			continue
		}
		site := l.list[k].site
		if first, ok := bySite[site]; ok {
			sharedSites++
			if first != addr {
				t.Fatalf("accounts of site %d come from %s and %s", site, first, addr)
			}
		}
		if other, ok := byAddr[addr]; ok && other != site {
			t.Fatalf("sites %d and %d share %s", site, other, addr)
		}
		bySite[site], byAddr[addr] = addr, site
		moved := false
		for day := int32(feb14 + 1); day < feb14+20; day++ {
			next, ok := fixedLine(l, k, day)
			if !ok {
				continue
			}
			days++
			if next != addr {
				changes++
				moved = true
				addr = next
			}
		}
		if !moved {
			static++
		}
	}
	if sharedSites < 800 {
		t.Errorf("only %d accounts share a line", sharedSites)
	}
	if static*10 < 4_000*3 || changes*100 < days*10 || changes*100 > days*40 {
		t.Errorf("%d lines of 4,000 kept their address, %d changes in %d days", static, changes, days)
	}
}

func TestHosting(t *testing.T) {
	n := NewMap(random.New(3))
	p := planOf(t, n)
	for _, c := range []struct {
		kind      scenarios.NetworkKind
		countries []string
		count     int
	}{
		{scenarios.Datacentre, []string{"FR", "NL", "DE"}, 25}, {scenarios.ResidentialProxy, []string{"FR"}, 4_000},
		{scenarios.VPN, []string{"CH"}, 700}, {scenarios.MobileCGNAT, nil, 3_000}, {scenarios.Tor, nil, 2_000},
		{scenarios.ResidentialProxy, []string{"MA", "US"}, 1_000}, {scenarios.Datacentre, []string{"ZZ"}, 10},
	} {
		seen := map[event.Addr]bool{}
		for i := range c.count {
			addr, net, place := n.Hosting(c.kind, c.countries, random.Key(11), i)
			b := p.find(t, addr.Netip())
			if seen[addr] || b.net != net || b.place != place {
				t.Fatalf("%v %v %d: %s, repeated %v, plan %+v", c.kind, c.countries, i, addr, seen[addr], b)
			}
			seen[addr] = true
			if len(c.countries) > 0 && c.countries[0] != "ZZ" {
				if at := n.country(&b); !contains(c.countries, at) {
					t.Fatalf("%s is in %s, want %v", addr, at, c.countries)
				}
			}
		}
	}
	if _, net, _ := n.Hosting(scenarios.OwnerHost, nil, 1, 0); net != 0 || n.PoolSize(scenarios.OwnerHost, nil) != 0 {
		t.Error("an owner's machine has a pool")
	}
	if n.HasCountry(scenarios.Tor, "ES") || !n.HasCountry(scenarios.VPN, "ES") {
		t.Error("HasCountry")
	}
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

func TestAddressNeedsNoMemory(t *testing.T) {
	l := testLines(500)
	k := uint32(0)
	if n := testing.AllocsPerRun(500, func() {
		l.Address(k, 1, feb14, uint64(k))
		k = (k + 1) % 500
	}); n != 0 {
		t.Errorf("%v allocations an address", n)
	}
}

func BenchmarkAddress(b *testing.B) {
	l := testLines(20_000)
	b.ReportAllocs()
	k := uint32(0)
	for b.Loop() {
		l.Address(k, 0, feb14, uint64(k))
		if k += 7; k >= 20_000 {
			k -= 20_000
		}
	}
}

// Each address of the map is found in its own block, and none beside it.
func TestFindAddresses(t *testing.T) {
	n := NewMap(random.New(1))
	for i := range n.blocks {
		b := &n.blocks[i]
		last := b.addr
		if b.addr.Is4() {
			last.Lo |= 1<<(32-b.bits) - 1
		} else {
			last.Hi |= 1<<(64-b.bits) - 1
		}
		for _, addr := range []event.Addr{b.addr, last} {
			if net, place, ok := n.Find(addr); !ok || net != b.net || place != b.place {
				t.Fatalf("%v: network %d at %d, %v; want %d at %d", addr, net, place, ok, b.net, b.place)
			}
		}
	}
	for _, addr := range []event.Addr{{}, event.V4(1), event.V4(255 << 24), {Hi: 1}, {Hi: 0x3fff<<48 | 99<<40}} {
		if _, _, ok := n.Find(addr); ok {
			t.Errorf("%v is on the map", addr)
		}
	}
}
