package fidelity

import (
	"math"
	"slices"
)

// moments are the sums of a sample up to the fourth power, from which mean,
// spread, skew and kurtosis follow. Values should be small or centred.
type moments struct {
	n          int64
	s1, s2, s3 float64
	s4         float64
}

func (m *moments) add(v float64) {
	m.n++
	m.s1 += v
	m.s2 += v * v
	m.s3 += v * v * v
	m.s4 += v * v * v * v
}

func (m *moments) mean() float64 { return m.s1 / float64(m.n) }

// variance is that of a sample.
func (m *moments) variance() float64 {
	if m.n < 2 {
		return math.NaN()
	}
	n := float64(m.n)
	return max(m.s2-m.s1*m.s1/n, 0) / (n - 1)
}

func (m *moments) deviation() float64 { return math.Sqrt(m.variance()) }

// dispersion is the variance over the mean: 1 of a Poisson count.
func (m *moments) dispersion() float64 { return m.variance() / m.mean() }

// shape returns skewness and excess kurtosis, 0 and 0 of a normal law.
func (m *moments) shape() (skew, kurtosis float64) {
	n := float64(m.n)
	mu := m.s1 / n
	v := m.s2/n - mu*mu
	third := m.s3/n - 3*mu*m.s2/n + 2*mu*mu*mu
	fourth := m.s4/n - 4*mu*m.s3/n + 6*mu*mu*m.s2/n - 3*mu*mu*mu*mu
	return third / math.Pow(v, 1.5), fourth/(v*v) - 3
}

// median returns the middle of a list, which it sorts; NaN of none.
func median(list []float64) float64 {
	if len(list) == 0 {
		return math.NaN()
	}
	slices.Sort(list)
	return list[len(list)/2]
}

// few is a set of numbers that stops growing at a bound: more need not be told
// apart.
type few []int64

const mostOfFew = 64

func (f *few) add(v int64) {
	if len(*f) < mostOfFew && !slices.Contains(*f, v) {
		*f = append(*f, v)
	}
}

// entryOf returns the value of a key, made where there is none.
func entryOf[K comparable, T any](m map[K]*T, key K) *T {
	v := m[key]
	if v == nil {
		v = new(T)
		m[key] = v
	}
	return v
}
