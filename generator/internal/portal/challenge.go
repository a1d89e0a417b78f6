package portal

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Challenge is one answer to a challenge that a program finds hard: the portal
// lets the session go on (302), or asks again (403).
func (e *Emitter) Challenge(v *Visit, s Step, ok bool) {
	draw := s.Key.Rand()
	r := request{
		method: event.POST, path: event.PathVerify, referer: event.PathVerify, status: 302,
		req:  uint32(640 + draw.Below(900)), // the token of who checks the answers
		took: e.took(s.TS, &draw, 90*millisecond),
	}
	outcome, why := event.Success, event.NoReason
	if !ok {
		outcome, why, r.status, r.resp = event.Failure, event.ChallengeFailed, 403, challengePage
	}
	if st, down := e.failing(s.TS); down {
		outcome, why, r.status, r.anon, r.cookie = event.Failure, event.UpstreamError, st, true, true
		r.resp, r.took = broken(st, s.Key)
	}
	if ev := e.open(v, s); ev != nil {
		ev.Action, ev.Service, ev.Method, ev.Path = event.Challenge, event.SignIn, r.method, r.path
		ev.Status, ev.ReqBytes, ev.RespBytes, ev.LatencyUS = r.status, r.req, r.resp, r.took
		ev.Outcome, ev.Reason = outcome, why
	}
	e.answer(v, s, &draw, r)
}

// Factor is what became of a question on the owner's phone that the portal asks
// within a session; NoReason is a yes. No request of the user's lies behind it,
// but the session that it is about is known.
func (e *Emitter) Factor(v *Visit, s Step, why event.Reason, waited int64) {
	if c, at, ok := e.identified(v, s); ok {
		e.Identity.Factor(&c, &at, why)
	}
	if ev := e.open(v, s); ev != nil {
		ev.Action, ev.Service, ev.LatencyUS, ev.Reason = event.MFAChallenge, event.SignIn, uint32(waited), why
		ev.Request, ev.Port = 0, 0
		if why != event.NoReason {
			ev.Outcome = event.Failure
		}
	}
}

// Phone draws how long a question on the phone takes, and what becomes of it
// where its owner did not ask for it: one in five is refused, the others stay
// without an answer for a minute.
func Phone(draw *random.Rand, asked bool) (waited int64, why event.Reason) {
	switch {
	case asked:
		return min(draw.LogNormal(6*second, random.One/2), 20*second), event.NoReason
	case draw.Chance(200_000):
		return min(draw.LogNormal(7*second, random.One/2), 40*second), event.MFADenied
	}
	return pushTimeout + int64(draw.Below(200*millisecond)), event.MFATimeout
}

// AtHand draws how long a yes on the phone takes right behind a sign-in: whoever
// has just typed a password has the phone at hand (an assumption).
func AtHand(draw *random.Rand) int64 {
	return draw.Between(900*millisecond, 2_400*millisecond) + draw.Between(900*millisecond, 2_400*millisecond)
}

// Solved draws how long a person or a paid service takes over a challenge, about
// a median in microseconds, and whether the answer is right.
func Solved(draw *random.Rand, median, share int64) (took int64, ok bool) {
	return min(max(draw.LogNormal(median, random.One*4/10), second), 4*max(median, second)), draw.Chance(share)
}

// A challenge takes a person 14 s, and one answer in ten is wrong (Motoyama and
// others, USENIX Security 2010, of the services that solve them).
const (
	Solving     = 14 * second
	SolvedShare = 900_000
)

// Slowed draws how long a tarpit takes over an answer, in microseconds.
func Slowed(draw *random.Rand) uint32 { return uint32(draw.Between(5*second, 30*second)) }
