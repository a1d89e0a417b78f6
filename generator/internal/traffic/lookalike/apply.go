package lookalike

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/client"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
	"github.com/breachsim/breachsim/scenarios"
)

// Has reports whether an account shows any look-alike of its own.
func (x *Set) Has(k uint32) bool { return x.has[k] }

// Of lists the places, from 0 on, of an account's look-alikes.
func (x *Set) Of(k uint32) []uint32 { return x.of[k] }

// At returns the look-alike at a place from 0 on.
func (x *Set) At(place uint32) *LookAlike { return &x.list[place] }

// Len is how many look-alikes there are.
func (x *Set) Len() int { return len(x.list) }

// SessionsOn appends the sessions that a look-alike adds to a day: from when, how
// many look-ups. usual are the account's usual sessions of the day.
func (l *LookAlike) SessionsOn(d *calendar.Day, usual, dst []course.Session) []course.Session {
	k := l.Kind
	if !l.adds(d.Number) {
		return dst
	}
	o := Occasion{LookAlike: l, Day: d, Usual: usual}
	o.Draw = l.OnDay(d.Number).Rand()
	o.LookUps = o.Draw.Between(int64(l.Spec.LookUps.Min), int64(l.Spec.LookUps.Max))
	return k.Sessions(o, dst)
}

// adds reports whether a look-alike may add sessions to a day.
func (l *LookAlike) adds(day int32) bool {
	k := l.Kind
	return k.Sessions != nil && (k.EveryDay || l.Due(day) || k.OverNight && l.Due(day-1))
}

// One appends one session that begins at an hour of the day or somewhat later.
func (o Occasion) One(from, spread int64, dst []course.Session) []course.Session {
	start := o.Day.At(from + int64(o.Draw.Below(uint64(spread))))
	return append(dst, course.Session{Start: start, LookUps: uint16(o.LookUps)})
}

// StyleOf returns the way of an extra session. The account's own users sign out of
// it as often as of any other.
func (l *LookAlike) StyleOf(s *course.Session) course.Style {
	style := course.Style{Think: l.Spec.Think, Missing: 8_000, Leaves: 600_000}
	if l.ByOwner() {
		style.Leaves = l.In.Manner(s.Account).Leaves
	}
	if l.Kind.Style == nil {
		return style
	}
	return l.Kind.Style(l, int64(s.LookUps), style)
}

// PersonOf chooses whom a look-up is about.
func (l *LookAlike) PersonOf(q LookUp) uint32 {
	if l.Kind.Person == nil {
		return l.AsAlways(q)
	}
	return l.Kind.Person(l, q)
}

// AsAlways is the person of a look-up as the account's habits have it.
func (l *LookAlike) AsAlways(q LookUp) uint32 { return l.In.Choose(q.Account, q.Day, q.Key) }

// Draw is the sequence of whom a look-up is about, and whether it is about
// somebody who was never here before.
func (q *LookUp) Draw(l *LookAlike) (draw random.Rand, first bool) {
	draw = q.Key.At(draws.LookAlikePerson).Rand()
	first = draw.Chance(int64(l.Spec.FirstSeen))
	return draw, first
}

// FirstSeen has the scenario's share of look-ups be about passers-by, and of those
// a share about somebody from anywhere.
func FirstSeen(anywhere int64) func(l *LookAlike, q LookUp) uint32 {
	return func(l *LookAlike, q LookUp) uint32 {
		draw, first := q.Draw(l)
		if !first {
			return l.AsAlways(q)
		}
		return l.In.Passer(q.Account, &draw, anywhere)
	}
}

// ByOwner reports whether the account's own users see to an extra session.
func (l *LookAlike) ByOwner() bool { return l.Kind.Actor == event.NoActor && !l.Kind.Absent }

// Visit lays a look-alike over the context of a session.
func (l *LookAlike) Visit(v portal.Visit, s Sitting) portal.Visit {
	k, t := l.Kind, &v.Truth
	t.Benign, t.Label = event.LookAlike(l.Spec.Kind), k.Label
	if k.Actor != event.NoActor {
		t.Actor, t.Number = k.Actor, 0
	}
	if k.Purpose != event.NoPurpose {
		t.Purpose = k.Purpose
	}
	if k.Client != nil {
		c := k.Client(l, s, Client{v.UserAgent, v.ClientFP, v.Browser, v.Cache.Cold})
		v.UserAgent, v.ClientFP, v.Browser, v.Cache.Cold = c.UserAgent, c.Fingerprint, c.Browser, c.ColdCache
		v.Referers, v.HTTP2, v.Cache.Apple = c.Browser, client.HTTP2(c.UserAgent), client.TouchIcons(c.UserAgent)
	}
	if p, ok := l.address(s); ok {
		v.Addr, v.Net, v.Place = p.Addr, p.Net, p.Place
	}
	return v
}

// address is where a look-alike brings a session from, if from elsewhere.
func (l *LookAlike) address(s Sitting) (Place, bool) {
	if l.Kind.Address != nil {
		return l.Kind.Address(l, s)
	}
	return l.RentedOn(s.Day)
}

// elsewhere returns which of its own addresses a look-alike brings on a day, if it
// brings one.
func (l *LookAlike) elsewhere(day int32) (n int, ok bool) {
	if l.Kind.Elsewhere == nil || l.Kind.Change != nil && !l.Holds(day) {
		return 0, false
	}
	return l.Kind.Elsewhere(l, day)
}

// RentedOn returns the address that a look-alike brings on a day, if it brings one.
func (l *LookAlike) RentedOn(day int32) (Place, bool) {
	n, ok := l.elsewhere(day)
	if !ok {
		return Place{}, false
	}
	return l.rented(n), true
}

// rented returns address n of those that a look-alike brings from elsewhere.
func (l *LookAlike) rented(n int) (p Place) {
	kind, countries := l.Spec.Network, l.Spec.Countries
	if l.Kind.Network != nil {
		kind, countries = l.Kind.Network()
	}
	p.Addr, p.Net, p.Place = l.In.Accounts.Networks().Hosting(kind, countries, l.Key.At(drawHosting), n)
	return p
}

// Brings reports whether a look-alike can bring an address of the set on one of
// the days.
func (l *LookAlike) Brings(days Period, s *Addresses) bool {
	if l.Kind.Brings != nil {
		return l.Kind.Brings(l, days, s)
	}
	if l.Kind.Elsewhere == nil {
		return false
	}
	known, asked := 0, false
	for day := days.First; day <= days.Last; day++ {
		n, ok := l.elsewhere(day)
		if !ok || asked && n == known {
			continue
		}
		known, asked = n, true
		if s.Has(l.rented(n).Addr) {
			return true
		}
	}
	return false
}

// Moves reports whether a look-alike brings addresses from elsewhere at all.
func (l *LookAlike) Moves() bool { return l.Kind.Elsewhere != nil || l.Kind.Failure != nil }

// Program is the client of a program, which is not the browser of anybody.
func Program(l *LookAlike, _ Sitting, _ Client) Client {
	n := int(l.Key.At(drawProgram).Below(1 << 16))
	c := Client{Browser: l.Spec.UserAgent != scenarios.LibraryAgent}
	if c.UserAgent = client.LibraryAgent(n); l.Spec.UserAgent == scenarios.FixedAgent {
		c.UserAgent = client.FixedAgent(n)
	}
	c.Fingerprint = client.Fingerprint(c.UserAgent)
	return c
}
