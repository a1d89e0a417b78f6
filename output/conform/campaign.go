package conform

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"breachsim/scenarios"
	"breachsim/scenarios/measure"
)

// campaigns compares each campaign with what the log and the truth have of it.
func (c *Checker) campaigns() {
	c.none("persons exposed twice", c.period.exposed.twice)
	for i := range c.sc.Campaigns {
		k := &c.sc.Campaigns[i]
		f := c.facts.campaigns[k.ID]
		if f == nil {
			c.add(Finding{Name: of(k, "in the log"), Bound: "some event", OK: c.defended && c.sc.Shut(k)}, "logs/audit")
			continue
		}
		c.accountsOf(k)
		c.asked(k, "persons exposed", len(c.period.exposed.of[k.ID]), k.Targets.Exposed)
		c.trialsOf(k, f)
		c.timesOf(k, f)
		c.hitsOf(k, f)
		c.paceOf(k, f)
		c.addressesOf(k, f)
		c.ownersOf(k, f)
		c.overlapOf(k, f)
	}
	var strange flaws
	for _, id := range sorted(c.facts.campaigns) {
		strange.want(c.facts.campaigns[id].spec != nil, func() string { return "campaign " + id })
	}
	c.none("campaigns that nobody declared", strange)
}

// of names what a finding says of a campaign.
func of(k *scenarios.Campaign, what string) string { return "campaign " + k.ID + ": " + what }

// asked wants a count exactly, or where a control may have cut it short, no more
// than it. Nobody stops an undefended campaign, which gets more persons than it
// was asked for.
func (c *Checker) asked(k *scenarios.Campaign, what string, got, want int) {
	name, where := of(k, what), placeOf(what)
	switch {
	case c.defended && c.sc.Ceiling(k):
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

// accountsOf compares the accounts, their profiles and the ways they were taken in.
func (c *Checker) accountsOf(k *scenarios.Campaign) {
	uses, profiles, ways := c.period.usesOf(k.ID), map[string]int{}, map[string]int{}
	for _, a := range uses {
		profiles[c.of[string(a.Account)]]++
		ways[string(a.Acquired)]++
	}
	c.asked(k, "accounts", len(uses), k.Access.Accounts)
	for _, p := range k.Access.Profiles {
		c.asked(k, "accounts of profile "+p.Profile.String(), profiles[p.Profile.String()], p.Count)
	}
	for _, way := range k.Access.Acquire {
		want := ratio(way.Share) * float64(k.Access.Accounts)
		bounds := [2]int{int(math.Floor(want)), int(math.Ceil(want))}
		if !c.undisturbed(k) {
			bounds[0] = 0
		}
		c.between(of(k, fmt.Sprintf("accounts by %v", way.How)), ways[way.How.String()], bounds, placeOf("accounts"))
	}
}

// tallies holds the counts of truth/accounts against the log.
func (c *Checker) tallies() {
	var lookUps, exposed flaws
	for i := range c.period.accounts {
		a := &c.period.accounts[i]
		k := used{string(a.Campaign), string(a.Account)}
		answered, persons := int64(c.facts.answered[k]), int64(c.period.exposed.through[k])
		lookUps.want(answered == a.LookUps, func() string {
			return fmt.Sprintf("account %s: %d, the log has %d", a.Account, a.LookUps, answered)
		})
		exposed.want(persons == a.Exposed, func() string {
			return fmt.Sprintf("truth/accounts.jsonl, account %s: exposed %d, %s has %d", a.Account, a.Exposed, exposedFile, persons)
		})
	}
	c.none("accounts with other look-ups than the log", lookUps)
	c.none("accounts with other exposures than the list of persons", exposed)
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
	return slices.ContainsFunc(k.Access.Acquire, func(a scenarios.AcquireShare) bool { return a.How == way && a.Share > 0 })
}

// ratio is a share as a number from 0 to 1.
func ratio(s scenarios.Share) float64 { return float64(s) / measure.Million }

// sorted lists the keys of a map in order.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
