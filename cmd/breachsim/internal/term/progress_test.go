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

func TestReadingLine(t *testing.T) {
	var out bytes.Buffer
	now := time.Date(2022, 3, 11, 16, 0, 0, 0, time.UTC)
	s := &Streams{Terminal: true, Err: &out, Now: func() time.Time { return now }}
	l := &logs{name: "seed1", at: map[string]int64{},
		sizes: map[string]int64{"logs/audit/1": 300e6, "logs/audit/2": 100e6, "logs/access/1": 600e6},
		total: map[string]int64{"logs/audit": 400e6, "logs/access": 600e6},
		first: map[string]string{"logs/audit": "logs/audit/1", "logs/access": "logs/access/1"}}
	const clear = "\x1b[K"
	for _, once := range []bool{true, false} {
		l.pass, l.at = 0, map[string]int64{}
		r := s.NewReadingLine(false, once)
		for _, c := range []struct {
			after time.Duration
			file  string
			at    int64
			once  string
			often string
		}{
			{0, "logs/audit/1", 0, "logs   0 %", "logs   0 %"},
			{100 * time.Millisecond, "logs/audit/1", 10e6, "", ""}, // too soon
			{900 * time.Millisecond, "logs/audit/1", 200e6, "logs  50 %  200 MB/s  0:01 left", "logs  50 %  200 MB/s"},
			{time.Second, "logs/access/1", 0, "logs  20 %  100 MB/s  0:08 left", "logs  20 %  100 MB/s"}, // read beside
			{0, "truth/accounts.jsonl", 17, "", ""},
			{0, "logs/audit/1", 300e6, "logs  30 %  150 MB/s  0:05 left", "logs  30 %  150 MB/s"},
			{time.Second, "logs/audit/2", 100e6, "logs  40 %  133 MB/s  0:05 left", "logs  40 %  133 MB/s"},
			{0, "logs/access/1", 600e6, "logs 100 %  working it out", "logs 100 %  working it out"},
			{time.Second, "logs/audit/1", 0, "logs, pass 2   0 %", "logs, pass 2   0 %"},
			{time.Second, "logs/audit/1", 900e6, "logs, pass 2  75 %  300 MB/s  0:00 left", "logs, pass 2  75 %  300 MB/s"},
			{time.Second, "logs/audit/1", 0, "logs, pass 3   0 %", "logs, pass 3   0 %"}, // given up and begun again
		} {
			now = now.Add(c.after)
			out.Reset()
			r.tell(l, c.file, c.at)
			want := c.often
			if once {
				want = c.once
			}
			if want != "" {
				want = "\r" + want + clear
			}
			if got := out.String(); got != want {
				t.Errorf("%s at %d: %q, want %q", c.file, c.at, got, want)
			}
		}
		r.Clear()
	}
	if l := s.NewReadingLine(true, true); l != nil {
		t.Error("quiet, and a line is drawn")
	}
	s.Terminal = false
	l2 := s.NewReadingLine(false, true)
	l2.Watch(nil) // nobody watches: nothing is touched
	l2.Clear()
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
