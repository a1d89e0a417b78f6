package kinds

import (
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// drawNewPanel is where the panel of a practice lies that moved.
const drawNewPanel = 9

// quiet is how long an account has been silent before a new practice takes it
// over, in days.
const quiet = 75

// practiceMove is a quiet account that a new practice takes over: more work than
// before, and nearly all patients are new. A practice moves once.
func practiceMove() lookalike.Kind {
	return lookalike.Kind{
		Name:    scenarios.PracticeMove,
		ShownBy: lookalike.Doctors | lookalike.HomeVisits,
		Change: &lookalike.Change{
			Turn: 1, Covers: true, Once: true,
			Mean: func(_ *lookalike.LookAlike, mean int64) int64 { return mean * 5 / 4 },
			Silent: func(l *lookalike.LookAlike, day int32) bool {
				return day < l.From && day >= l.From-quiet
			},
		},
		Person: func(l *lookalike.LookAlike, q lookalike.LookUp) uint32 {
			if _, first := q.Draw(l); first {
				place := l.Key.At(drawNewPanel).Rand()
				moved := *q.Account
				moved.Panel.Start = l.In.Passer(q.Account, &place, 0)
				return l.In.Choose(&moved, q.Day, q.Key)
			}
			return l.AsAlways(q)
		},
	}
}
