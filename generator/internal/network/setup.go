package network

import (
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Customer is what the map of networks needs to know of an account and its site.
type Customer struct {
	Site     uint32 // its number
	Dept     uint8
	Town     uint8 // of the département
	Profile  scenarios.Profile
	Hospital bool // the site is one
	Alone    bool // no other account is at the site
}

// gridShares weigh the providers of fixed lines.
var gridShares = [numFixed]uint64{38, 24, 19, 13, 6}

// Setup hands out lines. Sites get numbers inside their provider's block in the
// order of their first account, so no two sites share an address.
type Setup struct {
	lines  *Lines
	key    random.Key
	grid   random.Alias
	used   [numGrids * depts * geo.Towns]uint32
	hosted []uint32
	shared map[uint32]Line
	homes  []netBlock // hosting blocks at home
	ipv6   bool
}

// NewSetup draws the map that the key names and prepares to connect so many
// accounts to it. ipv6 says that the portal can be reached over IPv6.
func NewSetup(key random.Key, accounts int, ipv6 bool) *Setup {
	nets := NewMap(key)
	home := nets.inCountry[hostingPool][len(netCountries)]
	d := &Setup{
		lines: &Lines{
			nets: nets, list: make([]Line, 0, accounts),
			session: key.Stream(stSession), leaseTurn: key.Stream(stLease),
		},
		key: key.Stream(stSiteLine), grid: random.NewAlias(gridShares[:]), shared: make(map[uint32]Line),
		homes: nets.pools[hostingPool][home.from:home.to], ipv6: ipv6,
	}
	d.hosted = make([]uint32, len(d.homes))
	return d
}

// Lines returns the lines, those of the accounts connected so far.
func (d *Setup) Lines() *Lines { return d.lines }

// Connect draws the line of the next account: they come in the order of their
// indices.
func (d *Setup) Connect(c *Customer) {
	l, ok := d.shared[c.Site]
	if !ok {
		l = d.site(c)
		if !c.Alone {
			d.shared[c.Site] = l
		}
	}
	l.site, l.dept, l.town, l.profile = c.Site, c.Dept, c.Town, c.Profile
	r := d.key.At2(whichVPN, uint64(len(d.lines.list))).Rand()
	if r.Chance(vpnAccounts) && !c.Hospital {
		l.vpn = uint8(1 + r.Below(numVPN))
	}
	d.addSecond(&l, c)
	d.lines.list = append(d.lines.list, l)
}

// addSecond draws whether an account has a second line, and gives it one: at the
// site, or where its user works besides.
func (d *Setup) addSecond(l *Line, c *Customer) {
	k := uint32(len(d.lines.list))
	r := d.key.At2(secondLine, uint64(k)).Rand()
	twin, away := r.Chance(twinLines), r.Chance(awayAccounts)
	if c.Hospital || c.Profile == scenarios.Lab || !twin && !away {
		return
	}
	at := *c
	if at.Site = secondSite | k; !twin {
		at.Town = uint8(r.Below(geo.Towns))
	}
	x := d.fixedLine(&at, &r)
	x.site, x.dept, x.town, x.profile, x.beside = at.Site, at.Dept, at.Town, at.Profile, twin
	d.lines.seconds = append(d.lines.seconds, x)
	l.second = uint32(len(d.lines.seconds))
}

// secondSite marks the number of a second line, which is its account's.
const secondSite = 1 << 31

// site draws the line of a site.
func (d *Setup) site(c *Customer) Line {
	r := d.key.At(uint64(c.Site)).Rand()
	if r.Chance(hostedSites) && !c.Hospital {
		return d.remoteDesktop(&r)
	}
	return d.fixedLine(c, &r)
}

// fixedLine draws a provider's line to a site.
func (d *Setup) fixedLine(c *Customer, r *random.Rand) Line {
	grid := d.grid.Pick(r.Uint64())
	l := Line{place: townPlace(c.Dept, int(c.Town)), bits: cellBits, pooled: !c.Hospital}
	switch {
	case c.Hospital:
		grid = hospitals
	case r.Chance(fixedLease):
		if slow := d.key.At2(movesSlowly, uint64(c.Site)).Rand(); !slow.Chance(foreverLease) {
			l.lease = uint8(slow.Between(90, 250))
		}
	case r.Chance(dailyLease):
		l.lease = 1
	default:
		l.lease = uint8(r.Between(1, 60))
	}
	used := &d.used[(grid*depts+int(c.Dept))*geo.Towns+int(c.Town)]
	l.slot = *used % sitesPerCell
	*used++
	l.net, l.base = d.lines.nets.fixed[grid], cellAt(grid, c.Dept, int(c.Town))
	if d.ipv6 && grid < v6Providers {
		l.v6 = r.Chance(dualStack[grid])
	}
	return l
}

// remoteDesktop is the line of a site whose software runs in a data centre.
func (d *Setup) remoteDesktop(r *random.Rand) Line {
	i := r.Below(uint64(len(d.homes)))
	b := &d.homes[i]
	slot := d.hosted[i] % (hostedPerPool / leasesPerSite)
	d.hosted[i]++
	return Line{base: uint32(b.addr.Lo), slot: slot, net: b.net, place: b.place, bits: 32 - b.bits}
}
