package audit

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

func (v Verdict) rank() int {
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
	Verdict Verdict `json:"verdict"`
	Example string  `json:"example,omitempty"` // file and line, or entity, of a failure
}

// Result is what one check found. Its verdict is the worst of its figures.
type Result struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Verdict Verdict  `json:"verdict"`
	Reason  string   `json:"reason,omitempty"` // why it does not apply
	Figures []Figure `json:"figures"`
}

// Report is the audit of one dataset.
type Report struct {
	Dir         string   `json:"dir"`
	Scenario    string   `json:"scenario"`
	Seed        uint64   `json:"seed"`
	Scale       string   `json:"scale"`
	Signals     []string `json:"signals"`
	AuditEvents int64    `json:"audit_events"`
	AccessLines int64    `json:"access_lines"`
	Verdict     Verdict  `json:"verdict"`
	Checks      []Result `json:"checks"`
}

// Good reports whether no check fails.
func (r *Report) Good() bool { return r.Verdict != Fail }

// Worst is the figure that a result is best shown by: the first of the worst
// verdict; false when there is none.
func (r *Result) Worst() (Figure, bool) {
	for _, f := range r.Figures {
		if f.Verdict == r.Verdict {
			return f, true
		}
	}
	return Figure{}, false
}

func (r *Result) settle() {
	r.Verdict = NotApplicable
	for _, f := range r.Figures {
		if f.Verdict.rank() > r.Verdict.rank() {
			r.Verdict = f.Verdict
		}
	}
	if r.Verdict == NotApplicable && r.Reason == "" {
		r.Reason = "nothing to measure"
	}
	if r.Figures == nil {
		r.Figures = []Figure{}
	}
}

// within judges a value against a closed band.
func within(name string, v, lo, hi float64, n int64) Figure {
	f := Figure{Name: name, Value: v, Bound: fmt.Sprintf("%s to %s", num(lo), num(hi)), N: n, Verdict: Pass}
	if !(v >= lo && v <= hi) {
		f.Verdict = Fail
	}
	return f
}

// atMost judges a value against an upper bound.
func atMost(name string, v, hi float64, n int64) Figure {
	f := Figure{Name: name, Value: v, Bound: "≤ " + num(hi), N: n, Verdict: Pass}
	if !(v <= hi) {
		f.Verdict = Fail
	}
	return f
}

// none judges a count of violations, with an example of one.
func none(name string, v violations) Figure {
	f := atMost(name, float64(v.n), 0, v.of)
	if f.Verdict == Fail {
		f.Example = v.example
	}
	return f
}

// exactly judges a count that has to be met.
func exactly(name string, got, want int64) Figure {
	f := Figure{Name: name, Value: float64(got), Bound: fmt.Sprintf("= %d", want), N: want, Verdict: Pass}
	if got != want {
		f.Verdict = Fail
	}
	return f
}

// violations counts things that must not be, and keeps the first.
type violations struct {
	n, of   int64
	example string
}

func (v *violations) add(example func() string) {
	if v.n == 0 {
		v.example = example()
	}
	v.n++
}

// num writes a bound or a value shortly.
func num(v float64) string { return fmt.Sprintf("%.4g", v) }
