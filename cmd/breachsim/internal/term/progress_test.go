package term

import (
	"bytes"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output"
)

func TestProgressLine(t *testing.T) {
	var out bytes.Buffer
	now := time.Date(2022, 3, 11, 16, 0, 0, 0, time.UTC)
	s := &Streams{Terminal: true, Err: &out, Now: func() time.Time { return now }}
	l := s.NewProgressLine(false)
	at := func(d time.Duration, p output.Progress) string {
		now = now.Add(d)
		out.Reset()
		l.tell(p)
		return out.String()
	}
	const clear = "\x1b[K"
	for _, c := range []struct {
		after time.Duration
		p     output.Progress
		want  string
	}{
		{0, output.Progress{Stage: "days", Done: 0, Total: 200}, "\rdays   0 %" + clear},
		{100 * time.Millisecond, output.Progress{Stage: "days", Done: 1, Total: 200}, ""}, // too soon
		{900 * time.Millisecond, output.Progress{Stage: "days", Done: 2, Total: 200, AuditEvents: 812_345, Bytes: 655e6},
			"\rdays   1 %  812,345 events/s  655 MB/s  1:39 left" + clear},
		{9 * time.Second, output.Progress{Stage: "days", Done: 100, Total: 200, AuditEvents: 8_000_000, Bytes: 6e9},
			"\rdays  50 %  800,000 events/s  600 MB/s  0:10 left" + clear},
		{10 * time.Second, output.Progress{Stage: "records", Done: 1, Total: 3, AuditEvents: 16_000_000},
			"\rrecords  33 %  800,000 events/s" + clear},
	} {
		if got := at(c.after, c.p); got != c.want {
			t.Errorf("%v: %q, want %q", c.p, got, c.want)
		}
	}
	out.Reset()
	l.Clear()
	l.Clear()
	if got := out.String(); got != "\r"+clear {
		t.Errorf("clearing prints %q", got)
	}
}

func TestNumbersForReaders(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 510000: "510,000", -1234567: "-1,234,567"} {
		if got := Thousands(n); got != want {
			t.Errorf("thousands(%d) = %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0 bytes", 999: "999 bytes", 1000: "1.0 kB", 99949: "99.9 kB", 99950: "100 kB", 27e9: "27.0 GB"} {
		if got := Size(n); got != want {
			t.Errorf("size(%d) = %q, want %q", n, got, want)
		}
	}
	for d, want := range map[time.Duration]string{7 * time.Second: "0:07", 760 * time.Second: "12:40", 10921 * time.Second: "3:02:01"} {
		if got := ClockTime(d); got != want {
			t.Errorf("clockTime(%v) = %q, want %q", d, got, want)
		}
	}
}
