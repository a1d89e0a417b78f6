package habit

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
)

// maxSessions bounds an account's sessions a day.
const maxSessions = 40

// onDuty reports whether the account is on duty in the night that begins on a day:
// one night of each cycle of its roster.
func (h *Habits) onDuty(k uint32, day int32) bool {
	n := uint64(h.own[k].nights)
	if n == 0 {
		return false
	}
	cycle, night := uint64(uint32(day))/n, uint64(uint32(day))%n
	return h.slot.At(uint64(k)).At2(draws.OwnDuty, cycle).Below(n) == night
}

// Works reports whether an account begins a session on a day.
func (h *Habits) Works(k uint32, d *calendar.Day, c *Change) bool {
	draw := h.Day(k, d.Number)
	n := h.LookUps(k, d, c, &draw)
	return n > 0 || n == 0 && h.sessions(k, n, &draw) > 0
}

// sessions draws over how many sessions n look-ups are spread; without any there
// may still be a short session for messages or payments.
func (h *Habits) sessions(k uint32, n int, draw *random.Rand) int {
	o := &h.own[k]
	if n == 0 {
		if o.Service > 0 && draw.Chance(170_000) {
			return 1
		}
		return 0
	}
	mean := int64(n) * 1000 * million / o.PerSession // sessions, in millionths
	count := int((mean*7/10 + int64(draw.Below(uint64(mean*6/10+million)))) / million)
	return min(max(count, 1), maxSessions)
}

// Today is an account's day: how many sessions it has, and where they lie in its
// hours.
type Today struct {
	Count int // sessions

	own                 *Own
	hours               random.Ladder
	day                 *calendar.Day
	open                [2]block // on the clock; the second may be empty
	before, after, duty int      // of the sessions: on duty after midnight, out of hours, on duty in the evening
	lots                [maxSessions]uint16
	inside              int64 // look-ups in opening hours
	done                int64 // of them, those of the sessions that are placed
}

// block is a stretch of opening hours: from when to when on the clock, in minutes,
// and what part of the profile's work falls into it, in 2^32 parts.
type block struct {
	from, to    int64
	start, mass uint64
}

// Today draws how the n look-ups of account k on a day are spread over sessions,
// and how many of these are outside its hours.
func (h *Habits) Today(k uint32, d *calendar.Day, n int, draw *random.Rand) Today {
	o, p := &h.own[k], h.Of(k)
	t := Today{Count: h.sessions(k, n, draw), own: o, hours: p.Hours, day: d}
	t.lay(o.halves(d))
	t.divide(n, draw)
	t.addEmpty(draw)
	law := &h.openings[h.Accounts.At(k).Profile].night
	dawn, evening := int64(0), int64(0)
	if o.nights > 0 {
		scale := h.late * 5 // of the usual fifth
		if o.deep && h.onDuty(k, d.Number-1) {
			dawn = min(law.dawn*scale/million, 500_000)
		}
		if h.onDuty(k, d.Number) {
			evening = min(law.evening*scale/million, 800_000)
		}
	}
	for i := range t.Count {
		late := int64(o.late)
		if i == 0 && late < 800_000 { // the day begins as always
			late = 0
		}
		switch u := int64(draw.Below(million)); {
		case u < dawn:
			t.before++
		case u < dawn+evening:
			t.duty++
		case u < dawn+evening+late:
			t.after++
		}
	}
	for i := t.before; i < t.Count-t.after-t.duty; i++ {
		t.inside += int64(t.lots[i])
	}
	return t
}

// divide spreads n look-ups over the sessions. Where a session stays open between
// two persons, none has more than the work of about three hours: the account is
// signed in to once more.
func (t *Today) divide(n int, draw *random.Rand) {
	most := n
	if t.own.Steady {
		most = max(n*36/100, 6)
	}
	left := n
	for i := 0; i < t.Count; i++ {
		x := int(lot(left, t.Count-i, draw))
		if x > most && t.Count < maxSessions {
			x = most*3/4 + int(draw.Below(uint64(most/4+1)))
			t.Count = max(t.Count, i+2)
		}
		t.lots[i] = uint16(x)
		left -= x
	}
}

// empty is the share of sessions in which nobody is looked up, of users of other services:
// messages, payments, a form, or a glance at the home page (assumed).
const empty = 95_000

// addEmpty puts sessions without look-ups between the others.
func (t *Today) addEmpty(draw *random.Rand) {
	if t.own.Service == 0 {
		return
	}
	full := t.lots
	at := 0
	for i, n := range full[:t.Count] {
		extra := n > 0 && at+t.Count-i < maxSessions && draw.Chance(empty)
		before := extra && draw.Chance(million/2)
		if before {
			t.lots[at] = 0
			at++
		}
		t.lots[at] = n
		at++
		if extra && !before {
			t.lots[at] = 0
			at++
		}
	}
	t.Count = at
}

// lot draws the look-ups of a session, of those that are left to so many sessions:
// about geometric, at least one, and the last one has the rest.
func lot(left, sessions int, draw *random.Rand) uint16 {
	if sessions <= 1 || left <= sessions {
		return uint16(max(left+1-sessions, min(left, 1)))
	}
	mean := int64(left-sessions) * million / int64(sessions)
	n := 1 + (draw.Exp(mean)+int64(draw.Below(million)))/million
	return uint16(min(n, int64(left-sessions+1)))
}

// LookUps is how many look-ups session i has.
func (t *Today) LookUps(i int) uint16 { return t.lots[i] }

// lay lays out the opening hours of the day.
func (t *Today) lay(halves uint8) {
	o := t.own
	from, noon, back, to := int64(o.opens), int64(o.noon), int64(o.back), int64(o.shuts)
	switch {
	case halves == morning:
		t.open[0] = t.block(from, noon)
	case halves == afternoon:
		t.open[0] = t.block(back, to)
	case noon == back:
		t.open[0] = t.block(from, to)
	default:
		t.open[0], t.open[1] = t.block(from, noon), t.block(back, to)
	}
}

func (t *Today) block(from, to int64) block {
	a, b := cumulative(t.hours, from), cumulative(t.hours, to)
	return block{from, to, a, b - a}
}

// cumulative is the part of a day's work before a minute of the clock.
func cumulative(l random.Ladder, minute int64) uint64 {
	i := minute / 30
	if i >= int64(len(l)-1) {
		return l[len(l)-1]
	}
	return l[i] + (l[i+1]-l[i])*uint64(minute%30)/30
}

// Sitting is when a session begins, by when its user means to be done, and how
// long the account has for it until the next.
type Sitting struct{ Start, Until, Room int64 }

// At draws when session i begins: those on duty in the small hours come first, then
// those in the account's hours, each with its own part of them, then the others.
func (t *Today) At(i int, draw *random.Rand) Sitting {
	inside := t.Count - t.before - t.after - t.duty
	switch n := int64(t.lots[i]); {
	case i < t.before:
		u := draw.Below(million)
		return t.sitting(int64(u*u/million)*390*calendar.Minute/million, hour(7, 0), draw)
	case i < t.before+inside:
		t.done += n
		return t.within(n, draw)
	case i < t.before+inside+t.after:
		wall := int64(t.own.lateAt)*calendar.Minute + draw.Normal()*18*calendar.Minute>>16
		wall = between(wall, (int64(t.own.shuts)+10)*calendar.Minute, hour(23, 0)*calendar.Minute, draw)
		return t.sitting(wall, hour(22, 40)+int64(draw.Below(40)), draw)
	}
	from := max(int64(t.own.shuts)+10, hour(19, 30)) * calendar.Minute
	until := hour(23, 45)
	if t.own.deep {
		until = hour(26, 0)
	}
	room := max(hour(23, 30)*calendar.Minute-from, calendar.Minute)
	return t.sitting(from+int64(draw.Below(uint64(room))), until, draw)
}

// between brings a time on the clock to within bounds: what lies outside comes soon behind
// the one, or before the other, and never on it.
func between(wall, from, to int64, draw *random.Rand) int64 {
	switch {
	case wall < from:
		return from + soon(max(to-from, calendar.Hour), draw)
	case wall > to:
		return to - soon(max(to-from, calendar.Minute), draw)
	}
	return wall
}

// soon is how long after an edge somebody is there, less than a bound.
func soon(most int64, draw *random.Rand) int64 {
	wait := draw.LogNormal(4*calendar.Minute, random.One*8/10)
	if wait >= most {
		return int64(draw.Below(uint64(most)))
	}
	return wait
}

// fine adds what a table of times does not tell: the part of a second.
func fine(wall int64, draw *random.Rand) int64 {
	return wall + int64(draw.Below(uint64(calendar.Second)))
}

// sitting is a session outside opening hours, which begins at a time on the clock
// and is over by a minute.
func (t *Today) sitting(wall, until int64, draw *random.Rand) Sitting {
	wall = fine(wall, draw)
	end := max(until*calendar.Minute, wall+10*calendar.Minute)
	return Sitting{t.day.At(wall), t.day.At(end), 90 * calendar.Minute}
}

// forSomebody is the share of sessions, where people come by appointment, that begin when
// somebody is due; the others begin at any time, before the first one comes or behind
// another matter (assumed).
const forSomebody = 700_000

// within places a session with n look-ups in opening hours. The first is at about
// the same time each day, or on opening; the others follow as fast as the day's
// work is done.
func (t *Today) within(n int64, draw *random.Rand) Sitting {
	o, first := t.own, uint64(t.own.first)
	if o.opener {
		first = 0
	}
	part := func(milli int64) uint64 {
		return first + (random.One-first)*uint64(milli)/uint64(max(t.inside*1000, 1))
	}
	wall := int64(0)
	switch before := t.done - n; {
	case before > 0 && o.Steady: // takes up where the last session ended
		wall = t.place(part(before*1000)) + draw.Normal()*6*calendar.Minute>>16
	case before > 0:
		wall = t.place(part(before*1000 + n*int64(draw.Below(900))))
	case draw.Chance(50_000): // not as always
		wall = t.place(first) + draw.Normal()*90*calendar.Minute>>16
	case o.opener:
		wall = t.open[0].from*calendar.Minute + soon(40*calendar.Minute, draw)
	default:
		wall = t.place(first) + draw.Normal()*12*calendar.Minute>>16
	}
	b := &t.open[0]
	if t.open[1].mass > 0 && wall >= (b.to+t.open[1].from)/2*calendar.Minute {
		b = &t.open[1]
	}
	from, to := b.from*calendar.Minute, b.to*calendar.Minute
	wall = between(wall, from, max(to-max(o.length(n), 6*calendar.Minute), from), draw)
	if o.Slot > 0 && draw.Chance(forSomebody) {
		wall -= (wall - o.Grid) % o.Slot
		wall = max(wall, from) + draw.LogNormal(o.Late, random.One*9/10)*2/3
	}
	wall = fine(wall, draw)
	end := to + draw.Between(-4*calendar.Minute, 8*calendar.Minute)
	room := t.place(part((t.done+n*int64(o.posts-1))*1000)) - wall
	if next := &t.open[1]; b == &t.open[0] && next.mass > 0 && o.Steady && wall+room > next.from*calendar.Minute {
		room -= (next.from - b.to) * calendar.Minute // it goes on after noon
	} else {
		room = min(room, end-wall)
	}
	return Sitting{t.day.At(wall), t.day.At(end), max(room, 10*calendar.Minute)}
}

// length is how long n look-ups take about.
func (o *Own) length(n int64) int64 {
	each := o.Pause
	switch {
	case o.Slot > 0:
		each = o.Slot * 13 / 10
	case o.Steady:
		each = 2 * calendar.Minute
	}
	return min(n*each*o.Burst/million, 3*calendar.Hour)
}

// place is the time on the clock by which a part of the day's work in opening hours
// is done, in 65536ths.
func (t *Today) place(part uint64) int64 {
	v := (t.open[0].mass + t.open[1].mass) * min(part, random.One-1) >> 16
	b := &t.open[0]
	if v >= b.mass {
		v, b = v-b.mass, &t.open[1]
	}
	half := t.hours.Interpolate(uint32(b.start + v))
	return half * (30 * calendar.Minute) / random.One
}
