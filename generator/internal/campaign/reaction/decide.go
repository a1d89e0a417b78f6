// Package reaction says what a threat actor does about an answer of the portal: the
// policy of the scenario (on_response), asked with the situation that the actor is
// in.
//
//	Situation (answer, where, tried so far) ─► Policy.Decide ─► Decision (what, when)
//
// It stands between defence, whose verdicts it reads, and actor, which carries its
// decisions out. How often an actor tries before it gives up is said here too:
// refusals, questions on the phone, answers to a challenge, wrong passwords. It writes
// nothing, keeps no state and knows no account; its draws are those that it is given.
package reaction

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Where an actor was when it got an answer that it reacts to.
type Where uint8

// The places.
const (
	AtLookUp  Where = iota // a look-up was refused
	AtSignIn               // a second factor or a reset kept it out
	AfterLook              // look-ups were answered, but not as it wants them: nobody found, or slowly
)

// Attempts is what an actor has tried in a row.
type Attempts struct {
	Refusals int // look-ups refused since the last answer
	Pushes   int // sign-ins that a second factor kept out
	Wrong    int // sign-ins of an insider with a password that was not the right one
	Knocks   int // sign-ins or replayed cookies after a reset
	Rests    int // pauses because nobody was found
}

// Patience of a program (assumptions).
const (
	Patience   = 12 // refusals in a row before an account is given up
	MostPushes = 3  // questions on the phone: an owner is not worn down without end
	MostSolved = 5  // answers to one challenge: a paid service is asked again
	MostWrong  = 7  // sign-ins with a password that is not the right one, until the owner's side has the account back
)

// Doing is what an actor does about an answer.
type Doing uint8

// The doings.
const (
	GiveUp    Doing = iota // the account is dropped
	Abandon                // the whole campaign ends
	Press                  // it goes on with its list, refused or not
	ComeBack               // it comes back to the same entry at an instant
	Solve                  // it answers the challenge
	Switch                 // it looks up through another service
	Knock                  // it signs in, or replays the cookie, again and again
	Reacquire              // it waits until the account is open and takes it again
)

// Decision is a doing with its details.
type Decision struct {
	Do         Doing
	At         int64      // when it comes back or goes on
	Note       event.Move // what the truth calls it; NoMove = nothing
	NewSession bool       // it signs in anew
	NewAddress bool       // it changes its address before
	Slower     bool       // it goes on at half the tempo
}

// Situation is everything that a decision depends on.
type Situation struct {
	Now      int64
	Where    Where
	Verdict  defence.Verdict
	Attempts Attempts
	Draws    random.Key // of this decision
	Luck     random.Key // of the account: whether it can be taken again, once a reset
	Revoked  int64      // names the reset
}

// Policy is a campaign's moves.
type Policy []scenarios.Reaction

// Move returns the reaction to a reply; the default is to stop.
func (p Policy) Move(r scenarios.Reply) scenarios.Reaction {
	for _, x := range p {
		if x.On == r {
			return x
		}
	}
	return scenarios.Reaction{On: r, Move: scenarios.StopMove}
}

// Minds reports whether the campaign reacts to look-ups that find nobody.
func (p Policy) Minds() bool {
	return len(p) > 0 && p.Move(scenarios.OnNotFound).Move != scenarios.Next
}

// Draws of a decision.
const (
	drawBackoff = 1 + iota
	drawAfterLimit
	drawNewAddress
	drawRest
	drawEndpoint
	drawStubborn
)

// Decide says what the policy does about an answer. It plays nothing.
//
//	answer                      where       moves
//	429, 403, challenge, …      AtLookUp    all
//	second factor at sign-in    AtSignIn    stop, drop, come again
//	account reset               both        stop, drop, press on, knock, take it again
//	nobody found, slow answers  AfterLook   stop, drop, pause, halve, rotate
func (p Policy) Decide(s Situation) Decision {
	m := p.Move(s.Verdict.Reply)
	switch {
	case s.Verdict.Reply == scenarios.OnAccountReset:
		return s.afterReset(m)
	case s.Where == AtSignIn:
		return s.keptOut(m)
	case s.Where == AtLookUp && s.Attempts.Refusals > Patience && s.Verdict.Why != event.ServiceClosed:
		return Decision{Do: GiveUp, At: s.Now}
	}
	switch m.Move {
	case scenarios.StopMove:
		return Decision{Do: Abandon, At: s.Now}
	case scenarios.Next:
		return Decision{Do: Press, At: s.Now}
	case scenarios.Solve:
		return Decision{Do: Solve, At: s.Now}
	case scenarios.SwitchEndpoint:
		after := script.Between(s.Draws.At(drawEndpoint), 2*calendar.Minute, 20*calendar.Minute)
		return Decision{Do: Switch, At: s.Now + after, Note: event.EndpointSwitched}
	case scenarios.Backoff:
		return Decision{Do: ComeBack, At: s.Now + s.pause(), Note: event.BackedOff}
	case scenarios.HalveRate:
		return Decision{Do: ComeBack, At: s.halved(), Note: event.RateHalved, Slower: true}
	case scenarios.RotateIP:
		wait := script.Between(s.Draws.At(drawNewAddress), 3*calendar.Second, calendar.Minute)
		wait <<= min(max(s.Attempts.Refusals-1, 0), 6)
		return Decision{Do: ComeBack, At: s.Now + wait, Note: event.AddressRotated, NewSession: true, NewAddress: true}
	case scenarios.RotateAccount:
		return s.rested()
	}
	return Decision{Do: GiveUp, At: s.Now}
}

// pause is how long it backs off.
func (s *Situation) pause() int64 {
	n := s.Attempts.Refusals
	if s.Where == AfterLook {
		n = s.Attempts.Rests
	}
	return script.Backoff(max(n, 1), s.Draws.At(drawBackoff))
}

// halved is when it comes back at half the tempo: when the answer says, or after
// a pause.
func (s *Situation) halved() int64 {
	switch {
	case s.Where == AfterLook:
		return s.Now
	case s.Verdict.Until != script.Forever:
		return s.Verdict.Until + script.Between(s.Draws.At(drawAfterLimit), calendar.Second, 20*calendar.Second)
	}
	return s.Now + s.pause()
}

// rested lets the account rest for some hours, or for good where the answer
// names no end.
func (s *Situation) rested() Decision {
	back := s.Now + script.Between(s.Draws.At(drawRest), calendar.Hour, 3*calendar.Hour)
	if s.Where == AtLookUp {
		if s.Verdict.Until == script.Forever {
			return Decision{Do: GiveUp, At: s.Now}
		}
		back = max(back, s.Verdict.Until)
	}
	return Decision{Do: ComeBack, At: back, Note: event.AccountRested, NewSession: true}
}

// keptOut is what it does when a second factor keeps it out of an account.
func (s *Situation) keptOut(m scenarios.Reaction) Decision {
	d := Decision{Do: ComeBack, NewSession: true, Note: event.BackedOff}
	wait := script.Backoff(max(s.Attempts.Pushes, 1), s.Draws.At(drawBackoff))
	switch {
	case m.Move == scenarios.StopMove:
		return Decision{Do: Abandon, At: s.Now}
	case m.Move == scenarios.DropAccount, s.Attempts.Pushes >= MostPushes:
		return Decision{Do: GiveUp, At: s.Now}
	case m.Move == scenarios.Solve:
		wait, d.Note = int64(m.Delay), event.NoMove
	case m.Move == scenarios.RotateIP:
		d.NewAddress, d.Note = true, event.AddressRotated
	case m.Move == scenarios.RotateAccount:
		wait += script.Between(s.Draws.At(drawRest), calendar.Hour, 3*calendar.Hour)
		d.Note = event.AccountRested
	}
	d.At = s.Now + wait + calendar.Second
	return d
}

// stubborn is how often it tries to sign in from other addresses before it drops an
// account that was reset: the program goes on until somebody looks at it. Three in five
// never do, the others up to six times (assumptions).
func (s *Situation) stubborn() int {
	draw := s.Luck.At2(uint64(s.Revoked), drawStubborn).Rand()
	if s.Where == AtLookUp || !draw.Chance(400_000) {
		return 0
	}
	return int(1 + draw.Below(6))
}

// afterReset is what it does when its account was reset.
func (s *Situation) afterReset(m scenarios.Reaction) Decision {
	switch {
	case m.Move == scenarios.StopMove:
		return Decision{Do: Abandon, At: s.Now}
	case m.Move == scenarios.Next:
		return Decision{Do: Press, At: s.Now, Note: event.GoesOnRefused}
	case m.Move == scenarios.Backoff && s.Attempts.Knocks < Patience:
		d := Decision{Do: Knock, At: s.Now + script.Backoff(s.Attempts.Knocks+1, s.Draws.At(drawBackoff))}
		if s.Attempts.Knocks == 0 {
			d.Note = event.BackedOff
		}
		return d
	case m.Move == scenarios.DropAccount && s.Attempts.Knocks < s.stubborn():
		wait := script.Backoff(s.Attempts.Knocks+1, s.Draws.At(drawBackoff))
		return Decision{Do: Knock, At: s.Now + wait, Note: event.AddressRotated, NewAddress: true}
	case m.Move == scenarios.Reacquire && s.Luck.At(uint64(s.Revoked)).Chance(int64(m.Share)):
		return Decision{Do: Reacquire, At: s.Now + int64(m.Delay), Note: event.WaitsForAccount}
	}
	return Decision{Do: GiveUp, At: s.Now}
}
