package feasible

import (
	"fmt"

	"github.com/breachsim/breachsim/scenarios"
)

// lacksAlike finds a look-alike for which not every world has accounts. The
// usual ones are as far as there are accounts for them.
func (s *world) lacksAlike(i int) *lack {
	if s.Benign.UsualLookAlikes {
		return nil
	}
	x := &s.Benign.LookAlikes[i]
	counts := scenarios.Cast(&s.Population)
	path, all := fmt.Sprintf("benign.look_alikes[%d]", i), counts.Of(scenarios.NumProfiles, scenarios.BusyAccount)
	before := 0 // accounts with a manner
	for _, y := range s.Benign.LookAlikes[:i] {
		if y.Kind.Manner() {
			before += y.Accounts
		}
	}
	const raise = "raise population.accounts"
	switch {
	case x.Kind == scenarios.TwinSites:
		if most := max(all-twinSpare, 0) / 4 &^ 1; x.Sites > most {
			return fewerOf(path+".sites", fmt.Sprintf("not every world of %d accounts has %d sites in pairs of one "+
				"profile and place", s.Population.Accounts, x.Sites), most, raise)
		}
	case x.Kind == scenarios.SharedNAT:
		used := 0
		for _, y := range s.Benign.LookAlikes[:i] {
			if y.Kind == scenarios.SharedNAT {
				used += y.Sites * max(y.PerAddress.Max, 2)
			}
		}
		each := max(x.PerAddress.Max, 2)
		if most := max(s.Population.Accounts-natSpare-used, 0) / each; x.Sites > most {
			const what = "not every world of %d accounts has %d addresses with up to %d accounts of one place each"
			return fewerOf(path+".sites", fmt.Sprintf(what, s.Population.Accounts, x.Sites, each), most, raise)
		}
	case x.Kind.Manner() && x.Accounts > all-before:
		return fewerOf(path+".accounts", fmt.Sprintf("%d accounts are too many: only %d are sure to be busy and "+
			"free of other such look-alikes", x.Accounts, max(all-before, 0)), max(all-before, 0), raise)
	case x.Accounts > all:
		return fewerOf(path+".accounts", fmt.Sprintf("%d accounts are too many: only %d are sure to be busy",
			x.Accounts, all), all, raise)
	}
	return nil
}

// lacksCanaries finds canary persons that are too many, all controls together.
func (s *world) lacksCanaries() *lack {
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
	return fewerOf(path, fmt.Sprintf("%d canary persons in all are more than one in twenty of the %d of "+
		"population.insured_persons", n, s.Population.InsuredPersons),
		s.Controls[last].Count-(n-most), "raise population.insured_persons")
}

// Accounts that may be left over: one in each place of a kind, and those that
// have no neighbour elsewhere in it.
const (
	places    = 101 // where sites are
	natSpare  = places + 1
	twinSpare = 2 * places
)
