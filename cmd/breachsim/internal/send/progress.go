package send

import (
	"fmt"
	"sync"
	"time"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/replay"
)

// progressLine draws one line over itself, such as
// Thu 2026-03-12 09:14:07  1,204 lines/s  421 kB/s  12 ms late  2 retries
type progressLine struct {
	s     *term.Streams
	zone  *time.Location
	speed float64

	mu    sync.Mutex
	last  replay.Progress
	at    time.Time
	shown bool
}

func (l *progressLine) draw(p replay.Progress) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.s.Now()
	if l.at.IsZero() {
		l.at, l.last = now, p
		return
	}
	since := now.Sub(l.at).Seconds()
	if since < 0.5 {
		return
	}
	fmt.Fprintf(l.s.Err, "\r%s\x1b[K", l.text(p, since))
	l.at, l.last, l.shown = now, p, true
}

// text is one state of the line; rates are those since the one before.
func (l *progressLine) text(p replay.Progress, since float64) string {
	at := "waiting for the first line"
	if p.At != 0 {
		at = time.UnixMicro(p.At).In(l.zone).Format("Mon 2006-01-02 15:04:05")
	}
	text := fmt.Sprintf("%s  %s lines/s  %s/s", at, term.Thousands(int64(float64(p.Lines-l.last.Lines)/since)),
		term.Size(int64(float64(p.Bytes-l.last.Bytes)/since)))
	if l.speed > 0 {
		text += fmt.Sprintf("  %v late", p.Lag.Round(time.Millisecond))
	}
	if p.Retries > 0 {
		text += "  " + retriesOf(p.Retries)
	}
	return text
}

// clear takes the line away.
func (l *progressLine) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shown {
		fmt.Fprint(l.s.Err, "\r\x1b[K")
		l.shown = false
	}
}

func retriesOf(n int64) string {
	if n == 1 {
		return "1 retry"
	}
	return term.Thousands(n) + " retries"
}
