package score

import "fmt"

// inWarmup reports whether an alert is of the warm-up, which is there to learn
// on. One at the very moment from which alerts count speaks of what lies before.
func (p *pass) inWarmup(a *Alert) bool { return p.d.ScoredFrom > 0 && a.T <= p.d.ScoredFrom }

// scoredDays counts the local days that are scored, at least in part.
func (p *pass) scoredDays() (n int) {
	for i := range p.d.dates {
		if p.d.starts[i+1] > p.d.ScoredFrom {
			n++
		}
	}
	return n
}

// warmup says what was left out.
func (d *Dataset) warmup() string {
	return fmt.Sprintf("scored from %s on: what lies before is a warm-up, and %s alerts of it are left out", d.ScoredFrom, grouped(d.AlertsInWarmup))
}
