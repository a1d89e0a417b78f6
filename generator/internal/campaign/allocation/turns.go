package allocation

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/scenarios"
)

// Accounts take turns in as many slots as may work at once: account n is in slot
// n modulo their number, and the accounts of a slot never work at the same time.
//
//	sequential   │ 0 0 0 0 │ 2 2 2 2 │ 4 4 4 4 │     each once, as long as its part of the list
//	             │ 1 1 1 1 │ 3 3 3 3 │ 5 5 5 5 │
//	least recent │0│2│4│0│2│4│0│2│4│0│2│4│0│2│4│     30 to 90 minutes each, going round
//	             │1│3│5│1│3│5│1│3│5│1│3│5│1│3│5│
//
// Times are working times, so turns are as long in hours as the campaign works.

// Turns of accounts that go round.
const (
	leastTurn = 30 * calendar.Minute
	mostTurn  = 90 * calendar.Minute
	meanTurn  = (leastTurn + mostTurn) / 2
)

// mostSpans bounds the turns of all accounts of a campaign together, so that ten
// years of turns take no more than 16 MB: where there would be more of them, each
// is longer, as many times as is needed. It takes forty accounts at work at once
// for three years to get there.
const mostSpans = 1 << 20

// turns lists when each account has its turn, from the window's begin to the
// campaign's end; all the time where they do not take turns.
func (c *Campaign) turns(accounts []Account) [][]Span {
	all := make([][]Span, len(accounts))
	for i := range all {
		if c.From < c.End {
			all[i] = []Span{{c.From, c.End}}
		}
	}
	turns, takers := c.Spec.Rotation.Accounts, c.Takers(accounts)
	slots := c.AtOnce(len(takers))
	inTurn := turns == scenarios.Sequential || turns == scenarios.Burn
	if c.byWork() || len(takers) == 0 || !inTurn && slots == len(takers) {
		return all
	}
	for slot := range slots {
		var members []*Account
		for i := slot; i < len(takers); i += slots {
			members = append(members, takers[i])
			all[takers[i].Number] = nil
		}
		if inTurn {
			c.oneByOne(all, members, slots)
		} else {
			c.round(all, members, slots)
		}
		if own := (ownTime{c, members}); c.Own != nil && !own.fair(all) {
			own.lay(all)
		}
	}
	return all
}

// AtOnce is how many of n accounts work at a time, at most.
func (c *Campaign) AtOnce(n int) int { return min(max(c.Spec.Pacing.Concurrency, 1), max(n, 1)) }

// byWork reports whether accounts come one after the other and the rate is given,
// so that the time at which one takes over follows from the work done.
func (c *Campaign) byWork() bool {
	turns := c.Spec.Rotation.Accounts
	return c.Spec.Pacing.Rate.Unit != scenarios.NoRate && (turns == scenarios.Sequential || turns == scenarios.Burn)
}

// Takers lists the accounts that take turns. One that is got by session_theft
// waits for no other: its owner's session would be over.
func (c *Campaign) Takers(accounts []Account) (out []*Account) {
	for i := range accounts {
		if a := &accounts[i]; a.How != scenarios.SessionTheft {
			out = append(out, a)
		}
	}
	return out
}

// oneByOne gives the accounts of a slot parts of the working time up to the stop
// as large as their weights, and the same again after it, unless accounts are used
// up.
func (c *Campaign) oneByOne(all [][]Span, members []*Account, slots int) {
	total, rest := c.worked(c.Stop), c.worked(c.End)-c.worked(c.Stop)
	var weights int64
	for _, a := range members {
		weights += int64(a.Weight)
	}
	c.cycle(all, members, part{0, total, weights})
	if c.Spec.Rotation.Accounts == scenarios.Burn || rest <= 0 {
		return
	}
	rounds := max(int64(mostSpans/(len(members)*slots)), 1)
	length := max(total, rest/rounds+1)
	for at := total; at < total+rest; at += length {
		c.cycle(all, members, part{at, length, weights})
	}
}

// part is a stretch of working time that accounts share.
type part struct{ begin, length, weights int64 }

// cycle gives each account of a slot its part once.
func (c *Campaign) cycle(all [][]Span, members []*Account, p part) {
	before := int64(0)
	for _, a := range members {
		from := p.begin + integer.MulDiv(p.length, before, p.weights)
		before += int64(a.Weight)
		to := p.begin + integer.MulDiv(p.length, before, p.weights)
		c.give(all, a, from, to)
	}
}

// give appends a stretch of working time to the turns of an account.
func (c *Campaign) give(all [][]Span, a *Account, worked, until int64) {
	if worked >= until {
		return
	}
	s := Span{c.instant(worked), min(c.instant(until-1)+1, c.End)}
	if worked == 0 {
		s.From = c.From
	}
	if s.From < s.To {
		all[a.Number] = appendSpan(all[a.Number], s)
	}
}

// round gives the accounts of a slot turns of half an hour to an hour and a half,
// going round until the campaign's end: shorter ones where the window would be
// over before each has had one, and longer ones where there would be too many.
func (c *Campaign) round(all [][]Span, members []*Account, slots int) {
	stop, end := c.worked(c.Stop), c.worked(c.End)
	longer := 1 + integer.MulDiv(end/meanTurn, int64(slots), mostSpans)
	shorter := stop / int64(len(members))
	key := c.draw(drawTurn).At(uint64(members[0].Number))
	for n, at := uint64(0), int64(0); at < end; n++ {
		length := between(key.At(n), leastTurn, mostTurn)
		if at < stop && shorter < mostTurn {
			length = max(integer.MulDiv(length, shorter, mostTurn), 1)
		} else {
			length *= longer
		}
		next := min(at+length, end)
		c.give(all, members[n%uint64(len(members))], at, next)
		at = next
	}
}
