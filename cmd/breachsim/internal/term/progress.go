package term

import (
	"fmt"
	"io"
	"time"

	"github.com/breachsim/breachsim/output"
)

// redraw is the least time between two drawings of the progress line.
const redraw = 200 * time.Millisecond

// ProgressLine draws how far a run is: one line on a terminal, drawn again and
// again over itself. A nil ProgressLine draws nothing.
type ProgressLine struct {
	w     io.Writer
	now   func() time.Time
	began time.Time
	stage string
	since time.Time // when the stage began
	first int       // steps done when it did
	drawn time.Time
	shown bool
}

// NewProgressLine returns nil where nobody watches.
func (s *Streams) NewProgressLine(quiet bool) *ProgressLine {
	if quiet || !s.Terminal {
		return nil
	}
	w := s.Screen
	if w == nil {
		w = s.Err
	}
	return &ProgressLine{w: w, now: s.Now, began: s.Now()}
}

// Callback is the line as an option of output.
func (l *ProgressLine) Callback() func(output.Progress) {
	if l == nil {
		return nil
	}
	return l.tell
}

func (l *ProgressLine) tell(p output.Progress) {
	now := l.now()
	if p.Stage != l.stage {
		l.stage, l.since, l.first = p.Stage, now, p.Done
	}
	if now.Sub(l.drawn) >= redraw {
		l.draw(l.text(p, now), now)
	}
}

func (l *ProgressLine) draw(text string, now time.Time) {
	l.drawn, l.shown = now, true
	fmt.Fprintf(l.w, "\r%s\x1b[K", text)
}

// text is one state of the line, such as
// days  37 %  812,000 events/s  655 MB/s  0:21 left
func (l *ProgressLine) text(p output.Progress, now time.Time) string {
	s := fmt.Sprintf("%s %3d %%", p.Stage, share(p.Done, p.Total))
	if took := now.Sub(l.began).Seconds(); took > 0 {
		if p.AuditEvents > 0 {
			s += fmt.Sprintf("  %s events/s", Thousands(int64(float64(p.AuditEvents)/took)))
		}
		if in := now.Sub(l.since).Seconds(); in > 0 {
			s += fmt.Sprintf("  %s/s", Size(int64(float64(p.Bytes)/in)))
		}
	}
	if steps := p.Done - l.first; steps > 0 {
		left := time.Duration(float64(now.Sub(l.since)) * float64(p.Total-p.Done) / float64(steps))
		s += "  " + ClockTime(left) + " left"
	}
	return s
}

func share(done, total int) int {
	if total <= 0 {
		return 100
	}
	return 100 * done / total
}

// Clear takes the line away, so that what is printed next stands alone.
func (l *ProgressLine) Clear() {
	if l != nil && l.shown {
		fmt.Fprint(l.w, "\r\x1b[K")
		l.shown = false
	}
}
