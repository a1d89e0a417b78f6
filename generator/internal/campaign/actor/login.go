package actor

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/reaction"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/scenarios"
)

// login is the way into the account, a step at a time. Before each step the
// account is looked at as it is then.
//
//	attempt ─┬─ accepted ─► second factor? ─► new password? ─► inside
//	         ├─ wrong password ─► ask for a link ─► choose a password ─► attempt
//	         ├─ account reset ─► decide
//	         └─ address banned ─► when the ban is over, attempt
type login struct {
	*core
	up     loginHost
	way    way
	taken  bool // the takeover is in the journal
	detour bool // others do its part meanwhile, because the way takes long
}

// way is what a way in is for.
type way struct {
	phase event.Phase
	in    func(now int64) // what to do in the session
	fails int             // attempts in a row while the portal is down
}

// loginHost is what a way in asks of the actor.
type loginHost interface {
	enter(now int64, w way)                        // begins a way in
	rest(at int64, do func(now int64))             // comes back at an instant
	react(where reaction.Where, v defence.Verdict) // does what the policy says
	giveUp()                                       // drops the account
}

// prepare begins a way in without an attempt to sign in.
func (l *login) prepare(now int64, w way) {
	if l.since > 0 {
		l.keep()
	}
	l.mode, l.way = Entering, w
	l.sessionNo++
	l.visit = l.newVisit(now, w.phase)
	l.since, l.shift, l.looked = 0, 0, false
}

// attempt tries to sign in, now.
func (l *login) attempt(now int64) {
	if l.over(now) && l.way.phase != event.Acquire {
		return
	}
	if l.down(now) {
		l.attemptInOutage(now)
		return
	}
	r := l.request(&l.visit)
	v := l.stage.Defence.SignIn(&r, l.party, l.visit.Auth)
	if v.Refused() {
		l.refused(now, v)
		return
	}
	if l.camp.atStop(now) {
		l.noteEnd(now)
		l.mode = Waiting
		return
	}
	l.accepted(now)
}

// refused plays a refused sign-in and goes on to what follows from it.
func (l *login) refused(now int64, v defence.Verdict) {
	l.adapt()
	l.play(script.Action{Do: script.SignIn, Why: v.Why})
	l.failed = v.Why == event.BadCredentials
	switch {
	case v.Why == event.Banned:
		l.afterBan(v)
	case v.Why == event.BadCredentials && l.signed != 0 && l.State.Revoked > l.signed: // it was reset meanwhile
		l.up.react(reaction.AtSignIn, l.wasReset(event.ResetRequired))
	case v.Why == event.BadCredentials:
		l.wrongPassword(now)
	default:
		l.up.react(reaction.AtSignIn, v)
	}
}

// adapt counts a visit among the campaign's reactions, unless it is the takeover.
func (l *login) adapt() {
	if l.way.phase != event.Acquire {
		l.visit.Truth.Phase = event.Adapt
	}
}

// afterBan waits for the end of a ban and then tries the way in anew: no free address
// was found, or the address is the user's own. Where the ban ends behind the campaign,
// the account is given up.
func (l *login) afterBan(v defence.Verdict) {
	if v.Until >= l.camp.End {
		l.up.giveUp()
		return
	}
	l.again(v.Until + script.Between(l.draw(drawAfterBan), calendar.Second, calendar.Minute))
}

// again begins the same way in once more, at an instant.
func (l *login) again(at int64) {
	w := l.way
	l.up.rest(at, func(now int64) { l.up.enter(now, w) })
}

// wrongPassword is what follows a password that does not work any more: another
// one through the mailbox, where the actor has that. An insider waits until the
// owner's side has the account back. Whoever only had the password has lost the
// account, unless nobody else can do its part.
func (l *login) wrongPassword(now int64) {
	if l.attempts.Knocks > 0 {
		v := l.wasReset(event.BadCredentials)
		v.By = 0 // no answer says by which control
		l.up.react(reaction.AtSignIn, v)
		return
	}
	if l.How == scenarios.Insider {
		if l.attempts.Wrong++; l.attempts.Wrong > reaction.MostWrong {
			l.up.giveUp()
			return
		}
		l.again(now + script.Between(l.draw(drawReturn), 4*calendar.Hour, 24*calendar.Hour))
		return
	}
	if l.camp.Stop-now < nearStop && now < l.camp.Stop && !l.Share.Away {
		l.Share.Away, l.detour = true, true // the way in may take too long
		l.camp.Disturbed()
	}
	wait := l.draw(drawMailbox)
	switch {
	case l.State.Secured:
		l.up.giveUp()
	case l.readsMail():
		l.next(now+script.Between(wait, 15*calendar.Second, 60*calendar.Second), l.askLink)
	case l.way.phase != event.Acquire && l.camp.whole.spares(l.Number, now):
		l.up.giveUp()
	default:
		l.next(now+script.Between(wait, calendar.Minute, 4*calendar.Minute), l.stealAgain)
	}
}

// readsMail reports whether the actor reads the mail that the portal sends to the
// account: no other way to an account opens the mailbox as well.
func (l *login) readsMail() bool {
	return l.How == scenarios.MailboxReset || l.How == scenarios.SelfRegistration
}

// stealAgain signs in with the new password, which was stolen as the old one was: a
// program on the owner's machine goes on sending what is typed. While the owner's side
// has none, it comes back later, and ever later where nobody else can do the account's part.
func (l *login) stealAgain(now int64) {
	if l.blocked(now, l.stealAgain) {
		return
	}
	if !l.State.Reset && !l.State.Knows(defence.Owner) {
		l.attempts.Wrong++
		patient := l.way.phase == event.Acquire || !l.camp.whole.spares(l.Number, now)
		if now >= l.camp.End || l.attempts.Wrong > reaction.MostWrong && !patient {
			l.up.giveUp()
			return
		}
		wait := script.Between(l.draw(drawReturn), 30*calendar.Minute, 100*calendar.Minute)
		l.again(now + wait<<min(l.attempts.Wrong/reaction.MostWrong, 2))
		return
	}
	if !l.State.Reset {
		l.State.Learn(l.party)
		l.visit.Truth.Phase, l.visit.Truth.Purpose = event.Acquire, event.AccountTakeover
		l.note(event.PasswordStolenAgain, event.Acquire)
	}
	l.attempt(now)
}

// askLink asks for a link to a new password, which comes to the owner's mailbox.
func (l *login) askLink(now int64) {
	if l.blocked(now, l.askLink) {
		return
	}
	l.adapt()
	l.note(event.MailboxReset, event.Acquire)
	l.play(script.Action{Do: script.RequestReset})
	l.next(now+script.Between(l.draw(drawLink), 30*calendar.Second, 150*calendar.Second), l.useLink)
}

// useLink chooses a new password.
func (l *login) useLink(now int64) {
	if l.blocked(now, l.useLink) {
		return
	}
	if l.State.Reset { // the link is worth nothing any more
		l.attempt(now)
		return
	}
	l.play(script.Action{Do: script.SetPassword, Why: event.ForgottenPassword})
	l.State.Choose(l.party, now)
	l.next(now+script.Between(l.draw(drawNewSignIn), 3*calendar.Second, 20*calendar.Second), l.attempt)
}

// blocked reports whether a step of the way in cannot be taken now: the portal is
// down, and it is taken later, or the address is banned, which shows at the
// sign-in.
func (l *login) blocked(now int64, again func(int64)) bool {
	if at := l.stage.World.AfterOutage(now); at != now {
		l.next(at, again)
		return true
	}
	if l.banned(l.visit.Addr, now) {
		l.attempt(now)
		return true
	}
	return false
}

// accepted plays an accepted sign-in. The session may be used once a second factor
// and a new password are given where they are asked for.
func (l *login) accepted(now int64) {
	if l.way.phase == event.Acquire && !l.taken {
		l.taken = true
		l.note(allocation.TakenBy(l.How), event.Acquire)
	}
	l.play(script.Action{Do: script.SignIn, OK: true})
	l.since, l.last, l.fresh, l.signed, l.State.Taken = now, now, false, now, now
	l.noteEvents(now, now, 1)
	l.age = l.renewalAge()
	by := l.stage.World.Base.Asked(l.Index, now)
	if by == 0 || l.visit.Auth != event.Password {
		l.signedIn(now)
		return
	}
	l.answerPhone(now, by)
}

// holdsFactor reports whether the one who signs in gets through a second factor.
func (l *login) holdsFactor() bool {
	return l.How == scenarios.SelfRegistration || l.How == scenarios.Insider
}

// answerPhone has the question on the phone answered that a control asks behind a
// sign-in.
func (l *login) answerPhone(now int64, by uint8) {
	draw := l.draw(drawFactor).Rand()
	m := l.camp.Policy.Move(scenarios.OnStepUp)
	act := script.Action{
		Do: script.Factor,
		OK: l.holdsFactor() || m.Move == scenarios.Solve && draw.Chance(int64(m.Share)),
	}
	if act.OK {
		act.Wait = portal.AtHand(&draw)
	} else {
		act.Wait, act.Why = portal.Phone(&draw, false)
	}
	l.next(now+act.Wait, func(now int64) { l.phoneAnswered(now, act, by) })
}

// phoneAnswered is the end of the question on the phone behind a sign-in.
func (l *login) phoneAnswered(now int64, act script.Action, by uint8) {
	if !l.down(now) && !l.State.Closed(l.since, now) {
		act.Visit = l.visit
		act.Visit.Truth.CausedBy = by
		l.playInside(act)
	}
	done := now + script.Between(l.draw(drawFactorDone), 200*1_000, calendar.Second)
	if act.OK {
		l.attempts.Pushes, l.attempts.Wrong = 0, 0
		if !l.holdsFactor() {
			l.note(event.FactorAccepted, event.Adapt)
		}
		l.next(done, l.signedIn)
		return
	}
	l.attempts.Pushes++
	l.next(done, func(int64) {
		l.up.react(
			reaction.AtSignIn,
			defence.Verdict{Why: event.StepUpNeeded, Reply: scenarios.OnStepUp, Until: forever, By: by},
		)
	})
}

// signedIn goes on behind a sign-in: a new password where the portal asks for
// one.
func (l *login) signedIn(now int64) {
	if !l.stage.Defence.MustChange(l.State, l.visit.Auth, now) {
		l.inside(now)
		return
	}
	l.next(now+script.Between(l.draw(drawChange), 21*calendar.Second, 45*calendar.Second), l.changePassword)
}

// changePassword chooses the new password that the portal asks for.
func (l *login) changePassword(now int64) {
	if at := l.stage.World.AfterOutage(now); at != now {
		l.next(at, l.changePassword)
		return
	}
	if l.stage.Defence.MustChange(l.State, l.visit.Auth, now) && !l.refusedAtDoor() {
		own := l.visit
		own.Truth.CausedBy = l.stage.Defence.Policy()
		l.playInside(script.Action{Do: script.SetPassword, Visit: own, Why: event.PasswordChangeRequired})
		l.State.Choose(l.party, now)
	}
	l.inside(now)
}

// inside begins what the session is for.
func (l *login) inside(now int64) {
	l.mode = Inside
	l.attempts.Knocks = 0
	if l.detour {
		l.detour, l.Share.Away = false, false
		l.camp.Disturbed()
	}
	l.way.in(now)
}

// attemptInOutage is an attempt to sign in while the portal is down: it fails, and
// is made again with growing pauses, or when the portal is back.
func (l *login) attemptInOutage(now int64) {
	const most = 127
	until, _, _ := l.stage.World.Portal.Down(now)
	if l.way.fails++; l.way.fails > most || l.way.phase == event.Acquire {
		l.next(l.stage.World.AfterOutage(now), l.attempt)
		return
	}
	l.play(script.Action{Do: script.SignIn, Why: event.UpstreamError})
	wait, again := script.TryAgain(l.draw(drawOutage), l.way.fails)
	at := now + wait
	if !again {
		at = l.stage.World.AfterOutage(now)
	}
	if at >= until {
		l.way.fails = 0
	}
	l.next(at, l.attempt)
}
