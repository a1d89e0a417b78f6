package campaign

import (
	"fmt"
	"slices"

	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// Stolen sessions that are burnt: each is used once, while its owner has it
// open, for an equal part of the list, and then the account is left alone.
//
//	account 1  ──▪▪▪▪▪▪──────────────────────────
//	account 2  ─────────────────────▪▪▪▪▪▪▪▪─────

// oneShot reports whether a campaign uses each stolen session once.
func (c *resolved) oneShot() bool {
	return c.sc.Rotation.Accounts == scenarios.Burn && slices.ContainsFunc(c.sc.Access.Acquire, func(a scenarios.AcquireShare) bool { return a.How == scenarios.SessionTheft })
}

// theOne draws the session of an account that is used, among those before the
// stop that leave room in the campaign's hours.
func (c *resolved) theOne(l *lane, rides []ride, hours *tide) []ride {
	var fit []ride
	for _, r := range rides {
		if r.from >= c.sc.Window.From.UnixMicro()+begins && r.to < c.stop && r.to-r.from >= leastRide && 2*(hours.mass(r.to)-hours.mass(r.from)) >= leastRide {
			fit = append(fit, r)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	return fit[l.key.At(76).Below(uint64(len(fit))):][:1]
}

// once checks that nothing else is asked of stolen sessions that are used once.
func (r *roster) once() error {
	c := r.c.sc
	what, instead := "", "remove it, or write another rotation.accounts"
	each := (r.c.list.entries + uint64(len(r.shifts)) - 1) / uint64(len(r.shifts))
	switch {
	case slices.ContainsFunc(r.c.lanes, func(l *lane) bool { return l.how != scenarios.SessionTheft }):
		what, instead = "other ways than session_theft in access.acquire", "write session_theft: 1, or another rotation.accounts"
	case c.Pacing.Rate.Unit != scenarios.NoRate:
		what = "pacing.rate"
	case c.Rotation.DutyCycle != random.Million:
		what = "rotation.duty_cycle"
	case c.Targets.RegionMatch > 0:
		what = "targets.region_match"
	case c.Pacing.MaxPerDay > 0 && each > uint64(c.Pacing.MaxPerDay):
		return fmt.Errorf("each stolen session takes %d look-ups of the list, more than pacing.max_per_account_day: write %d, or more accounts", each, each)
	}
	if what != "" {
		return fmt.Errorf("rotation.accounts: burn uses each stolen session once, and %s does not go with that yet: %s", what, instead)
	}
	return nil
}
