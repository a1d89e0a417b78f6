package defence

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Draws of a trigger, below the key of an account's campaign.
const (
	drawRule = 1 + iota
	drawAnalyst
)

// decided is when a control acts on an alert: a machine after its delay; a
// person after a log-normal time around it, the hours of the office counting
// three times. The key names the control and what the alert is about.
func (d *detection) decided(t *trigger, about random.Key, now int64) int64 {
	delay := int64(t.Detect.Delay)
	key := about.At(uint64(now))
	now += script.Between(key.At(drawRule), 200*1_000, 900*1_000) // the rule itself
	if t.Type != scenarios.Analyst || delay == 0 {
		return now + delay
	}
	draw := key.At(drawAnalyst).Rand()
	return afterWork(d.world.Calendar, now, draw.LogNormal(delay, 1<<16))
}

// afterWork returns when so much working time of a defender is over: an hour of
// the office counts three times (an assumption).
func afterWork(cal *calendar.Calendar, now, todo int64) int64 {
	for now < cal.Day(cal.Last()).Start {
		day := cal.Of(now)
		open, shut := day.At(9*calendar.Hour), day.At(17*calendar.Hour)
		speed, until := int64(1), day.Start+day.Length
		switch weekend := day.Weekday == 0 || day.Weekday == 6 || day.Bank; {
		case weekend:
		case now < open:
			until = open
		case now < shut:
			speed, until = 3, shut
		}
		if todo <= (until-now)*speed {
			return now + todo/speed
		}
		todo -= (until - now) * speed
		now = until
	}
	return now + todo
}
