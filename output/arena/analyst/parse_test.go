package analyst

import (
	"fmt"
	"testing"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"budget 20/d": "20", "budget all": "0", "budget 20": "error", "budget 0/d": "error", "budget x/d": "error",
		"hours 08:30-18:00": "30600000000 64800000000", "hours 00:00-24:00": "0 86400000000", "hours all": "0 0",
		"hours 18:00-08:00": "error", "hours 8": "error", "hours 08:00-25:00": "error",
		"latency 1h": "{3600000000 3600000000}", "latency 30m-4h": "{1800000000 14400000000}", "latency 0s": "{0 0}",
		"latency 4h-1h": "error", "latency -1h": "error", "latency soon": "error",
		"days mon-fri": "[false true true true true true false]", "days sat-mon": "[true true false false false false true]",
		"days wed,Fri": "[false false false true false true false]", "days all": "[false false false false false false false]",
		"days lundi": "error",
	} {
		if got := parsed(text); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func parsed(text string) string {
	var what, value string
	if _, err := fmt.Sscan(text, &what, &value); err != nil {
		return err.Error()
	}
	var got string
	var err error
	switch what {
	case "budget":
		var n int
		n, err = ParseBudget(value)
		got = fmt.Sprint(n)
	case "hours":
		var from, to int64
		from, to, err = ParseHours(value)
		got = fmt.Sprint(from, to)
	case "latency":
		var s Span
		s, err = ParseLatency(value)
		got = fmt.Sprint(s)
	case "days":
		var days [7]bool
		days, err = ParseWeekdays(value)
		got = fmt.Sprint(days)
	}
	if err != nil {
		return "error"
	}
	return got
}
