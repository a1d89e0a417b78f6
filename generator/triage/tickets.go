package triage

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Who calls, in millionths of the events named (assumptions).
const (
	forgot      = 20_000  // an honest refusal of a password
	cardTrouble = 10_000  // a card or telephone that does not answer
	locked      = 250_000 // an account that was reset or a session cut off
	displaced   = 150_000 // a password that somebody else has changed
	barred      = 100_000 // an address that is banned
	mailAwaited = 10_000  // a link asked for
	asksHow     = 300     // a sign-in
	asksWhy     = 600     // a look-up that finds nobody or no rights
)

// Who complains, in millionths of look-ups that found somebody (assumptions): insured
// persons see who looked, few read it, and most of those who ask had forgotten the visit.
const (
	complainsHonest  = 15
	complainsCurious = 20_000 // somebody who knows the person had no reason
	complainsAttack  = 500
)

// call opens the tickets that an event makes somebody open.
func (w *World) call(b *event.Batch, ev *event.Event, t *event.Truth) {
	if ev.Account == event.NoAccount {
		return
	}
	if rightful(t.Actor) {
		kind, share := troubles(ev, t)
		k := w.key(stCall, ev.ID, 0)
		switch {
		case kind != event.NoTicketKind && k.At(whether).Chance(share):
			w.phone(b, ev, kind, k)
		case kind == event.AccessTicket:
			r := k.At(which).Rand()
			b.Tickets = append(b.Tickets, event.Ticket{
				Kind: kind, Event: ev.ID, At: ev.TS, Account: ev.Account, Unsaid: true,
				ID: w.id(stTicketID, ev.ID, 1), Assigned: r.LogNormal(6*minute, 52_000),
			})
		}
	}
	if ev.Action == event.Lookup && ev.Persons > 0 && ev.NIR != 0 {
		w.complain(b, ev, t)
	}
}

// rightful tells who calls the help desk about an account: those who use it by right.
func rightful(a event.ActorKind) bool {
	return a == event.Owner || a == event.Delegate || a == event.Locum
}

// troubles says which ticket an event of a rightful user may lead to, and how often.
func troubles(ev *event.Event, t *event.Truth) (event.TicketKind, int64) {
	switch {
	case ev.Action == event.PasswordResetRequest && ev.Outcome == event.Success:
		return event.AccessTicket, mailAwaited
	case ev.Action == event.Login && ev.Outcome == event.Success:
		return event.QuestionTicket, asksHow
	case ev.Action == event.Login:
		return event.AccessTicket, refused(ev.Reason, t.Label == event.Collateral)
	case ev.Action == event.Lookup && (ev.Result == event.NotFound || ev.Result == event.NoRights):
		return event.QuestionTicket, asksWhy
	}
	return event.NoTicketKind, 0
}

// refused is how often a refused sign-in makes its user call.
func refused(why event.Reason, collateral bool) int64 {
	switch why {
	case event.BadCredentials:
		if collateral {
			return displaced
		}
		return forgot
	case event.ResetRequired, event.SessionRevoked:
		return locked
	case event.Banned:
		return barred
	}
	return cardTrouble
}

// phone opens a ticket of a practitioner, minutes after the event, in the desk's hours.
func (w *World) phone(b *event.Batch, ev *event.Event, kind event.TicketKind, k random.Key) {
	r := k.At(which).Rand()
	t := event.Ticket{
		ID: w.id(stTicketID, ev.ID, 1), Kind: kind, Event: ev.ID, At: ev.TS, Account: ev.Account,
		Channel: event.ByPhone, Closure: event.HelpedToSignIn,
	}
	said := r.Below(100)
	lasts := 15 * minute
	switch {
	case kind == event.QuestionTicket:
		t.Closure, lasts = event.Answered, 30*minute
		if said < 45 {
			t.Channel = event.ByForm
		}
	case said < 10:
		t.Closure = event.PassedOn
	case said < 15:
		t.Closure = event.NothingToSee
	}
	w.handle(&t, &r, pace{ev.TS + r.Between(2*minute, 60*minute), 6 * minute, lasts})
	b.Tickets = append(b.Tickets, t)
}

// pace is when a ticket would come in at any hour, and how long it usually waits and lasts.
type pace struct{ at, waits, lasts int64 }

// handle gives a ticket its times. What comes by mail or form comes at any hour; all else
// happens in the hours of the desk.
func (w *World) handle(t *event.Ticket, r *random.Rand, p pace) {
	t.Opened = p.at
	wait := func() int64 { return int64(r.Below(uint64(hour))) }
	if t.Channel == event.ByPhone {
		t.Opened = w.atDesk(t.Opened, wait())
	}
	t.Assigned = w.atDesk(t.Opened+r.LogNormal(p.waits, 52_000), wait())
	t.Closed = w.atDesk(t.Assigned+minute+r.LogNormal(p.lasts, 52_000), wait())
}

// complain has an insured person ask who looked, hours to weeks after it.
func (w *World) complain(b *event.Batch, ev *event.Event, t *event.Truth) {
	share, passed := int64(complainsHonest), uint64(12)
	switch {
	case t.Label == event.Attack:
		share, passed = complainsAttack, 45
	case t.Purpose == event.NoReasonGiven:
		share, passed = complainsCurious, 45
	}
	k := w.key(stComplaint, ev.ID, 0)
	if !k.At(whether).Chance(share) {
		return
	}
	r := k.At(which).Rand()
	c := event.Ticket{
		ID: w.id(stTicketID, ev.ID, 2), Kind: event.ComplaintTicket, Channel: event.ByMail, Event: ev.ID, At: ev.TS,
		Account: ev.Account, NIR: ev.NIR, NIRRef: ev.NIRRef,
	}
	switch u := r.Below(100); {
	case u < 35:
		c.Channel = event.ByPhone
	case u < 70:
		c.Channel = event.ByForm
	}
	switch u := r.Below(100); {
	case u < passed:
		c.Closure = event.PassedOn
	case u < passed+35:
		c.Closure = event.Answered
	default:
		c.Closure = event.Dismissed
	}
	w.handle(&c, &r, pace{ev.TS + hour + r.LogNormal(5*day, 65_536), 4 * hour, 2 * day})
	b.Tickets = append(b.Tickets, c)
}
