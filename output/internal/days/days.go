package days

import (
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/internal/state"
)

// A Day is a local date with its slices, which are neighbours in the source's
// list.
type Day struct {
	Date    string
	Windows []event.Window
}

// List groups slices by local day, in order.
func List(windows []event.Window) []Day {
	var list []Day
	for i, w := range windows {
		if i == 0 || w.Day != windows[i-1].Day {
			list = append(list, Day{Date: date(w.Day)})
		}
		d := &list[len(list)-1]
		d.Windows = append(d.Windows, w)
	}
	return list
}

func date(days int32) string {
	return time.Unix(int64(days)*86400, 0).UTC().Format(time.DateOnly)
}

// Of returns the days of a shard. Row by row of n days, the shard's place
// moves on by one, so that no shard gets all the Mondays when n is 7.
func Of(all []Day, s state.Shard) []Day {
	if s.Count == 0 {
		return all
	}
	var mine []Day
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
