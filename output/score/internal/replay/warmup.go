package replay

import "github.com/breachsim/breachsim/output/score/alert"

// InWarmup reports whether an alert is of the warm-up, which is there to learn
// on. One at the very moment from which alerts count speaks of what lies before.
func (p *Pass) InWarmup(a *alert.Alert) bool { return p.D.ScoredFrom > 0 && a.T <= p.D.ScoredFrom }

// ScoredDays counts the local days that are scored, at least in part.
func (p *Pass) ScoredDays() (n int) {
	for i := range p.D.Dates {
		if p.D.starts[i+1] > p.D.ScoredFrom {
			n++
		}
	}
	return n
}
