package traffic

import (
	"math"

	"breachsim/generator/event"
	"breachsim/generator/network"
	"breachsim/scenarios"
)

// Origin is the part of a base session that comes from one address. A session
// has one origin, or two where its line fails on the way.
type Origin struct {
	Session  Session
	Addr     event.Addr
	From, To int64 // its steps from the first to the last instant come from there, both included
}

// SessionsFrom lists what base sessions do from addresses of a set within
// [from, to), by account, then by day, then in the order of [World.Sessions].
// It plans the days of those accounts alone that can have such an address, and
// of these the days on which they can. A step of the session lies within the
// period or on both sides of it.
func (w *World) SessionsFrom(addrs []event.Addr, from, to int64) (out []Origin) {
	set := network.NewAddresses(addrs)
	first, last := max(w.cal.Of(from).Number-1, w.cal.First()), w.cal.Of(to-1).Number // sessions reach over midnight
	var sessions []Session
	for _, k := range w.UsersOf(set) {
		for day := first; day <= last; day++ {
			if !w.mayUseOn(k, day, set) {
				continue
			}
			sessions = w.Sessions(k, day, sessions[:0])
			for i := range sessions {
				for _, o := range w.Origins(&sessions[i]) {
					if o.From < to && o.To >= from && set.Has(o.Addr) {
						out = append(out, o)
					}
				}
			}
		}
	}
	return out
}

// Origins returns where a session comes from, in order of time.
func (w *World) Origins(s *Session) []Origin {
	v := w.Visit(s)
	one := Origin{Session: *s, Addr: v.Addr, From: s.Start, To: s.End}
	at, failed := w.fails(s)
	if !failed {
		return []Origin{one}
	}
	two := one
	w.failover(&v, s)
	one.To, two.From, two.Addr = at-1, at, v.Addr
	if one.To < one.From {
		return []Origin{two}
	}
	return []Origin{one, two}
}

// UsersOf lists the accounts that can ever come from an address of a set, in
// order of their numbers; see [World.MayUse].
func (w *World) UsersOf(s *network.Addresses) (out []uint32) {
	for k := range uint32(w.accounts.Len()) {
		if w.MayUse(k, s) {
			out = append(out, k)
		}
	}
	return out
}

// MayUse reports whether a base session of account k can come from an address of
// the set: by the lines of its users, the line that it shares, or what its
// look-alikes bring. No session is planned for it. A yes says that there is a
// way through the address's block, not that anybody ever goes it; a no is
// certain.
func (w *World) MayUse(k uint32, s *network.Addresses) bool {
	if anchor := w.alikes.nat[k]; anchor != 0 {
		if w.accounts.MayUse(anchor-1, 1, s) {
			return true
		}
	} else if w.accounts.MayUse(k, w.users(k), s) {
		return true
	}
	if !w.alikes.odd[k] {
		return false
	}
	for _, i := range w.alikes.of[k] {
		if w.brings(&w.alikes.list[i], w.cal.First(), w.cal.Last(), s) {
			return true
		}
	}
	return false
}

// mayUseOn is MayUse for the sessions that begin on one local day.
func (w *World) mayUseOn(k uint32, day int32, s *network.Addresses) bool {
	if anchor := w.alikes.nat[k]; anchor != 0 {
		if w.accounts.MayUseOn(anchor-1, 0, day, s) {
			return true
		}
	} else {
		for human := range w.users(k) {
			if w.accounts.MayUseOn(k, uint8(human), day, s) {
				return true
			}
		}
	}
	if !w.alikes.odd[k] {
		return false
	}
	for _, i := range w.alikes.of[k] {
		if w.brings(&w.alikes.list[i], day, day, s) {
			return true
		}
	}
	return false
}

// users is how many users an account has at most: those who share it, and the
// counters of a vaccination day.
func (w *World) users(k uint32) int {
	n := int(w.accounts.At(k).Humans)
	if !w.alikes.odd[k] {
		return n
	}
	for _, i := range w.alikes.of[k] {
		if w.alikes.list[i].spec.Kind == scenarios.VaccinationDay {
			n = max(n, vaccinationSessions/2)
		}
	}
	return n
}

// brings reports whether a look-alike can bring an address of the set on one of
// the local days from first to last.
func (w *World) brings(l *alike, first, last int32, s *network.Addresses) bool {
	switch l.spec.Kind {
	case scenarios.SoftwarePolling:
		if first == last {
			return w.accounts.MayUseOn(l.account, 0, first, s)
		}
		return w.accounts.MayUse(l.account, 1, s)
	case scenarios.Pentest:
		addr, _, _ := w.rented(l, 0)
		return s.Has(addr)
	case scenarios.NetworkFailover:
		return s.Mobile() && (first < last || l.holds(first))
	case scenarios.LocumTakeover, scenarios.TravellingVPN:
	default:
		return false
	}
	known := math.MinInt
	for day := first; day <= last; day++ {
		n, ok := w.elsewhere(l, day)
		if !ok || n == known {
			continue
		}
		known = n
		if addr, _, _ := w.rented(l, n); s.Has(addr) {
			return true
		}
	}
	return false
}

// elsewhere returns which of its own addresses a manner brings on a day, if it
// brings one.
func (w *World) elsewhere(l *alike, day int32) (n int, ok bool) {
	if !l.holds(day) {
		return 0, false
	}
	switch l.spec.Kind {
	case scenarios.LocumTakeover:
		return int(day-l.from) / 7, l.spec.NewASN
	case scenarios.TravellingVPN:
		began, on := l.stretch(day)
		return int(began), on
	}
	return 0, false
}

// rented returns address n of those that a look-alike brings from elsewhere.
func (w *World) rented(l *alike, n int) (addr event.Addr, net, place uint16) {
	kind, countries := l.spec.Network, l.spec.Countries
	if l.spec.Kind == scenarios.LocumTakeover { // who has a line of their own in the country
		kind, countries = scenarios.ResidentialProxy, []string{"FR"}
	}
	return w.accounts.Networks().Hosting(kind, countries, l.key.At(drawHosting), n)
}
