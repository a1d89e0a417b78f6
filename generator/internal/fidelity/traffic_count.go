package fidelity

import (
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic"
)

const (
	repeatDays = 28         // within which a person counts as seen before
	decisecond = 100 * 1000 // microseconds
)

// habit is what one account did in the days of a card.
type habit struct {
	busy      ratio     // look-ups of working days on which there were any
	weekdays  [7]int64  // look-ups by weekday, in weeks without a public holiday
	halfHours [48]int64 // look-ups by time of day
	sessions  ratio     // look-ups of sessions that have any
	lengths   []int64   // of those sessions, tenths of a second
	gaps      []int64   // from a look-up to the next in its session, tenths of a second
	results   [8]int64  // look-ups by what they found
	refused   ratio     // sign-ins that failed
	again     ratio     // look-ups about a person seen in the 28 days before
	persons   map[uint32]int64
	seen      map[uint32]int32 // day on which each person was seen last

	day     *calendar.Day
	holiday bool // in this week
	today   int64
	session open
}

// open is the session that is being counted.
type open struct {
	index           int
	lookUps         int64
	start, end, pre int64 // pre is the look-up before
}

func (h *habit) begin(d *calendar.Day, holiday bool) {
	h.day, h.holiday, h.today = d, holiday, 0
	h.session = open{index: -1}
}

func (h *habit) add(s *traffic.Planned) {
	if i := int(s.Session.Index); i != h.session.index {
		h.close()
		h.session = open{index: i, start: s.TS}
	}
	h.session.end = s.TS
	switch s.Action {
	case event.Login:
		h.refused.add(s.Refused)
	case event.Lookup:
		h.lookUp(s)
	}
}

func (h *habit) lookUp(s *traffic.Planned) {
	d := h.day
	h.results[s.Result]++
	if !h.holiday {
		h.weekdays[d.Weekday]++
	}
	h.halfHours[(s.TS-d.Start)/(30*calendar.Minute)%48]++
	if h.session.pre > 0 {
		h.gaps = append(h.gaps, (s.TS-h.session.pre)/decisecond)
	}
	h.session.pre = s.TS
	if s.Again {
		return
	}
	h.today++
	h.session.lookUps++
	if h.seen == nil || s.Person == traffic.NoPerson {
		return
	}
	last, known := h.seen[s.Person]
	h.again.add(known && d.Number-last <= repeatDays)
	h.seen[s.Person] = d.Number
	h.persons[s.Person]++
}

// close ends a session.
func (h *habit) close() {
	if o := &h.session; o.lookUps > 0 {
		h.sessions.part += o.lookUps
		h.sessions.whole++
		h.lengths = append(h.lengths, (o.end-o.start)/decisecond)
	}
}

// end ends a day.
func (h *habit) end() {
	h.close()
	working := h.day.Weekday != time.Saturday && h.day.Weekday != time.Sunday && !h.day.Bank
	if working && h.today > 0 {
		h.busy.part += h.today
		h.busy.whole++
	}
}
