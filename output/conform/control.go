package conform

import (
	"context"
	"fmt"
	"slices"

	"breachsim/scenarios"
	"breachsim/scenarios/measure"
)

// slack is how long a control may take to write all its lines.
const slack = measure.Hour

// controls compares what the log shows of controls by the clock: bans and
// resets at their time, of what the campaigns use, and nothing got through
// afterwards.
func (c *checker) controls(context.Context) error {
	byClock := true
	for i := range c.sc.Controls {
		x := &c.sc.Controls[i]
		switch {
		case x.ByRule(): // at is from when
			byClock = false
		case x.Type == scenarios.Analyst:
			c.analyst(x)
		case x.Type == scenarios.Policy:
			c.closing(x)
		default:
			byClock = false
		}
	}
	if byClock && !slices.ContainsFunc(c.sc.Controls, func(x scenarios.Control) bool { return x.Type == scenarios.Analyst }) {
		bans := 0
		for _, r := range c.facts.responses {
			if r.action == "ip_ban" {
				bans++
			}
		}
		c.exactly("bans that nobody declared", 0, bans)
	}
	return nil
}

// closing holds against a service that is closed that it answers no campaign.
func (c *checker) closing(x *scenarios.Control) {
	if !x.Closes() {
		return
	}
	from, answered := x.At.UnixMicro(), 0
	for _, f := range c.facts.campaigns {
		for _, l := range f.lookups {
			if l.ts >= from && l.ts < from+int64(x.Duration) && l.result != "error" && !l.elsewhere {
				answered++
			}
		}
	}
	c.none(x.ID+": look-ups of the attack answered while the service is closed", answered, "")
}

// analyst compares one analyst's bans and resets.
func (c *checker) analyst(x *scenarios.Control) {
	at := x.At.UnixMicro()
	bans, resets, banned, reset, early := 0, 0, 0, 0, 0
	for _, r := range c.facts.responses {
		if r.ts < at && r.action == "ip_ban" && c.analysts() == 1 {
			early++
		}
		if r.ts < at || r.ts >= at+slack {
			continue
		}
		switch r.action {
		case "ip_ban":
			bans++
			banned += through(c.facts.afterIP[r.ip], r.ts, x.Duration)
		case "password_reset_forced":
			resets++
			reset += through(c.keptOn(r.account, r.ts), r.ts, x.Duration)
		}
	}
	c.none(x.ID+": bans before its time", early, "")
	addresses, accounts := c.inUse(at)
	if slices.Contains(x.Actions, scenarios.BanAddresses) {
		c.add((bans > 0 == (addresses > 0) || c.analysts() > 1) && (bans <= c.pools() || c.ownersHosts()), x.ID+": addresses banned at its time",
			fmt.Sprintf("of %d of the pools, some if any is in use (%d are)", c.pools(), addresses), fmt.Sprint(bans))
		c.none(x.ID+": successes of the attack from banned addresses", banned, "")
	}
	if slices.Contains(x.Actions, scenarios.ResetAccounts) {
		if c.byClockAlone() {
			c.exactly(x.ID+": accounts reset at its time", accounts, resets)
		}
		if !slices.ContainsFunc(c.sc.Campaigns, reacquires) && !slices.ContainsFunc(c.sc.Campaigns, hasInsiders) { // whose own cards go on to work
			c.none(x.ID+": successes of the attack on accounts that were reset", reset, "")
		}
	}
}

// analysts counts the controls that are analysts; only where there is one can a
// ban be laid at its door.
func (c *checker) analysts() (n int) {
	for _, x := range c.sc.Controls {
		if x.Type != scenarios.Policy {
			n++
		}
	}
	return n
}

// byClockAlone reports whether no control acts by a rule.
func (c *checker) byClockAlone() bool {
	return !slices.ContainsFunc(c.sc.Controls, func(x scenarios.Control) bool { return x.Type != scenarios.Analyst && x.Type != scenarios.Policy })
}

func reacquires(k scenarios.Campaign) bool {
	return slices.ContainsFunc(k.OnResponse, func(r scenarios.Reaction) bool { return r.Move == scenarios.Reacquire })
}

func (c *checker) pools() (n int) {
	for i := range c.sc.Campaigns {
		n += c.sc.Campaigns[i].Network.Pool
	}
	return n
}

// inUse counts the addresses that attacks had used by a time, and the accounts
// that they had used and that were not reset since.
func (c *checker) inUse(at int64) (addresses, accounts int) {
	for _, times := range c.facts.afterIP {
		if slices.Min(times) < at {
			addresses++
		}
	}
	for account, times := range c.facts.after {
		reset := c.lastReset(account, at)
		if account != "" && slices.ContainsFunc(times, func(s success) bool { return reset <= s.ts && s.ts < at }) {
			accounts++
		}
	}
	return addresses, accounts
}

// lastReset is when an account was reset last before a time; 0 if never.
func (c *checker) lastReset(account string, before int64) (at int64) {
	for _, r := range c.facts.responses {
		if r.action == "password_reset_forced" && r.account == account && r.ts < before {
			at = max(at, r.ts)
		}
	}
	return at
}

// keptOn lists the successes on an account of the campaigns that had it at an
// instant; one that takes it later has found a way of its own.
func (c *checker) keptOn(account string, at int64) (times []int64) {
	for _, s := range c.facts.after[account] {
		if first, had := c.facts.campaigns[s.campaign].first[account]; had && first < at {
			times = append(times, s.ts)
		}
	}
	return times
}

// through counts the times after a moment, for as long as the control lasts, a
// second of grace for what was on its way.
func through(times []int64, from int64, lasts scenarios.Micros) (n int) {
	for _, t := range times {
		if t > from+measure.Second && (lasts == 0 || t < from+int64(lasts)) {
			n++
		}
	}
	return n
}

// ownersHosts reports whether a campaign comes from the owners' own addresses,
// of which there is no pool.
func (c *checker) ownersHosts() bool {
	return slices.ContainsFunc(c.sc.Campaigns, func(k scenarios.Campaign) bool { return k.Network.Kind == scenarios.OwnerHost || hasInsiders(k) })
}
