package campaign

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// closing is a time in which a control closes Infopatient for everybody. The
// portal's other services stay open. One of them, the form for referring
// doctors, looks persons up too: it shows their identity and doctor, not their
// other rights.
type closing struct {
	from, to int64
	by       uint8
}

// closes applies a control that closes the service.
func (p *Plan) closes(id uint8, c *scenarios.Control) {
	from := c.At.UnixMicro()
	x := closing{from, from + int64(c.Duration), id}
	p.closings = append(p.closings, x)
	p.w.Base.Close(x.from, x.to, id)
}

// closed is the closing at an instant; nil for none.
func (p *Plan) closed(ts int64) *closing {
	for i := range p.closings {
		if c := &p.closings[i]; ts >= c.from && ts < c.to {
			return c
		}
	}
	return nil
}

// opened is the instant itself, or some minutes after the end of the closing into
// which it falls: a threat actor who wants to try an account waits for it.
func (s *sim) opened(ts int64) int64 {
	for c := s.p.closed(ts); c != nil; c = s.p.closed(ts) {
		ts = c.to + between(s.p.w.Key.Stream(outageStream).At2(uint64(ts), 1), calendar.Minute, 40*calendar.Minute)
	}
	return ts
}

// switches has a lane go on through the form for referring doctors, at the pace
// that it had. To find it takes some minutes.
func (s *sim) switches(a *account, v portal.Visit, i uint64, now int64) {
	l := a.lane
	l.doctor, l.refusals = true, 0
	s.adapts(a, &v, now, "endpoint_switched")
	s.resume(a, v, i, now+between(l.key.At2(74, uint64(l.steps)), 2*calendar.Minute, 20*calendar.Minute), false)
}

// shut is the refusal of a look-up while the service is closed.
func (s *sim) shut(l *lane, ts int64) refusal {
	if c := s.p.closed(ts); c != nil && !l.doctor {
		return refusal{scenarios.OnServiceClosed, event.ServiceClosed, c.to, c.by}
	}
	return refusal{}
}
