package actor

import (
	"breachsim/generator/calendar"
	"breachsim/generator/campaign/defence"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// solve answers a challenge or has the owner's phone answered, and then goes on
// with the entry in hand; try counts the answers before.
func (a *Actor) solve(now int64, v defence.Verdict, try int) {
	most := MostSolved
	if v.Why == event.StepUpNeeded {
		most = MostPushes
	}
	if try == most {
		a.giveUp()
		return
	}
	a.mode = Answering
	m := a.camp.Policy.Move(v.Reply)
	draw := a.draw(drawSolve).At(uint64(try)).Rand()
	act := script.Action{Do: script.Answer}
	var took int64
	if v.Why == event.StepUpNeeded {
		act.Do, act.OK = script.Factor, a.ownPhone() || draw.Chance(int64(m.Share))
		act.Wait, act.Why = portal.Phone(&draw, act.OK)
		took = act.Wait
		if try > 0 {
			took += int64(m.Delay)
		}
	} else {
		took, act.OK = portal.Solved(&draw, int64(m.Delay), int64(m.Share))
	}
	a.next(a.stage.World.AfterOutage(now+took), func(now int64) { a.solved(now, v, act, try) })
}

// solved is the end of an answer.
func (a *Actor) solved(now int64, v defence.Verdict, act script.Action, try int) {
	if a.over(now) {
		return
	}
	r := a.request(&a.visit)
	if a.stage.Defence.Door(&r).Refused() || a.left(now) { // and meets it
		a.comeBack(now)
		return
	}
	act.Visit = a.visit
	act.Visit.Truth.Phase = event.Adapt
	a.play(act)
	a.session(now, now, 1)
	if !act.OK {
		a.solve(now, v, try+1)
		return
	}
	a.stage.Defence.Pass(&r, v.By)
	a.attempts.Refusals = 0
	what := "challenge_solved"
	if v.Why == event.StepUpNeeded {
		what = "second_factor_accepted"
	}
	a.note(what, event.Adapt)
	a.next(now+script.Between(a.draw(drawSolved), 300*1_000, 1_500*1_000), func(now int64) {
		a.mode = Inside
		a.comeBack(now)
	})
}

// ownPhone reports whether the one who misuses an account holds its phone.
func (a *Actor) ownPhone() bool {
	return a.How == scenarios.SelfRegistration || a.How == scenarios.Insider && a.Human == 0
}

// unasked has the owner get a question on the phone that the owner has not asked
// for: it is refused, or runs out.
func (a *Actor) unasked(asked int64, v defence.Verdict) {
	draw := a.draw(drawUnasked).Rand()
	wait, why := portal.Phone(&draw, false)
	a.next(asked+wait, func(now int64) {
		r := a.request(&a.visit)
		if _, _, down := a.stage.World.Portal.Down(now); !down && !a.stage.Defence.Door(&r).Refused() && !a.left(now) {
			own := a.visit
			own.Truth.Phase = event.Adapt
			a.play(script.Action{Do: script.Factor, Visit: own, Why: why, Wait: wait})
			a.session(now, now, 1)
		}
		a.next(now+calendar.Second, func(int64) { a.react(AtLookUp, v) })
	})
}
