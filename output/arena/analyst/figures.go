package analyst

// Figures is what a desk has done so far.
type Figures struct {
	Alerts    int      `json:"alerts"`          // that came in
	Merged    int      `json:"merged"`          // of them, those about an entity with an open case or a standing action
	Looked    int      `json:"looked"`          // cases that somebody looked at
	Acted     int      `json:"acted"`           // cases that were acted on
	Fooled    int      `json:"fooled"`          // of them, false alarms
	Dismissed int      `json:"dismissed"`       // cases that were dismissed
	Missed    int      `json:"missed"`          // of them, true alarms
	Dropped   int      `json:"dropped"`         // cases beyond the budget that nobody will look at
	Waiting   int      `json:"waiting"`         // cases that nobody has looked at yet
	Work      int64    `json:"work_us"`         // microseconds of all looks
	Longest   int      `json:"longest_queue"`   // cases that waited at the same time
	LongestAt int64    `json:"longest_at_us"`   // when first so many waited, microseconds since 1970 UTC; 0 = never any
	Queue     []Queued `json:"queue,omitempty"` // hours in which the queue changed, in order
}

// NeverLooked is the number of cases that nobody has looked at.
func (f *Figures) NeverLooked() int { return f.Dropped + f.Waiting }

// Queued is the queue of one hour of UTC.
type Queued struct {
	Hour int64 `json:"hour_us"` // its beginning, microseconds since 1970 UTC
	Most int   `json:"most"`    // cases that waited at the same time
	End  int   `json:"end"`     // cases that waited when the last change of the hour was done
}

const hour = 3_600_000_000

// note keeps that n cases wait at t.
func (f *Figures) note(t int64, n int) {
	start := t - t%hour
	if last := len(f.Queue) - 1; last < 0 || f.Queue[last].Hour != start {
		before := 0
		if last >= 0 {
			before = f.Queue[last].End
		}
		f.Queue = append(f.Queue, Queued{start, before, before})
	}
	q := &f.Queue[len(f.Queue)-1]
	q.Most, q.End = max(q.Most, n), n
	if n > f.Longest {
		f.Longest, f.LongestAt = n, t
	}
}
