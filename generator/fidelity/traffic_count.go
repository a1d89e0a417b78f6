package fidelity

import (
	"slices"
	"time"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/traffic"
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

// sumOf adds a ratio up over accounts, in the given parts of one.
func sumOf(parts int64, of func(h *habit) ratio) statistic {
	return func(hs []*habit) (value, n int64, ok bool) {
		var sum ratio
		for _, h := range hs {
			r := of(h)
			sum.part += r.part
			sum.whole += r.whole
		}
		return sum.in(parts), sum.whole, sum.whole > 0
	}
}

// quantileOf takes a quantile, in millionths, of what each account lists, in
// the given parts of the listed unit.
func quantileOf(at, numerator, denominator int64, of func(h *habit) []int64) statistic {
	return func(hs []*habit) (value, n int64, ok bool) {
		all := gather(hs, of)
		if len(all) == 0 {
			return 0, 0, false
		}
		return all[min(int64(len(all))*at/million, int64(len(all)-1))] * numerator / denominator, int64(len(all)), true
	}
}

// gather puts the lists of accounts together, sorted.
func gather(hs []*habit, of func(h *habit) []int64) []int64 {
	var all []int64
	for _, h := range hs {
		all = append(all, of(h)...)
	}
	slices.Sort(all)
	return all
}

// variation is the coefficient of variation of the gaps, in thousandths.
func variation(hs []*habit) (value, n int64, ok bool) {
	var sum, squares int64
	for _, h := range hs {
		for _, g := range h.gaps {
			sum, squares, n = sum+g, squares+g*g, n+1
		}
	}
	if n < 2 || sum < n {
		return 0, 0, false
	}
	mean := sum * 10 / n // hundredths of a second, as the deviation is below
	return root(squares*100/n-mean*mean) * 1000 / mean, n, true
}

// gini is the Gini coefficient of sorted values, in thousandths: 0 where all
// are equal, near 1000 where one has everything.
func gini(sorted []int64) int64 {
	var sum, ranked int64
	n := int64(len(sorted))
	for i, v := range sorted {
		sum += v
		ranked += (2*int64(i) + 1 - n) * v
	}
	if sum == 0 {
		return 0
	}
	return ranked * 1000 / n / sum
}

// concentration is the mean Gini coefficient of look-ups over the persons of an
// account, in thousandths, of accounts with a hundred persons or more.
func concentration(hs []*habit) (value, n int64, ok bool) {
	for _, h := range hs {
		if len(h.persons) < 100 {
			continue
		}
		var counts []int64
		for _, c := range h.persons {
			counts = append(counts, c)
		}
		slices.Sort(counts)
		value += gini(counts)
		n++
	}
	if n == 0 {
		return 0, 0, false
	}
	return value / n, n, true
}

// inequality is the Gini coefficient of the accounts' look-ups a working day.
func inequality(hs []*habit) (value, n int64, ok bool) {
	all := gather(hs, workload)
	return gini(all), int64(len(all)), len(all) > 1
}

// workload is an account's mean look-ups a working day with look-ups, in
// thousandths.
func workload(h *habit) []int64 {
	if h.busy.whole == 0 {
		return nil
	}
	return []int64{h.busy.in(1000)}
}
