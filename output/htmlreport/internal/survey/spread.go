package survey

import "math"

// Classes of a [Spread]: eight to a factor of ten, the first at a tenth.
const (
	Classes   = 8 * 8
	perFactor = 8
	least     = 0.1
)

// Spread counts positive values in classes of equal factors.
type Spread struct {
	N    [Classes]int64
	All  int64
	None int64 // values of zero, which have no class
}

// Add counts a value; what is outside the classes goes to the outermost.
func (s *Spread) Add(v float64) {
	s.All++
	if v <= 0 {
		s.None++
		return
	}
	s.N[classOf(v)]++
}

func classOf(v float64) int {
	i := int(math.Floor(perFactor*math.Log10(v/least) + 1e-9))
	return min(max(i, 0), Classes-1)
}

// Lower is the lower end of a class.
func Lower(class int) float64 { return least * math.Pow(10, float64(class)/perFactor) }

// Ends are the first class with a value and the one behind the last; equal where there is no
// value.
func (s *Spread) Ends() (from, to int) {
	from, to = Classes, 0
	for i, n := range s.N {
		if n > 0 {
			from, to = min(from, i), i+1
		}
	}
	return min(from, to), to
}

// Median is the middle value, in the middle of its class; NaN where there is none.
func (s *Spread) Median() float64 {
	left := (s.All - s.None + 1) / 2
	for i, n := range s.N {
		if left -= n; n > 0 && left <= 0 {
			return math.Sqrt(Lower(i) * Lower(i+1))
		}
	}
	return math.NaN()
}

// Daily is the look-ups an account and day of a profession, of days with at least one. A day
// is of the attack where a campaign made one of them.
type Daily struct {
	Profile string
	Days    [Sides]Spread
}
