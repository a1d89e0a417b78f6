package feasible

import (
	"fmt"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/capacity"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
)

// lacksOpen finds a campaign that steals sessions at a time at which practices are shut:
// their owners may have none, and whose they are is drawn.
func (s *world) lacksOpen(i int) *lack {
	k := &s.Campaigns[i]
	stop, _ := capacity.Stop(s.scenario(), k)
	from := k.Window.From.Add(-k.Access.Validate.Lead.Duration())
	for _, x := range capacity.Crews(k) {
		if !x.Theft {
			continue
		}
		for j := range s.Calendar.Closings {
			c := &s.Calendar.Closings[j]
			meets := x.Profile == scenarios.NumProfiles || scenarios.Concerns(c.Profiles, x.Profile)
			if meets && c.From.Before(stop) && from.Before(c.To) {
				return &lack{path: of(i, "access.acquire"),
					what: fmt.Sprintf("session_theft needs owners who work, and %s shuts practices%s from %s to %s",
						c.Name, whose(x.Profile), quantity.FormatDay(c.From), quantity.FormatDay(c.To)),
					hint: "another access.acquire, or a window apart from it"}
			}
		}
	}
	return nil
}
