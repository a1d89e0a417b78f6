package allocation

import (
	"cmp"
	"math/bits"
	"slices"

	portalaccounts "github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Days of each account that are looked at for honest users of addresses: as many as
// make about mostLooks days in all, within bounds.
const (
	leastDays = 4
	mostDays  = 24
	mostLooks = 1 << 18
)

// Draws of an account outside the campaign.
const (
	neighbourRank = iota
	neighbourDays // the first of its days; one more for each
)

// daysOf is how many days of each of so many accounts are looked at. It changes at
// powers of two alone, so that hardly any account more changes it.
func (f *filling) daysOf(accounts int, first, last int32) uint64 {
	days := min(max(mostLooks>>bits.Len(uint(accounts)), leastDays), mostDays)
	return uint64(min(days, leastDays*int(last-first+1)))
}

// share fills places with addresses from which somebody works with an account of
// their own on a day of the campaign; where there are too few of these, as at a
// weekend, on another day of the scenario.
//
// Accounts that can have such an address come in an order of their keys, and each
// that has one on its drawn day takes the first free place from a drawn one on.
// So an account more changes nothing unless it is chosen itself, and then little
// else.
func (f *filling) share(accounts []Account) {
	open := f.sharedPlaces()
	left := 0
	for _, p := range open {
		left += p.left
	}
	if left == 0 {
		return
	}
	list := f.neighbours(accounts, open)
	first := f.c.Calendar.Of(max(f.c.From, f.c.Scenario.Time.Start.UnixMicro())).Number
	last := f.c.Calendar.Of(f.c.Stop - 1).Number
	rounds := f.daysOf(len(list), first, last)
	if left = f.meet(list, open, meeting{first, last, 0, rounds}, left); left > 0 {
		first = f.c.Calendar.Of(f.c.Scenario.Time.Start.UnixMicro()).Number
		last = f.c.Calendar.Of(f.c.Scenario.Time.End.UnixMicro() - 1).Number
		f.meet(list, open, meeting{first, last, rounds, leastDays}, left)
	}
}

// meeting is the local days from which a day of each account is drawn, and in which
// rounds.
type meeting struct {
	first, last  int32
	round, count uint64
}

// meet fills places with the addresses that accounts have on drawn days, and returns
// how many are left.
func (f *filling) meet(list []neighbour, open map[int16]*places, m meeting, left int) int {
	key := f.c.draw(drawNeighbour)
	for round := range m.count {
		for i := range list {
			k := list[i].account
			p := open[list[i].zone]
			if p == nil || p.left == 0 {
				p = open[anywhere]
			}
			if p == nil || p.left == 0 {
				continue
			}
			draw := key.At2(neighbourDays+m.round+round, uint64(k)).Rand()
			day := int32(draw.Between(int64(m.first), int64(m.last)))
			if x, ok := f.addressOf(k, day, &draw); ok {
				f.fill(p.take(&draw), x)
				if left--; left == 0 {
					return 0
				}
			}
		}
	}
	return left
}

// places are those of one zone that honest users shall have.
type places struct {
	free []*slot
	left int
}

// take returns the first free place from a drawn one on; there must be one.
func (p *places) take(draw *random.Rand) *slot {
	at := draw.Below(uint64(len(p.free)))
	for p.free[at].filled {
		at = (at + 1) % uint64(len(p.free))
	}
	p.left--
	return p.free[at]
}

// sharedPlaces lists the places that honest users shall have, by zone.
func (f *filling) sharedPlaces() map[int16]*places {
	open := map[int16]*places{}
	for i := range f.slots {
		s := &f.slots[i]
		if !s.shared {
			continue
		}
		if open[s.zone] == nil {
			open[s.zone] = &places{}
		}
		open[s.zone].free = append(open[s.zone].free, s)
		open[s.zone].left++
	}
	return open
}

// neighbour is an account whose owner may share an address with the campaign.
type neighbour struct {
	rank    uint64
	account uint32
	zone    int16
}

// neighbours lists the accounts outside the campaign that can have addresses of its
// kind, in an order of their keys.
func (f *filling) neighbours(accounts []Account, open map[int16]*places) (out []neighbour) {
	stolen := make(map[uint32]bool, len(accounts))
	for i := range accounts {
		stolen[accounts[i].Index] = true
	}
	c, kind, key := f.c, f.c.Spec.Network.Kind, f.c.draw(drawNeighbour)
	for k := range uint32(c.Accounts.Len()) {
		zone, _ := c.Accounts.Networks().Zone(kind, c.Accounts.At(k).Dept)
		if stolen[k] || open[anywhere] == nil && open[int16(zone)] == nil || !c.Accounts.Shares(k, kind) {
			continue
		}
		if idle, _ := c.Accounts.Idle(k); idle == portalaccounts.Busy {
			out = append(out, neighbour{key.At2(neighbourRank, uint64(k)).Uint64(), k, int16(zone)})
		}
	}
	slices.SortFunc(out, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.account, b.account))
	})
	return out
}

// addressOf returns the address of the campaign's kind that a user of an account
// has on a day, if one of the day's sessions comes from it and the pool does not
// have it.
func (f *filling) addressOf(k uint32, day int32, draw *random.Rand) (x Exit, ok bool) {
	c, n := f.c, &f.c.Spec.Network
	human := uint8(draw.Below(uint64(max(c.Accounts.At(k).Humans, 1))))
	x.Addr, x.Net, x.Place = c.Accounts.SharedAddress(k, human, day, n.Kind)
	if _, has := f.taken[x.Addr]; has {
		return x, false
	}
	if len(n.Countries) > 0 && !slices.Contains(n.Countries, c.Accounts.Networks().CountryOf(x.Place)) {
		return x, false
	}
	start := c.Scenario.Time.Start.UnixMicro()
	for _, s := range c.Base.Sessions(k, day, nil) {
		if s.Start >= start && c.Base.Visit(&s).Addr == x.Addr {
			return x, true
		}
	}
	return x, false
}
