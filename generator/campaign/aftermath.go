package campaign

import (
	"time"

	"breachsim/generator/calendar"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/scenarios"
)

// aftermath is what the scenario says about the days after: it is told in the
// truth and leaves no line in the portal's logs.
func (p *Plan) aftermath() []event.Response {
	if len(p.campaigns) == 0 {
		return nil
	}
	var out []event.Response
	add := func(at time.Time, what event.Measure, control int, persons int64) {
		if !at.IsZero() {
			out = append(
				out,
				event.Response{
					TS:      at.UnixMicro(),
					Action:  what,
					Control: uint8(control),
					Account: event.NoAccount,
					Persons: persons,
				},
			)
		}
	}
	for i, c := range p.w.Scenario.Controls {
		switch {
		case c.Type == scenarios.Analyst && !c.ByRule() && p.defence.Defended():
			add(c.DetectedAt, event.Noticed, i+1, 0)
		case c.Closes() && p.defence.Defended():
			add(c.At, event.ServiceShut, i+1, 0)
			add(c.At.Add(c.Duration.Duration()), event.ServiceOpened, i+1, 0)
		case p.defence.Policy() == uint8(i+1):
			add(c.At, event.ChangeForced, i+1, 0)
		}
		if c.Enrols() && p.defence.Defended() {
			add(c.At, event.FactorRequired, i+1, 0)
		}
	}
	var exposed int64
	for _, c := range p.campaigns {
		exposed += int64(c.Spec.Targets.Exposed)
	}
	am := &p.w.Scenario.Aftermath
	add(am.RegulatorNotified, event.RegulatorNotified, 0, exposed)
	add(am.ComplaintFiled, event.ComplaintFiled, 0, 0)
	add(am.MadePublic, event.MadePublic, 0, exposed)
	add(am.EmailsFrom, event.EmailsBegin, 0, exposed)
	add(am.LettersFrom, event.LettersBegin, 0, exposed)
	return out
}

// notice is when and how a person was told: most by e-mail within four days of
// the first e-mails, the others by letter within two weeks of the first
// letters (shares and lengths are assumptions).
func (p *Plan) notice(person uint32) (int64, event.Channel) {
	am := &p.w.Scenario.Aftermath
	draw := p.w.Key.Stream(script.NoticeStream).At(uint64(person)).Rand()
	byEmail := draw.Chance(720_000)
	switch {
	case byEmail && !am.EmailsFrom.IsZero():
		return am.EmailsFrom.UnixMicro() + 8*calendar.Hour + int64(
			draw.Below(4*24),
		)*calendar.Hour + int64(
			draw.Below(uint64(calendar.Hour)),
		), event.ByEmail
	case !am.LettersFrom.IsZero():
		return am.LettersFrom.UnixMicro() + int64(draw.Below(14*24))*calendar.Hour + 9*calendar.Hour, event.ByLetter
	}
	return 0, event.NotTold
}
