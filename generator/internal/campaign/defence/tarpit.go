package defence

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/scenarios"
)

// Tarpit is what answers the look-ups of an account, an address or a session
// slowly, or with the records of nobody, or both. The look-up that reaches its
// threshold is the last one before it.
type Tarpit struct {
	By          uint8 // 1 + index of the control; 0 = none
	Slow, Decoy bool
	Until       int64
}

func newTarpit(c control, until int64) Tarpit {
	return Tarpit{
		c.id,
		slices.Contains(c.Actions, scenarios.SlowAnswers),
		slices.Contains(c.Actions, scenarios.GiveDecoys),
		until,
	}
}

// tarpits are those into which detections have put an account.
type tarpits []Tarpit

// at is the one that answers a look-up at an instant.
func (x tarpits) at(ts int64) (in Tarpit) {
	for _, t := range x {
		if ts < t.Until {
			in = t
		}
	}
	return in
}

// stands reports whether a tarpit of a control is in force.
func (x tarpits) stands(by uint8, now int64) bool {
	return slices.ContainsFunc(x, func(t Tarpit) bool { return t.By == by && now < t.Until })
}

// respond notes in the truth that the tarpit begins, and when it ends.
func (t *Tarpit) respond(book *script.Book, now int64, of event.Response) {
	note := func(ts int64, what event.Measure) {
		of.TS, of.Action, of.Control = ts, what, t.By
		book.Respond(of)
	}
	if t.Slow {
		note(now, event.AnswersSlowed)
	}
	if t.Decoy {
		note(now, event.DecoysGiven)
	}
	if t.Until != forever {
		note(t.Until, event.TarpitOver)
	}
}
