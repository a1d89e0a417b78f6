package triage

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// finding is a match that a rule makes an alert of.
type finding struct {
	rule    event.WarningRule
	m       *match
	account uint32 // or NoAccount: the rule is about the address
}

// warn runs the rules over the hour and raises what they find.
func (w *World) warn(h *watch, b *event.Batch) {
	h.reset()
	for i := range b.AuditOrder {
		ev, t := b.AuditAt(i)
		w.see(h, ev, t)
	}
	for i := range h.minutes {
		if m := &h.minutes[i]; m.until != 0 {
			w.raise(b, finding{event.RateByAddress, m, event.NoAccount})
		}
	}
	for i := range h.hours {
		s := &h.hours[i]
		for _, f := range [...]finding{
			{event.FailedSignIns, &s.failed, s.account},
			{event.MassLookUps, &s.found, s.account},
			{event.ImpossibleTravel, &s.travel, s.account},
			{event.KnownBadNetwork, &s.bad, s.account},
		} {
			if f.m.until != 0 {
				w.raise(b, f)
			}
		}
		w.stale(b, s)
	}
}

// stale has a rule fire over an hour whose baseline is out of date, whatever was done in
// it. It does not see labels: most of what it fires at is honest because most hours are.
func (w *World) stale(b *event.Batch, s *sitting) {
	k := w.key(stStale, uint64(s.account), uint64(b.Window.From))
	if s.found.count == 0 || !k.At(whether).Chance(int64(w.wanted.AlertsFalse)) {
		return
	}
	var choice [4]finding
	n := 0
	for _, f := range [...]struct {
		finding
		may bool
	}{
		{finding{event.MassLookUps, &s.found, s.account}, s.found.until == 0},
		{finding{event.KnownBadNetwork, &s.all, s.account}, s.bad.until == 0},
		{finding{event.FailedSignIns, &s.failed, s.account}, s.failed.count > 0 && s.failed.until == 0},
		{finding{event.ImpossibleTravel, &s.all, s.account}, s.mixed && s.travel.until == 0},
	} {
		if f.may {
			choice[n] = f.finding
			n++
		}
	}
	if n > 0 {
		f := choice[k.At(which).Below(uint64(n))]
		f.m.fires(f.m.to, searchPeriod)
		w.raise(b, f)
	}
}

// raise adds an alert, unless it is one of those that are missed: for the whole local day,
// by rule and account or address.
func (w *World) raise(b *event.Batch, f finding) {
	m, about := f.m, uint64(f.account)
	if f.account == event.NoAccount {
		about = w.draws.Encrypt(m.event.Addr.Hi) ^ m.event.Addr.Lo
	}
	of := uint64(f.rule)<<32 | uint64(uint32(b.Window.Day))
	if w.key(stMissed, about, of).Chance(int64(w.wanted.AlertsMissed)) {
		return
	}
	latency := 5*second + int64(w.key(stLatency, about, of).Below(uint64(85*second)))
	if f.rule.Source() == "waf" {
		latency = second + latency%(2*second)
	}
	a := event.Warning{
		ID: w.id(stAlertID, about, uint64(f.rule)<<56^uint64(m.from)), TS: m.until + latency,
		From: m.from, To: m.to, Event: m.event.ID, Session: m.event.Session, Addr: m.event.Addr,
		Account: f.account, Count: m.count, Day: b.Window.Day, Rule: f.rule,
	}
	b.Warnings = append(b.Warnings, a)
	if w.wanted.Tickets {
		w.study(b, &a, m.attack)
	}
}

// Shares of what becomes of an alert (assumptions).
const (
	casesHigh   = 900_000 // of the alerts of that severity
	casesMedium = 600_000
	casesLow    = 300_000
	noVerdict   = 150_000 // of the cases
)

// study opens an analyst's case about an alert, or not: what is urgent is mostly looked at.
func (w *World) study(b *event.Batch, a *event.Warning, attack bool) {
	k := w.key(stCase, a.ID, 0)
	share := int64(casesLow)
	switch a.Rule.Severity() {
	case "high":
		share = casesHigh
	case "medium":
		share = casesMedium
	}
	if !k.At(whether).Chance(share) {
		return
	}
	r := k.At(which).Rand()
	t := event.Ticket{
		ID: w.id(stTicketID, a.ID, 0), Kind: event.CaseTicket, Channel: event.FromAlert,
		Event: a.Event, At: a.To, Warning: a.ID, Account: a.Account,
	}
	t.Opened = a.TS + r.Between(minute, 20*minute)
	t.Assigned = t.Opened + r.LogNormal(25*minute, 65_536)
	t.Closed = t.Assigned + 5*minute + r.LogNormal(2*hour, 65_536)
	t.Verdict, t.Closure = w.judge(&r, a.Rule, attack)
	b.Tickets = append(b.Tickets, t)
}

// judge comes to a verdict that is wrong at the stated rate, and closes the case with it:
// the closure follows from the verdict, never from the truth.
func (w *World) judge(r *random.Rand, rule event.WarningRule, attack bool) (event.Verdict, event.Closure) {
	open, wrong, how := r.Chance(noVerdict), r.Chance(int64(w.wanted.VerdictsWrong)), r.Below(3)
	switch {
	case open && how == 0:
		return event.Undetermined, event.NothingToSee
	case open:
		return event.Undetermined, event.OwnerNotReached
	case attack != wrong && how < 2:
		return event.HeldTrue, event.OwnerDenies
	case attack != wrong:
		return event.HeldTrue, event.PassedOn
	case how == 0 && (rule == event.RateByAddress || rule == event.KnownBadNetwork):
		return event.HeldFalse, event.SharedAddress
	case how == 0:
		return event.HeldFalse, event.KnownProgram
	}
	return event.HeldFalse, event.OwnerConfirms
}
