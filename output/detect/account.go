package detect

import "math"

// account is what the rules remember of one account.
type account struct {
	id       string
	activeOn int32 // number of the last day with any line of it
	listed   bool  // among those with look-ups today

	// Today, as the log has it so far.
	first    int64 // time of the first look-up
	answered int
	notFound int
	persons  set
	unnamed  int // persons of a log that omits numbers

	past past
	rate rate
	said struct{ r2, r3, r5, r9 bool } // today
	sum  float64                       // CUSUM up to yesterday
}

// distinct is the number of distinct persons today.
func (a *account) distinct() int { return a.persons.n + a.unnamed }

// endDay makes today a day of the past.
func (a *account) endDay() {
	a.past.push(a.distinct())
	a.first, a.answered, a.notFound, a.unnamed = 0, 0, 0, 0
	a.persons.reset()
	a.said.r2, a.said.r3, a.said.r5, a.said.r9 = false, false, false, false
	a.listed = false
}

// past holds the distinct persons of an account's last days with look-ups.
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

// z returns how many standard deviations x is above the mean of the last
// b.Days days; false with fewer than b.MinDays of them.
//
// The deviation is that of a sample, but at least that of a Poisson count,
// √mean, and at least 1: an account that happened to have the same count every
// day would otherwise alarm at one person more.
func (p *past) z(x int, b Baseline) (float64, bool) {
	n := min(len(p.days), b.Days)
	if n < max(b.MinDays, 2) {
		return 0, false
	}
	sum, squares := 0, 0
	for i := range n {
		v := int(p.days[(p.next+len(p.days)-1-i)%len(p.days)])
		sum += v
		squares += v * v
	}
	mean := float64(sum) / float64(n)
	variance := float64(n*squares-sum*sum) / float64(n*(n-1))
	sd := math.Sqrt(max(variance, mean, 1))
	return (float64(x) - mean) / sd, true
}
