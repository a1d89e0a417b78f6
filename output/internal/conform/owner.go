package conform

import (
	"fmt"
	"slices"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/measure"
)

const (
	leastOwners = 8   // that it takes so that not all of them are locked out or have a quiet day
	ownerThere  = 0.3 // least part of the attack's working days on which the owner is there too
)

// ownersOf compares what the owners do with what the campaign says of them: their
// own days with attack events on their account.
func (c *Checker) ownersOf(k *scenarios.Campaign, f *campaign) {
	switch {
	case k.CoUse == scenarios.OwnerActive:
		c.ownersActive(k, f)
	case k.CoUse == scenarios.OwnerIdle && k.Access.Validate.LookUps == 0:
		var busy flaws
		for _, a := range sorted(f.events) {
			busy.want(c.facts.lastOwn[a] <= f.first[a],
				func() string { return fmt.Sprintf("account %s, after %s", a, stamp(f.first[a])) })
		}
		c.none(of(k, "accounts with an owner at work after the takeover"), busy)
	}
}

// ownersActive wants owners who go on coming to work beside the attack: who took an
// account through its mailbox has locked them out for days, and they knock.
func (c *Checker) ownersActive(k *scenarios.Campaign, f *campaign) {
	both, all := 0, 0
	busy := map[string]bool{} // accounts with attack events on working days
	for account, days := range f.events {
		for day, n := range days {
			switch time.UnixMicro(int64(day) * measure.Day).UTC().Weekday() {
			case time.Saturday, time.Sunday:
				continue
			}
			all += n
			busy[account] = true
			if c.facts.owner[account][day] > 0 {
				both += n
			}
		}
	}
	if all > 0 && len(busy) >= leastOwners && c.undisturbed(k) && !c.keptAway() {
		c.least(of(k, "attack events of working days on which the owner was at work too"), ownerThere, both, all)
	}
}

// keptAway reports whether some campaign keeps owners away, from accounts that
// another may have as well.
func (c *Checker) keptAway() bool {
	return slices.ContainsFunc(c.sc.Campaigns,
		func(k scenarios.Campaign) bool { return k.CoUse == scenarios.OwnerIdle })
}

func stamp(us int64) string { return time.UnixMicro(us).UTC().Format(time.RFC3339) }
