package policy

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
)

// Limit is a limit of look-ups in force for everybody. Whom of the honest users
// it hits is not played: a share of their look-ups is refused, each by a draw of
// its own, so that it depends on nobody else.
type Limit struct {
	Why event.Reason
	By  uint8

	from int64
	ppm  int64
}

// Asks reports whether the limit lets a user through who answers something.
func (l *Limit) Asks() bool { return l.Why != event.RateLimited && l.Why != event.NoReason }

// Limits are those in force for everybody.
type Limits struct{ limits []Limit }

// LimitOn returns the limit that refuses a step; nil for nearly all. key is the
// step's.
func (x *Limits) LimitOn(st *course.Step, key random.Key) *Limit {
	if st.Kind != course.LookUp {
		return nil
	}
	for i := range x.limits {
		l := &x.limits[i]
		if st.TS >= l.from && key.At2(draws.FalseAlarm, uint64(l.By)).Chance(l.ppm) {
			return l
		}
	}
	return nil
}
