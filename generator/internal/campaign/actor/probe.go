package actor

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/scenarios"
)

// Probe is an account that a campaign tries and does not get: the password on its list
// is an old one, or the mailbox is not the owner's any more. Nothing of the account
// changes, and its owner notices nothing in the portal.
//
//	replayed credentials   sign-in refused, up to twice more
//	mailbox                link asked for and never used, perhaps once more
type Probe struct {
	core
	begins int64 // the first attempt
	tries  int   // attempts
	made   int   // attempts so far
	slow   bool  // they lie hours apart
}

// Most attempts at an account: lists hold one to three passwords of a person (shares
// are assumptions).
const (
	secondTry = 450_000 // of a million accounts that are tried more than once
	thirdTry  = 330_000 // of those, once more
	slowTries = 300_000 // of those, hours later, from the next list
)

// Draws of a probe, below its key.
const (
	drawTries = 1 + iota
	drawTryAgain
)

// NewProbe returns an account that is tried at an instant.
func NewProbe(c *Shared, a allocation.Account, begins int64) *Probe {
	p := &Probe{core: core{Account: a, camp: c, State: &defence.Account{Index: a.Index}}, begins: begins, tries: 1}
	draw := a.Key.At(drawTries).Rand()
	if draw.Chance(secondTry) {
		p.tries++
		if a.How != scenarios.MailboxReset && draw.Chance(thirdTry) {
			p.tries++
		}
	}
	p.slow = draw.Chance(slowTries)
	return p
}

// enlist queues the first attempt.
func (p *Probe) enlist(s *defence.Stage) {
	p.stage = s
	p.next(s.World.AfterOutage(p.begins), p.try)
}

// try makes an attempt, now.
func (p *Probe) try(now int64) {
	if now >= p.camp.Stop || p.camp.ended {
		return
	}
	p.sessionNo++
	p.visit = p.newVisit(now, event.Acquire)
	act, move := script.Action{Do: script.SignIn, Why: event.BadCredentials}, event.CredentialsTried
	if p.How == scenarios.MailboxReset {
		act, move = script.Action{Do: script.RequestReset}, event.MailboxTried
	}
	switch {
	case !p.banned(p.visit.Addr, now):
	case p.How == scenarios.MailboxReset:
		return // the form is not even shown
	default:
		act.Why = event.Banned
	}
	if p.made == 0 {
		p.note(move, event.Acquire)
	}
	p.play(act)
	if p.made++; p.made < p.tries {
		p.next(p.stage.World.AfterOutage(now+p.gap()), p.try)
	}
}

// gap is the time to the next attempt: a program goes on at once, or comes back with
// another list.
func (p *Probe) gap() int64 {
	key := p.Key.At2(drawTryAgain, uint64(p.made))
	if p.slow || p.How == scenarios.MailboxReset {
		return script.Between(key, 2*calendar.Hour, 20*calendar.Hour)
	}
	return script.Between(key, 2*calendar.Second, 20*calendar.Second)
}

// Tried is what the truth says of it; ok is false where no attempt was made.
func (p *Probe) Tried() (row event.TriedAccount, ok bool) {
	return event.TriedAccount{
		Account: p.Index, Campaign: p.camp.ID, How: p.How.String(), Attempts: p.made,
		First: p.Interval.First, Last: p.Interval.Last,
	}, p.made > 0
}
