package actor

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/campaign/pace"
	"github.com/breachsim/breachsim/generator/internal/campaign/reaction"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
	"github.com/breachsim/breachsim/generator/internal/campaign/targets"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
)

const forever = script.Forever

// Mode is what an actor does at the moment; the drawing above [Actor] says which
// follows which.
type Mode uint8

// The modes.
const (
	Waiting  Mode = iota // for its time to work; it has no session
	Entering             // it signs in: password, mailbox, phone
	Inside               // it has a session and looks up, or is about to
	Reacting             // it was refused, answers a challenge or waits for the phone
	Resting              // it comes back at a given time
	Lost                 // the account is given up
)

// core is what all parts of an actor have in common: the account, the mode with
// its next step, the session at hand, and what it has tried.
type core struct {
	allocation.Account
	State *defence.Account // of the account, at the portal
	Share *ledger.Share

	// Interval is when and how it used the account; First is 0 where it never
	// did.
	Interval event.AccountInterval

	camp  *Shared
	stage *defence.Stage
	party defence.Party
	mode  Mode
	ways  spell.Ways
	timer *clock.Timer
	session
	steps    int   // names its scripted steps
	rooms    int   // how often it has waited for room
	stepped  int64 // when the last of them was
	failed   bool  // which was a sign-in that came to nothing
	attempts reaction.Attempts
	window   pace.Window // of its look-ups, whatever they are for
	begun    bool        // it has looked up an entry of the list
	told     bool        // its end is in the journal
}

// Draws of an actor, below its key. Those of a step are keyed by its number.
const (
	drawTypo       = 34 + iota // whether the list's password is the first one tried
	drawTypoDelay              // and how long the second takes
	drawLead                   // from the sign-in to the first look-up
	drawLink                   // until the mailed link is used
	drawNewSignIn              // from the new password to the sign-in
	drawTrial                  // between trial look-ups
	drawAge                    // of a session when it is replaced
	drawActorStep              // details of a scripted step
	drawMailbox                // from a refused password to the mailbox
	drawRefused                // after a refusal
	drawAfterBan               // after the end of a ban
	drawOpening                // from a new session to the entry in hand
	drawDecision               // of the policy
	drawSolve                  // a challenge
	drawSolved                 // from the answer to the look-up
	drawUnasked                // a question on the phone that nobody asked for
	drawFactor                 // behind a sign-in
	drawFactorDone             // from the answer to the session
	drawChange                 // a new password that the portal asks for
	drawNoticed                // when a tarpit is noticed
	_                          // times of a session's look-ups: package pace
	drawOutage                 // sign-ins while the portal is down
	_                          // look-ups while the portal is down: package spell
	_                          // not used any more
	drawReturn                 // of an insider whose password was changed
	_                          // not used any more
	drawReacquire              // luck with accounts that were reset
	drawLeave                  // how a session ends
	drawPatience               // the longest pause in a session
	drawPages                  // that are opened after a first sign-in
	drawParting                // how long behind the last request it signs out
	drawEmptied                // whether the browser has lost what it kept
	drawLast                   // page at the end of a session
)

// drawRoom is how long behind a bound a look-up is made that has waited for it.
const drawRoom = 65

// drawLockedOut is when it finds out that the help desk has locked the account.
const drawLockedOut = 64

// draw names a draw of the actor's latest step.
func (c *core) draw(what uint64) random.Key { return c.Key.At2(what, uint64(c.steps)) }

// step names and keys the actor's next scripted step, now.
func (c *core) step() portal.Step {
	c.steps++
	s := portal.Step{
		Name: portal.ScriptName(c.camp.Name, c.Number, c.steps), TS: c.stage.Queue.Now(),
		Key: c.Key.At2(drawActorStep, uint64(c.steps)), Prior: c.stepped, Retry: c.failed,
	}
	c.stepped, c.failed = s.TS, false
	return s
}

// next makes a handler the actor's next step, instead of the one that it had.
func (c *core) next(ts int64, do func(now int64)) {
	c.timer.Stop()
	c.timer = c.stage.Queue.At(ts, do)
}

// over reports whether nothing is looked up any more at an instant.
func (c *core) over(now int64) bool { return c.mode == Lost || c.camp.ended || now >= c.camp.End }

// steals reports whether the actor uses sessions of the owner, which it cannot
// open itself.
func (c *core) steals() bool { return c.How == scenarios.SessionTheft && !c.stuck }

// ownPhone reports whether the one who misuses an account holds its phone.
func (c *core) ownPhone() bool {
	return c.How == scenarios.SelfRegistration || c.How == scenarios.Insider && c.Human == 0
}

// banned reports whether an address is banned at an instant.
func (c *core) banned(addr event.Addr, ts int64) bool {
	_, out := c.stage.Defence.Banned(addr, ts)
	return out
}

// down reports whether the portal is down.
func (c *core) down(now int64) bool {
	_, _, down := c.stage.World.Portal.Down(now)
	return down
}

// Shared is what the actors of a campaign share.
type Shared struct {
	pace.Work
	ID     uint8  // 1 + index
	Name   uint16 // in the names of its steps; follows from its own id alone
	Spec   *scenarios.Campaign
	Policy reaction.Policy
	Key    random.Key
	List   *targets.List
	Alloc  *allocation.Campaign
	Pool   *allocation.Pool
	Extras spell.Extras
	Rides  []Ride // sessions of owners that were used
	Sealed bool   // each account has a part that others cannot do: a tempo, a cap, a turn

	stage   *defence.Stage
	cursor  *targets.Cursor
	whole   whole
	ended   bool
	stopped bool // by a control by the clock
}

// Ride is a session of an owner that was used.
type Ride struct {
	Stay traffic.Stay
	ID   uint64 // session_id
}

// whole is what an actor asks of its campaign as a whole.
type whole interface {
	handOver(number int) // the account is done: the next one of its slot may begin
	abandon(now int64)   // everybody stops

	// spares reports whether the others can do an account's part from an instant on.
	spares(number int, now int64) bool
}

// entry is what entry k of the list asks for.
func (c *Shared) entry(k uint64) script.Entry {
	e := c.cursor.At(k)
	return script.Entry{NIR: e.NIR, Holder: e.Holder, Hit: e.Hit}
}

// atStop reports whether nothing is got any more although the campaign goes on:
// where somebody defends, what is asked for beyond the stop is refused.
func (c *Shared) atStop(now int64) bool { return now >= c.Stop && c.stage.Defence.Ends() }
