package defence

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/scenarios"
)

const forever = script.Forever

// Verdict is what the portal does with a request.
type Verdict struct {
	Why   event.Reason    // NoReason = it is answered
	Reply scenarios.Reply // what a threat actor takes it for
	Until int64           // when the portal would answer again, as the answer says; or Forever
	By    uint8           // 1 + index of the control
}

// Refused reports whether the request is not answered.
func (v Verdict) Refused() bool { return v.Why != event.NoReason }

// control is a control of the scenario with its number.
type control struct {
	*scenarios.Control
	id     uint8  // 1 + index
	detail string // of what it does, in the truth
}

// at is when the control begins to act.
func (c control) at() int64 { return c.At.UnixMicro() }

// truth is the truth of the control's own steps.
func (c control) truth() event.Truth {
	t := event.Truth{Label: event.Policy, Actor: event.Analyst, Purpose: event.Containment, CausedBy: c.id}
	if c.Type == scenarios.IPBan {
		t.Actor = event.Portal
	}
	return t
}

// asks is what a control that judges each look-up answers.
func (c control) asks() (scenarios.Reply, event.Reason) {
	switch c.Type {
	case scenarios.Tarpit:
		return scenarios.OnSlowAnswers, event.NoReason
	case scenarios.Captcha:
		return scenarios.OnCaptcha, event.Challenged
	case scenarios.StepUp:
		return scenarios.OnStepUp, event.StepUpNeeded
	}
	return scenarios.On429, event.RateLimited
}

// asking is how the truth calls a challenge, and the end of one.
func asking(why event.Reason) (asked, over event.Measure) {
	if why == event.StepUpNeeded {
		return event.FactorAsked, event.FactorOver
	}
	return event.ChallengeAsked, event.ChallengeOver
}
