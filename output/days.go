package output

import (
	"time"

	"breachsim/generator/event"
)

// A day is a local date with its slices, which are neighbours in the source's
// list.
type day struct {
	date    string
	windows []event.Window
}

// days groups slices by local day, in order.
func days(windows []event.Window) []day {
	var list []day
	for i, w := range windows {
		if i == 0 || w.Day != windows[i-1].Day {
			list = append(list, day{date: date(w.Day)})
		}
		d := &list[len(list)-1]
		d.windows = append(d.windows, w)
	}
	return list
}

func date(days int32) string {
	return time.Unix(int64(days)*86400, 0).UTC().Format(time.DateOnly)
}

// daysOf returns the days of a shard. Row by row of n days, the shard's place
// moves on by one, so that no shard gets all the Mondays when n is 7.
func daysOf(all []day, s Shard) []day {
	if s.Count == 0 {
		return all
	}
	var mine []day
	for i, d := range all {
		if (i+i/s.Count)%s.Count == s.Index-1 {
			mine = append(mine, d)
		}
	}
	return mine
}

// sliceName is how messages name a slice: its UTC start.
func sliceName(w event.Window) string {
	return time.UnixMicro(w.From).UTC().Format("2006-01-02T15:04Z")
}
