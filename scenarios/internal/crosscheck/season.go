package crosscheck

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// seasons checks times of the calendar: each has a name of its own and an end.
func (w *checker) seasons(top *schema.Record, key string) {
	seen := map[string]bool{}
	for _, r := range top.Group("calendar").Items(key) {
		from, ok1 := schema.Value[time.Time](r, "from")
		to, ok2 := schema.Value[time.Time](r, "to")
		if ok1 && ok2 && !to.After(from) {
			w.Wrong(r.Entry("to"), "not after from, "+quantity.FormatDay(from), "write a later day")
		}
		name, ok := schema.Value[string](r, "name")
		if ok && seen[name] {
			w.Wrong(r.Entry("name"), fmt.Sprintf("a second %s is named %s", key, name), "write another name")
		}
		seen[name] = true
	}
}

// changes checks what happens in the middle of the logs, which go from start to end.
func (w *checker) changes(top *schema.Record, start, end time.Time) {
	if r := top.Group("population").Group("newcomers"); r != nil {
		from, given := schema.Value[time.Time](r, "from")
		over, _ := schema.Value[scenarios.Micros](r, "over")
		switch {
		case given && !from.After(start):
			w.Wrong(r.Entry("from"), "the logs begin on "+quantity.FormatDay(start)+", and newcomers come later",
				"write a later day")
		case given && from.Add(over.Duration()).After(end):
			w.Wrong(r.Entry("from"), "newcomers still come after the end, "+quantity.FormatDay(end),
				"write an earlier day, or a shorter over")
		}
		if e := r.Entry("over"); e.Value != nil && (over%quantity.Day != 0 || over < quantity.Day) {
			w.Wrong(e, fmt.Sprintf("%v is not a whole number of days", over), "write 1d or more, in whole days")
		}
	}
	releases, _ := top.Entry("portal", "release_on").Value.([]*schema.Entry)
	for _, e := range releases {
		at, given := e.Value.(time.Time)
		if given && (at.Before(start) || !at.Before(end)) {
			w.Wrong(e, "not in the simulated period, "+quantity.FormatDay(start)+" to "+quantity.FormatDay(end),
				"write a day in it")
		}
	}
}
