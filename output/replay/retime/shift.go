package retime

import (
	"fmt"
	"math"
	"slices"
	"time"
)

const (
	second = int64(1_000_000) // µs
	day    = 24 * 3600 * second
	week   = 7 * day

	// reach is how far before the first and after the last time of a dataset a
	// Shift knows the changes of the clock: histories go back two years, and
	// letters follow within months.
	reach = 3 * 366 * day
)

// Shift moves times by whole weeks of a local calendar: a line of Tuesday 09:15
// tells of a Tuesday 09:15. Where summer time differs between the two dates, the
// clock on the wall stays and the distance in UTC changes by the hour.
//
// The order of times is kept. Two hours that have only one hour to go to, because
// the old clock was set back or the new one is set forward that night, are pressed
// together to half their length. Where the new clock is set back, an hour stays
// empty.
//
//	new ▲            ╱      gap: the new clock is set back
//	    │          ╱
//	    │       ╱·          slope ½: the new clock is set forward
//	    │     ╱
//	    └──────────────► old
//
// The zero Shift moves nothing. It serves any number of goroutines.
type Shift struct {
	Weeks  int
	zone   *time.Location
	pieces []piece // by from; the first begins at the beginning of time
	clocks []clockOf
}

// piece is a stretch of old times that are moved alike.
type piece struct {
	from int64 // old time, µs; up to the from of the next piece
	to   int64 // the new time of from
	half bool  // the stretch is pressed to half its length
}

// clockOf is what the new clock is from a moment on.
type clockOf struct {
	from   int64 // new time, µs
	offset int   // seconds east of UTC
}

// bend is an old time at which the distance to the new one changes.
type bend struct {
	at int64 // old time
	by int64 // > 0: later by so much; < 0: the 2·|by| from here are pressed together
}

// NewShift returns the shift by a number of weeks in a zone, for times from first
// to last and some years around them, microseconds since 1970 UTC.
func NewShift(zone *time.Location, weeks int, first, last int64) (*Shift, error) {
	s := &Shift{Weeks: weeks, zone: zone}
	by := int64(weeks) * week
	for _, t := range []int64{first + by, last + by} {
		if year := time.UnixMicro(t).UTC().Year(); year < 1971 || year > 9000 {
			return nil, fmt.Errorf("a shift by %d weeks leads to the year %d; want one from 1971 to 9000", weeks, year)
		}
	}
	begin := first - reach
	offset := offsetAt(zone, begin)
	distance := by + 1000_000*int64(offset-offsetAt(zone, begin+by))
	s.add(begin, begin+distance, false)
	s.pieces[0].from, s.pieces[0].to = math.MinInt64/2, math.MinInt64/2+distance
	old, fresh := changes(zone, begin, last+reach), changes(zone, begin+by, last+reach+by)
	s.clocks = append(s.clocks, clockOf{math.MinInt64, offsetAt(zone, begin+by)})
	for _, c := range fresh {
		s.clocks = append(s.clocks, clockOf{c.at, offsetAt(zone, c.at)})
	}
	for len(old)+len(fresh) > 0 {
		b := pick(&old, &fresh, distance)
		if b.by > 0 {
			distance += b.by
			s.add(b.at, b.at+distance, false)
		} else if b.by < 0 {
			s.add(b.at, b.at+distance, true)
			distance += b.by
			s.add(b.at-2*b.by, b.at-2*b.by+distance, false)
		}
	}
	return s, nil
}

// add appends a piece. One that would begin before the piece ahead of it begins
// there: zones whose clock is set twice within hours are moved less exactly.
func (s *Shift) add(from, to int64, half bool) {
	if n := len(s.pieces); n > 0 {
		from = max(from, s.pieces[n-1].from)
	}
	s.pieces = append(s.pieces, piece{from, to, half})
}

// change is a moment at which the clock of a zone is set.
type change struct {
	at int64 // µs
	by int64 // µs: forward is > 0
}

// changes lists when the clock of a zone is set between two times.
func changes(zone *time.Location, from, to int64) (all []change) {
	for t := time.UnixMicro(from).In(zone); ; {
		_, end := t.ZoneBounds()
		if end.IsZero() || end.UnixMicro() > to {
			return all
		}
		_, before := t.Zone()
		_, after := end.Zone()
		if before != after {
			all = append(all, change{end.UnixMicro(), int64(after-before) * second})
		}
		t = end
	}
}

// night is how far apart changes of the two clocks are told as one.
const night = 6 * 3600 * second

// pick takes the next change of either clock off its list, and those of the same
// night with it: where they bend the shift and by how much together. Equal changes of
// both cancel out.
func pick(old, fresh *[]change, distance int64) bend {
	var b bend
	for first := true; ; first = false {
		next, ok := bend{}, false
		if len(*old) > 0 {
			c := (*old)[0]
			next, ok = bend{c.at + min(c.by, 0), c.by}, true // the hour before a clock is set back is shared too
		}
		list := old
		if len(*fresh) > 0 && (!ok || (*fresh)[0].at-distance < next.at) {
			c := (*fresh)[0]
			next, ok, list = bend{c.at - distance, -c.by}, true, fresh
		}
		switch {
		case !ok, !first && next.at-b.at > night:
			return b
		case first:
			b.at = next.at
		case b.by+next.by > 0:
			b.at = next.at
		}
		b.by += next.by
		*list = (*list)[1:]
	}
}

func offsetAt(zone *time.Location, micros int64) int {
	_, offset := time.UnixMicro(micros).In(zone).Zone()
	return offset
}

// Moves reports whether the shift changes any time.
func (s *Shift) Moves() bool { return s != nil && s.Weeks != 0 }

// At moves a time, microseconds since 1970 UTC.
func (s *Shift) At(micros int64) int64 {
	t, _ := s.Local(micros)
	return t
}

// Local moves a time and says how many seconds east of UTC the scenario's clock
// then is.
func (s *Shift) Local(micros int64) (moved int64, offset int) {
	if len(s.pieces) == 0 {
		return micros, 0
	}
	i := len(s.pieces) - 1
	for i > 0 && s.pieces[i].from > micros { // a dozen pieces, the last years first
		i--
	}
	p := &s.pieces[i]
	ahead := micros - p.from
	if p.half {
		ahead /= 2
	}
	moved = p.to + ahead
	j := len(s.clocks) - 1
	for s.clocks[j].from > moved {
		j--
	}
	return moved, s.clocks[j].offset
}

// Date moves a local date, YYYY-MM-DD, and leaves alone what is none.
func (s *Shift) Date(date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil || !s.Moves() {
		return date
	}
	return t.AddDate(0, 0, 7*s.Weeks).Format(time.DateOnly)
}

// WeeksTo is the greatest number of whole weeks that brings a time to a moment or
// before it.
func WeeksTo(from, moment int64) int {
	weeks := (moment - from) / week
	if (moment-from)%week < 0 {
		weeks--
	}
	return int(weeks)
}

// sorted reports whether the pieces are in order; tests ask.
func (s *Shift) sorted() bool {
	return slices.IsSortedFunc(s.pieces, func(a, b piece) int { return int(min(max(a.to-b.to, -1), 1)) })
}
