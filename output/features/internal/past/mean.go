package past

import "github.com/breachsim/breachsim/output/features/internal/fixed"

// Mean is the exponentially weighted mean of a value a day and its variance, with
// a weight of an eighth for the latest (Roberts 1959; Welford's form):
//
//	d  = x − mean        mean += d/8
//	var += (d² − var)/8
//
// It is counted in thousandths of the value.
type Mean struct {
	n        int64
	mean     int64
	variance int64
	week     int64 // sum of the first seven
}

const (
	weight    = 8
	weekDays  = 7
	mostValue = 1 << 20 // in whole units; what is more counts as this, so that squares fit
)

// add takes a day's value, in thousandths; Null is left out.
func (m *Mean) add(x int64) {
	if x == fixed.Null {
		return
	}
	x = min(x, mostValue*fixed.OneRatio)
	if m.n < weekDays {
		m.week += x
	}
	if m.n++; m.n == 1 {
		m.mean = x
		return
	}
	d := x - m.mean
	m.mean += d / weight
	m.variance += (d*d - m.variance) / weight
}

// Of is the mean in thousandths; Null before there was a day.
func (m *Mean) Of() int64 {
	if m.n == 0 {
		return fixed.Null
	}
	return m.mean
}

// Week is the mean of the first seven values in thousandths; Null before there
// were seven.
func (m *Mean) Week() int64 {
	if m.n < weekDays {
		return fixed.Null
	}
	return m.week / weekDays
}

// Score is how many standard deviations a value lies above the mean, in
// hundredths; Null below three days. The deviation is taken as that of a Poisson
// count at least, √mean, and as 1.
func (m *Mean) Score(x int64) int64 {
	const least = 3
	if m.n < least || x == fixed.Null {
		return fixed.Null
	}
	poisson := uint64(max(m.mean, fixed.OneRatio)) * fixed.OneRatio
	deviation := int64(fixed.Root(max(uint64(m.variance), poisson)))
	return (min(x, mostValue*fixed.OneRatio) - m.mean) * 100 / deviation
}
