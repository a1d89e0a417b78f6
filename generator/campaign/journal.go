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
			s.over(s.accounts[l.account], c.end-1)
			if iv := s.accounts[l.account].interval; iv.First != 0 {
				j.Accounts = append(j.Accounts, *iv)
			}
		}
	}
	for _, addr := range s.addrs {
		j.Addresses = append(j.Addresses, *s.used[addr])
	}
}

// aftermath adds what the scenario says about the days after: it is told in
// the truth and leaves no line in the portal's logs.
func (p *Plan) aftermath() {
	am := p.w.Scenario.Aftermath
	if len(p.campaigns) == 0 {
		return
	}
	var exposed int64
	for _, c := range p.campaigns {
		exposed += int64(c.sc.Targets.Exposed)
	}
	for _, e := range []struct {
		at      time.Time
		what    string
		persons int64
	}{
		{am.RegulatorNotified, "regulator_notified", exposed}, {am.ComplaintFiled, "complaint_filed", 0},
		{am.MadePublic, "made_public", exposed}, {am.EmailsFrom, "email_notices_begin", exposed}, {am.LettersFrom, "letter_notices_begin", exposed},
	} {
		if !e.at.IsZero() {
			p.journal.Responses = append(p.journal.Responses, event.Response{TS: e.at.UnixMicro(), Action: e.what, Account: event.NoAccount, Persons: e.persons})
		}
	}
	for i, c := range p.w.Scenario.Controls {
		if c.Type == scenarios.Analyst && !c.DetectedAt.IsZero() {
			p.journal.Responses = append(p.journal.Responses, event.Response{TS: c.DetectedAt.UnixMicro(), Action: "noticed", Control: uint8(i + 1), Account: event.NoAccount})
		}
		if p.policy == uint8(i+1) {
			p.journal.Responses = append(p.journal.Responses, event.Response{TS: c.At.UnixMicro(), Action: "password_change_forced", Control: p.policy, Account: event.NoAccount})
		}
	}
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
