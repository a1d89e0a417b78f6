package campaign

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/population"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// dress gives a visit the campaign's client. Its name is that of a library, of
// one browser for all, of the account's own client, or of many browsers. Its
// fingerprint tells whose handshake it is:
//
//	library   one for the whole campaign, as one program has it
//	mismatch  the same, under a browser's name
//	browser   one for each account; of a copied client, one close to the owner's
//	          (the last four digits differ), and on the owner's machine the same
func (s *sim) dress(c *resolved, l *lane, v *portal.Visit, now int64) {
	accounts, day := s.p.w.Accounts, s.p.w.Calendar.Of(now).Number
	own, device := accounts.Client(l.account, l.human, day)
	v.ClientFP = c.key.At(7).Uint64() | 1
	agent := c.sc.Client.UserAgent
	if l.how == scenarios.SessionTheft {
		agent = scenarios.OwnerClone // another name would close the session
	}
	switch agent {
	case scenarios.FixedAgent:
		v.UserAgent = population.FixedAgent(int(c.key.At(6).Below(1 << 16)))
	case scenarios.OwnerClone:
		v.UserAgent = own
	case scenarios.AgentPool:
		v.UserAgent = accounts.PoolAgent(l.key.At(54), day)
	default:
		v.UserAgent = population.LibraryAgent(int(c.key.At(6).Below(1 << 16)))
	}
	if c.sc.Client.TLS == scenarios.BrowserTLS {
		switch {
		case agent != scenarios.OwnerClone:
			v.ClientFP = l.key.At(55).Uint64() | 1
		case c.sc.Network.Kind == scenarios.OwnerHost:
			v.ClientFP = device
		default:
			v.ClientFP = device ^ (1 + l.key.At(55).Below(1<<16-1))
		}
	}
}

// coverReach is how long before a look-up the requests that cover it begin at
// the earliest, in microseconds.
const coverReach = 4 * calendar.Minute

// locate gives a visit the address of a lane's session number n at a time.
func (s *sim) locate(c *resolved, l *lane, v *portal.Visit, n int, now int64) {
	switch {
	case c.sc.Network.Kind == scenarios.OwnerHost || l.how == scenarios.Insider:
		v.Addr, v.Net, v.Place = s.p.w.Base.Address(l.account, l.human, s.p.w.Calendar.Of(now).Number, uint64(n))
	case c.rotates():
		x := s.p.exit(c, l, n, 0, now, now)
		v.Addr, v.Net, v.Place = x.addr, x.net, x.place
	default:
		v.Addr, v.Net, v.Place = s.address(c, l, now)
	}
}

// covers reports how many requests to other services a lane makes before its
// look-up i, so that their share is that of the campaign.
func (l *lane) covers(c *resolved, seg *segment, i uint64) int {
	blend := int64(c.sc.Client.Blend)
	if blend == 0 || seg.bare && i == seg.first {
		return 0
	}
	each := blend * 1_000_000 / (1_000_000 - blend) // a look-up, in millionths
	n := int(each / 1_000_000)
	if l.key.At2(56, i).Chance(each % 1_000_000) {
		n++
	}
	return n
}

// cover is request n of those before look-up i: between it and the look-up
// before, at most some minutes ahead.
func (l *lane) cover(seg *segment, i uint64, n, of int, ts int64) portal.Step {
	before := seg.from
	if i > seg.first {
		before = l.time(seg, i-1)
	}
	key := l.key.At2(57, i).At(uint64(n))
	room := min(ts-before, coverReach)
	part := room / int64(of+1)
	at := ts - room + part*int64(n) + min(1+int64(key.At(1).Below(uint64(max(part, 1)))), part)
	return portal.Step{TS: at, Key: key}
}

// coverService is the service that a covering request is for: pages that only
// show something.
func coverService(s portal.Step) event.Service {
	if s.Key.At(2).Chance(550_000) {
		return event.Messages
	}
	return event.Payments
}
