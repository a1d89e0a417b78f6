package campaign

import (
	"fmt"
	"time"

	"breachsim/generator/calendar"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// byRate returns when a campaign with a stated rate has worked through its
// list: so many look-ups a second of all accounts together, in its hours and
// outside outages; or so many an account and day, on days that have such hours
// and on which the account works.
func (p *Plan) byRate(c *resolved, start, stop int64) (int64, error) {
	rate := c.sc.Pacing.Rate
	tn := &turn{rotation: scenarios.Rotation{DutyCycle: random.Million}, lanes: 1}
	hours := scenarios.Pacing{Hours: c.sc.Pacing.Hours}
	if hours.Hours == scenarios.OwnerHours {
		tn = p.turnOf(c, c.lanes[0])
		tn.rotation = scenarios.Rotation{DutyCycle: random.Million}
	}
	open := pace{open: tn.working(&hours, p.w.times(), start, stop, stop)}
	done, made := stop, uint64(0)
	switch rate.Unit {
	case scenarios.PerSecond:
		need := int64(c.list.entries) * calendar.Second / rate.Amount * random.Million
		made = uint64(open.worked(stop) / calendar.Second * rate.Amount / random.Million)
		if need <= open.worked(stop) {
			return open.when(need), nil
		}
	case scenarios.PerDay:
		day := uint64(rate.Amount) * uint64(len(c.lanes)) * uint64(c.sc.Rotation.DutyCycle) / random.Million // millionths of a look-up
		for n := p.w.Calendar.Of(start).Number; n <= p.w.Calendar.Of(stop-1).Number; n++ {
			d := p.w.Calendar.Day(n)
			from, to := open.worked(d.Start), open.worked(d.Start+d.Length)
			if from == to {
				continue
			}
			if before := made; before+day >= c.list.entries*random.Million {
				part := (c.list.entries*random.Million - before) * 1000 / day
				return open.when(from + (to-from)*int64(part)/1000), nil
			}
			made += day
		}
		made /= random.Million
	}
	return done, fmt.Errorf("at %v it makes %d of its %d look-ups between %s and %s: expose fewer persons, or give it a higher rate or a later stop",
		rate, made, c.list.entries, c.sc.Window.From.Format(time.RFC3339), time.UnixMicro(stop).In(c.sc.Window.From.Location()).Format(time.RFC3339))
}

// when returns the instant at which so much working time is over.
func (p *pace) when(x int64) int64 {
	for i := range p.open {
		if s := &p.open[i]; x <= s.before+s.work(s.to) {
			return s.at(x)
		}
	}
	return p.last()
}
