package replay

import (
	"context"
	"time"
)

// pacer says when a line is due. All times follow from the first line's, never from the
// wait before, so errors do not add up:
//
//	due(line) = start + (its log time - the first log time) / speed
type pacer struct {
	speed float64 // seconds of log a second; 0 = everything is due
	start time.Time
	first int64 // log time of the first line, µs
	timer *time.Timer
}

// due is how long after the start a log time is due.
func (p *pacer) due(micros int64) time.Duration {
	if p.speed == 0 {
		return 0
	}
	return time.Duration(float64(micros-p.first) * 1000 / p.speed)
}

// wait returns when a log time is due, or with the cause of ctx.
func (p *pacer) wait(ctx context.Context, micros int64) error {
	if p.speed == 0 {
		return context.Cause(ctx)
	}
	if p.start.IsZero() {
		p.start, p.first = time.Now(), micros
	}
	return p.sleep(ctx, p.due(micros)-time.Since(p.start))
}

// lag is how late a log time is now.
func (p *pacer) lag(micros int64) time.Duration {
	if p.speed == 0 {
		return 0
	}
	return max(time.Since(p.start)-p.due(micros), 0)
}

func (p *pacer) sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return context.Cause(ctx)
	}
	if p.timer == nil {
		p.timer = time.NewTimer(d)
	} else {
		p.timer.Reset(d)
	}
	select {
	case <-p.timer.C:
		return nil
	case <-ctx.Done():
		p.timer.Stop()
		return context.Cause(ctx)
	}
}
