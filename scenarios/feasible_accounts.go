package scenarios

import "fmt"

// lacksAccounts finds accounts that a campaign takes and that not every world
// has.
func (s *Scenario) lacksAccounts(i int) *lack {
	if a, what := s.shortOf(i); what != "" {
		return s.fewer(i, a, what, func(t *Scenario) bool { _, what := t.shortOf(i); return what == "" })
	}
	return nil
}

// shortOf tells of which accounts there may be too few, and why; "" where there
// are enough.
func (s *Scenario) shortOf(i int) (ask Ask, what string) {
	k := &s.Campaigns[i]
	counts := Cast(&s.Population)
	busy := map[Profile]int{}
	for _, a := range k.Access.Asks() {
		have, n := counts.Of(a.Profile, a.How.Kind()), a.Count
		if a.How.Kind() == BusyAccount {
			busy[a.Profile] += n
			n = busy[a.Profile]
		}
		switch {
		case n > have:
			return a, fmt.Sprintf("takes %d %s%s, but of %d accounts only %d are surely such", n, kindWord(a.How.Kind()), ofProfile(a.Profile), s.Population.Accounts, have)
		case a.How == SessionTheft && 5*a.Count > 3*have:
			return a, fmt.Sprintf("steals the sessions of %d accounts%s, more than three fifths of the %d that are surely busy: not every owner works in the window", a.Count, ofProfile(a.Profile), have)
		}
	}
	return ask, ""
}

func kindWord(k AccountKind) string {
	switch k {
	case LeftAccount:
		return "idle accounts"
	case UnusedAccount:
		return "newly opened, unused accounts"
	}
	return "busy accounts"
}

func ofProfile(p Profile) string {
	if p == NumProfiles {
		return ""
	}
	return " of profile " + p.String()
}

// fewer says that a campaign takes too many accounts of an ask: fewer of them,
// or a larger world, would do.
func (s *Scenario) fewer(i int, a Ask, what string, enough func(*Scenario) bool) *lack {
	l := &lack{path: of(i, "access.accounts"), what: what}
	if a.Profile != NumProfiles {
		l.path = of(i, "access.profiles."+a.Profile.String())
	}
	n, ok := largest(1, int64(asked(&s.Campaigns[i], a.Profile)), func(n int64) bool {
		return enough(s.with(i, func(k *Campaign) { k.take(a.Profile, int(n)) }))
	})
	if ok {
		k := s.with(i, func(k *Campaign) { k.take(a.Profile, int(n)) }).Campaigns[i]
		fix := Fix{set(of(i, "access.accounts"), k.Access.Accounts)}
		if a.Profile != NumProfiles {
			fix = append(Fix{set(l.path, n)}, fix...)
		}
		if k.Pacing.Concurrency < s.Campaigns[i].Pacing.Concurrency {
			fix = append(fix, set(of(i, "pacing.concurrency"), k.Pacing.Concurrency))
		}
		l.fixes = append(l.fixes, fix)
	}
	if n, ok := smallest(int64(s.Population.Accounts), maxAccounts, func(n int64) bool {
		larger := *s
		larger.Population.Accounts = int(n)
		return enough(&larger)
	}); ok {
		l.fixes = append(l.fixes, Fix{set("population.accounts", n)})
	}
	return l
}

// asked is how many accounts of a profile a campaign takes.
func asked(k *Campaign, p Profile) int {
	for _, x := range k.Access.Profiles {
		if x.Profile == p {
			return x.Count
		}
	}
	return k.Access.Accounts
}

// take changes how many accounts of a profile a campaign takes.
func (k *Campaign) take(p Profile, n int) {
	profiles := append([]ProfileCount(nil), k.Access.Profiles...)
	k.Access.Accounts -= asked(k, p) - n
	for j := range profiles {
		if profiles[j].Profile == p {
			profiles[j].Count = n
		}
	}
	k.Access.Profiles = profiles
	k.Pacing.Concurrency = min(k.Pacing.Concurrency, k.Access.Accounts)
}

// lacksAlike finds a look-alike for which not every world has accounts. The
// usual ones are as far as there are accounts for them.
func (s *Scenario) lacksAlike(i int) *lack {
	if s.Benign.UsualLookAlikes {
		return nil
	}
	x := &s.Benign.LookAlikes[i]
	counts := Cast(&s.Population)
	path, all := fmt.Sprintf("benign.look_alikes[%d]", i), counts.Of(NumProfiles, BusyAccount)
	before := 0 // accounts with a manner
	for _, y := range s.Benign.LookAlikes[:i] {
		if y.Kind.manner() {
			before += y.Accounts
		}
	}
	const raise = "raise population.accounts"
	switch {
	case x.Kind == TwinSites:
		if most := max(all-twinSpare, 0) / 4 &^ 1; x.Sites > most {
			return fewerOf(path+".sites", fmt.Sprintf("%d sites in pairs of one profile and place are more than every world of %d accounts has", x.Sites, s.Population.Accounts), most, raise)
		}
	case x.Kind == SharedNAT:
		used := 0
		for _, y := range s.Benign.LookAlikes[:i] {
			if y.Kind == SharedNAT {
				used += y.Sites * max(y.PerAddress.Max, 2)
			}
		}
		if most := max(s.Population.Accounts-natSpare-used, 0) / max(x.PerAddress.Max, 2); x.Sites > most {
			return fewerOf(path+".sites", fmt.Sprintf("%d addresses with up to %d accounts of one place each are more than every world of %d accounts has", x.Sites, max(x.PerAddress.Max, 2), s.Population.Accounts), most, raise)
		}
	case x.Kind.manner() && x.Accounts > all-before:
		return fewerOf(path+".accounts", fmt.Sprintf("%d accounts, but only %d are surely busy and show no other such look-alike", x.Accounts, max(all-before, 0)), max(all-before, 0), raise)
	case x.Accounts > all:
		return fewerOf(path+".accounts", fmt.Sprintf("%d accounts, but only %d are surely busy", x.Accounts, all), all, raise)
	}
	return nil
}

// Accounts that may be left over: one in each place of a kind, and those that
// have no neighbour elsewhere in it.
const (
	places    = 101 // where sites are
	natSpare  = places + 1
	twinSpare = 2 * places
)

// fewerOf says that so many would do.
func fewerOf(path, what string, most int, otherwise string) *lack {
	l := &lack{path: path, what: what, hint: otherwise}
	if most > 0 {
		l.fixes = []Fix{{set(path, most)}}
	}
	return l
}

// manner reports whether a look-alike changes an account's usual sessions while
// it lasts: an account shows one such at most.
func (k LookAlikeKind) manner() bool {
	switch k {
	case LocumTakeover, PracticeMove, TravellingVPN, NetworkFailover, TouristSeason, LargeDesk:
		return true
	}
	return false
}

// lacksCanaries finds canary persons that are too many, all controls together.
func (s *Scenario) lacksCanaries() *lack {
	n, last := 0, 0
	for i := range s.Controls {
		if s.Controls[i].Count > 0 {
			n, last = n+s.Controls[i].Count, i
		}
	}
	most := s.Population.InsuredPersons / 20
	if n <= most {
		return nil
	}
	path := fmt.Sprintf("controls[%d].count", last)
	return fewerOf(path, fmt.Sprintf("%d canary persons in all are more than one in twenty of the %d of population.insured_persons", n, s.Population.InsuredPersons),
		s.Controls[last].Count-(n-most), "raise population.insured_persons")
}
