package allocation

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Schedule says when each account of a campaign may work. Hours in which the
// campaign rests are not cut out of the spans: no working time lies in them.
//
//	turns of the accounts   ███████──────███████──────███████
//	start delays            ·██████──────███████──────███████
//	days on duty            ·██████──────────────·····███████
//	owner's sessions           ▪▪ ▪▪▪        ▪▪▪          ▪▪▪
type Schedule struct {
	Spans [][]Span // by account, in order, none over another

	// Hijacked lists the owner's sessions of accounts got by session_theft, by
	// account, in order; nil for others. Each of their spans lies in one of them.
	// Where there are trial look-ups the first session is for them, and no span
	// lies in it.
	Hijacked [][]Hijackable

	// Turns is nil but for accounts that come one after the other at a given rate,
	// which begin when the one before has done its part of the list. Their spans
	// then say only when they may work at all.
	Turns []Turn
}

// Turn is the place of an account among those that come one after the other.
type Turn struct {
	Slot  int   // of those that work at the same time
	Order int   // within the slot, from 0 on; -1 = it waits for no other
	Pause int64 // after the one before is done, in microseconds of real time; 0 for the first
}

// Accounts begin 20 seconds to 2 minutes 20 seconds of working time after the
// campaign, so that they are not seen to begin at once.
const (
	leastDelay = 20 * calendar.Second
	mostDelay  = leastDelay + 2*calendar.Minute
)

// Pauses before an account takes over from another one.
const (
	leastPause = 30 * calendar.Second
	mostPause  = 5 * calendar.Minute
)

// NewSchedule lays out when each account may work from the window's begin to the
// campaign's end: in its turns, on its days, and in its owner's sessions where it
// is got by these. An account that would be left without working time in the window
// for its days off alone has no days off.
func NewSchedule(c *Campaign, accounts []Account) *Schedule {
	s := &Schedule{Hijacked: make([][]Hijackable, len(accounts))}
	turns := c.turns(accounts)
	if c.byWork() {
		s.Turns = c.order(accounts)
	}
	s.Spans = make([][]Span, len(accounts))
	for i := range accounts {
		turns[i] = c.delay(&accounts[i], turns[i])
		if accounts[i].How == scenarios.SessionTheft {
			turns[i] = s.hijack(c, &accounts[i], turns[i])
		}
		s.Spans[i] = c.onDuty(&accounts[i], turns[i])
		if c.idles(&accounts[i], s.Spans[i]) && c.works(turns[i]) {
			s.Spans[i] = turns[i]
		}
	}
	return s
}

// idles reports whether an account has no working time in its spans, or, in its
// owner's sessions, less than those leave to a thief at least.
func (c *Campaign) idles(a *Account, spans []Span) bool {
	if a.How != scenarios.SessionTheft {
		return !c.works(spans)
	}
	room := int64(0)
	for _, s := range spans {
		room += c.inWindow(a.Index, s)
	}
	return room < leastRoom
}

// works reports whether there is working time before the stop.
func (c *Campaign) works(spans []Span) bool {
	for _, s := range spans {
		if s.From < c.Stop && c.worked(min(s.To, c.Stop)) > c.worked(s.From) {
			return true
		}
	}
	return false
}

// order numbers the accounts of each slot and draws the pauses between them, 30
// seconds to 5 minutes.
func (c *Campaign) order(accounts []Account) []Turn {
	out := make([]Turn, len(accounts))
	for i := range out {
		out[i].Order = -1
	}
	takers := c.Takers(accounts)
	slots := c.AtOnce(len(takers))
	for i, a := range takers {
		t := Turn{Slot: i % slots, Order: i / slots}
		if t.Order > 0 {
			t.Pause = between(a.draw(drawPause), leastPause, mostPause)
		}
		out[a.Number] = t
	}
	return out
}

// delay puts off the first span of an account: by a tenth of the window's working
// time or half of the span's at most, so that there is time left to work in.
func (c *Campaign) delay(a *Account, spans []Span) []Span {
	if len(spans) == 0 {
		return spans
	}
	first := &spans[0]
	wait := between(a.draw(drawBegin), leastDelay, mostDelay)
	if tenth := c.worked(c.Stop) / 10; tenth < mostDelay {
		wait = integer.MulDiv(wait, tenth, mostDelay)
	}
	begun := c.worked(first.From)
	half := (c.worked(min(first.To, max(c.Stop, first.From))) - begun) / 2
	if at := c.instant(min(wait, begun+half)); at > first.From && wait > begun && at < first.To {
		first.From = at
	}
	return spans
}

// onDuty leaves out the days on which an account does not work.
func (c *Campaign) onDuty(a *Account, spans []Span) []Span {
	duty := c.Spec.Rotation.DutyCycle
	if int64(duty) >= random.Million {
		return spans
	}
	var out []Span
	key := a.draw(drawDuty)
	for _, s := range spans {
		for from := s.From; from < s.To; {
			day := c.Calendar.Of(from)
			to := min(max(day.Start+day.Length, from+1), s.To)
			if day.Number == c.Calendar.Last() {
				to = s.To
			}
			switch {
			case !worksOn(key, day.Number, duty):
			case from == s.From: // what touched before stays apart
				out = append(out, Span{from, to})
			default:
				out = appendSpan(out, Span{from, to})
			}
			from = to
		}
	}
	return out
}

// worksOn draws the days on which an account works: one in each stretch of 1/duty
// days, in the middle half of it, so that the share is met to the day and each
// rest is half as long as the mean one or longer. Of accounts that work on more
// than half of all days, those off are drawn so.
func worksOn(key random.Key, day int32, duty scenarios.Share) bool {
	if duty > random.Million/2 {
		return !drawnDay(key, day, random.Million-int64(duty))
	}
	return drawnDay(key, day, int64(duty))
}

// Keys of a day's draw: stretches have numbers below 2^40.
const drawPhase = 1 << 40

func drawnDay(key random.Key, day int32, share int64) bool {
	// Each account's stretches begin on days of their own.
	from := (int64(day)+1<<20)*share + int64(key.At(drawPhase).Below(random.Million))
	for n := from / random.Million; n*random.Million < from+share; n++ {
		at := n*random.Million + random.Million/4 + int64(key.At(uint64(n)).Below(random.Million/2))
		if at >= from && at < from+share {
			return true
		}
	}
	return false
}

// hijack keeps of an account's turns what lies in its owner's sessions.
func (s *Schedule) hijack(c *Campaign, a *Account, turns []Span) []Span {
	var all []Hijackable
	for h := range c.hijackable(a.Index) {
		all = append(all, h)
	}
	usable := all
	if c.Spec.Access.Validate.LookUps > 0 && len(all) > 0 {
		usable = all[1:]
	}
	if c.oneShot() {
		one := c.theOne(a, usable)
		if len(all) > len(usable) {
			all = append(all[:1:1], one...)
		} else {
			all = one
		}
		usable = one
	}
	s.Hijacked[a.Number] = all
	return within(turns, usable)
}

// theOne draws the session of an account that is used where one is, among those
// that leave enough room; without any, it is the roomiest. The result has one
// session, or none where the account has no room at all.
func (c *Campaign) theOne(a *Account, all []Hijackable) []Hijackable {
	var fit []int
	best, most := -1, int64(0)
	for i := range all {
		room := c.inWindow(a.Index, all[i].Span)
		if room >= leastRoom && all[i].From >= c.From+mostDelay && all[i].To < c.Stop {
			fit = append(fit, i)
		}
		if room > most {
			best, most = i, room
		}
	}
	if len(fit) > 0 {
		best = fit[a.draw(drawSession).Below(uint64(len(fit)))]
	}
	if best < 0 {
		return nil
	}
	return all[best : best+1]
}

// within returns the parts of spans that lie in sessions. Spans of two sessions
// that touch are kept apart.
func within(spans []Span, sessions []Hijackable) (out []Span) {
	i := 0
	for _, h := range sessions {
		for i < len(spans) && spans[i].To <= h.From {
			i++
		}
		for j := i; j < len(spans) && spans[j].From < h.To; j++ {
			if from, to := max(spans[j].From, h.From), min(spans[j].To, h.To); from < to {
				out = append(out, Span{from, to})
			}
		}
	}
	return out
}
