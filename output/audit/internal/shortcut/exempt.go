package shortcut

import (
	"time"

	"github.com/breachsim/breachsim/output/audit/internal/world"
)

// Bounds of the area under the curve: of columns that should tell nothing, and of
// behaviour.
const (
	nuisanceAUC  = 0.55
	behaviourAUC = 0.75
)

// short reports whether every campaign lasts less than a day.
func short(w *world.World) bool {
	for _, c := range w.Scenario.Campaigns {
		if c.Window.To.Sub(c.Window.From) >= 24*time.Hour {
			return false
		}
	}
	return true
}
