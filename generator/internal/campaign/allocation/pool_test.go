package allocation

import (
	"fmt"
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	networks "github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/scenarios"
)

func network(kind string, pool int, more string) string {
	return fmt.Sprintf("campaigns[0].network={kind: %s, country: [FR], pool: %d%s}", kind, pool, more)
}

// honestly counts the addresses of a pool from which accounts outside the campaign
// work in its window.
func honestly(c *Campaign, accounts []Account, p *Pool) int {
	own := map[uint32]bool{}
	for i := range accounts {
		own[accounts[i].Index] = true
	}
	var addrs []event.Addr
	for _, x := range p.Exits() {
		addrs = append(addrs, x.Addr)
	}
	met := map[event.Addr]bool{}
	for _, o := range c.Base.SessionsFrom(addrs, c.From-daily, c.Stop+daily) {
		if !own[o.Session.Account] {
			met[o.Addr] = true
		}
	}
	return len(met)
}

func TestPoolsHaveTheirSizeKindAndNeighbours(t *testing.T) {
	for _, x := range []struct {
		kind                  string
		accounts, pool, least int
	}{
		{"datacentre", 600, 50, 0}, {"residential_proxy", 3000, 400, 140}, {"vpn", 6000, 60, 21},
		{"mobile_cgnat", 3000, 200, 160}, {"tor", 600, 40, 0},
	} {
		c := campaignOf(t, people(x.accounts), network(x.kind, x.pool, ""))
		accounts := chosen(t, c)
		p := NewPool(c, accounts, 0)
		seen := map[event.Addr]bool{}
		for _, e := range p.Exits() {
			if seen[e.Addr] {
				t.Errorf("%s: %s is in it twice", x.kind, e.Addr)
			}
			seen[e.Addr] = true
			if at := c.Accounts.Networks().CountryOf(e.Place); at != "FR" {
				t.Errorf("%s: %s is in %s", x.kind, e.Addr, at)
			}
		}
		met := honestly(c, accounts, p)
		if len(p.Exits()) != x.pool || met < x.least || met > 0 && x.least == 0 {
			t.Errorf("%s: %d addresses of %d, of which honest users have %d, at least %d are due",
				x.kind, len(p.Exits()), x.pool, met, x.least)
		}
	}
}

func TestAddressesNearTheAccounts(t *testing.T) {
	c := campaignOf(t, people(3000),
		network("residential_proxy", 400, ", region_match: 0.9"), "campaigns[0].rotation={ip: per_request}")
	accounts := chosen(t, c)
	p := NewPool(c, accounts, 0)
	if len(p.Exits()) != 400 {
		t.Fatalf("%d addresses", len(p.Exits()))
	}
	near, all := 0, 0
	for i := range accounts {
		for request := range uint64(200) {
			x := p.Exit(&accounts[i], Use{TS: c.From, Request: request}, nil)
			all++
			if dept := (int(x.Place) - 1) / 8; uint8(dept) == accounts[i].Zone {
				near++
			}
		}
	}
	if share := float64(near) / float64(all); share < 0.85 || share > 0.96 {
		t.Errorf("%v of the addresses are near, want 0.9", share)
	}
}

// A pool smaller than the zones of its accounts, or than a mean number of takes
// asks for, has what it can have.
// Addresses near an account are as often of its owner's provider as is asked for; else at
// times, by chance, for there are few.
func TestAddressesOfTheOwnersProvider(t *testing.T) {
	share := func(more string) float64 {
		c := campaignOf(t, people(3000), network("residential_proxy", 400, ", region_match: 1"+more),
			"campaigns[0].rotation={ip: per_account, ip_lifetime: 1d}")
		accounts := chosen(t, c)
		p := NewPool(c, accounts, 0)
		same, all := 0, 0
		for i := range accounts {
			if own := c.Accounts.Provider(accounts[i].Index); c.Accounts.Networks().Serves(scenarios.ResidentialProxy, own) {
				for day := range int64(9) {
					x := p.Exit(&accounts[i], Use{TS: c.From + day*daily}, nil)
					if all++; x.Net == own {
						same++
					}
				}
			}
		}
		if len(p.Exits()) != 400 || all == 0 {
			t.Fatalf("%d addresses, %d uses", len(p.Exits()), all)
		}
		return float64(same) / float64(all)
	}
	chance, half, most := share(""), share(", provider_match: 0.5"), share(", provider_match: 0.95")
	t.Logf("%.2f by chance, %.2f with a half, %.2f with nearly all", chance, half, most)
	if chance > 0.4 || half < 0.45 || half > 0.55 || most < 0.92 {
		t.Errorf("%.2f of the uses are of the owner's provider by chance, %.2f with a half, %.2f with nearly all", chance, half, most)
	}
}

func TestPoolsRefuseNothing(t *testing.T) {
	for _, sets := range [][]string{
		{network("residential_proxy", 3, ", region_match: 1")}, {network("mobile_cgnat", 1, ", region_match: 0.5")},
		{network("mobile_cgnat", 65_536, ", region_match: 0.5")}, {network("vpn", 65_536, "")},
		{network("datacentre", 1, ", ip_reuse: 2")}, {network("datacentre", 500, ", ip_reuse: 1000")},
		{network("residential_proxy", 10, "")},
	} {
		c := campaignOf(t, sets...)
		accounts := chosen(t, c)
		for _, takes := range []int64{0, 1, 5_000_000} {
			p := NewPool(c, accounts, takes)
			if len(p.Exits()) == 0 || len(p.Exits()) > c.Spec.Network.Pool {
				t.Errorf("%v, %d takes: %d addresses", sets, takes, len(p.Exits()))
			}
			p.Exit(&accounts[0], Use{TS: c.From}, nil)
		}
	}
}

// One account more in the world changes an address of the pool at most by being its
// honest user, and what that moves.
func TestOneAccountMoreLeavesThePoolAlone(t *testing.T) {
	same := 0
	for n := 600; n < 606; n++ {
		pools := make([]*Pool, 2)
		for i := range pools {
			c := campaignOf(t, fmt.Sprintf("population.accounts=%d", n+i), network("residential_proxy", 60, ""))
			pools[i] = NewPool(c, chosen(t, c), 0)
		}
		moved := 0
		for i, x := range pools[0].Exits() {
			if pools[1].Exits()[i] != x {
				moved++
			}
		}
		if moved == 0 {
			same++
		}
		if moved > 12 {
			t.Errorf("account %d moves %d of 60 addresses", n, moved)
		}
	}
	if same < 4 {
		t.Errorf("the pool is as it was with %d of 6 accounts more", same)
	}
}

func TestReuseIsMet(t *testing.T) {
	for _, ip := range []string{
		"{ip: per_account, ip_lifetime: 2h}", "{ip: sticky, ip_lifetime: 30m}", "{ip: per_request}",
	} {
		c := campaignOf(t, rotation+ip, network("datacentre", 20_000, ", ip_reuse: 3"))
		accounts := chosen(t, c)
		const entries = 6_000
		takes := c.Takes(accounts, NewSchedule(c, accounts), entries)
		p := NewPool(c, accounts, takes)
		used, count, last := map[event.Addr]bool{}, 0, map[int]event.Addr{}
		for i := range int64(entries) { // look-ups lie evenly over the window
			a := &accounts[i%12]
			u := Use{TS: c.From + (c.Stop-c.From)*i/entries, Request: uint64(i / 12)}
			x := p.Exit(a, u, nil).Addr
			if used[x] = true; last[a.Number] != x {
				last[a.Number] = x
				count++
			}
		}
		mean := float64(count) / float64(len(used))
		if c.Spec.Rotation.IP == scenarios.PerRequest { // within a session they come round
			mean, count = 3, entries
		}
		if mean < 2.5 || mean > 3.5 || takes < int64(count)*9/10 || takes > int64(count)*11/10+50 {
			t.Errorf("%s: %d takes estimated, %d made, of %d addresses: %v each, not 3", ip, takes, count, len(used), mean)
		}
	}
}

func TestBannedAddressesArePassedOver(t *testing.T) {
	for _, rotation := range []string{"never", "per_account", "sticky", "per_request"} {
		c := campaignOf(t, "campaigns[0].rotation={ip: "+rotation+"}", network("datacentre", 40, ""))
		accounts := chosen(t, c)
		p := NewPool(c, accounts, 0)
		half := map[event.Addr]bool{}
		for i, x := range p.Exits() {
			half[x.Addr] = i%2 == 0
		}
		banned := func(addr event.Addr, ts int64) bool { return half[addr] && ts >= c.From+calendar.Hour }
		moved := 0
		for i := range accounts {
			for n := range uint64(20) {
				before := p.Exit(&accounts[i], Use{TS: c.From, Session: n, Request: n}, banned)
				after := p.Exit(&accounts[i], Use{TS: c.From + 2*calendar.Hour, Session: n, Request: n}, banned)
				if half[after.Addr] {
					t.Errorf("%s: a banned address is used", rotation)
				}
				if half[before.Addr] {
					moved++
				}
			}
		}
		if moved == 0 {
			t.Errorf("%s: no address is banned: the test shows nothing", rotation)
		}
		all := func(event.Addr, int64) bool { return true }
		if x := p.Exit(&accounts[0], Use{TS: c.From}, all); x.Addr.IsZero() {
			t.Errorf("%s: no address where all are banned", rotation)
		}
	}
}

func TestAddressesKeepTheirLifetime(t *testing.T) {
	c := campaignOf(t, "campaigns[0].rotation={ip: sticky, ip_lifetime: 20m}", network("datacentre", 2_000, ""))
	accounts := chosen(t, c)
	p := NewPool(c, accounts, 0)
	a := &accounts[0]
	var last event.Addr
	var since int64
	lengths := map[int64]bool{}
	for ts := c.From; ts < c.From+daily; ts += calendar.Second {
		x := p.Exit(a, Use{TS: ts, Session: 3}, nil).Addr
		if x == last {
			continue
		}
		if n := ts - since; since > c.From && (n < 10*calendar.Minute || n > 31*calendar.Minute) {
			t.Errorf("an address is kept %d s", n/calendar.Second)
		} else {
			lengths[n] = true
		}
		last, since = x, ts
	}
	if len(lengths) < 40 {
		t.Errorf("only %d lengths", len(lengths))
	}
	c.Spec.Rotation.IP, c.Spec.Rotation.IPLifetime = scenarios.NeverRotate, 0
	if x, y := p.Exit(a, Use{TS: c.From}, nil), p.Exit(a, Use{TS: c.Stop, Session: 9, Request: 5}, nil); x != y {
		t.Errorf("%v, then %v where addresses never change", x, y)
	}
	if x, y := p.Exit(a, Use{TS: c.From}, nil), p.Exit(a, Use{TS: c.From, Turned: 1}, nil); x == y {
		t.Error("after a refusal the address is the same")
	}
}

func TestInsidersComeFromTheirOwnPlace(t *testing.T) {
	c := campaignOf(t, access(8, "{insider: 1}"), network("datacentre", 5, ""))
	accounts := chosen(t, c)
	p := NewPool(c, accounts, 0)
	for i := range accounts {
		a := &accounts[i]
		x := p.Exit(a, Use{TS: c.From, Session: 4}, nil)
		set := networks.NewAddresses([]event.Addr{x.Addr})
		if !c.Base.MayUse(a.Index, set) {
			t.Errorf("the insider of account %d comes from %s", a.Index, x.Addr)
		}
	}
}

func BenchmarkPool(b *testing.B) {
	for _, accounts := range []int{20_000, 200_000} {
		for _, kind := range []string{"residential_proxy", "mobile_cgnat", "vpn"} {
			b.Run(fmt.Sprintf("%s/%d", kind, accounts), func(b *testing.B) {
				c := campaignOf(b, people(accounts), network(kind, 65_536, ""))
				list := chosen(b, c)
				n := 0
				for b.Loop() {
					n = len(NewPool(c, list, 0).Exits())
				}
				b.ReportMetric(float64(n), "addresses")
			})
		}
	}
}
