package world

import (
	"slices"

	"breachsim/scenarios"
)

// Even reports whether the pacing of a campaign leaves nothing of its gaps to chance: a
// constant rate without jitter, or a constant time to think.
func (w *World) Even(campaign Sym) bool {
	name := w.Syms.Name(campaign)
	return slices.ContainsFunc(w.Scenario.Campaigns, func(c scenarios.Campaign) bool {
		p := &c.Pacing
		switch {
		case c.ID != name:
			return false
		case p.Shape == scenarios.Constant:
			return p.Jitter == 0
		}
		return p.ThinkTime.Center > 0 && p.ThinkTime.Law == scenarios.ConstantLaw
	})
}

// Slowed reports whether a control of the scenario may be slowing answers by an instant.
func (w *World) Slowed(ts int64) bool {
	return slices.ContainsFunc(w.Scenario.Controls, func(c scenarios.Control) bool {
		return slices.Contains(c.Actions, scenarios.SlowAnswers) && (c.At.IsZero() || c.At.UnixMicro() <= ts)
	})
}
