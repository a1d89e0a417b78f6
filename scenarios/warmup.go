package scenarios

import (
	"fmt"
	"time"

	"breachsim/scenarios/internal/quantity"
	"breachsim/scenarios/internal/schema"
	"breachsim/scenarios/localday"
)

// MaxWarmup is the longest warm-up: two years, so that it and a history before
// it lie in the days that a calendar knows.
const MaxWarmup = 730 * wholeDay

// WarmupDays is the warm-up in local days; 0 = none.
func (t *Time) WarmupDays() int { return int(t.Warmup / wholeDay) }

// Begin is the first moment of the logs: Start, or where there is a warm-up,
// what the clock on the wall shows at Start so many days before.
func (t *Time) Begin() time.Time { return begin(t.Start, t.Warmup) }

func begin(start time.Time, warmup Micros) time.Time {
	return localday.Earlier(start, int(warmup/wholeDay))
}

// warmup checks the warm-up and returns where the logs begin; a warm-up that
// is wrong counts as none.
func (w *checker) warmup(top *schema.Record, start time.Time) time.Time {
	d, given := schema.Value[Micros](top, "time", "warmup")
	if !given {
		return start
	}
	e, begins := top.Entry("time", "warmup"), begin(start, d)
	switch {
	case d%wholeDay != 0:
		w.Wrong(e, fmt.Sprintf("%v is no whole number of days", d), "write whole days, such as "+(d/wholeDay*wholeDay+wholeDay).String())
	case d > MaxWarmup:
		w.Wrong(e, "more than two years", "write at most "+MaxWarmup.String())
	case begins.Year() < quantity.MinYear:
		w.Wrong(e, fmt.Sprintf("the logs would begin in %d, before %d", begins.Year(), quantity.MinYear), "write a shorter one, or a later time.start")
	default:
		return begins
	}
	return start
}
