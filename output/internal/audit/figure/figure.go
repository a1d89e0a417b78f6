package figure

import "fmt"

// Verdict is the judgement of a figure or a check.
type Verdict string

// The verdicts, from good to bad.
const (
	NotApplicable Verdict = "n/a"
	Pass          Verdict = "pass"
	Declared      Verdict = "declared"
	Fail          Verdict = "fail"
)

// Rank orders verdicts from good to bad: 0 for n/a and unknown ones, 3 for fail.
func (v Verdict) Rank() int {
	switch v {
	case Pass:
		return 1
	case Declared:
		return 2
	case Fail:
		return 3
	}
	return 0
}

// Figure is one measured value with its bound.
type Figure struct {
	Name    string  `json:"name"`
	Value   float64 `json:"value"`
	Bound   string  `json:"bound"`
	N       int64   `json:"n"`
	P       float64 `json:"p,omitempty"`      // of chance alone, where a test was made
	Bits    float64 `json:"bits,omitempty"`   // mutual information with the label
	Signal  string  `json:"signal,omitempty"` // family that may exempt it
	Source  string  `json:"source,omitempty"` // of the bound: a publication, or "assumed"
	Verdict Verdict `json:"verdict"`
	Example string  `json:"example,omitempty"` // file and line, or entity, of a failure
}

// Band is the closed interval that a value may lie in.
type Band struct{ Least, Most float64 }

// Within judges a value against a band.
func Within(name string, v float64, of Band, n int64) Figure {
	f := Figure{Name: name, Value: v, Bound: fmt.Sprintf("%s to %s", Num(of.Least), Num(of.Most)), N: n, Verdict: Pass}
	if !(v >= of.Least && v <= of.Most) {
		f.Verdict = Fail
	}
	return f
}

// AtMost judges a value against an upper bound.
func AtMost(name string, v, hi float64, n int64) Figure {
	f := Figure{Name: name, Value: v, Bound: "≤ " + Num(hi), N: n, Verdict: Pass}
	if !(v <= hi) {
		f.Verdict = Fail
	}
	return f
}

// None judges a count of violations, with an example of one.
func None(name string, v Violations) Figure {
	f := AtMost(name, float64(v.N), 0, v.Of)
	if f.Verdict == Fail {
		f.Example = v.Example
	}
	return f
}

// Exactly judges a count that has to be met.
func Exactly(name string, got, want int64) Figure {
	f := Figure{Name: name, Value: float64(got), Bound: fmt.Sprintf("= %d", want), N: want, Verdict: Pass}
	if got != want {
		f.Verdict = Fail
	}
	return f
}

// Violations counts things that must not be, and keeps the first.
type Violations struct {
	N, Of   int64
	Example string
}

// Add counts one, and asks for its place, a file and line or an entity, where it is the first.
func (v *Violations) Add(example func() string) {
	if v.N == 0 {
		v.Example = example()
	}
	v.N++
}

// Num writes a bound or a value shortly.
func Num(v float64) string { return fmt.Sprintf("%.4g", v) }
