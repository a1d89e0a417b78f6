package shortcut

import (
	"time"

	"breachsim/output/audit/figure"
	"breachsim/output/audit/world"
)

// Bounds of the area under the curve: of columns that should tell nothing, and of
// behaviour.
const (
	nuisanceAUC  = 0.55
	behaviourAUC = 0.75
)

// exempt is the verdict on a figure outside its bound.
func exempt(w *world.World, family string) figure.Verdict {
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

// short reports whether every campaign lasts less than a day.
func short(w *world.World) bool {
	for _, c := range w.Scenario.Campaigns {
		if c.Window.To.Sub(c.Window.From) >= 24*time.Hour {
			return false
		}
	}
	return true
}
