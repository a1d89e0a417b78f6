package kinds

import (
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// drawVolume is how much a desk usually looks up.
const drawVolume = 7

// largeDesk is a hospital's desk or a laboratory that looks up hundreds on each of
// its working days.
func largeDesk() lookalike.Kind {
	return lookalike.Kind{
		Name:    scenarios.LargeDesk,
		ShownBy: lookalike.Desks,
		Change: &lookalike.Change{
			Turn: 5,
			Mean: func(l *lookalike.LookAlike, _ int64) int64 {
				draw := l.Key.At(drawVolume).Rand()
				return 1000 * draw.Between(int64(l.Spec.LookUps.Min), int64(l.Spec.LookUps.Max))
			},
			Bounds: func(l *lookalike.LookAlike, d *calendar.Day) (least, most int) {
				if d.Weekday != time.Saturday && d.Weekday != time.Sunday {
					least = l.Spec.LookUps.Min
				}
				return least, l.Spec.LookUps.Max
			},
		},
	}
}
