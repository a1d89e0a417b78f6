package rules

import (
	"math/big"
	"slices"
)

// naive judges the last look-up of a list by the definitions of the rules,
// reading the whole list each time, in fractions of any length.
type naive struct {
	p    Params
	all  []Look
	past []int // distinct persons of the days fed with Past
}

// see returns the rules that fire on the next look-up.
func (v *naive) see(l Look) Fired {
	v.all = append(v.all, l)
	i := len(v.all) - 1
	var out Fired
	for _, rule := range []struct {
		bit   Fired
		fires func(int) bool
	}{
		{R1, v.rate},
		{R2, func(i int) bool { return v.firstToday(i, func(i int) bool { return v.persons(i) >= v.p.R2.Count }) }},
		{R3, func(i int) bool { return v.firstToday(i, v.deviates) }},
		{R4, v.clicks},
		{R5, func(i int) bool { return v.firstToday(i, v.stale) }},
		{R9, func(i int) bool { return v.firstToday(i, v.drifts) }},
	} {
		if v.p.Judge.Has(rule.bit) && rule.fires(i) {
			out |= rule.bit
		}
	}
	return out
}

// full: at least Count look-ups in (t - Window, t].
func (v *naive) full(i int) bool {
	n := 0
	for j := i; j >= 0 && v.all[j].TS > v.all[i].TS-v.p.R1.Window; j-- {
		n++
	}
	return n >= v.p.R1.Count
}

// rate: full, and not full within Quiet before.
func (v *naive) rate(i int) bool {
	if !v.full(i) {
		return false
	}
	for j := i - 1; j >= 0; j-- {
		if v.full(j) {
			return v.all[i].TS-v.all[j].TS >= v.p.R1.Quiet
		}
	}
	return true
}

// firstToday: answered, holds, and holds at no earlier answered look-up of the
// day.
func (v *naive) firstToday(i int, holds func(int) bool) bool {
	if !v.all[i].Answered || !holds(i) {
		return false
	}
	for j := i - 1; j >= 0 && v.all[j].Day == v.all[i].Day; j-- {
		if v.all[j].Answered && holds(j) {
			return false
		}
	}
	return true
}

// persons are those of the day of look-up i up to it.
func (v *naive) persons(i int) int {
	named, n := map[uint64]bool{}, 0
	for j := i; j >= 0 && v.all[j].Day == v.all[i].Day; j-- {
		switch l := v.all[j]; {
		case !l.Answered:
		case l.Person != 0:
			named[l.Person] = true
		case l.Unnamed:
			n++
		}
	}
	return n + len(named)
}

func (v *naive) stale(i int) bool {
	answered, missing := 0, 0
	for j := i; j >= 0 && v.all[j].Day == v.all[i].Day; j-- {
		if v.all[j].Answered {
			answered++
			if v.all[j].NotFound {
				missing++
			}
		}
	}
	share := big.NewRat(int64(missing), int64(answered))
	return answered >= v.p.R5.Lookups && share.Cmp(big.NewRat(v.p.R5.Share, One)) >= 0
}

// before lists the distinct persons of the days with look-ups before look-up i.
func (v *naive) before(i int) []int {
	days := slices.Clone(v.past)
	for j := range i {
		if v.all[j].Day != v.all[j+1].Day {
			days = append(days, v.persons(j))
		}
	}
	return days
}

// moments are the mean and the variance that z is taken from: of the last days
// of a baseline, the variance of the sample, at least the mean, at least 1.
func moments(days []int, b Baseline) (mean, variance *big.Rat, ok bool) {
	days = days[max(0, len(days)-b.Days):]
	n := int64(len(days))
	if n < int64(b.MinDays) || n < 2 {
		return nil, nil, false
	}
	sum := int64(0)
	for _, x := range days {
		sum += int64(x)
	}
	mean, variance = big.NewRat(sum, n), new(big.Rat)
	for _, x := range days {
		d := new(big.Rat).Sub(big.NewRat(int64(x), 1), mean)
		variance.Add(variance, d.Mul(d, d))
	}
	variance.Quo(variance, big.NewRat(n-1, 1))
	for _, least := range []*big.Rat{mean, big.NewRat(1, 1)} {
		if variance.Cmp(least) < 0 {
			variance = least
		}
	}
	return mean, variance, true
}

// zSquared is z·|z| of a count.
func zSquared(x int, mean, variance *big.Rat) *big.Rat {
	d := new(big.Rat).Sub(big.NewRat(int64(x), 1), mean)
	square := new(big.Rat).Mul(d, new(big.Rat).Abs(d))
	return square.Quo(square, variance)
}

// exceeds reports whether the z of a signed square is above c.
func exceeds(square *big.Rat, c int64) bool {
	level := big.NewRat(c, One)
	level.Mul(level, new(big.Rat).Abs(level))
	return square.Cmp(level) > 0
}

// units is the z of a signed square in 1/One, cut towards zero.
func units(square *big.Rat) *big.Int {
	n := new(big.Int).Mul(new(big.Int).Abs(square.Num()), big.NewInt(One))
	n.Mul(n, big.NewInt(One)).Quo(n, square.Denom()).Sqrt(n)
	if square.Sign() < 0 {
		n.Neg(n)
	}
	return n
}

func (v *naive) deviates(i int) bool {
	n := v.persons(i)
	mean, variance, ok := moments(v.before(i), v.p.R3.Baseline)
	return ok && n >= v.p.R3.Distinct && exceeds(zSquared(n, mean, variance), v.p.R3.Z)
}

// sum is S after the days of a list.
func (v *naive) sum(days []int) int64 {
	p, s := v.p.R9, int64(0)
	for i, x := range days {
		if mean, variance, ok := moments(days[:i], p.Baseline); ok {
			z := units(zSquared(x, mean, variance)).Int64()
			s = max(0, s+min(max(z, -p.Clip), p.Clip)-p.K)
		}
	}
	return s
}

func (v *naive) drifts(i int) bool {
	p, days, n := v.p.R9, v.before(i), v.persons(i)
	mean, variance, ok := moments(days, p.Baseline)
	if !ok || n < p.Distinct {
		return false
	}
	// S + z' - K > H with z' the clipped z.
	square, level := zSquared(n, mean, variance), p.H+p.K-v.sum(days)
	switch {
	case exceeds(square, p.Clip):
		return p.Clip > level
	case !exceeds(square, -p.Clip):
		return -p.Clip > level
	}
	return exceeds(square, level)
}

// clicks: R4 fires at the first look-up of the session at which it holds.
func (v *naive) clicks(i int) bool {
	l := v.all[i]
	if l.Session == 0 {
		return false
	}
	var times []int64
	day := l.Day
	for j := i; j >= 0; j-- {
		if v.all[j].Session != l.Session {
			continue
		}
		if day-v.all[j].Day >= 2 {
			break // forgotten before it came again
		}
		day = v.all[j].Day
		times = append(times, -v.all[j].TS)
	}
	slices.Reverse(times)
	for n := 1; n < len(times); n++ {
		if v.robot(times[:n]) {
			return false
		}
	}
	return v.robot(times)
}

// robot is the condition of R4 on the times of a session's look-ups, negated.
func (v *naive) robot(times []int64) bool {
	p, m := v.p.R4, int64(len(times)-1)
	if len(times) <= p.Lookups || m < 2 {
		return false
	}
	mean := big.NewRat(times[0]-times[m], m)
	if mean.Cmp(big.NewRat(p.Gap, 1)) < 0 {
		return true
	}
	variance := new(big.Rat)
	for i := range m {
		d := new(big.Rat).Sub(big.NewRat(times[i]-times[i+1], 1), mean)
		variance.Add(variance, d.Mul(d, d))
	}
	gap := big.NewRat(p.Gap, 1)
	return len(times) >= p.Even && variance.Quo(variance, big.NewRat(m-1, 1)).Cmp(gap.Mul(gap, gap)) < 0
}
