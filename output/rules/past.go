package rules

import "math"

// past holds the distinct persons of an account's last days with look-ups, and
// the moments of the two stretches of them that R3 and R9 compare with.
type past struct {
	days []int32 // a ring once it is full
	next int
	size int // of the ring
}

func (p *past) push(n int) {
	if len(p.days) < p.size {
		p.days = append(p.days, int32(n))
		return
	}
	if p.size > 0 {
		p.days[p.next] = int32(n)
		p.next = (p.next + 1) % p.size
	}
}

// moments returns those of the last b.Days days; false with fewer than b.MinDays
// of them.
func (p *past) moments(b Baseline) (Moments, bool) {
	n := min(len(p.days), b.Days)
	if n < max(b.MinDays, 2) {
		return Moments{}, false
	}
	m := Moments{Days: int64(n)}
	i := p.next
	for range n {
		if i--; i < 0 {
			i = len(p.days) - 1
		}
		v := int64(p.days[i])
		m.Sum += v
		m.Squares += v * v
	}
	return m, true
}

// Moments of the distinct persons on an account's past days.
//
// They tell how many standard deviations z a count x is above the mean. The
// deviation is that of a sample, but at least that of a Poisson count, √mean,
// and at least 1: an account that happened to have the same count every day
// would otherwise alarm at one person more. In whole numbers, with n days,
//
//	V = max(n·Squares - Sum², (n-1)·Sum, n·(n-1))    n·(n-1) times the variance
//	z = (n·x - Sum)·√((n-1) / (n·V))
type Moments struct {
	Days    int64 // n, at least 2
	Sum     int64
	Squares int64 // sum of the squares
}

// variance is V.
func (m *Moments) variance() int64 {
	n := m.Days
	return max(n*m.Squares-m.Sum*m.Sum, (n-1)*m.Sum, n*(n-1))
}

// above reports whether z of x is greater than c, in 1/One: exactly, by the
// squares of both sides.
func (m *Moments) above(x int, c int64) bool {
	d := m.Days*int64(x) - m.Sum
	if c >= 0 && d <= 0 || c < 0 && d >= 0 {
		return c < 0
	}
	z, level := m.squared(d), product([5]uint64{magnitude(c), magnitude(c), uint64(m.Days), uint64(m.variance()), 1})
	if c < 0 {
		return z.less(&level)
	}
	return level.less(&z)
}

// squared is n·V·One²·z² of a distance d = n·x - Sum.
func (m *Moments) squared(d int64) wide {
	return product([5]uint64{magnitude(d), magnitude(d), uint64(m.Days - 1), One, One})
}

// z of x in 1/One, cut towards zero, between -clip and clip, which is not above
// [Most].
func (m *Moments) z(x int, clip int64) int64 {
	d := m.Days*int64(x) - m.Sum
	square, unit := m.squared(d), uint64(m.Days)
	v := uint64(m.variance())
	reaches := func(q int64) bool { // whether |z| is at least q
		level := product([5]uint64{uint64(q), uint64(q), unit, v, 1})
		return !square.less(&level)
	}
	q := root(m.guess(d, clip), clip, reaches)
	if d < 0 {
		return -q
	}
	return q
}

// guess is |z| of a distance d as floating point has it, from 0 to clip. It only
// tells root where to begin.
func (m *Moments) guess(d, clip int64) int64 {
	n := float64(m.Days)
	z := math.Abs(float64(d)) * math.Sqrt((n-1)/(n*float64(m.variance()))) * One
	return int64(min(z, float64(clip)))
}

// root returns the largest q from 0 to most that reaches, where all up to it do.
// Whatever the guess, the answer is the same.
func root(guess, most int64, reaches func(int64) bool) int64 {
	low, high := int64(0), most // low reaches
	for step := int64(1); low < high; step *= 2 {
		if at := min(max(guess, low+1), high); reaches(at) {
			if low = at; guess+step > high || guess+step <= low {
				break
			}
			guess += step
		} else {
			if high = at - 1; guess-step <= low {
				break
			}
			guess -= step
		}
	}
	for low < high {
		if at := low + (high-low+1)/2; reaches(at) {
			low = at
		} else {
			high = at - 1
		}
	}
	return low
}

func magnitude(v int64) uint64 {
	if v < 0 {
		return uint64(-v)
	}
	return uint64(v)
}
