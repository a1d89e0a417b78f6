package triage

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/network"
)

// Thresholds of the rules (assumptions, of the size that products come with).
const (
	perMinute    = 60  // events of an address in a minute
	failures     = 5   // refused sign-ins of an account in an hour
	lookUps      = 40  // of an account in an hour
	travelSpeed  = 800 // km/h
	travelLeast  = 500 // km
	searchPeriod = 5 * minute
)

// match is what one rule has seen of one account or address in an hour.
type match struct {
	from, to int64
	event    *event.Event // the last one
	count    uint32
	attack   bool  // one of the events is of an attack
	until    int64 // the rule has fired and looks until then; 0 = not yet
}

// note counts an event, unless the rule has fired and its search is over.
func (m *match) note(ev *event.Event, t *event.Truth) bool {
	if m.until != 0 && ev.TS >= m.until {
		return false
	}
	if m.count == 0 {
		m.from = ev.TS
	}
	m.to, m.event = ev.TS, ev
	m.count++
	m.attack = m.attack || t.Label == event.Attack
	return true
}

// fires notes that the rule has fired, once: the search that finds it ends with its period.
func (m *match) fires(at, period int64) {
	if m.until == 0 {
		m.until = at - at%period + period
	}
}

// sitting is an account's hour.
type sitting struct {
	account uint32
	failed  match
	found   match
	travel  match
	bad     match
	all     match // every event that came from somewhere
	before  *event.Event
	mixed   bool // it came from several addresses
	attack  bool // the event before was an attack's
}

// watch is what the rules remember within an hour.
type watch struct {
	accounts map[uint32]int
	hours    []sitting // in order of their first events
	addrs    map[event.Addr]int
	minutes  []match // in order of their first events
}

func newWatch() watch { return watch{accounts: map[uint32]int{}, addrs: map[event.Addr]int{}} }

func (w *watch) reset() {
	clear(w.accounts)
	clear(w.addrs)
	w.hours, w.minutes = w.hours[:0], w.minutes[:0]
}

func (w *watch) sitting(account uint32) *sitting {
	i, known := w.accounts[account]
	if !known {
		i = len(w.hours)
		w.accounts[account] = i
		w.hours = append(w.hours, sitting{account: account})
	}
	return &w.hours[i]
}

func (w *watch) minute(a event.Addr) *match {
	i, known := w.addrs[a]
	if !known {
		i = len(w.minutes)
		w.addrs[a] = i
		w.minutes = append(w.minutes, match{})
	}
	return &w.minutes[i]
}

// see shows an event to the rules. What came from nowhere is the defender's own.
func (w *World) see(h *watch, ev *event.Event, t *event.Truth) {
	if ev.Addr.IsZero() {
		return
	}
	m := h.minute(ev.Addr)
	if m.until == 0 && m.count > 0 && ev.TS/minute != m.from/minute {
		*m = match{} // a new minute is counted from nothing
	}
	if m.note(ev, t) && m.count >= perMinute {
		m.fires(ev.TS, minute)
	}
	if ev.Account == event.NoAccount {
		return
	}
	s := h.sitting(ev.Account)
	s.all.note(ev, t)
	if ev.Action == event.Login && ev.Outcome == event.Failure && s.failed.note(ev, t) && s.failed.count >= failures {
		s.failed.fires(ev.TS, searchPeriod)
	}
	if ev.Action == event.Lookup && s.found.note(ev, t) && s.found.count >= lookUps {
		s.found.fires(ev.TS, searchPeriod)
	}
	if w.listed[ev.Net] && s.bad.note(ev, t) {
		s.bad.fires(ev.TS, minute)
	}
	s.travels(w.places, ev, t)
}

// travels judges whether an account's events are too far apart for a journey.
func (s *sitting) travels(places []spot, ev *event.Event, t *event.Truth) {
	if b := s.before; b != nil && b.Addr != ev.Addr {
		s.mixed = true
		km := places[b.Place].to(&places[ev.Place])
		if s.travel.until == 0 && b.Place != 0 && ev.Place != 0 && km >= travelLeast && tooFast(km, ev.TS-b.TS) {
			s.travel.note(b, &event.Truth{})
			s.travel.note(ev, t)
			s.travel.attack = s.travel.attack || s.attack
			s.travel.fires(ev.TS, searchPeriod)
			s.travel.until = min(s.travel.until, ev.TS+1) // the two events are all
		}
	}
	s.before, s.attack = ev, t.Label == event.Attack
}

// tooFast tells whether so many kilometres in so many microseconds are.
func tooFast(km, took int64) bool { return km*hour > travelSpeed*took }

// badNetworks draws which networks the firewall's list has: most of those that rent out
// servers or hide who asks, hardly any other (assumptions; the shares are of networks).
func (w *World) badNetworks() []bool {
	list := make([]bool, len(w.cat.Networks))
	for net := range list {
		share := int64(5_000)
		switch network.ReputeOf(uint16(net)) {
		case network.Rented:
			share = 700_000
		case network.Disguise:
			share = 850_000
		case network.Shared:
			share = 20_000
		}
		list[net] = net > 0 && w.key(stListed, uint64(net), 0).Chance(share)
	}
	return list
}
