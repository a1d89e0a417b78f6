package campaign

import (
	"fmt"
	"slices"
	"strings"

	"breachsim/generator/event"
)

// promised checks, once all is played, that a campaign does what its scenario
// asks for to the person and the account, unless that is a ceiling.
func (p *Plan) promised(c *resolved) error {
	if p.w.Scenario.Ceiling(c.sc) && (p.defended || c.minds()) {
		return nil
	}
	used := 0
	for _, a := range p.journal.Accounts {
		if a.Campaign == c.id {
			used++
		}
	}
	missing := uint64(0)
	for _, l := range c.lanes {
		missing += c.deal.left(l.number, c.list.entries) - c.made(l)
	}
	unused := len(c.lanes) - used
	if missing == 0 && unused == 0 {
		return nil
	}
	why, instead := "", "fewer accounts or persons, or a longer window"
	if others := p.meets(c); len(others) > 0 {
		why = fmt.Sprintf(", which it shares with %s", strings.Join(others, " and "))
		instead = "other access.profiles, so that the campaigns do not meet in an account, or fewer accounts"
	} else if c.sc.Pacing.MaxPerDay > 0 {
		instead = "a larger pacing.max_per_account_day, or " + instead
	}
	if unused > 0 {
		return fmt.Errorf("it never uses %d of its %d accounts%s: write %s", unused, len(c.lanes), why, instead)
	}
	return fmt.Errorf("%d look-ups of its list are left over at the stop by accounts%s that are shut out for a time: write %s", missing, why, instead)
}

// made counts the look-ups of the wanted list that a lane makes.
func (c *resolved) made(l *lane) (n uint64) {
	wanted := c.deal.left(l.number, c.list.entries)
	for i := range l.segments {
		if s := &l.segments[i]; s.why == event.NoReason {
			n += max(min(s.last, wanted), s.first) - s.first
		}
	}
	return min(n, wanted)
}

// meets names the campaigns with which a campaign shares an account.
func (p *Plan) meets(c *resolved) (others []string) {
	for _, x := range p.campaigns {
		if x != c && slices.ContainsFunc(x.lanes, func(l *lane) bool { return c.stole(l.account) }) {
			others = append(others, fmt.Sprintf("campaign %q", x.sc.ID))
		}
	}
	return others
}
