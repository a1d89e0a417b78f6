package main

import (
	"fmt"
	"io"
	"time"

	"breachsim/output"
)

// summarize prints the one line that ends a run.
func summarize(w io.Writer, s *output.Summary, took time.Duration) {
	what := s.Dir
	if s.Shard.Count > 0 {
		what += ", shard " + s.Shard.String()
	}
	line := fmt.Sprintf("%s: %s, %s, %s, %s, %s", what,
		count(s.Counts.AuditEvents, "audit event"), count(s.Counts.AccessLines, "access line"),
		count(s.Counts.ExposedPersons, "exposed person"), size(s.Bytes), seconds(took))
	switch {
	case s.AlreadyComplete:
		line += "; it was complete already"
	case s.ResumedDays > 0:
		line += "; " + count(int64(s.ResumedDays), "day") + " taken over from the interrupted run"
	}
	fmt.Fprintln(w, line)
}

// seconds writes a length of time in seconds.
func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }
