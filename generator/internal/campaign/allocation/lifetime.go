package allocation

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// stickyLife is how long sticky addresses are kept where the scenario says nothing.
const stickyLife = 10 * calendar.Minute

// life is how long an account keeps an address; 0 = for good.
func (c *Campaign) life() int64 {
	life := int64(c.Spec.Rotation.IPLifetime)
	switch {
	case c.Spec.Rotation.IP == scenarios.NeverRotate:
		return 0
	case c.Spec.Rotation.IP == scenarios.Sticky && life == 0:
		return stickyLife
	}
	return life
}

// Epoch numbers the stretches in which an account keeps an address; 0 where it
// keeps one for good. Those of sticky addresses end up to a quarter of their length
// early or late, for each account in its own way.
func (c *Campaign) Epoch(a *Account, ts int64) int64 {
	life := c.life()
	if life == 0 {
		return 0
	}
	e := ts / life
	if c.Spec.Rotation.IP != scenarios.Sticky {
		return e
	}
	change := func(n int64) int64 {
		return n*life + int64(a.draw(drawEpoch).At(uint64(n)).Below(uint64(life)/2+1)) - life/4
	}
	switch {
	case ts < change(e):
		return e - 1
	case ts >= change(e+1):
		return e + 1
	}
	return e
}

// mostEpochs bounds how many lifetimes of addresses are looked at: beyond it the
// first accounts stand for all.
const mostEpochs = 1 << 18

// Takes estimates how often an address is taken before the stop, for a list of
// entries: once an entry where each look-up takes one, else once in each lifetime
// of an account in which it has look-ups. Of E lifetimes that an account works in,
// n look-ups with even gaps are in the smaller of n and E; with gaps that differ
// they are taken to lie at random, in E·(1 - e^(-n/E)).
func (c *Campaign) Takes(accounts []Account, s *Schedule, entries uint64) (takes int64) {
	if c.Spec.Rotation.IP == scenarios.PerRequest {
		return int64(entries)
	}
	var weights int64
	for i := range accounts {
		weights += int64(accounts[i].Weight)
	}
	looked, seen := int64(0), 0
	for i := range accounts {
		if looked > mostEpochs {
			break
		}
		epochs, steps := c.epochs(s.Spans[i])
		looked += steps
		seen++
		lookUps := integer.MulDiv(int64(entries), int64(accounts[i].Weight), max(weights, 1))
		if c.evenGaps() {
			takes += min(epochs, lookUps)
		} else {
			takes += met(epochs, lookUps)
		}
	}
	if seen < len(accounts) {
		takes = integer.MulDiv(takes, int64(len(accounts)), int64(seen))
	}
	return max(min(takes, int64(entries)), 1)
}

// evenGaps reports whether look-ups follow each other at even distances, hour by
// hour.
func (c *Campaign) evenGaps() bool {
	switch p := &c.Spec.Pacing; p.Shape {
	case scenarios.Constant, scenarios.Diurnal, scenarios.OwnerMimic:
		return p.ThinkTime.Center == 0
	}
	return false
}

// epochs counts the lifetimes of an address before the stop in which an account has
// working time, and the steps that this took.
func (c *Campaign) epochs(spans []Span) (n, steps int64) {
	life, last := c.life(), int64(-1)
	for _, s := range spans {
		to := min(s.To, c.Stop)
		if s.From >= to {
			continue
		}
		if steps++; life == 0 {
			if c.worked(to) > c.worked(s.From) {
				return 1, steps
			}
			continue
		}
		for e := s.From / life; e*life < to; e++ {
			steps++
			if steps > mostEpochs { // the rest as dense as what was seen
				return integer.MulDiv(n, c.Stop-c.From, max(e*life-c.From, 1)), steps
			}
			if e != last && c.worked(min((e+1)*life, to)) > c.worked(max(e*life, s.From)) {
				n, last = n+1, e
			}
		}
	}
	return n, steps
}

// met is how many of some lifetimes have a look-up, of so many in all.
func met(epochs, lookUps int64) int64 {
	if epochs <= 1 || lookUps == 0 {
		return min(epochs, lookUps)
	}
	power := min(integer.MulDiv(lookUps, random.One, epochs), mostPower)
	return max(epochs-random.ScaleExp(epochs<<takeBits, -power)>>takeBits, 1)
}

const (
	takeBits  = 10                // binary places of a number of addresses
	mostPower = 20*random.One - 1 // bounds exponents: e^-20 of a number is nearly nothing
)

// reused is the number of addresses such that each of those taken is taken so
// many times on average: with takes at random among them, size·(1-e^(-takes/size))
// come into use.
func reused(takes int64, times scenarios.Share) int {
	low, high := int64(1), max(takes, 1)*64
	for low < high {
		size := (low + high) / 2
		power := min(integer.MulDiv(takes, random.One, size), mostPower)
		used := size - random.ScaleExp(size<<takeBits, -power)>>takeBits
		if used*int64(times) < takes*random.Million {
			low = size + 1
		} else {
			high = size
		}
	}
	return int(low)
}
