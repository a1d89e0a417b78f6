package campaign

import (
	"breachsim/generator/event"
	"breachsim/scenarios"
)

// finds notes in a look-up of a campaign whose record was found.
func (x *look) finds(s *sim, en entry) {
	if en.hit {
		x.holder, x.canary = en.holder, s.p.w.Persons.Canary(en.holder)
	}
}

// rings writes the alert that each look-up of a canary raises. Honest users look
// none of them up: they are nobody's patients.
func (s *sim) rings(a *account, x *look) {
	if x.canary == 0 || !x.answered {
		return
	}
	for i := range s.watch.rules {
		if t := &s.watch.rules[i]; t.ctl.Type == scenarios.Canary && t.id == x.canary && x.ts >= t.ctl.At.UnixMicro() {
			s.p.journal.Alerts = append(s.p.journal.Alerts, event.Alert{
				TS: x.ts, Event: s.p.w.IDs.Event(x.name), Person: x.holder, Account: a.index, Addr: x.addr, Control: t.id,
			})
		}
	}
}
