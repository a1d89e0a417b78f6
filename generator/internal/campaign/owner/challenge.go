package owner

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
)

// LookUp is one look-up of the owner at the portal. It reports whether the
// session goes on.
func (s *session) LookUp(m *traffic.Moment, now int64) bool {
	q := s.looks[now]
	if q == nil {
		return true
	}
	d := s.user.stage.Defence
	r := s.request(q)
	x := defence.Answer{Request: r, NIR: q.nir, Answered: q.answered, NotFound: q.notFound}
	if d.ClosedAt(now) != nil && !q.answered { // package traffic plays what honest users do then
		d.Count(&x)
		return true
	}
	if v := d.JudgeOwner(&r); v.Refused() {
		s.refuse(m, v, 0)
		x.Answered = false
		s.ask(q, v)
	} else if t := d.Tarpit(&r); t.By != 0 {
		s.overlay(event.ByControl, t.By).
			Set(overlay.Decision{TS: now, Disposition: overlay.Slowed, Cause: event.ByControl, By: t.By})
	}
	d.Count(&x)
	return true
}

// ask has an honest user pass a challenge, once in a session at a time.
func (s *session) ask(q *LookUp, v defence.Verdict) {
	u := s.user
	if v.Why != event.Challenged && v.Why != event.StepUpNeeded || u.asking[q.session] {
		return
	}
	p := passage(u.stage.World, q, v)
	if len(p.Answers) == 0 {
		return
	}
	u.asking[q.session] = true
	visit := visitOf(u.stage.World, q, v.By)
	for i, x := range p.Answers {
		u.stage.Queue.At(x.TS, func(now int64) {
			if i == len(p.Answers)-1 {
				delete(u.asking, q.session)
			}
			if s.over(now) {
				return
			}
			u.add(answer(visit, x, v))
			if x.OK {
				r := s.request(q)
				u.stage.Defence.Pass(&r, v.By)
			}
		})
	}
	if p.Again > 0 {
		u.stage.Queue.At(p.Again, func(now int64) {
			if s.over(now) || u.stage.Defence.ClosedAt(now) != nil {
				return
			}
			r := s.request(q)
			if u.stage.Defence.JudgeOwner(&r).Refused() {
				return
			}
			u.add(again(visit, q, v))
			u.stage.Defence.Count(&defence.Answer{Request: r, NIR: q.nir, Answered: true})
		})
	}
}
