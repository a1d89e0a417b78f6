package conform

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"breachsim/output/read"
	"breachsim/output/truth"
	"breachsim/scenarios"
	"breachsim/scenarios/feasible"
	"breachsim/scenarios/library"
)

// Check holds the dataset in dir against a scenario, which is scaled as the
// dataset is (see [Scenario]). Everything that was compared is in the result,
// good or bad; an error means that the dataset could not be read.
func Check(ctx context.Context, dir string, sc *scenarios.Scenario) ([]Finding, error) {
	d, err := read.OpenDataset(dir)
	if err != nil {
		return nil, err
	}
	c := &checker{sc: sc, set: d}
	if c.facts, err = gather(ctx, d, sc.Time.Begin().UnixMicro(), sc.Time.End.UnixMicro()); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context) error{c.population, c.campaigns, c.controls, c.lookAlikes} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return c.list, nil
}

// Scenario is the scenario that a dataset says it was made from, scaled.
func Scenario(dir string) (*scenarios.Scenario, error) {
	d, err := read.OpenDataset(dir)
	if err != nil {
		return nil, err
	}
	path, err := find(d, "scenario.yaml")
	if err != nil {
		return nil, err
	}
	sc, err := library.Load(path)
	if err != nil {
		return nil, err
	}
	return feasible.AtScale(sc, d.Manifest.Options["scale"], d.Manifest.Options["scale_keep"])
}

type checker struct {
	findings
	sc    *scenarios.Scenario
	set   *read.Dataset
	facts *facts
	of    map[string]string // profile, by account
}

// population compares the accounts, their mix, and the time of the logs.
func (c *checker) population(ctx context.Context) error {
	accounts, err := c.set.Accounts(ctx)
	if err != nil {
		return err
	}
	c.of = map[string]string{}
	mix := map[string]int{}
	for _, a := range accounts {
		c.of[a.ID] = a.Profile
		mix[a.Profile]++
	}
	c.exactly("accounts", c.sc.Population.Accounts, len(accounts))
	for _, m := range c.sc.Population.ProfileMix {
		c.drawn("share of "+m.Profile.String(), float64(m.Share)/1e6, mix[m.Profile.String()], len(accounts))
	}
	c.none("events outside the scenario's time", c.facts.outside, c.facts.example)
	return nil
}

func (c *checker) campaigns(context.Context) error {
	exposed, err := c.exposed()
	if err != nil {
		return err
	}
	acquired, err := c.acquired()
	if err != nil {
		return err
	}
	declared := map[string]bool{}
	for i := range c.sc.Campaigns {
		k := &c.sc.Campaigns[i]
		declared[k.ID] = true
		f := c.facts.campaigns[k.ID]
		if f == nil {
			c.add(c.sc.Shut(k), k.ID, "a campaign", "none in the log")
			continue
		}
		c.accountsOf(k, f, acquired[k.ID])
		c.count(k.ID+": persons exposed", c.undisturbed(k), k.Targets.Exposed, exposed[k.ID])
		c.timesOf(k, f)
		c.ratesOf(k, f)
		c.addressesOf(k, f)
		c.ownersOf(k, f)
		c.overlapOf(k, f)
	}
	strange := 0
	for id := range c.facts.campaigns {
		if !declared[id] {
			strange++
		}
	}
	c.exactly("campaigns that nobody declared", 0, strange)
	return nil
}

// exposed counts distinct persons by campaign.
func (c *checker) exposed() (map[string]int, error) {
	path, err := find(c.set, "truth/exposed_persons.jsonl")
	if err != nil {
		return nil, err
	}
	type victim struct {
		campaign string
		ref      truth.ID
	}
	seen, n, twice := map[victim]bool{}, map[string]int{}, 0
	err = eachRow(path, func(e *truth.Exposed) {
		if seen[victim{e.Campaign, e.NIRRef}] { // two campaigns may each have got a person's data
			twice++
		}
		seen[victim{e.Campaign, e.NIRRef}] = true
		n[e.Campaign]++
	})
	c.exactly("persons exposed twice", 0, twice)
	return n, err
}

// acquired counts the accounts by campaign and way in.
func (c *checker) acquired() (map[string]map[string]int, error) {
	path, err := find(c.set, "truth/accounts.jsonl")
	if err != nil {
		return nil, err
	}
	n := map[string]map[string]int{}
	return n, eachRow(path, func(a *truth.Account) {
		if n[string(a.Campaign)] == nil {
			n[string(a.Campaign)] = map[string]int{}
		}
		n[string(a.Campaign)][string(a.Acquired)]++
	})
}

// undisturbed reports whether nothing acts on a campaign before its end: then
// its counts are exact, else they are ceilings.
func (c *checker) undisturbed(k *scenarios.Campaign) bool {
	heeds := func(r scenarios.Reaction) bool { return r.On == scenarios.OnNotFound && r.Move != scenarios.Next }
	return !slices.ContainsFunc(k.OnResponse, heeds) && !slices.ContainsFunc(c.sc.Controls, func(x scenarios.Control) bool {
		return x.Type != scenarios.Analyst && x.Type != scenarios.Policy || x.At.Before(k.Window.To)
	})
}

func (c *checker) accountsOf(k *scenarios.Campaign, f *campaignFacts, ways map[string]int) {
	exact := c.undisturbed(k)
	c.count(k.ID+": accounts", exact, k.Access.Accounts, len(f.accounts))
	profiles := map[string]int{}
	for a := range f.accounts {
		profiles[c.of[a]]++
	}
	for _, ask := range k.Access.Profiles {
		c.count(fmt.Sprintf("%s: accounts of %v", k.ID, ask.Profile), exact, ask.Count, profiles[ask.Profile.String()])
	}
	for _, way := range k.Access.Acquire {
		want := float64(way.Share) / 1e6 * float64(k.Access.Accounts)
		least := int(math.Floor(want))
		if !exact {
			least = 0
		}
		c.between(fmt.Sprintf("%s: accounts by %v", k.ID, way.How), least, int(math.Ceil(want)), ways[way.How.String()])
	}
}

// lookAlikes compares the stretches of honest behaviour that are told with
// those that were asked for.
func (c *checker) lookAlikes(context.Context) error {
	path, err := find(c.set, "truth/lookalikes.jsonl")
	if err != nil {
		return err
	}
	accounts, benign := map[string]map[string]bool{}, map[string]bool{}
	err = eachRow(path, func(l *truth.LookAlike) {
		if accounts[string(l.Kind)] == nil {
			accounts[string(l.Kind)] = map[string]bool{}
		}
		accounts[string(l.Kind)][string(l.Account)] = true
	})
	if err != nil {
		return err
	}
	for i := range c.sc.Benign.LookAlikes {
		l := &c.sc.Benign.LookAlikes[i]
		kind := l.Kind.String()
		benign[kind] = true
		switch n := len(accounts[kind]); {
		case l.Accounts > 0:
			c.between("accounts that show "+kind, c.some(1), l.Accounts, n)
		case l.Kind == scenarios.TwinSites: // both of a pair
			c.between("accounts that show "+kind, c.some(2), l.Sites, n)
		default:
			c.between("accounts that show "+kind, c.some(1), c.sc.Population.Accounts, n)
		}
	}
	strange := 0
	for kind := range c.facts.kinds {
		if !benign[kind] {
			strange++
		}
	}
	c.exactly("kinds of look-alikes that nobody asked for", 0, strange)
	return nil
}

// some is how many accounts show a look-alike at least: in less than a month
// what happens once in a month may not happen.
func (c *checker) some(n int) int {
	if c.sc.Time.End.Sub(c.sc.Time.Start) < 30*24*time.Hour {
		return 0
	}
	return n
}
