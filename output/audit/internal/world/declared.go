package world

import (
	"slices"

	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/scenarios"
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

// OnGrid reports whether an event is a look-up of a campaign that spaces them evenly.
func (w *World) OnGrid(r *Row) bool {
	return r.Mark.even && r.Of(Action) == w.Words.LookUp
}

// evenly is Even, which is asked once for each campaign.
func (w *World) evenly(campaign Sym) bool {
	even, known := w.even[campaign]
	if !known {
		even = w.Even(campaign)
		w.even[campaign] = even
	}
	return even
}

// Slowed reports whether a control of the scenario may be slowing answers by an instant.
func (w *World) Slowed(ts int64) bool {
	return slices.ContainsFunc(w.Scenario.Controls, func(c scenarios.Control) bool {
		return slices.Contains(c.Actions, scenarios.SlowAnswers) && (c.At.IsZero() || c.At.UnixMicro() <= ts)
	})
}

// Exempt is the verdict on a figure outside its bound: declared where its family is among
// the scenario's signals, or follows from what a campaign asks for.
func (w *World) Exempt(family string) figure.Verdict {
	if w.Declared[family] {
		return figure.Declared
	}
	for _, c := range w.Scenario.Campaigns {
		if family == "profiles" && len(c.Access.Profiles) > 0 || family == "access" && len(c.Access.Acquire) > 0 {
			return figure.Declared
		}
	}
	return figure.Fail
}
