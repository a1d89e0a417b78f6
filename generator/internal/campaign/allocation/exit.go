package allocation

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Banned reports whether an address is known to be banned at an instant.
type Banned func(addr event.Addr, ts int64) bool

// Use is one use of an address by an account.
type Use struct {
	TS      int64
	Session uint64 // the account's session that it belongs to, in any numbering
	Request uint64 // within the session, for addresses that change with each
	Turned  uint64 // addresses that the account has left because of an answer
}

// Exit returns the address that an account uses: its user's own place for an
// insider and on an owner's machine, else one of the pool, by rotation.ip:
//
//	per_account   one an account and lifetime, the accounts in step through the pool
//	never         one an account
//	sticky        one a session and lifetime, and other lengths each time
//	per_request   6 to 40 a session, each in its turn
//
// Banned addresses are passed over as long as others are found, in up to 32 draws;
// banned nil bans none.
func (p *Pool) Exit(a *Account, u Use, banned Banned) Exit {
	c := p.c
	if len(p.exits) == 0 || a.How == scenarios.Insider {
		var x Exit
		x.Addr, x.Net, x.Place = c.Base.Address(a.Index, a.Human, c.Calendar.Of(u.TS).Number, u.Session)
		return x
	}
	if banned == nil {
		banned = func(event.Addr, int64) bool { return false }
	}
	session := a.draw(drawExits).At2(u.Session, u.Turned)
	switch c.Spec.Rotation.IP {
	case scenarios.PerRequest:
		count := fewestExits + session.At(exitCount).Below(mostExits-fewestExits+1)
		round := random.NewPerm(session.At2(exitRound, u.Request/count), count)
		return p.pick(a, session.At2(exitOf, round.At(u.Request%count)), u.TS, banned)
	case scenarios.Sticky:
		return p.pick(a, session.At2(exitEpoch, uint64(c.Epoch(a, u.TS))), u.TS, banned)
	}
	epoch := uint64(c.Epoch(a, u.TS))
	if len(p.near) > 0 {
		return p.pick(a, a.draw(drawExit).At2(epoch, u.Turned), u.TS, banned)
	}
	return p.walk(a, epoch, u, banned)
}

// Rotates reports whether addresses change within a session.
func (c *Campaign) Rotates() bool {
	return c.Spec.Rotation.IP >= scenarios.Sticky && c.Spec.Network.Kind != scenarios.OwnerHost
}

// Addresses of a session that takes another one for each look-up: several to
// some tens (an assumption).
const (
	fewestExits = 6
	mostExits   = 40
)

// Draws of a session's addresses, below drawExits.
const (
	exitCount = iota
	exitRound
	exitOf
	exitEpoch
)

// walk is the address of an account that keeps one for a lifetime: accounts walk
// the pool in step, each from a place of its own, so that all addresses come into
// use.
func (p *Pool) walk(a *Account, epoch uint64, u Use, banned Banned) Exit {
	n := uint64(len(p.exits))
	perm := random.NewPerm(p.c.draw(drawWalk).At(epoch), n)
	first := perm.At((uint64(a.Number) + u.Turned) % n)
	for i := range n {
		if x := p.exits[(first+i)%n]; !banned(x.Addr, u.TS) {
			return x
		}
	}
	return p.exits[first]
}

// mostPicks is how many addresses are drawn before a banned one is used.
const mostPicks = 32

// pick draws an address of the pool: one near the account as often as the campaign
// says, and of these one of its owner's provider, while there are any.
func (p *Pool) pick(a *Account, key random.Key, ts int64, banned Banned) (x Exit) {
	near := p.near[a.Zone]
	if p.c.Spec.Network.Provider > 0 {
		near = p.ofProvider(a, key, near)
	}
	local := a.Near && len(near) > 0 && key.At(pickLocal).Chance(int64(p.c.Spec.Network.Region))
	for try := range uint64(mostPicks) {
		if i := key.At2(pickOne, try); local {
			x = p.exits[near[i.Below(uint64(len(near)))]]
		} else {
			x = p.exits[i.Below(uint64(len(p.exits)))]
		}
		if !banned(x.Addr, ts) {
			break
		}
	}
	return x
}

// ofProvider narrows the addresses near an account down to those of its owner's provider, as
// often as the campaign says, else to the others; where there are none all of them are left.
func (p *Pool) ofProvider(a *Account, key random.Key, near []uint32) []uint32 {
	at := line{a.Zone, p.c.Accounts.Provider(a.Index)}
	list := p.other[at]
	if key.At(pickProvider).Chance(int64(p.c.Spec.Network.Provider)) {
		list = p.same[at]
	}
	if len(list) == 0 {
		return near
	}
	return list
}

// Draws of one address.
const (
	pickLocal = iota
	pickOne
	pickProvider
)
