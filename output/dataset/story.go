package dataset

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios"
)

// Story tells of the scenario what the journal does not say.
func (s source) Story() *truth.Story {
	sc := s.Scenario()
	out := &truth.Story{Title: sc.Title, About: sc.Summary, Start: micros(sc.Time.Start), End: micros(sc.Time.End)}
	for i := range sc.Campaigns {
		k := &sc.Campaigns[i]
		out.Campaigns = append(out.Campaigns, truth.CampaignStory{
			Techniques: k.Access.Techniques,
			Network:    k.Network.Kind.String(),
			Objective:  objective(k),
		})
	}
	for i := range sc.Controls {
		out.Controls = append(out.Controls, controlStory(&sc.Controls[i]))
	}
	return out
}

func objective(k *scenarios.Campaign) string {
	if k.Targets.Exposed == 0 {
		return fmt.Sprintf("Take %d accounts, and look nobody up.", k.Access.Accounts)
	}
	return fmt.Sprintf("Look up %d insured persons, order %v, through %d accounts.",
		k.Targets.Exposed, k.Targets.Order, k.Access.Accounts)
}

func controlStory(c *scenarios.Control) truth.ControlStory {
	t := truth.ControlStory{Type: c.Type.String()}
	for _, a := range c.Actions {
		t.Actions = append(t.Actions, a.String())
	}
	return t
}

func micros(t time.Time) int64 { return t.UnixMicro() }
