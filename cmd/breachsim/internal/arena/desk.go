package arena

import (
	"math"
	"strconv"
	"time"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/arena/analyst"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// deskOptions say how the analysts work.
type deskOptions struct {
	latency, hours, days, budget string
	work                         time.Duration
	analysts                     int
	beyond, order                string
	wrong                        string
}

// shift is how the analysts work; judged, that they tell true alerts from false ones.
func (d *deskOptions) shift() (s analyst.Shift, judged bool, err error) {
	if s.Latency, err = analyst.ParseLatency(d.latency); err != nil {
		return s, false, term.Usagef("--latency: %w", err)
	}
	if s.Opens, s.Closes, err = analyst.ParseHours(d.hours); err != nil {
		return s, false, term.Usagef("--hours: %w", err)
	}
	if s.Weekdays, err = analyst.ParseWeekdays(d.days); err != nil {
		return s, false, term.Usagef("--days: %w", err)
	}
	if s.Budget, err = analyst.ParseBudget(d.budget); err != nil {
		return s, false, term.Usagef("--budget: %w", err)
	}
	if d.analysts < 1 || d.work < 0 {
		return s, false, term.Usagef("--analysts %d, --work %v: want 1 or more, and 0 or more", d.analysts, d.work)
	}
	s.Analysts, s.Work = d.analysts, d.work.Microseconds()
	switch d.beyond {
	case "wait":
	case "drop":
		s.Beyond = analyst.Drop
	default:
		return s, false, term.Usagef("--beyond %q: want wait or drop", d.beyond)
	}
	switch d.order {
	case "first":
	case "score":
		s.Order = analyst.ByScore
	default:
		return s, false, term.Usagef("--order %q: want first or score", d.order)
	}
	if d.wrong == "" {
		return s, false, nil
	}
	share, err := strconv.ParseFloat(d.wrong, 64)
	if err != nil || !(share >= 0 && share <= 1) {
		return s, false, term.Usagef("--analyst-error %q: want a share from 0 to 1, such as 0.05", d.wrong)
	}
	s.Missed = int64(math.Round(share * measure.Million))
	s.Fooled = s.Missed
	return s, true, nil
}
