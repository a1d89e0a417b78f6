package agenda

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/client"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
)

// Visit is the context of a session: one of the account's users, with their
// own client, at the account's own address of the day.
func (a *Agenda) Visit(s *course.Session) portal.Visit {
	detail := a.Details(s)
	v := portal.Visit{
		Session: s.Name(), Account: s.Account, Auth: a.Accounts.Auth(s.Account, s.Day), Browser: true, Referers: true,
		Machine: a.Accounts.Machine(s.Account, s.Human),
	}
	v.Addr, v.Net, v.Place = a.address(s, detail)
	v.UserAgent, v.ClientFP = a.Accounts.Client(s.Account, s.Human, s.Day)
	v.HTTP2, v.Cache = client.HTTP2(v.UserAgent), a.cache(s, detail, v.UserAgent)
	v.Truth.Actor, v.Truth.Purpose = event.Owner, a.Of(s.Account).Purpose
	if s.Human > 0 {
		v.Truth.Actor, v.Truth.Number = event.Delegate, uint16(s.Human)
	}
	if s.LookAlike != 0 {
		return a.lookAlike(s).Visit(v, lookalike.Sitting{Session: *s, Details: detail})
	}
	v.Truth.Benign = a.Shown.Crowd(s.Account, s.Day)
	return v
}

// emptied is how often a browser has lost what it kept, in millionths of sessions: it
// was cleared, or others needed the room (assumed).
const emptied = 12_000

// cache is what a session's browser has kept of the portal.
func (a *Agenda) cache(s *course.Session, detail random.Key, agent uint16) portal.Cache {
	h := a.Accounts.BrowsingHabits(s.Account, s.Human)
	return portal.Cache{
		Cold:     h.Private || detail.At(draws.ColdCache).Chance(emptied),
		Checks:   !s.Again,
		Apple:    client.TouchIcons(agent),
		Tools:    h.Tools && !s.Again,
		Bookmark: h.Bookmark && !s.Again,
	}
}

// address is where a session comes from: its account's own place, or the one
// whose address the account shares.
func (a *Agenda) address(s *course.Session, detail random.Key) (event.Addr, uint16, uint16) {
	if anchor, session, shares := a.Shown.Line(s.Account); shares {
		return a.Accounts.Address(anchor, 0, s.Day, session)
	}
	return a.Accounts.Address(s.Account, s.Human, s.Day, uint64(detail))
}

// Address is where a user of account k comes from on a local day, as
// [population.Accounts.Address] says, or from the line that the account
// shares. session tells sessions of a day apart.
func (a *Agenda) Address(k uint32, human uint8, day int32, session uint64) (event.Addr, uint16, uint16) {
	return a.address(&course.Session{Account: k, Human: human, Day: day}, random.Key(session))
}

// Places lists the places (index into Catalog.Places) of addresses that
// look-alikes bring from elsewhere.
func (a *Agenda) Places() []uint16 {
	var out []uint16
	var sessions []course.Session
	for i := range uint32(a.Shown.Len()) {
		l := a.Shown.At(i)
		if !l.Moves() {
			continue
		}
		for day := max(a.Shown.Begin-1, a.Calendar.First()); day <= a.Shown.Last; day++ {
			sessions = a.Sessions(l.Account, day, sessions[:0])
			for j := range sessions {
				if sessions[j].LookAlike != i+1 {
					continue
				}
				v := a.Visit(&sessions[j])
				out = append(out, v.Place)
				if t, ok := a.Turns(&sessions[j], &v); ok {
					out = append(out, t.other.way.Place)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b uint16) int { return cmp.Compare(a, b) })
	return slices.Compact(out)
}
