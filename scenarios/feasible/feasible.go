// Package feasible finds what a scenario asks for and not every world of it can
// give, whatever the seed, and the smallest changes that would do.
//
//	accounts of each profile and kind ─► persons ─► time, rates, caps ─► addresses
//
// It stands between the language and the library, which reads no scenario that is
// not feasible, and the generator asks it for the scenario at another scale. It
// reckons with what follows from the file alone, and on the safe side: what it lets
// pass, the plan can always lay out. It makes no world and draws nothing.
package feasible

import (
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/tree"
)

// maxFixed bounds for how many problems of a file fixes are looked for.
const maxFixed = 10

// Check reports what the scenario asks for and not every world of it can give; nil
// where there is nothing. A scenario of the library, and one that [Scaled] returns,
// is feasible. The error is *scenarios.Problems.
func Check(s *scenarios.Scenario) error {
	r := &tree.Report{File: s.ID}
	for _, p := range Lacking(s, func(string) bool { return true }) {
		r.Put(nil, p)
	}
	return r.Err()
}

// Lacking lists what [Check] reports, each with its path and the changes that would
// do. written tells whether the file has a value at a path: what follows by itself
// is not asked for.
func Lacking(s *scenarios.Scenario, written func(path string) bool) (out []scenarios.Problem) {
	for _, l := range (*world)(s).lacks() {
		l.keepWritten(written)
		out = append(out, scenarios.Problem{Path: l.path, What: l.what, Hint: l.advice(), Fixes: l.fixes})
	}
	return out
}

// lacks lists what is not there: of each campaign the first thing only, since
// the next may follow from it.
func (s *world) lacks() (out []*lack) {
	add := func(l *lack) bool {
		if l != nil {
			out = append(out, l)
		}
		return l != nil
	}
	for i := range s.Campaigns {
		for _, check := range []func(int) *lack{
			s.lacksNumber, s.lacksAccounts, s.lacksPersons, s.contradictsBurn, s.shutOut, s.lacksHours, s.lacksDay,
			s.lacksOpen, s.lacksOwners, s.lacksTime, s.lacksAddresses,
		} {
			if add(check(i)) {
				break
			}
		}
		for _, l := range out[:max(0, len(out)-maxFixed)] {
			l.fixes = nil
		}
	}
	for i := range s.Benign.LookAlikes {
		add(s.lacksAlike(i))
	}
	add(s.lacksCanaries())
	return out
}

// fits reports whether nothing is lacking, without looking for what would do.
func (s *world) fits() bool {
	for i := range s.Campaigns {
		if _, what := s.shortOf(i); what != "" || s.lacksNumber(i) != nil || s.lacksPersons(i) != nil ||
			s.contradictsBurn(i) != nil || s.idle(i) || s.dayless(i) != nil || s.shutOut(i) != nil ||
			s.lacksOpen(i) != nil || !s.owned(i) || !s.manages(i) || s.lacksAddresses(i) != nil {
			return false
		}
	}
	for i := range s.Benign.LookAlikes {
		if s.lacksAlike(i) != nil {
			return false
		}
	}
	return s.lacksCanaries() == nil
}
