package survey

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/output/read"
)

// Parts is in how many equal parts the time of the logs is divided.
const Parts = 480

// Span is the time of the logs, microseconds since 1970 UTC.
type Span struct {
	From, To int64
	Days     int              // local days with a log
	At       [Parts + 1]int64 // the ends of its parts, From and To among them
}

// UnfitError says that a dataset has no log to look at.
type UnfitError struct{ Dir string }

func (e *UnfitError) Error() string {
	return fmt.Sprintf("dataset %q has no native audit log; generate makes one with --format jsonl", e.Dir)
}

// spanOf finds out of which days there are logs.
func spanOf(d *read.Dataset) (s Span, err error) {
	files := d.Days("logs/audit", ".jsonl")
	if len(files) == 0 {
		return s, &UnfitError{d.Dir}
	}
	first, err := dayOf(files[0], d.Zone)
	if err != nil {
		return s, err
	}
	last, err := dayOf(files[len(files)-1], d.Zone)
	if err != nil {
		return s, err
	}
	s.Days, s.From, s.To = len(files), first.UnixMicro(), last.AddDate(0, 0, 1).UnixMicro()
	for k := range s.At {
		s.At[k] = s.From + (s.To-s.From)/Parts*int64(k)
	}
	s.At[Parts] = s.To
	return s, nil
}

// dayOf is the start of the local day that a file is named by.
func dayOf(file string, zone *time.Location) (time.Time, error) {
	t, err := time.ParseInLocation(time.DateOnly, read.DateOf(file), zone)
	if err != nil {
		return t, fmt.Errorf("day file %q: its name is no date", file)
	}
	return t, nil
}

// part is in which part a moment lies.
func (s *Span) part(t int64) int {
	return int(min(max((t-s.From)*Parts/(s.To-s.From), 0), Parts-1))
}
