package feasible

import (
	"fmt"

	"github.com/breachsim/breachsim/scenarios"
)

// lacksAccounts finds accounts that a campaign takes and that not every world
// has.
func (s *world) lacksAccounts(i int) *lack {
	if a, what := s.shortOf(i); what != "" {
		return s.fewer(i, a, what, func(t *world) bool { _, what := t.shortOf(i); return what == "" })
	}
	return nil
}

// shortOf tells of which accounts there may be too few, and why; "" where there
// are enough.
func (s *world) shortOf(i int) (ask scenarios.Ask, what string) {
	k := &s.Campaigns[i]
	counts := scenarios.Cast(&s.Population)
	busy := map[scenarios.Profile]int{}
	for _, a := range k.Access.Asks() {
		have, n := counts.Of(a.Profile, a.How.Kind()), a.Count
		if a.How.Kind() == scenarios.BusyAccount {
			busy[a.Profile] += n
			n = busy[a.Profile]
		}
		switch {
		case n > have:
			return a, fmt.Sprintf("takes %d %s%s; a world of %d accounts is sure to have only %d", n,
				kindWord(a.How.Kind()), ofProfile(a.Profile), s.Population.Accounts, have)
		case a.How == scenarios.SessionTheft && 5*a.Count > 3*have:
			return a, fmt.Sprintf("steals the sessions of %d accounts%s; that is more than three fifths of the %d "+
				"that are sure to be busy, and not every owner works in the window", a.Count, ofProfile(a.Profile),
				have)
		}
	}
	return ask, ""
}

func kindWord(k scenarios.AccountKind) string {
	switch k {
	case scenarios.LeftAccount:
		return "idle accounts"
	case scenarios.UnusedAccount:
		return "newly opened, unused accounts"
	}
	return "busy accounts"
}

func ofProfile(p scenarios.Profile) string {
	if p == scenarios.NumProfiles {
		return ""
	}
	return " of profile " + p.String()
}

// fewer says that a campaign takes too many accounts of an ask: fewer of them,
// or a larger world, would do.
func (s *world) fewer(i int, a scenarios.Ask, what string, enough func(*world) bool) *lack {
	l := &lack{path: of(i, "access.accounts"), what: what}
	if a.Profile != scenarios.NumProfiles {
		l.path = of(i, "access.profiles."+a.Profile.String())
	}
	n, ok := largest(1, int64(asked(&s.Campaigns[i], a.Profile)), func(n int64) bool {
		return enough(s.with(i, func(k *scenarios.Campaign) { take(k, a.Profile, int(n)) }))
	})
	if ok {
		k := s.with(i, func(k *scenarios.Campaign) { take(k, a.Profile, int(n)) }).Campaigns[i]
		fix := scenarios.Fix{set(of(i, "access.accounts"), k.Access.Accounts)}
		if a.Profile != scenarios.NumProfiles {
			fix = append(scenarios.Fix{set(l.path, n)}, fix...)
		}
		if k.Pacing.Concurrency < s.Campaigns[i].Pacing.Concurrency {
			fix = append(fix, set(of(i, "pacing.concurrency"), k.Pacing.Concurrency))
		}
		l.fixes = append(l.fixes, fix)
	}
	if n, ok := smallest(int64(s.Population.Accounts), scenarios.MaxAccounts, func(n int64) bool {
		larger := *s
		larger.Population.Accounts = int(n)
		return enough(&larger)
	}); ok {
		l.fixes = append(l.fixes, scenarios.Fix{set("population.accounts", n)})
	}
	return l
}

// asked is how many accounts of a profile a campaign takes.
func asked(k *scenarios.Campaign, p scenarios.Profile) int {
	for _, x := range k.Access.Profiles {
		if x.Profile == p {
			return x.Count
		}
	}
	return k.Access.Accounts
}

// take changes how many accounts of a profile a campaign takes.
func take(k *scenarios.Campaign, p scenarios.Profile, n int) {
	profiles := append([]scenarios.ProfileCount(nil), k.Access.Profiles...)
	k.Access.Accounts -= asked(k, p) - n
	for j := range profiles {
		if profiles[j].Profile == p {
			profiles[j].Count = n
		}
	}
	k.Access.Profiles = profiles
	k.Pacing.Concurrency = min(k.Pacing.Concurrency, k.Access.Accounts)
}
