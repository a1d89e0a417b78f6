package campaign

import (
	"fmt"
	"strings"
	"time"

	"breachsim/generator/calendar"
	"breachsim/scenarios"
)

// tooMuch says that the campaign can make have look-ups before its stop, not
// the entries of its list, and what to write instead.
func (r *roster) tooMuch(entries, have uint64) error {
	if have == 0 {
		return r.noTime()
	}
	c := r.c.sc
	what := fmt.Sprintf("%d exposed persons take %d look-ups of the list, but the accounts make only %d before %s",
		c.Targets.Exposed, entries, have, time.UnixMicro(r.c.stop).UTC().Format(time.RFC3339))
	trials := len(r.c.lanes) * c.Access.Validate.LookUps
	var instead []string
	if n := int64(c.Targets.Exposed-trials) * int64(have) / int64(entries); n*49/50 > 0 {
		instead = append(instead, fmt.Sprintf("targets.exposed of at most about %d", int64(trials)+n*49/50))
	}
	if c.Pacing.Rate.Unit != scenarios.NoRate && r.busy()*10 < r.days()*9 || c.Pacing.MaxPerDay == 0 {
		rate := c.Pacing.Rate
		rate.Amount = roundUp(mulDiv(mulDiv(rate.Amount, int64(entries), int64(have)), 51, 50))
		instead = append(instead, fmt.Sprintf("a pacing.rate of %v", rate))
	}
	if c.Pacing.MaxPerDay > 0 {
		instead = append(instead, "a larger pacing.max_per_account_day")
	}
	start := r.start()
	stop := start + mulDiv(mulDiv(r.c.stop-start, int64(entries), int64(have)), 51, 50)
	stop += calendar.Hour - stop%calendar.Hour
	instead = append(instead, "a stop of "+time.UnixMicro(stop).UTC().Format(time.RFC3339))
	return fmt.Errorf("%s: write %s", what, strings.Join(instead, ", or "))
}

// busy counts the stretches of the lanes in which the cap on look-ups a day is
// reached, days all stretches.
func (r *roster) busy() (n int) {
	for i := range r.shifts {
		x := &r.shifts[i]
		for j := range x.pieces {
			if p := &x.pieces[j]; p.work < x.tempo.of(p.mass) {
				n++
			}
		}
	}
	return n
}

func (r *roster) days() (n int) {
	for i := range r.shifts {
		n += len(r.shifts[i].pieces)
	}
	return n
}

// roundUp keeps three digits of an amount in millionths.
func roundUp(n int64) int64 {
	step := int64(1)
	for n/step >= 1000 {
		step *= 10
	}
	return (n + step - 1) / step * step
}
