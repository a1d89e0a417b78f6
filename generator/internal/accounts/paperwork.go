package accounts

import (
	"time"

	"github.com/breachsim/breachsim/generator/internal/random"
)

// An account is opened, and a delegate let in, by somebody in an office: hardly ever at
// a weekend or on a public holiday, seldom in August and around New Year. How seldom is
// assumed; the public holidays are those whose date is the same every year.

// Chances in 1/65536 that an office deals with what would come to it on such a day.
const (
	weekendWork = 7_900  // makes one in twenty of all
	holidayWork = 3_300  // and from 24 December to 2 January
	augustWork  = 24_000 // summer holidays
)

// redraws is how often a day may be put off.
const redraws = 12

// workday draws a day from a distribution until an office is open on it. The first
// draw is the key's own.
func workday(key random.Key, draw func(r *random.Rand) int64) (day int64) {
	for i := range uint64(redraws) {
		r := key.At(i).Rand()
		if day = draw(&r); r.Below(1<<16) < openOn(day) {
			break
		}
	}
	return day
}

// openOn returns the chance that an office is open on a day since 1970-01-01, in
// 1/65536.
func openOn(day int64) uint64 {
	at := time.Unix(day*86_400, 0).UTC()
	date := int(at.Month())*100 + at.Day()
	switch date {
	case 501, 508, 714, 815, 1101, 1111:
		return holidayWork
	}
	switch {
	case date >= 1224 || date <= 102:
		return holidayWork
	case at.Weekday() == time.Saturday || at.Weekday() == time.Sunday:
		return weekendWork
	case at.Month() == time.August:
		return augustWork
	}
	return 1 << 16
}
