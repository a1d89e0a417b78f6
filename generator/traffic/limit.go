package traffic

import (
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
)

// limit is a limit of look-ups in force for everybody. Whom of the honest users
// it hits is not played: a share of their look-ups is refused, each by a draw of
// its own, so that it depends on nobody else.
type limit struct {
	from int64
	ppm  int64
	by   uint8
	why  event.Reason
}

// Limit has a control refuse a share of all look-ups, in millionths, from t on,
// for a reason; NoReason is a tarpit, which answers them slowly. It is part of the base world with and without campaigns.
func (w *World) Limit(t int64, ppm int64, by uint8, why event.Reason) {
	if ppm > 0 {
		w.limits = append(w.limits, limit{t, ppm, by, why})
		if why != event.RateLimited && why != event.NoReason {
			w.reach = gateReach
		}
	}
}

// limitOn returns the limit that refuses a step; nil for nearly all.
func (w *World) limitOn(st *Step, key random.Key) *limit {
	if st.Kind != LookUp {
		return nil
	}
	for i := range w.limits {
		l := &w.limits[i]
		if st.TS >= l.from && key.At2(drawFalseAlarm, uint64(l.by)).Chance(l.ppm) {
			return l
		}
	}
	return nil
}

// limited emits a look-up that a limit refuses.
func (f *Filler) limited(e *portal.Emitter, v *portal.Visit, s *Session, st *Step, at portal.Step, l *limit) {
	f.interfere(e, at, event.Changed, event.ByControl, l.by)
	own := *v
	own.Truth.Label, own.Truth.CausedBy = event.Collateral, l.by
	f.refuse(e, &own, s, st, at, l.why)
}
