package campaign

import (
	"time"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/scenarios"
)

// journal books the intervals once the queue is empty.
func (s *sim) journal() {
	j := &s.p.journal
	for _, c := range s.p.campaigns {
		for _, l := range c.lanes {
			s.over(s.accounts[l], c.end-1)
			if iv := s.accounts[l].interval; iv.First != 0 {
				j.Accounts = append(j.Accounts, *iv)
			}
		}
	}
	s.ownersPart()
	for _, u := range s.uses {
		for _, b := range s.banned[u.Addr] {
			if b.until > u.First { // the first that it met
				u.Banned = b.from
				break
			}
		}
		j.Addresses = append(j.Addresses, *u)
	}
}

// aftermath is what the scenario says about the days after: it is told in the
// truth and leaves no line in the portal's logs.
func (p *Plan) aftermath() []event.Response {
	if len(p.campaigns) == 0 {
		return nil
	}
	var out []event.Response
	add := func(at time.Time, what string, control int, persons int64) {
		if !at.IsZero() {
			out = append(out, event.Response{TS: at.UnixMicro(), Action: what, Control: uint8(control), Account: event.NoAccount, Persons: persons})
		}
	}
	for i, c := range p.w.Scenario.Controls {
		switch {
		case c.Type == scenarios.Analyst && !c.ByRule() && p.defended:
			add(c.DetectedAt, "noticed", i+1, 0)
		case c.Closes() && p.defended:
			add(c.At, "service_closed", i+1, 0)
			add(c.At.Add(c.Duration.Duration()), "service_opened", i+1, 0)
		case p.policy == uint8(i+1):
			add(c.At, "password_change_forced", i+1, 0)
		}
		if c.Enrols() && p.defended {
			add(c.At, "second_factor_required", i+1, 0)
		}
	}
	var exposed int64
	for _, c := range p.campaigns {
		exposed += int64(c.sc.Targets.Exposed)
	}
	am := &p.w.Scenario.Aftermath
	add(am.RegulatorNotified, "regulator_notified", 0, exposed)
	add(am.ComplaintFiled, "complaint_filed", 0, 0)
	add(am.MadePublic, "made_public", 0, exposed)
	add(am.EmailsFrom, "email_notices_begin", 0, exposed)
	add(am.LettersFrom, "letter_notices_begin", 0, exposed)
	return out
}

// notice is when and how a person was told: most by e-mail within four days of
// the first e-mails, the others by letter within two weeks of the first
// letters (shares and lengths are assumptions).
func (p *Plan) notice(person uint32) (int64, event.Channel) {
	am := &p.w.Scenario.Aftermath
	draw := p.w.Key.Stream(noticeStream).At(uint64(person)).Rand()
	byEmail := draw.Chance(720_000)
	switch {
	case byEmail && !am.EmailsFrom.IsZero():
		return am.EmailsFrom.UnixMicro() + 8*calendar.Hour + int64(draw.Below(4*24))*calendar.Hour + int64(draw.Below(uint64(calendar.Hour))), event.ByEmail
	case !am.LettersFrom.IsZero():
		return am.LettersFrom.UnixMicro() + int64(draw.Below(14*24))*calendar.Hour + 9*calendar.Hour, event.ByLetter
	}
	return 0, event.NotTold
}
