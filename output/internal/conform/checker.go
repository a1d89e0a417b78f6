package conform

import (
	"maps"
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// Checker gathers what findings rest on, line by line.
type Checker struct {
	findings
	sc       *scenarios.Scenario
	set      *read.Dataset
	defended bool // else the campaigns go on when their time is over
	partial  bool // a part of the period: of what happens in it nothing can be said
	period   *period
	facts    *facts
	secrets  secrets
	of       map[string]string // profile, by account
}

// of names what a finding says of a campaign.
func of(k *scenarios.Campaign, what string) string { return "campaign " + k.ID + ": " + what }

// asked wants a count exactly, or where a control may have cut it short, no more
// than it. Nobody stops an undefended campaign, which gets more persons than it
// was asked for.
func (c *Checker) asked(k *scenarios.Campaign, what string, got, want int) {
	name, where := of(k, what), placeOf(what)
	switch {
	case !c.defended && len(c.sc.Controls) > 0 && what != "trial look-ups": // who stops it is outside
		c.atMost(name, got, math.MaxInt, where)
	case (c.defended || len(c.sc.Controls) > 0) && c.sc.Ceiling(k):
		c.atMost(name, got, want, where)
	case !c.defended && what == "persons exposed":
		c.between(name, got, [2]int{want, math.MaxInt}, where)
	default:
		c.exactly(name, got, want, where)
	}
}

// placeOf is where a count stands.
func placeOf(what string) string {
	switch what {
	case "persons exposed":
		return exposedFile
	case "trial look-ups":
		return "logs/audit"
	}
	return "truth/accounts.jsonl"
}

// undisturbed reports whether nothing acts on a campaign before its end: then it is
// spread over its window as it was asked to be.
func (c *Checker) undisturbed(k *scenarios.Campaign) bool {
	heeds := func(r scenarios.Reaction) bool { return r.On == scenarios.OnNotFound && r.Move != scenarios.Next }
	acts := func(x scenarios.Control) bool {
		return x.Type != scenarios.Analyst && x.Type != scenarios.Policy || x.At.Before(k.Window.To)
	}
	return c.defended && !slices.ContainsFunc(k.OnResponse, heeds) && !slices.ContainsFunc(c.sc.Controls, acts)
}

// takes reports whether a campaign takes accounts in a way.
func takes(k *scenarios.Campaign, way scenarios.Acquisition) bool {
	return slices.ContainsFunc(k.Access.Acquire,
		func(a scenarios.AcquireShare) bool { return a.How == way && a.Share > 0 })
}

// ratio is a share as a number from 0 to 1.
func ratio(s scenarios.Share) float64 { return float64(s) / measure.Million }

// sorted lists the keys of a map in order.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// control returns the first control by the clock with an action; nil without one.
func (c *Checker) control(what scenarios.ControlAction) *scenarios.Control {
	return clocked(c.sc, what)
}

func clocked(sc *scenarios.Scenario, what scenarios.ControlAction) *scenarios.Control {
	for i := range sc.Controls {
		if x := &sc.Controls[i]; slices.Contains(x.Actions, what) && !x.ByRule() {
			return x
		}
	}
	return nil
}

// near reports whether two instants agree to the second.
func near(ts int64, at truth.Time) bool {
	return ts-int64(at) <= measure.Second && int64(at)-ts <= measure.Second
}
