package actor

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/reaction"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/portal"
)

// challenge answers what a control asks before a look-up, itself or through the
// owner's phone.
//
//	asked ─► answer, after a while ─┬─ right ─► the look-up again
//	              ▲                 └─ wrong ─┐
//	              └───────────────────────────┘ at most a few times
type challenge struct {
	*core
	up challengeHost
}

// challengeHost is what an answer asks of the actor.
type challengeHost interface {
	comeBack(now int64)                            // goes on with the entry in hand
	react(where reaction.Where, v defence.Verdict) // does what the policy says
	giveUp()                                       // drops the account
}

// solve answers a challenge or has the owner's phone answered, and then goes on
// with the entry in hand; try counts the answers before.
func (c *challenge) solve(now int64, v defence.Verdict, try int) {
	most := reaction.MostSolved
	if v.Why == event.StepUpNeeded {
		most = reaction.MostPushes
	}
	if try == most {
		c.up.giveUp()
		return
	}
	c.mode = Reacting
	act, took := c.answer(v, try)
	c.next(c.stage.World.AfterOutage(now+took), func(now int64) { c.solved(now, v, act, try) })
}

// answer draws an answer and how long it takes.
func (c *challenge) answer(v defence.Verdict, try int) (act script.Action, took int64) {
	m := c.camp.Policy.Move(v.Reply)
	draw := c.draw(drawSolve).At(uint64(try)).Rand()
	if v.Why != event.StepUpNeeded {
		act.Do = script.Answer
		took, act.OK = portal.Solved(&draw, int64(m.Delay), int64(m.Share))
		return act, took
	}
	act.Do, act.OK = script.Factor, c.ownPhone() || draw.Chance(int64(m.Share))
	act.Wait, act.Why = portal.Phone(&draw, act.OK)
	took = act.Wait
	if try > 0 {
		took += int64(m.Delay)
	}
	return act, took
}

// solved is the end of an answer.
func (c *challenge) solved(now int64, v defence.Verdict, act script.Action, try int) {
	if c.over(now) {
		return
	}
	if c.refusedAtDoor() || c.left(now) { // the look-up meets it
		c.up.comeBack(now)
		return
	}
	r := c.request(&c.visit)
	act.Visit = c.visit
	act.Visit.Truth.Phase = event.Adapt
	c.playInside(act)
	if !act.OK {
		c.solve(now, v, try+1)
		return
	}
	c.stage.Defence.Pass(&r, v.By)
	c.attempts.Refusals = 0
	what := event.ChallengeSolved
	if v.Why == event.StepUpNeeded {
		what = event.FactorAccepted
	}
	c.note(what, event.Adapt)
	c.next(now+script.Between(c.draw(drawSolved), 300*1_000, 1_500*1_000), func(now int64) {
		c.mode = Inside
		c.up.comeBack(now)
	})
}

// unasked has the owner get a question on the phone that the owner has not asked
// for: it is refused, or runs out.
func (c *challenge) unasked(asked int64, v defence.Verdict) {
	draw := c.draw(drawUnasked).Rand()
	wait, why := portal.Phone(&draw, false)
	c.next(asked+wait, func(now int64) {
		if !c.down(now) && !c.refusedAtDoor() && !c.left(now) {
			own := c.visit
			own.Truth.Phase = event.Adapt
			c.playInside(script.Action{Do: script.Factor, Visit: own, Why: why, Wait: wait})
		}
		c.next(now+calendar.Second, func(int64) { c.up.react(reaction.AtLookUp, v) })
	})
}
