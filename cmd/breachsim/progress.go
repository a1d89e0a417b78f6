package main

import (
	"fmt"
	"io"
	"time"

	"breachsim/output"
)

// redraw is the least time between two drawings of the progress line.
const redraw = 200 * time.Millisecond

// progressLine draws how far a run is: one line on a terminal, drawn again and
// again over itself. A nil progressLine draws nothing.
type progressLine struct {
	w     io.Writer
	now   func() time.Time
	began time.Time
	stage string
	since time.Time // when the stage began
	first int       // steps done when it did
	drawn time.Time
	shown bool
}

// newProgressLine returns nil where nobody watches.
func (s *streams) newProgressLine(quiet bool) *progressLine {
	if quiet || !s.terminal {
		return nil
	}
	return &progressLine{w: s.err, now: s.now, began: s.now()}
}

// callback is the line as an option of output.
func (l *progressLine) callback() func(output.Progress) {
	if l == nil {
		return nil
	}
	return l.tell
}

func (l *progressLine) tell(p output.Progress) {
	now := l.now()
	if p.Stage != l.stage {
		l.stage, l.since, l.first = p.Stage, now, p.Done
	}
	if now.Sub(l.drawn) < redraw {
		return
	}
	l.drawn, l.shown = now, true
	fmt.Fprintf(l.w, "\r%s\x1b[K", l.text(p, now))
}

// text is one state of the line, such as
// days  37 %  812,000 events/s  655 MB/s  0:21 left
func (l *progressLine) text(p output.Progress, now time.Time) string {
	s := fmt.Sprintf("%s %3d %%", p.Stage, share(p.Done, p.Total))
	if took := now.Sub(l.began).Seconds(); took > 0 {
		s += fmt.Sprintf("  %s events/s", thousands(int64(float64(p.AuditEvents)/took)))
		if in := now.Sub(l.since).Seconds(); in > 0 {
			s += fmt.Sprintf("  %s/s", size(int64(float64(p.Bytes)/in)))
		}
	}
	if steps := p.Done - l.first; steps > 0 {
		left := time.Duration(float64(now.Sub(l.since)) * float64(p.Total-p.Done) / float64(steps))
		s += "  " + clockTime(left) + " left"
	}
	return s
}

func share(done, total int) int {
	if total <= 0 {
		return 100
	}
	return 100 * done / total
}

// clear takes the line away, so that what is printed next stands alone.
func (l *progressLine) clear() {
	if l != nil && l.shown {
		fmt.Fprint(l.w, "\r\x1b[K")
		l.shown = false
	}
}
