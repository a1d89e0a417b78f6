package campaign

import (
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/scenarios"
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
		case c.Disabled:
			continue
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
	add(p.during(am.RegulatorNotified, regulator), event.RegulatorNotified, 0, exposed)
	add(p.during(am.ComplaintFiled, complaint), event.ComplaintFiled, 0, 0)
	add(p.during(am.MadePublic, press), event.MadePublic, 0, exposed)
	add(p.during(am.EmailsFrom, mailing), event.EmailsBegin, 0, exposed)
	add(p.during(am.LettersFrom, posting), event.LettersBegin, 0, exposed)
	return append(out, p.wakes(exposed)...)
}

// hours is a part of a day in which something is done, in hours behind midnight; it
// names the draw as well.
type hours struct {
	draw     uint64
	from, to int64
}

// When offices do what the scenario gives the day of (assumptions).
var (
	regulator = hours{1, 10, 18}
	complaint = hours{2, 9, 17}
	press     = hours{3, 11, 19}
	mailing   = hours{4, 7, 8} // before the first of them arrives
	posting   = hours{5, 6, 9}
)

// noticeDraws keeps the draws of the days after apart from those of persons.
const noticeDraws = 1 << 40

// during is the instant within a day at which something is done in the days after;
// one that the scenario gives to the hour stays.
func (p *Plan) during(day time.Time, h hours) time.Time {
	local := day.In(p.w.Calendar.Loc)
	if day.IsZero() || local.Hour() != 0 || local.Minute() != 0 || local.Second() != 0 {
		return day
	}
	key := p.w.Key.Stream(script.NoticeStream).At2(noticeDraws, h.draw)
	return day.Add(time.Duration(h.from)*time.Hour + time.Duration(key.Below(uint64((h.to-h.from)*3600)))*time.Second)
}

// notice is when and how a person was told: most by e-mail within four days of
// the first e-mails, sent from eight in the morning to eight in the evening; the others
// by letter within two weeks of the first letters, delivered from Monday to Saturday,
// from nine to three (shares, lengths and hours are assumptions).
func (p *Plan) notice(person uint32) (int64, event.Channel) {
	am := &p.w.Scenario.Aftermath
	draw := p.w.Key.Stream(script.NoticeStream).At(uint64(person)).Rand()
	byEmail := draw.Chance(720_000)
	switch {
	case byEmail && !am.EmailsFrom.IsZero():
		return onDay(am.EmailsFrom, int64(draw.Below(4)), 8*calendar.Hour+int64(draw.Below(12*uint64(calendar.Hour)))),
			event.ByEmail
	case !am.LettersFrom.IsZero():
		day := int64(draw.Below(14))
		at := 9*calendar.Hour + int64(draw.Below(6*60))*calendar.Minute
		if am.LettersFrom.In(p.w.Calendar.Loc).AddDate(0, 0, int(day)).Weekday() == time.Sunday {
			day++
		}
		return onDay(am.LettersFrom, day, at), event.ByLetter
	}
	return 0, event.NotTold
}

// onDay is a time of the n-th day behind one, in microseconds. Clocks change at night:
// an hour more or less is left to them.
func onDay(day time.Time, n, at int64) int64 { return day.UnixMicro() + n*24*calendar.Hour + at }
