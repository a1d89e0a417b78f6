package kinds

import (
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// drawBatch, by day, is where in the panel a check begins.
const drawBatch = 8

// batchRightsCheck checks the rights of a whole panel, one after the other, on an
// evening before the month's invoices.
func batchRightsCheck() lookalike.Kind {
	return lookalike.Kind{
		Name:    scenarios.BatchRightsCheck,
		Purpose: event.Invoicing,
		ShownBy: lookalike.HomeVisits | lookalike.Others | lookalike.Counters,
		Days:    lookalike.ShopDays(),
		Suits:   monthEnd,
		Slots:   2,
		Sessions: func(o lookalike.Occasion, dst []course.Session) []course.Session {
			return o.One(17*calendar.Hour, 2*calendar.Hour, dst)
		},
		Person: func(l *lookalike.LookAlike, q lookalike.LookUp) uint32 {
			first := l.Key.At2(drawBatch, uint64(uint32(q.Day))).Below(1 << 20)
			return l.In.Panel(q.Account, (first+uint64(q.About))%uint64(q.Account.Panel.Len))
		},
	}
}

// monthEnd reports whether a day is one of the last five of its month.
func monthEnd(day int32) bool { return time.Unix(int64(day+5)*86_400, 0).UTC().Day() <= 5 }
