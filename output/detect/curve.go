package detect

import (
	"context"
	mathbits "math/bits"
	"slices"

	"github.com/breachsim/breachsim/output/detect/internal/sweep"
	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// curve is how many false incidents a rule raises at the values of its dial, as far
// as that was tried.
type curve struct {
	dial
	days int64           // active practitioner-days of the log
	seen map[int]int64   // incidents by step
	wide map[float64]int // by budget, how many steps were left when it last asked

	// Where the incidents of a step are known from: a sweep that counted them all, notes
	// that are replayed, or else a run.
	counter   *sweep.Counter
	incidents []int64 // that it counted, by step
	notes     rule.Noter
}

func curvesOf(rules []string) []*curve {
	var list []*curve
	for _, rule := range Of(rules) {
		for _, d := range dials() {
			if d.rule == rule {
				list = append(list, &curve{dial: d, seen: map[int]int64{}, wide: map[float64]int{}})
			}
		}
	}
	return list
}

// per1000 is what so many incidents are a thousand practitioner-days.
func (c *curve) per1000(incidents int64) float64 {
	return 1000 * float64(incidents) / float64(c.days)
}

// bounds are the steps between which the loosest that keeps to a budget lies: high
// keeps to it or is the strictest of all, every one below low was found too loose or
// is looser than such a one.
func (c *curve) bounds(budget float64) (low, high int) {
	high = c.steps
	for step, n := range c.seen {
		if c.per1000(n) <= budget {
			high = min(high, step)
		}
	}
	for step, n := range c.seen {
		if step < high && c.per1000(n) > budget {
			low = max(low, step+1)
		}
	}
	return low, high
}

// next is the step to try for a budget; open is false where it has been found.
func (c *curve) next(budget float64) (step int, open bool) {
	low, high := c.bounds(budget)
	if low >= high {
		_, known := c.seen[high]
		return high, !known
	}
	before, asked := c.wide[budget]
	c.wide[budget] = high - low
	step = c.guess(budget, low, high)
	if asked && 2*(high-low) > before {
		step = (low + high) / 2 // guesses got nowhere
	}
	return min(max(step, low), high-1), true
}

// guess is the step at which a budget may be met: on the straight line, in
// logarithms of steps and incidents, through the two that it lies between; where
// one is missing, half way in the logarithm.
func (c *curve) guess(budget float64, low, high int) int {
	first, last := log(int64(low)), log(int64(high)+1)
	many, below := c.seen[low-1]
	few, above := c.seen[high]
	if !below || !above || c.days == 0 {
		return int(power((first+last)/2)) - 1
	}
	want := log(int64(2 * budget * float64(c.days) / 1000))
	top, bottom := log(2*many), log(2*few)
	if top <= bottom {
		return (low + high) / 2
	}
	return int(power(first+(last-first)*(top-want)/(top-bottom))) - 1
}

// log is 1024 times the logarithm of x + 1 to base 2, straight between the powers
// of 2, so that all machines guess alike.
func log(x int64) int64 {
	n := mathbits.Len64(uint64(x+1)) - 1
	return int64(n)<<10 + (x+1)<<10>>n - 1<<10
}

// power is x + 1 of [log], rounded down.
func power(l int64) int64 { return (1<<10 + l&1023) << (l >> 10) >> 10 }

// ask lists the steps that the budgets want to know next, once where they want the same.
func (c *curve) ask(budgets []float64) (asked []int) {
	for _, budget := range budgets {
		if step, open := c.next(budget); open && !slices.Contains(asked, step) {
			asked = append(asked, step)
		}
	}
	return asked
}

// answer makes the incidents of steps known.
func (c *curve) answer(ctx context.Context, w *outside, params Params, steps []int) error {
	if c.incidents == nil && c.notes == nil {
		return c.run(ctx, w, params, steps)
	}
	for _, step := range steps {
		if c.incidents != nil {
			c.seen[step] = c.incidents[step]
		} else {
			c.seen[step] = c.replay(w.data.ScoredFrom, params, step)
		}
	}
	return nil
}

// note has the rule note a line, and gives its notes up where they are too many.
func (c *curve) note(l *rule.Line) {
	if c.notes == nil {
		return
	}
	c.notes.Note(l)
	if c.notes.Noted() > mostNoted {
		c.notes = nil
	}
}

// replay counts the incidents of a step by the notes.
func (c *curve) replay(from int64, params Params, step int) int64 {
	c.set(&params, step)
	var t Tally
	add := scored(from, func(a *Alert) error { t.Add(a); return nil })
	c.notes.Replay(c.level(&params), func(ts int64, s rule.Said) {
		_ = add(&Alert{T: ts, Type: s.Type, ID: s.ID, Rule: c.rule}) // never fails
	})
	return t.Count(c.rule).Incidents
}

// run counts the incidents of steps in another pass over the log.
func (c *curve) run(ctx context.Context, w *outside, params Params, steps []int) error {
	each, tallies := make([]Options, len(steps)), make([]Tally, len(steps))
	for i, step := range steps {
		each[i] = Options{Rules: []string{c.rule}, Params: params}
		c.set(&each[i].Params, step)
	}
	_, err := runEach(ctx, w, each, func(i int, a *Alert) error { tallies[i].Add(a); return nil })
	if err != nil {
		return err
	}
	for i, step := range steps {
		c.seen[step] = tallies[i].Count(c.rule).Incidents
	}
	return nil
}
