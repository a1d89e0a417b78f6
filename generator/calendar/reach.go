package calendar

import (
	"time"

	"github.com/breachsim/breachsim/scenarios"
)

// Reaching is [New] with so many more days before the scenario's window.
func Reaching(sc *scenarios.Scenario, before int) *Calendar {
	c := New(sc)
	first := time.Unix(int64(c.first)*86400, 0).UTC()
	days := make([]Day, 0, before+len(c.days))
	for date := first.AddDate(0, 0, -before); date.Before(first); date = date.AddDate(0, 0, 1) {
		days = append(days, newDay(date, c.Loc, &sc.Calendar))
	}
	c.days = append(days, c.days...)
	c.first -= int32(before)
	return c
}
