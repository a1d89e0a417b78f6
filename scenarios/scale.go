package scenarios

import (
	"fmt"
	"slices"
)

// ScaleError says that not every scaled world holds what a scenario asks of it.
type ScaleError struct {
	Scale Scale
	What  string
	Works Scale // the nearest scale towards 1 that works, to three digits; 0 = none is known
}

func (e *ScaleError) Error() string {
	text := fmt.Sprintf("scaling by %v: %s", e.Scale, e.What)
	switch {
	case e.Works == 0:
	case e.Works > e.Scale:
		text += fmt.Sprintf("; the smallest scale that works is %v", e.Works)
	default:
		text += fmt.Sprintf("; the largest scale that works is %v", e.Works)
	}
	return text
}

// AtScale is the scenario at a scale as a dataset records it: factor and what
// was kept, both as text, empty where they are the usual ones.
func (s *Scenario) AtScale(factor, keep string) (*Scenario, error) {
	if factor == "" {
		return s, nil
	}
	f, err := ParseScale(factor)
	if err != nil || f == one {
		return s, err
	}
	k, err := ParseKeep(keep)
	if err != nil {
		return nil, err
	}
	return s.ScaledKeeping(f, k)
}

// Scaled is [Scenario.ScaledKeeping] with the stolen accounts kept.
func (s *Scenario) Scaled(f Scale) (*Scenario, error) { return s.ScaledKeeping(f, KeepAccounts) }

// ScaledKeeping returns the scenario with accounts and insured persons
// multiplied, and with them the accounts and sites that show a look-alike.
// Windows, trial look-ups of an account and the pool of addresses stay.
//
// With [KeepAccounts] the number of stolen accounts stays too, and exposed
// persons, rates and caps are multiplied: at a small scale each account works at
// a far slower pace, which is another attack. With [KeepRates] stolen accounts
// are multiplied, rounded up and of each profile one at least, the list becomes
// shorter or longer by as much as they become fewer or more, and each keeps its
// pace.
//
// The error is *ScaleError, where the scaled world may not hold what is asked
// of it.
func (s *Scenario) ScaledKeeping(f Scale, keep Keep) (*Scenario, error) {
	out, what := s.scaled(f, keep)
	if what == "" {
		return out, nil
	}
	e := &ScaleError{Scale: f, What: what}
	works := func(f Scale) bool {
		out, what := s.multiplied(f, keep)
		return what == "" && out.fits()
	}
	switch { // rounding makes some scales fail between others that work: each of three digits is tried
	case !works(one):
	case f < one:
		for e.Works = f; !works(e.Works); {
			e.Works = Scale(roundUp(int64(e.Works) + max(roundUp(int64(e.Works))/1000, 1)))
		}
	default:
		if near, ok := largest(one, int64(f), func(n int64) bool { return works(Scale(n)) }); ok {
			e.Works = Scale(roundDown(near))
		}
	}
	return nil, e
}

// scaled multiplies, and says why the result cannot be relied upon to work; ""
// where it can.
func (s *Scenario) scaled(f Scale, keep Keep) (out *Scenario, what string) {
	if out, what = s.multiplied(f, keep); what != "" {
		return nil, what
	}
	for _, l := range out.lacks() {
		return nil, l.path + ": " + l.what
	}
	return out, ""
}

// multiplied is the scenario with all multiplied; what is "" unless that is more
// than any world holds.
func (s *Scenario) multiplied(f Scale, keep Keep) (out *Scenario, what string) {
	out = s.resized(f)
	if n := out.Population.Accounts; n > maxAccounts {
		return nil, fmt.Sprintf("%d accounts are more than %d", n, maxAccounts)
	}
	if n := out.Population.InsuredPersons; n > maxPersons {
		return nil, fmt.Sprintf("%d insured persons are more than %d", n, maxPersons)
	}
	for i := range out.Campaigns {
		k := &out.Campaigns[i]
		if keep == KeepRates {
			k.crop(f)
			continue
		}
		k.Targets.Exposed = f.Times(k.Targets.Exposed)
		k.Pacing.scale(f)
	}
	return out, ""
}

// resized is the scenario with its world multiplied, campaigns apart.
func (s *Scenario) resized(f Scale) *Scenario {
	out := *s
	out.Population.Accounts = f.Times(s.Population.Accounts)
	out.Population.InsuredPersons = f.Times(s.Population.InsuredPersons)
	out.Campaigns = slices.Clone(s.Campaigns)
	out.Benign.LookAlikes = slices.Clone(s.Benign.LookAlikes)
	if s.Benign.UsualLookAlikes {
		out.Benign.LookAlikes = usual(out.Population.Accounts)
	}
	for i := range out.Benign.LookAlikes {
		if s.Benign.UsualLookAlikes {
			break
		}
		l := &out.Benign.LookAlikes[i]
		l.Accounts, l.Sites = f.TimesSome(l.Accounts), f.TimesSome(l.Sites)
		if l.Kind == TwinSites {
			l.Sites = max(2, l.Sites&^1)
		}
	}
	out.Controls = slices.Clone(s.Controls)
	for i := range out.Controls {
		out.Controls[i].Count = f.TimesSome(out.Controls[i].Count)
	}
	return &out
}

// crop makes a campaign smaller or larger and leaves each account its pace:
// accounts are multiplied, rounded up, and what all do together goes with them.
func (k *Campaign) crop(f Scale) {
	before, a := int64(k.Access.Accounts), &k.Access
	up := func(n int) int { return int(max(1, f.Product(int64(n), one-1))) }
	if len(a.Profiles) == 0 {
		a.Accounts = up(a.Accounts)
	} else {
		a.Profiles = slices.Clone(a.Profiles)
		a.Accounts = 0
		for i := range a.Profiles {
			if a.Profiles[i].Count > 0 {
				a.Profiles[i].Count = up(a.Profiles[i].Count)
			}
			a.Accounts += a.Profiles[i].Count
		}
	}
	now := int64(a.Accounts)
	each := func(n int64) int64 { return max(1, (n*now+before/2)/before) } // for as many accounts
	k.Targets.Exposed = int(each(int64(k.Targets.Exposed)))
	k.Pacing.Concurrency = int(min(now, (int64(k.Pacing.Concurrency)*now+before-1)/before))
	if k.Pacing.Rate.Unit == PerSecond { // of all accounts together
		k.Pacing.Rate.Amount = max(1, mulDiv(k.Pacing.Rate.Amount, now, before))
	}
}

// scale multiplies the rate, and the cap a day, which is rounded up so that it
// holds no list up.
func (p *Pacing) scale(f Scale) {
	if p.Rate.Unit != NoRate {
		p.Rate.Amount = max(1, f.Product(p.Rate.Amount, one/2))
	}
	if p.MaxPerDay > 0 {
		p.MaxPerDay = int(max(1, f.Product(int64(p.MaxPerDay), one-1)))
	}
}

// expected is the expected number of accounts of a profile, in millionths.
func (p *Population) expected(of Profile) int64 { return int64(p.Accounts) * int64(p.share(of)) }

func (p *Population) share(of Profile) Share {
	for _, m := range p.ProfileMix {
		if m.Profile == of {
			return m.Share
		}
	}
	return 0
}
