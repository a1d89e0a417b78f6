package campaign

import (
	"slices"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/population"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
	"breachsim/scenarios"
)

// pool is the addresses of a campaign, chosen when it is prepared.
type pool struct {
	exits []exit
	near  map[uint8][]uint32 // exits by zone; empty without region_match
}

// exit is one address of a pool.
type exit struct {
	addr       event.Addr
	net, place uint16
}

// Shares of a pool whose addresses honest users of the portal have as well, in
// millionths. A proxy sells the lines of real homes and practices, and an exit
// of a VPN serves whoever pays; behind a carrier's address are hundreds to
// thousands of users (Cloudflare, 2025). How often one of them uses this portal
// is not known: assumptions.
var sharedExits = map[scenarios.NetworkKind]uint64{
	scenarios.ResidentialProxy: 350_000, scenarios.VPN: 350_000, scenarios.MobileCGNAT: 800_000,
}

// fillPool chooses the addresses of a campaign.
func (p *Plan) fillPool(c *resolved) error {
	nets, n := p.w.Accounts.Networks(), &c.sc.Network
	if n.Kind == scenarios.OwnerHost {
		return nil
	}
	size := min(max(n.Pool, 1), nets.PoolSize(n.Kind, n.Countries))
	if n.Reuse > 0 {
		size = min(max(reused(c.takes(), n.Reuse), 1), size) // all of the pool where that is too few
	}
	zones := c.zones(p.w.Accounts)
	place := random.NewPerm(c.key.At2(8, 1), uint64(size))
	nearby := (uint64(size)*uint64(n.Region) + random.Million - 1) / random.Million
	if n.Region > 0 { // one for each region at least, as far as the pool has so many
		nearby = min(max(nearby, uint64(len(zones))), uint64(size))
	}
	f := filling{p: p, c: c, taken: map[event.Addr]bool{}, pool: &pool{near: map[uint8][]uint32{}}}
	meets := random.NewPerm(c.key.At2(8, 2), uint64(size))
	for i := range uint64(size) {
		zone, shared := -1, meets.At(i)*random.Million < sharedExits[n.Kind]*uint64(size)
		if at := place.At(i); at < nearby {
			zone = int(zones[at%uint64(len(zones))])
		}
		f.add(i, zone, shared)
	}
	c.pool = f.pool
	return nil
}

// zones lists where the campaign's accounts are, each zone once.
func (c *resolved) zones(accounts *population.Accounts) (out []uint8) {
	for _, l := range c.lanes {
		z, ok := accounts.Networks().Zone(c.sc.Network.Kind, accounts.At(l.account).Dept)
		if l.zone = z; ok && !slices.Contains(out, z) {
			out = append(out, z)
		}
	}
	return out
}

// filling is a pool in the making.
type filling struct {
	p        *Plan
	c        *resolved
	taken    map[event.Addr]bool
	pool     *pool
	next     int
	nextNear [256]int
	sessions []traffic.Session
}

// add puts address i into the pool: in a zone or anywhere (-1), and one that
// honest users have if it shall be shared and there is one.
func (f *filling) add(i uint64, zone int, shared bool) {
	x, ok := exit{}, false
	if shared {
		x, ok = f.honest(f.c.key.At2(8, 3).At(i), zone)
	}
	for tries := 0; !ok && tries < 1_000; tries++ {
		x = f.fresh(zone)
		ok = !f.taken[x.addr]
	}
	if !ok {
		return // a zone has no more
	}
	f.taken[x.addr] = true
	if zone >= 0 {
		f.pool.near[uint8(zone)] = append(f.pool.near[uint8(zone)], uint32(len(f.pool.exits)))
	}
	f.pool.exits = append(f.pool.exits, x)
}

// fresh is the next address of the plan that no practice has.
func (f *filling) fresh(zone int) (x exit) {
	nets, n := f.p.w.Accounts.Networks(), &f.c.sc.Network
	if zone < 0 {
		x.addr, x.net, x.place = nets.Hosting(n.Kind, n.Countries, f.c.key.At(9), f.next)
		f.next++
		return x
	}
	x.addr, x.net, x.place = nets.HostingNear(n.Kind, uint8(zone), f.c.key.At(9), f.nextNear[zone])
	f.nextNear[zone]++
	return x
}

// How long an honest user of an address is looked for: candidates, and
// candidates whose day is looked at.
const (
	mostCandidates = 1 << 18
	mostDays       = 400
)

// honest finds an address of the campaign's kind from which somebody works with
// an account of their own on a day of the campaign. Candidates are drawn from
// all accounts that there could be, so that one account more changes nothing
// unless it is drawn itself.
func (f *filling) honest(key random.Key, zone int) (exit, bool) {
	w, n := &f.p.w, &f.c.sc.Network
	nets := w.Accounts.Networks()
	first, last := w.Calendar.Of(f.c.sc.Window.From.UnixMicro()).Number, w.Calendar.Of(f.c.stop-1).Number
	for try, looked := uint64(0), 0; try < mostCandidates && looked < mostDays; try++ {
		k := uint32(key.At(try).Below(population.MaxAccounts))
		if int(k) >= w.Accounts.Len() || f.c.stole(k) {
			continue
		}
		if z, _ := nets.Zone(n.Kind, w.Accounts.At(k).Dept); zone >= 0 && int(z) != zone {
			continue
		}
		looked++
		draw := key.At2(1<<32, try).Rand()
		f.sessions = w.Base.Sessions(k, int32(draw.Between(int64(first), int64(last))), f.sessions[:0])
		if len(f.sessions) == 0 {
			continue
		}
		ses := &f.sessions[draw.Below(uint64(len(f.sessions)))]
		v := w.Base.Visit(ses)
		if ses.Start >= w.Scenario.Time.Start.UnixMicro() && v.Addr.Is4() && nets.Serves(n.Kind, v.Net) && !f.taken[v.Addr] && slices.Contains(n.Countries, nets.CountryOf(v.Place)) {
			return exit{v.Addr, v.Net, v.Place}, true
		}
	}
	return exit{}, false
}

func (c *resolved) stole(k uint32) bool {
	return slices.ContainsFunc(c.lanes, func(l *lane) bool { return l.account == k })
}

// rotates reports whether addresses change within a session.
func (c *resolved) rotates() bool {
	return c.sc.Rotation.IP >= scenarios.Sticky && c.sc.Network.Kind != scenarios.OwnerHost
}

// takes counts how often an address is taken before the stop: look-ups, or the
// stretches of a lifetime that have one.
func (c *resolved) takes() (n int64) {
	if c.sc.Rotation.IP == scenarios.PerRequest {
		return int64(c.list.entries)
	}
	for _, l := range c.lanes {
		last := int64(-1)
		for i := range c.deal.left(l.number, c.list.entries) {
			e := int64(0)
			if c.life() > 0 {
				e = l.epoch(c, l.pace.at(i))
			}
			if e != last {
				n, last = n+1, e
			}
		}
	}
	return n
}

// reused is the number of addresses such that each of those taken is taken so
// many times on average: with takes at random among them, size·(1-e^(-takes/size))
// come into use.
func reused(takes int64, times scenarios.Share) int {
	low, high := int64(1), max(takes, 1)*64
	for low < high {
		size := (low + high) / 2
		used := size - random.ScaleExp(size*1024, -takes<<16/size)>>10
		if used*int64(times) < takes*random.Million {
			low = size + 1
		} else {
			high = size
		}
	}
	return int(low)
}

// life is how long an account keeps an address; 0 = for good.
func (c *resolved) life() int64 {
	switch life := int64(c.sc.Rotation.IPLifetime); c.sc.Rotation.IP {
	case scenarios.NeverRotate:
		return 0
	case scenarios.Sticky:
		if life == 0 {
			return 10 * calendar.Minute
		}
		return life
	default:
		return life
	}
}

// epoch numbers the stretches in which a lane keeps an address. Those of sticky
// addresses end up to a quarter of their length early or late.
func (l *lane) epoch(c *resolved, ts int64) int64 {
	life := c.life()
	e := ts / life
	if c.sc.Rotation.IP != scenarios.Sticky {
		return e
	}
	change := func(n int64) int64 { return n*life + int64(l.key.At2(52, uint64(n)).Below(uint64(life)/2+1)) - life/4 }
	if ts < change(e) {
		return e - 1
	} else if ts >= change(e+1) {
		return e + 1
	}
	return e
}

// Addresses of a session that takes another one for each look-up: several to
// some tens.
const (
	fewestExits = 6
	mostExits   = 40
)

// exit is the address of a lane's session number n for its look-up i at ts, in
// a campaign whose addresses rotate. Those banned by the time known are passed
// over while there are others.
func (p *Plan) exit(c *resolved, l *lane, n int, i uint64, ts, known int64) exit {
	key := l.key.At2(53, uint64(n))
	if c.sc.Rotation.IP == scenarios.Sticky {
		return p.pick(c, l, key.At2(1, uint64(l.epoch(c, ts))), known)
	}
	count := fewestExits + key.At(2).Below(mostExits-fewestExits+1)
	round := random.NewPerm(key.At2(3, i/count), count)
	return p.pick(c, l, key.At2(4, round.At(i%count)), known)
}

// pick takes an address of the pool: one near the account as often as the
// campaign says.
func (p *Plan) pick(c *resolved, l *lane, key random.Key, known int64) exit {
	near := c.pool.near[l.zone]
	local := len(near) > 0 && key.At(1).Chance(int64(c.sc.Network.Region))
	var x exit
	for try := range uint64(32) {
		if i := key.At2(2, try); local {
			x = c.pool.exits[near[i.Below(uint64(len(near)))]]
		} else {
			x = c.pool.exits[i.Below(uint64(len(c.pool.exits)))]
		}
		if _, out := p.outlaw(x.addr, known); !out {
			break
		}
	}
	return x
}

// lastSeat is where the last look-up of a closed segment came from, or its
// sign-in if there was none.
func (p *Plan) lastSeat(c *resolved, l *lane, seg *segment) portal.Visit {
	v := seg.visit
	if seg.last > seg.first {
		ts := l.time(seg, seg.last-1)
		v = p.seat(c, l, seg, seg.last-1, ts, ts)
	}
	v.Truth.Phase = event.Adapt
	return v
}

// seat is the visit of a segment's look-up i at ts.
func (p *Plan) seat(c *resolved, l *lane, seg *segment, i uint64, ts, known int64) portal.Visit {
	v := seg.visit
	if c.rotates() {
		x := p.exit(c, l, seg.number, i-seg.first+seg.shift, ts, known)
		v.Addr, v.Net, v.Place = x.addr, x.net, x.place
	}
	return v
}
