package scenarios

import (
	"fmt"
	"slices"
)

// Scale is a factor in millionths: above 0, at most 1,000.
type Scale int64

// ParseScale reads a factor such as 0.02, of at most six decimals.
func ParseScale(text string) (Scale, error) {
	n, err := parseMillionths(text)
	switch {
	case err != nil:
		return 0, fmt.Errorf("reading scale: %w", err)
	case n == 0:
		return 0, fmt.Errorf("reading scale: 0 leaves nothing; write a factor above 0, such as 0.02")
	case n > 1000*one:
		return 0, fmt.Errorf("reading scale: %s is more than 1000", text)
	}
	return Scale(n), nil
}

// String writes the factor as ParseScale reads it.
func (f Scale) String() string { return formatMillionths(int64(f)) }

// times multiplies a count, to the nearest, and at least 1.
func (f Scale) times(n int) int {
	return max(1, int(f.product(int64(n), one/2)))
}

// timesSome is times for a count that may be none.
func (f Scale) timesSome(n int) int {
	if n == 0 {
		return 0
	}
	return f.times(n)
}

// ScaleError says that a scaled world cannot hold what a scenario asks of it.
type ScaleError struct {
	Scale Scale
	What  string
}

func (e *ScaleError) Error() string { return fmt.Sprintf("scaling by %v: %s", e.Scale, e.What) }

// Scaled returns the scenario with accounts, insured persons, exposed persons
// and the rates of campaigns multiplied, and with them the accounts and sites
// that show a look-alike. Windows, compromised accounts, trial look-ups and the
// pool of addresses stay. The error is *ScaleError.
func (s *Scenario) Scaled(f Scale) (*Scenario, error) {
	out := *s
	out.Population.Accounts = f.times(s.Population.Accounts)
	out.Population.InsuredPersons = f.times(s.Population.InsuredPersons)
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
		l.Accounts, l.Sites = f.timesSome(l.Accounts), f.timesSome(l.Sites)
		if l.Kind == TwinSites {
			l.Sites = max(2, l.Sites&^1)
		}
	}
	out.Controls = slices.Clone(s.Controls)
	for i := range out.Controls {
		out.Controls[i].Count = f.timesSome(out.Controls[i].Count)
	}
	fail := func(format string, args ...any) (*Scenario, error) {
		return nil, &ScaleError{f, fmt.Sprintf(format, args...)}
	}
	if n := out.Population.Accounts; n > maxAccounts {
		return fail("%d accounts are more than %d", n, maxAccounts)
	}
	if n := out.Population.InsuredPersons; n > maxPersons {
		return fail("%d insured persons are more than %d", n, maxPersons)
	}
	for i := range out.Campaigns {
		k := &out.Campaigns[i]
		k.Targets.Exposed = f.times(k.Targets.Exposed)
		k.Pacing.scale(f)
		if what := out.cannotHold(k); what != "" {
			return fail("campaign %s %s", k.ID, what)
		}
	}
	return &out, nil
}

// scale multiplies the rate, and the cap a day, which is rounded up so that it
// holds no list up.
func (p *Pacing) scale(f Scale) {
	if p.Rate.Unit != NoRate {
		p.Rate.Amount = max(1, f.product(p.Rate.Amount, one/2))
	}
	if p.MaxPerDay > 0 {
		p.MaxPerDay = int(max(1, f.product(int64(p.MaxPerDay), one-1)))
	}
}

// product multiplies and adds so many millionths before it cuts off.
func (f Scale) product(n, more int64) int64 {
	return n/one*int64(f) + (n%one*int64(f)+more)/one // so that the product cannot overflow
}

// cannotHold says why a campaign does not fit the population, or "".
func (s *Scenario) cannotHold(k *Campaign) string {
	p := &s.Population
	if k.Access.Accounts > p.Accounts {
		return fmt.Sprintf("takes %d accounts, but there are only %d", k.Access.Accounts, p.Accounts)
	}
	for _, ask := range k.Access.Profiles {
		if expected := p.expected(ask.Profile); int64(ask.Count)*one > expected {
			return fmt.Sprintf("takes %d accounts of profile %v, but %d accounts × %s make only %s",
				ask.Count, ask.Profile, p.Accounts, formatMillionths(int64(p.share(ask.Profile))), formatMillionths(expected))
		}
	}
	if k.Targets.Exposed > p.InsuredPersons {
		return fmt.Sprintf("exposes %d persons, but there are only %d", k.Targets.Exposed, p.InsuredPersons)
	}
	if trial := k.Access.Validate.LookUps * k.Access.Accounts; trial > k.Targets.Exposed {
		return fmt.Sprintf("makes %d trial look-ups, but exposes only %d persons", trial, k.Targets.Exposed)
	}
	return ""
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
