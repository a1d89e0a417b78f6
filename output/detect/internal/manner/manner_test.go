package manner

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/internal/detect/rule/ruletest"
	"github.com/breachsim/breachsim/output/read"
)

const (
	second = 1_000_000
	minute = 60 * second
)

// stretchOf returns n look-ups of P's session, each so long after the one before.
func stretchOf(session uint64, start int64, n int, gap int64) (evs []read.Event) {
	for i := range n {
		evs = append(evs, read.Event{TS: start + int64(i)*gap, Action: "lookup", Account: "P", SessionID: session,
			Result: "found", NIRRef: uint64(i) + 1})
	}
	return evs
}

// firstDays are ten days on which P goes on for twenty minutes.
func firstDays(t *testing.T) (evs []read.Event) {
	for d := range 10 {
		start := ruletest.At(t, fmt.Sprintf("2022-02-%02d 09:00:00", 1+d))
		evs = append(evs, stretchOf(uint64(d)+1, start, 11, 2*minute)...)
	}
	return evs
}

func TestR10(t *testing.T) {
	p := UnbrokenDefaults()
	run := func(parts ...[]read.Event) []ruletest.Raised {
		return ruletest.Run(t, &p, ruletest.World{}, parts...)
	}
	start := ruletest.At(t, "2022-02-14 10:00:00")
	past := firstDays(t)
	got := run(past, stretchOf(99, start, 60, minute)) // twice twenty minutes
	ruletest.Times(t, "forty minutes", got, start+40*minute)
	want := "session 0000000000000063: 41 look-ups in 40m0s without a pause of 10m0s; the longest of the first 10 days took 20m0s"
	if got[0].Why != want || got[0].From != start {
		t.Errorf("%+v", got[0])
	}
	ruletest.Times(t, "one short", run(past, stretchOf(99, start, 40, minute)))
	ruletest.Times(t, "again at twice", run(past, stretchOf(99, start, 100, minute)), start+40*minute, start+80*minute)
	rest := stretchOf(99, start+39*minute+10*minute+1, 40, minute)
	ruletest.Times(t, "with a pause", run(past, stretchOf(99, start, 40, minute), rest))
	rest = stretchOf(99, start+39*minute+10*minute, 40, minute)
	ruletest.Times(t, "with none", run(past, stretchOf(99, start, 40, minute), rest), start+49*minute)
	ruletest.Times(t, "two sessions", run(past, stretchOf(99, start, 30, minute), stretchOf(98, start+30*minute, 30, minute)))
	ruletest.Times(t, "few look-ups", run(past, stretchOf(99, start, 9, 10*minute)))
	ruletest.Times(t, "enough", run(past, stretchOf(99, start, 10, 10*minute)), start+9*10*minute)
	ruletest.Times(t, "nine days", run(past[11:], stretchOf(99, start, 60, minute)))
	p.Times = 2.05
	ruletest.Times(t, "2.05 times", run(past, stretchOf(99, start, 60, minute)), start+41*minute)
	p.Times, p.Long = 0.1, 55*time.Minute
	ruletest.Times(t, "fifty-five minutes", run(past, stretchOf(99, start, 60, minute)), start+55*minute)
}

// try is a look-up of P some time after the one before.
type try struct {
	after  int64
	person uint64
	result string
	status int64
}

func triesOf(start int64, list ...try) (evs []read.Event) {
	for _, x := range list {
		start += x.after
		evs = append(evs, read.Event{TS: start, Action: "lookup", Account: "P", Result: x.result, NIRRef: x.person, Status: x.status})
	}
	return evs
}

func TestR15AtOnce(t *testing.T) {
	p := RetryDefaults()
	start := ruletest.At(t, "2022-03-07 10:00:00")
	run := func(list ...try) []ruletest.Raised {
		return ruletest.Run(t, &p, ruletest.World{}, triesOf(start, list...))
	}
	bad := func(after int64, person uint64) try { return try{after, person, "error", 502} }
	good := func(after int64, person uint64) try { return try{after, person, "found", 200} }
	got := run(bad(0, 1), bad(3*second, 1), bad(2*second, 1), good(second, 1))
	ruletest.Times(t, "the third", got, start+6*second)
	if !strings.Contains(got[0].Why, "3 at once, 0 in the rhythm of the one before, 0 after a refusal") || got[0].From != start+3*second {
		t.Errorf("%+v", got[0])
	}
	ruletest.Times(t, "two", run(bad(0, 1), bad(3*second, 1), good(2*second, 1), good(second, 1)))
	ruletest.Times(t, "one comes late", run(bad(0, 1), bad(3*second+1, 1), bad(2*second, 1), good(second, 1)))
	ruletest.Times(t, "another person", run(bad(0, 1), bad(3*second, 2), bad(2*second, 3), good(second, 4)))
	ruletest.Times(t, "nobody named", run(bad(0, 0), bad(second, 0), bad(second, 0), bad(second, 0)))
	day := int64(24 * 60 * minute)
	ruletest.Times(t, "over two days", run(bad(0, 1), bad(second, 1), good(second, 1), bad(day, 1), good(second, 1)))
	ruletest.Times(t, "within a day", run(bad(0, 1), bad(second, 1), good(second, 1), bad(day-3*second, 1), good(second, 1)), start+day)
}

func TestR15Rhythm(t *testing.T) {
	p := RetryDefaults()
	start := ruletest.At(t, "2022-03-07 10:00:00")
	var list []try
	for i := range 4 {
		list = append(list, try{10 * minute, uint64(i + 1), "error", 502}, try{16*second + int64(i%2)*second/4, uint64(i + 1), "found", 200})
	}
	evs := triesOf(start, list...)
	got := ruletest.Run(t, &p, ruletest.World{}, evs)
	ruletest.Times(t, "sixteen seconds each", got, evs[7].TS)
	if !strings.Contains(got[0].Why, "0 at once, 3 in the rhythm") {
		t.Errorf("%+v", got[0])
	}
	list[3].after++
	ruletest.Times(t, "a microsecond more", ruletest.Run(t, &p, ruletest.World{}, triesOf(start, list...)))
}

// What is refused may be another person each time.
func TestR15Refused(t *testing.T) {
	p := RetryDefaults()
	start := ruletest.At(t, "2022-03-07 10:00:00")
	for _, status := range []int64{403, 429} {
		var list []try
		for i := range 5 {
			list = append(list, try{second, uint64(i + 1), "error", status})
		}
		got := ruletest.Run(t, &p, ruletest.World{}, triesOf(start, list...))
		ruletest.Times(t, fmt.Sprint(status), got, start+4*second)
		if !strings.Contains(got[0].Why, "3 after a refusal") {
			t.Errorf("%+v", got[0])
		}
	}
}
