package traffic

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/network"
)

// Origin is the part of a base session that comes from one address. A session
// has one origin, or several where its line changes on the way.
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
	first := max(w.Calendar.Of(from).Number-1, w.Calendar.First()) // sessions reach over midnight
	last := w.Calendar.Of(to - 1).Number
	var sessions []Session
	for _, k := range w.UsersOf(set) {
		for day := first; day <= last; day++ {
			if !w.MayUseOn(k, day, set) {
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
	turns, turn := w.Turns(s, &v)
	if !turn {
		return []Origin{{Session: *s, Addr: v.Addr, From: s.Start, To: s.End}}
	}
	var out []Origin
	for from := s.Start; from <= s.End; {
		turns.Lay(&v, from)
		to := min(turns.Until(from)-1, s.End)
		if n := len(out); n > 0 && out[n-1].Addr == v.Addr {
			out[n-1].To = to
		} else {
			out = append(out, Origin{Session: *s, Addr: v.Addr, From: from, To: to})
		}
		from = to + 1
	}
	return out
}
