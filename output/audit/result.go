package audit

import "github.com/breachsim/breachsim/output/internal/audit/figure"

// Result is what one check found. Its verdict is the worst of its figures.
type Result struct {
	ID      string          `json:"id"`
	Title   string          `json:"title"`
	Verdict figure.Verdict  `json:"verdict"`
	Reason  string          `json:"reason,omitempty"` // why it does not apply
	Figures []figure.Figure `json:"figures"`
}

// Report is the audit of one dataset.
type Report struct {
	Dir         string         `json:"dir"`
	Scenario    string         `json:"scenario"`
	Seed        uint64         `json:"seed"`
	Scale       string         `json:"scale"`
	Signals     []Signal       `json:"signals"`
	AuditEvents int64          `json:"audit_events"`
	AccessLines int64          `json:"access_lines"`
	Verdict     figure.Verdict `json:"verdict"`
	Checks      []Result       `json:"checks"`
}

// Good reports whether no check fails.
func (r *Report) Good() bool { return r.Verdict != figure.Fail }

// Worst is the figure that a result is best shown by: the first of the worst
// verdict; false when there is none.
func (r *Result) Worst() (figure.Figure, bool) {
	for _, f := range r.Figures {
		if f.Verdict == r.Verdict {
			return f, true
		}
	}
	return figure.Figure{}, false
}

func (r *Result) settle() {
	r.Verdict = figure.NotApplicable
	for _, f := range r.Figures {
		if f.Verdict.Rank() > r.Verdict.Rank() {
			r.Verdict = f.Verdict
		}
	}
	if r.Verdict == figure.NotApplicable && r.Reason == "" {
		r.Reason = "nothing to measure"
	}
	if r.Figures == nil {
		r.Figures = []figure.Figure{}
	}
}
