package term

import (
	"fmt"
	"io"
	"time"

	"github.com/breachsim/breachsim/output"
)

// Took is how long a run took: by the clock, and on all processors together.
type Took struct {
	Time time.Duration
	CPU  time.Duration // 0 = not known
}

// Took tells how long the verb takes that began at a time.
func (s *Streams) Took(began time.Time) (t Took) {
	t.Time = s.Now().Sub(began)
	if s.CPU != nil {
		t.CPU, _ = s.CPU()
	}
	return t
}

func (t Took) String() string {
	if t.CPU == 0 {
		return seconds(t.Time)
	}
	return seconds(t.Time) + ", " + seconds(t.CPU) + " of processor time"
}

// Summarize prints the one line that ends a run, and behind it what the user should
// know of the dataset; notes that are empty are left out.
func Summarize(w io.Writer, s *output.Summary, took Took, notes ...string) {
	what := s.Dir
	if s.Shard.Count > 0 {
		what += ", shard " + s.Shard.String()
	}
	line := fmt.Sprintf("%s: %s, %s, %s, %s, %s", what,
		Count(s.Counts.AuditEvents, "audit event"), Count(s.Counts.AccessLines, "access line"),
		Count(s.Counts.ExposedPersons, "exposed person"), Size(s.Bytes), took)
	switch {
	case s.AlreadyComplete:
		line += "; it was complete already"
	case s.ResumedDays > 0:
		line += "; " + Count(int64(s.ResumedDays), "day") + " taken over from the interrupted run"
	}
	for _, note := range notes {
		if note != "" {
			line += "; " + note
		}
	}
	fmt.Fprintln(w, line)
}

// PrintSummary prints what a run made for programs.
func PrintSummary(w io.Writer, s *output.Summary, took Took) error {
	v := struct {
		Directory       string  `json:"directory"`
		Shard           string  `json:"shard,omitempty"`
		AuditEvents     int64   `json:"audit_events"`
		AccessLines     int64   `json:"access_lines"`
		ExposedPersons  int64   `json:"exposed_persons"`
		Files           int     `json:"files"`
		Bytes           int64   `json:"bytes"`
		Seconds         float64 `json:"seconds"`
		CPUSeconds      float64 `json:"cpu_seconds,omitempty"`
		ResumedDays     int     `json:"resumed_days"`
		AlreadyComplete bool    `json:"already_complete"`
	}{
		Directory:   s.Dir,
		AuditEvents: s.Counts.AuditEvents, AccessLines: s.Counts.AccessLines, ExposedPersons: s.Counts.ExposedPersons,
		Files: s.Files, Bytes: s.Bytes, Seconds: took.Time.Seconds(), CPUSeconds: took.CPU.Seconds(),
		ResumedDays: s.ResumedDays, AlreadyComplete: s.AlreadyComplete,
	}
	if s.Shard.Count > 0 {
		v.Shard = s.Shard.String()
	}
	return PrintJSON(w, v)
}

// seconds writes a length of time in seconds.
func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }
