package conform

import (
	"fmt"
	"math"

	"github.com/breachsim/breachsim/output/internal/stats"
)

// Finding is one thing that a scenario declares, with what the dataset has.
type Finding struct {
	Name    string // such as "campaign c1: persons exposed"
	Value   float64
	Bound   string  // that the value has to keep, such as "= 60" or "0 to 3"
	N       int64   // of units that the value rests on
	P       float64 // of such a value by chance; 0 where no test was made
	OK      bool
	Example string // a place or an entity, where it is not as declared
}

func (f Finding) String() string {
	s := fmt.Sprintf("%s: want %s, got %s of %d", f.Name, f.Bound, num(f.Value), f.N)
	if f.Example != "" {
		s += ", see " + f.Example
	}
	return s
}

// flaws counts things that must not be, and keeps a place of the first.
type flaws struct {
	n, of   int
	example string
}

// want counts one thing, which is amiss unless ok.
func (x *flaws) want(ok bool, where func() string) {
	if x.of++; ok {
		return
	}
	if x.n++; x.n == 1 {
		x.example = where()
	}
}

// findings collects findings.
type findings struct{ list []Finding }

// add adds a finding and names a place where it is not as declared.
func (c *findings) add(f Finding, where string) {
	if !f.OK {
		f.Example = where
	}
	c.list = append(c.list, f)
}

// exactly wants a count.
func (c *findings) exactly(name string, got, want int, where string) {
	c.add(Finding{Name: name, Value: float64(got), Bound: fmt.Sprintf("= %d", want), N: int64(want), OK: got == want},
		where)
}

// atMost wants a count that does not pass another one.
func (c *findings) atMost(name string, got, most int, where string) {
	c.add(Finding{Name: name, Value: float64(got), Bound: fmt.Sprintf("at most %d", most), N: int64(most),
		OK: got <= most}, where)
}

// between wants a count within bounds, both included.
func (c *findings) between(name string, got int, bounds [2]int, where string) {
	f := Finding{Name: name, Value: float64(got), Bound: fmt.Sprintf("%d to %d", bounds[0], bounds[1]), N: int64(got)}
	if bounds[1] == math.MaxInt {
		f.Bound = fmt.Sprintf("%d or more", bounds[0])
	}
	f.OK = bounds[0] <= got && got <= bounds[1]
	c.add(f, where)
}

// none wants nothing amiss.
func (c *findings) none(name string, x flaws) {
	c.add(Finding{Name: name, Value: float64(x.n), Bound: "≤ 0", N: int64(x.of), OK: x.n == 0}, x.example)
}

// least wants k of n to be a share or more.
func (c *findings) least(name string, share float64, k, n int) {
	f := Finding{Name: name, Value: part(k, n), Bound: num(share) + " or more", N: int64(n),
		OK: float64(k) >= share*float64(n)}
	c.add(f, name)
}

// drawn wants k of n to be a share that is drawn: chance alone would be farther
// from it in one case of ten thousand or less.
func drawn(name string, share float64, k, n int) Finding {
	f := Finding{Name: name, Value: part(k, n), Bound: fmt.Sprintf("as %s", num(share)), N: int64(n),
		P: stats.BinomialTwoSided(int64(k), int64(n), share)}
	f.OK = f.P >= stats.Chance && (share > 0 || k == 0) && (share < 1 || k == n)
	return f
}

func part(k, n int) float64 { return float64(k) / float64(max(n, 1)) }

// num writes a value shortly.
func num(v float64) string { return fmt.Sprintf("%.4g", v) }
