package send

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/replay"
)

// The line tells the simulated time, rates since it was drawn last, the lag and retries;
// it is drawn over itself and taken away.
func TestProgressLine(t *testing.T) {
	var drawn bytes.Buffer
	now := time.Unix(1000, 0)
	l := &progressLine{s: &term.Streams{Err: &drawn, Now: func() time.Time { return now }}, zone: time.UTC, speed: 60}
	l.draw(replay.Progress{})
	now = now.Add(100 * time.Millisecond)
	l.draw(replay.Progress{Lines: 1})
	if drawn.Len() > 0 {
		t.Errorf("drawn too soon: %q", drawn.String())
	}
	now = now.Add(1900 * time.Millisecond)
	at := time.Date(2026, 3, 12, 9, 14, 7, 0, time.UTC).UnixMicro()
	l.draw(replay.Progress{Lines: 2408, Bytes: 842_000, At: at, Lag: 12 * time.Millisecond, Retries: 2})
	want := "\rThu 2026-03-12 09:14:07  1,204 lines/s  421 kB/s  12ms late  2 retries\x1b[K"
	if drawn.String() != want {
		t.Errorf("%q, want %q", drawn.String(), want)
	}
	l.clear()
	l.clear()
	if strings.Count(drawn.String(), "\x1b[K") != 2 {
		t.Errorf("cleared: %q", drawn.String())
	}
}
