package wire

import (
	"testing"
	"time"
)

// AppendMoment says what the standard library says, on every day of centuries
// and at the ends of days.
func TestMoment(t *testing.T) {
	const form = "2006-01-02T15:04:05.000000Z"
	stamp := NewStamp()
	first, last := time.Date(1599, 12, 25, 0, 0, 0, 0, time.UTC), time.Date(2403, 1, 5, 0, 0, 0, 0, time.UTC)
	for at := first; at.Before(last); at = at.AddDate(0, 0, 1) {
		for _, off := range []time.Duration{0, time.Microsecond, 13*time.Hour + 7*time.Minute + 9*time.Second + 40_302*time.Microsecond, 24*time.Hour - time.Microsecond} {
			ts := at.Add(off)
			got := string(AppendMoment(nil, ts.UnixMicro()))
			if want := ts.Format(form); got != want || string(stamp.Append(nil, ts.UnixMicro())) != want {
				t.Fatalf("%s, want %s", got, want)
			}
		}
	}
}
