package conform

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios"
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
		c.boundOf(k, f)
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

// triedOnes lists the accounts that were tried in vain, in order.
func triedOnes(all map[used]*truth.Tried) []used {
	return slices.SortedFunc(maps.Keys(all), func(a, b used) int {
		return cmp.Or(cmp.Compare(a.campaign, b.campaign), cmp.Compare(a.account, b.account))
	})
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
			return fmt.Sprintf("truth/accounts.jsonl, account %s: exposed %d, %s has %d", a.Account, a.Exposed,
				exposedFile, persons)
		})
	}
	var tries flaws
	for _, at := range triedOnes(c.period.tried) {
		t, got := c.period.tried[at], c.facts.tries.of[at]
		tries.want(t.Attempts == got, func() string {
			return fmt.Sprintf("%s, account %s: %d attempts, the log has %d", triedFile, at.account, t.Attempts, got)
		})
	}
	c.none("accounts tried and not taken with other attempts than the log", tries)
	c.none("what was done in accounts that were tried and not taken", c.facts.tries.gotIn)
	c.none("accounts with other look-ups than the log", lookUps)
	c.none("accounts with other exposures than the list of persons", exposed)
}
