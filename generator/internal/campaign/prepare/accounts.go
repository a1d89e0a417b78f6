package prepare

import (
	"slices"

	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
)

// allocate chooses who works and when.
func (x *preparation) allocate() error {
	c, start := x.c, x.c.Spec.Window.From.UnixMicro()
	hours := c.Spec.Pacing.Hours
	if hours == scenarios.OwnerHours {
		hours = scenarios.AllHours
	}
	x.clock = intensity.New(intensity.Shape{Hours: hours}, x.times(), start, c.End)
	c.Alloc = &allocation.Campaign{
		World: allocation.World{Scenario: x.w.Scenario, Accounts: x.w.Accounts, Base: x.w.Base, Calendar: x.w.Calendar},
		Spec:  c.Spec, Key: c.Key, From: start, Stop: c.Stop, End: c.End, Hours: x.clock,
		Own:  func(account uint32) allocation.Work { return x.class(account) },
		Shut: x.shut(),
	}
	c.Sealed = sealed(c.Spec)
	if c.Sealed {
		c.Alloc.Firm = x.firm
	}
	var err error
	if x.accounts, err = allocation.Choose(c.Alloc); err != nil {
		return err
	}
	x.schedule = allocation.NewSchedule(c.Alloc, x.accounts)
	c.Turns, x.takers = x.schedule.Turns, len(c.Alloc.Takers(x.accounts))
	return nil
}

// sealed reports whether each account of a campaign has a part of its own that the
// others cannot do: a tempo, a cap, a turn, patients whom they know. Then accounts are taken
// whose passwords hold, while there are any.
func sealed(c *scenarios.Campaign) bool {
	r := c.Rotation.Accounts
	return c.Pacing.Rate.Unit != scenarios.NoRate || c.Pacing.MaxPerDay > 0 || c.Targets.Cover > 0 || oneShot(c) ||
		c.Access.Accounts == 1 || r == scenarios.Sequential || r == scenarios.Burn
}

// shut finds accounts in which this campaign and one before it would shut each other out:
// the password that the one chooses is known neither to the other nor to the owner, from
// whom the other would have it. Who reads the owner's mail chooses one; at a forced change
// whoever comes first with a password does, an insider together with the owner's side.
func (x *preparation) shut() func(account uint32, how scenarios.Acquisition) bool {
	ways := map[uint32][]scenarios.Acquisition{}
	for _, c := range x.before {
		for _, a := range c.Actors {
			ways[a.Index] = append(ways[a.Index], a.How)
		}
	}
	forced := slices.ContainsFunc(x.w.Scenario.Controls, func(c scenarios.Control) bool {
		return slices.Contains(c.Actions, scenarios.ForcePasswordChange)
	})
	reads := func(how scenarios.Acquisition) bool {
		return how == scenarios.MailboxReset || how == scenarios.SelfRegistration
	}
	chooses := func(how scenarios.Acquisition) bool {
		return reads(how) || forced && how != scenarios.SessionTheft && how != scenarios.Insider
	}
	return func(account uint32, how scenarios.Acquisition) bool {
		return slices.ContainsFunc(ways[account], func(other scenarios.Acquisition) bool {
			return chooses(how) && !reads(other) || chooses(other) && !reads(how)
		})
	}
}

// firm reports whether the owner's side keeps its password from the takeover to the
// stop.
func (x *preparation) firm(account uint32) bool {
	c, cal := x.c, x.w.Calendar
	from := c.Spec.Window.From.UnixMicro() - int64(c.Spec.Access.Validate.Lead)
	var sessions []traffic.Session
	for d := max(cal.Of(from).Number-1, cal.First()); d <= cal.Of(c.Stop).Number; d++ {
		sessions = x.w.Base.Sessions(account, d, sessions[:0])
		for i := range sessions {
			for _, m := range x.w.Base.Moments(&sessions[i], nil) {
				if m.NewPassword && m.TS >= from && m.TS < c.Stop {
					return false
				}
			}
		}
	}
	return true
}

// addresses chooses the pool.
func (x *preparation) addresses() error {
	takes := x.c.Alloc.Takes(x.accounts, x.schedule, x.c.List.Entries())
	x.c.Pool = allocation.NewPool(x.c.Alloc, x.accounts, takes)
	return nil
}
