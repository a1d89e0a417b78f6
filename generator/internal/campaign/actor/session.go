package actor

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
)

// session is the session that an actor has or had last.
type session struct {
	visit     portal.Visit
	since     int64                  // when it was signed in to; 0 = it is not open
	last      int64                  // the last request in it
	age       int64                  // at which it is replaced
	sessionNo int                    // numbers the actor's sessions
	fresh     bool                   // another one is wanted
	stuck     bool                   // the actor keeps to it although it was closed
	doctor    bool                   // persons are looked up through the form for referring doctors
	hijacked  *allocation.Hijackable // the owner's session that it is; nil = it is the actor's own
	old       oldSession             // the one before that was open
	shift     uint64                 // look-ups made in it
	turned    int                    // addresses left because of an answer
	looked    bool                   // at a page of another service at its end
	signed    int64                  // when the actor last signed in; 0 = never
}

// oldSession is a session that was open before the one at hand.
type oldSession struct {
	visit     portal.Visit
	since     int64
	sessionNo int
}

// keep remembers the session at hand, before it is replaced.
func (s *session) keep() { s.old = oldSession{s.visit, s.since, s.sessionNo} }

// resume goes back to the session before.
func (s *session) resume() { s.visit, s.since, s.sessionNo = s.old.visit, s.old.since, s.old.sessionNo }

// left reports whether the owner's session that an actor uses is over.
func (c *core) left(now int64) bool { return c.steals() && (c.hijacked == nil || now >= c.hijacked.To) }

// lasts reports whether the actor's session can still be used at an instant.
func (c *core) lasts(ts int64) bool {
	return c.since > 0 && !c.fresh && ts-c.since <= c.lifetime() && ts-c.last <= c.idles()
}

// bounds returns until when the session can be used, and the longest pause between
// two requests in it.
func (c *core) bounds() (end, idle int64) {
	switch {
	case c.stuck:
		return forever, forever
	case c.hijacked != nil:
		return c.hijacked.To, forever
	}
	return c.since + c.lifetime(), c.idles()
}

// lifetime is how long the session at hand lasts until it is replaced.
func (c *core) lifetime() int64 {
	if c.age == 0 {
		c.age = c.renewalAge()
	}
	return c.age
}

func (c *core) idleLimit() int64 { return int64(c.stage.World.Scenario.Portal.SessionIdle) }

// renewalAge is the age at which the actor replaces a session, well before the
// portal closes it: a program after two to nearly four hours, who has the manners of people
// after a stint of work. None is replaced shortly before the stop: a way in through the
// mailbox may take too long, and there may be nobody else to do the rest.
func (c *core) renewalAge() int64 {
	const from, to = 2*calendar.Hour + 15*calendar.Minute, 3*calendar.Hour + 40*calendar.Minute
	draw := c.Key.At2(drawAge, uint64(c.sessionNo)).Rand()
	age := draw.Between(from, to)
	if c.ways.Leaves > 0 {
		age = min(max(draw.LogNormal(stint, stintSpread), 20*calendar.Minute), to)
	}
	limit := int64(c.stage.World.Scenario.Portal.SessionLimit)
	age = min(age, limit*(age/calendar.Minute)/(4*60))
	left := c.camp.Stop - c.since
	switch {
	case age <= left-nearStop || age > left:
		return age
	case left+calendar.Minute <= limit-limit/12:
		return left + calendar.Minute
	case left > nearStop+nearStop/4:
		return left - nearStop
	}
	return age
}

// acquiring numbers the session of the takeover, beyond those of the campaign
// proper.
const acquiring = 1 << 24

// emptied reports whether the owner's browser keeps nothing, or has lost what it kept, as
// often as in anybody's session (package agenda).
func (c *core) emptied() bool {
	const lost = 12_000 // millionths
	keeps := c.stage.World.Accounts.BrowsingHabits(c.Index, 0)
	return keeps.Private || c.Key.At2(drawEmptied, uint64(c.sessionNo)).Chance(lost)
}

// newVisit is the context of a session that the actor opens now.
func (c *core) newVisit(now int64, phase event.Phase) portal.Visit {
	v := portal.Visit{Account: c.Index, Auth: event.Password}
	cal := c.stage.World.Calendar
	v.Cache = portal.Cache{
		Cold:   c.steps == 0 && c.How != scenarios.Insider, // who works with the account has its cookies
		Checks: c.last == 0 || cal.Of(c.last).Number != cal.Of(now).Number,
	}
	if len(c.camp.Spec.Targets.Relations) > 0 { // among the account's own users' work
		v.Cache.Cold = c.emptied()
	}
	v.Session = portal.ScriptName(c.camp.Name, c.Number, 1<<21+c.sessionNo)
	v.Truth = event.Truth{
		Label: event.Attack, Phase: phase, Purpose: event.ListScraping, Actor: event.Bot,
		Number: uint16(c.Number + 1), Campaign: c.camp.ID,
	}
	switch {
	case phase != event.Acquire:
	case c.How == scenarios.Insider:
		v.Truth.Purpose = event.AccessCheck
	default:
		v.Truth.Purpose = event.AccountTakeover
	}
	if c.How == scenarios.MailboxReset { // of the account, the mailbox tells the address
		v.Typed = event.ByAddress
	}
	c.camp.Alloc.Dress(&c.Account, now, &v)
	u := c.use(now)
	if phase == event.Acquire {
		u.Session = acquiring
	}
	c.camp.Pool.Exit(&c.Account, u, c.banned).Apply(&v)
	return v
}

// use is the use of an address by the session at hand.
func (c *core) use(now int64) allocation.Use {
	return allocation.Use{TS: now, Session: uint64(c.sessionNo), Turned: uint64(c.turned)}
}

// relocate takes the address that the actor would use now, if it wants another
// one.
func (c *core) relocate(now int64) {
	if c.fresh {
		c.fresh = false
		c.camp.Pool.Exit(&c.Account, c.use(now), c.banned).Apply(&c.visit)
	}
}

// request is a request of the actor's visit, now.
func (c *core) request(v *portal.Visit) defence.Request {
	return defence.Request{
		TS: c.stage.Queue.Now(), Account: c.State, Session: c.stage.World.IDs.Session(v.Session),
		SignedIn: c.since, Addr: v.Addr, Doctor: c.doctor,
	}
}

// wasReset is what a refusal means to the actor of an account that was reset.
func (c *core) wasReset(why event.Reason) defence.Verdict {
	return defence.Verdict{Why: why, Reply: scenarios.OnAccountReset, Until: forever, By: c.State.ResetBy}
}

// refusedAtDoor reports whether the portal refuses whatever the session asks for.
func (c *core) refusedAtDoor() bool {
	r := c.request(&c.visit)
	return c.stage.Defence.Door(&r).Refused()
}

// show shows a look-up to the controls that count; event is its event_id where it
// was answered.
func (c *core) show(r *defence.Request, en script.Entry, answered bool, event uint64) {
	if !c.stage.Defence.Counts() {
		return
	}
	x := defence.Answer{
		Request:  *r,
		Answered: answered,
		Attack:   true,
		NIR:      en.NIR,
		Holder:   en.Holder,
		Hit:      en.Hit,
		NotFound: !en.Hit,
		Event:    event,
	}
	if en.Hit {
		x.Canary = c.stage.World.Persons.Canary(en.Holder)
	}
	c.stage.Defence.Count(&x)
}

// How long behind a bound a program makes a look-up that has waited for it (an assumption).
const (
	shortestRoom = calendar.Second / 2
	longestRoom  = 3 * calendar.Second
)

// overdueGap is the longest time between two look-ups that a bound has held up, but for what
// the bound itself takes: of a program, or of somebody who goes page by page.
func (c *core) overdueGap() int64 {
	if c.ways.Leaves == 0 {
		return longestRoom
	}
	return 3 * max(c.ways.Think, longestRoom)
}

// expired reports whether the portal has closed the session at hand by an instant.
func (c *core) expired(ts int64) bool {
	limit := int64(c.stage.World.Scenario.Portal.SessionLimit)
	return ts-c.last > c.idleLimit() || limit > 0 && ts-c.since > limit
}

// Pauses and sessions of those who have the manners of people (assumptions, after the
// pauses of honest users in package course): medians and spreads.
const (
	patience       = 50 * calendar.Minute
	patienceSpread = random.One / 2
	stint          = 130 * calendar.Minute
	stintSpread    = random.One / 2
)

// nearStop is how long before the stop others take over the part of an account
// whose password has to be taken first.
const nearStop = calendar.Hour

// longWayIn is how long a way in takes at most: through the mailbox, with a question
// on the phone and another new password.
const longWayIn = 6 * calendar.Minute

// idles is the longest pause between two requests of the session at hand.
func (c *core) idles() int64 {
	most := c.idleLimit() - calendar.Minute
	left := c.camp.Stop - c.last
	if c.ways.Leaves == 0 || left >= 0 && left < 2*nearStop { // else a way in may take too long
		return most
	}
	draw := c.Key.At2(drawPatience, uint64(c.sessionNo)).Rand()
	return min(max(draw.LogNormal(patience, patienceSpread), longWayIn+2*calendar.Minute), most)
}

// leaver is the way out of a session, for those who have the manners of people: with a
// sign-out in about half of the cases. Who did not sign out sometimes finds the portal's
// question for a password instead of a page.
//
//	look-up · look-up ····· sign-out                    sign-in · look-up
//	look-up · look-up ······· (left open) ····· expired · sign-in · look-up
type leaver struct {
	*core
	log *spell.Log
}

// comesBackTo is how many of the sessions that were left open are asked for a page once
// more, in millionths: honest users do in 15 of 1,000 sessions.
const comesBackTo = 30_000

// longestBack is how old a session is at most that is asked for a page once more: nobody
// keeps the browser open for longer (honest users pause for three hours at most).
const longestBack = 3*calendar.Hour + 40*calendar.Minute

// leave ends the session at hand where the next look-up, due at an instant, is made in
// another one. It reports how long before that instant the actor asks the old session for a
// page; 0 = it does not. Who is in a session of the owner just stops: a sign-out would
// throw the owner out.
func (l *leaver) leave(now, next int64) (early int64) {
	if l.since == 0 || l.ways.Leaves == 0 || l.stuck || l.steals() || l.camp.atStop(now) {
		return 0
	}
	draw := l.draw(drawLeave).Rand()
	if l.last <= l.since && len(l.ways.Pages) > 0 { // nobody signs in to do nothing
		l.glance(now+draw.Between(6*calendar.Second, 50*calendar.Second), next)
		return 0
	}
	if at, ok := l.looksElsewhere(now); ok && at < next && at < l.camp.End {
		l.glance(at, next)
		return 0
	}
	if draw.Chance(l.ways.Leaves) {
		own := l.Key.At(drawParting).Rand()
		at := now + traffic.Parting(traffic.PartingOf(&own), &draw)
		if at < next && at < l.camp.End {
			number, last := l.sessionNo, l.last
			l.stage.Queue.At(at, func(now int64) { l.signOut(now, number, last) })
		}
		return 0
	}
	early = draw.Between(8*calendar.Second, 45*calendar.Second)
	at := next - early
	if next == forever || at <= now || at-l.since > longestBack || !l.expired(at) || !draw.Chance(comesBackTo) {
		return 0
	}
	return early
}

// looksElsewhere draws whether a session whose look-ups are made ends with a page of another
// service, and when.
func (l *leaver) looksElsewhere(now int64) (at int64, ok bool) {
	draw := l.draw(drawLast).Rand()
	if l.looked || !draw.Chance(l.ways.Last) {
		return 0, false
	}
	l.looked = true
	return now + max(draw.LogNormal(l.ways.Think, random.One*8/10), 2*calendar.Second), true
}

// glance opens one page at an instant, in a session in which there is nothing to do any more,
// and then leaves it.
func (l *leaver) glance(at, next int64) {
	number, last := l.sessionNo, l.last
	if at >= next || at >= l.camp.End {
		return
	}
	l.stage.Queue.At(at, func(now int64) {
		if !l.stillIn(now, number, last) {
			return
		}
		service := l.ways.Pages[l.draw(drawPages).Below(uint64(len(l.ways.Pages)))]
		l.playInside(script.Action{Do: script.OpenPage, Service: service})
		l.leave(now, next)
	})
}

// stillIn reports whether a session is still open, and was not used since its last request:
// after a rest, as between a trial and the campaign proper, the portal has closed it.
func (l *leaver) stillIn(now int64, number int, last int64) bool {
	idle := (l.mode == Waiting || l.mode == Inside) && l.log.Open() == nil
	same := l.since > 0 && l.sessionNo == number && l.last == last
	return idle && same && !l.expired(now) && !l.camp.ended && !l.camp.atStop(now) && !l.down(now) && !l.refusedAtDoor()
}

// signOut ends a session with a sign-out, unless it was used since, or another one was
// opened. Who finds it closed or the address banned just leaves.
func (l *leaver) signOut(now int64, number int, last int64) {
	if !l.stillIn(now, number, last) {
		return
	}
	l.playInside(script.Action{Do: script.SignOut})
	l.since = 0
}

// askOld asks a session that the portal has closed for a page.
func (l *leaver) askOld(now int64) {
	if l.since > 0 && l.expired(now) && !l.down(now) && !l.refusedAtDoor() && l.window.Takes(now) {
		l.playInside(script.Action{Do: script.Expired})
		l.since = 0
	}
}
