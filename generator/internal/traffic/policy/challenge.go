package policy

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// ChallengeAttempt is how an honest user comes through a challenge or a second
// factor that a control asks for at a look-up: an answer, another one where that
// was wrong, and the look-up once more.
//
//	look-up 403 ─── 14 s ─── answer ─┬─ wrong ─── 14 s ─── answer ─┐
//	                                 └────────────────────────────┴─► look-up
type ChallengeAttempt struct {
	Answers []Answer
	Again   int64 // when the look-up is repeated; 0 = the user gives up
}

// Answer is one answer.
type Answer struct {
	TS     int64
	Waited int64 // for the phone
	OK     bool
}

// GateReach bounds how long after a look-up a user is through what a control
// asks for.
const GateReach = 3 * calendar.Minute

// mostAnswers is how often a user answers before giving up.
const mostAnswers = 3

// Pass draws how the user who looked somebody up at an instant comes through,
// if nothing else ends the session before it is over.
func Pass(why event.Reason, at int64, key random.Key, over int64) ChallengeAttempt {
	var p ChallengeAttempt
	draw := key.Rand()
	for len(p.Answers) < mostAnswers {
		a := Answer{OK: true}
		if why == event.StepUpNeeded {
			a.Waited, _ = portal.Phone(&draw, true)
			at += a.Waited + draw.Between(300_000, 1_500_000)
		} else {
			var took int64
			took, a.OK = portal.Solved(&draw, portal.Solving, portal.SolvedShare)
			at += took
		}
		if a.TS = at; at >= over {
			return p
		}
		p.Answers = append(p.Answers, a)
		if a.OK {
			if again := at + draw.Between(200_000, 1_200_000); again < over {
				p.Again = again
			}
			return p
		}
	}
	return p
}
