package conform

import (
	"fmt"
	"math"
	"slices"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/measure"
)

const (
	prompt = measure.Minute // a control does its work so long after its time
	slack  = measure.Hour   // and has written all its lines so long after it
)

// controls compares what the log shows of controls by the clock: bans and resets at
// their time, of what the campaigns use, and nothing got through afterwards.
func (c *Checker) controls() {
	byClock, analyst := true, false
	for i := range c.sc.Controls {
		x := &c.sc.Controls[i]
		switch {
		case x.ByRule(): // its time is from when on it judges
			byClock = false
		case x.Type == scenarios.Analyst:
			c.analyst(x)
		case x.Type == scenarios.Policy:
			c.closing(x)
		default:
			byClock = false
		}
		analyst = analyst || x.Type == scenarios.Analyst
	}
	c.inTime()
	if byClock && !analyst {
		c.exactly("bans that nobody declared", len(c.facts.banned), 0, "logs/audit")
	}
}

// closing wants a service that is closed to answer no campaign.
func (c *Checker) closing(x *scenarios.Control) {
	if !x.Closes() {
		return
	}
	answered := 0
	for _, f := range c.facts.campaigns {
		answered += f.closed[x.ID]
	}
	c.exactly(x.ID+": look-ups of the attack answered while the service is closed", answered, 0, "logs/audit")
}

// analyst compares one analyst's bans and resets.
func (c *Checker) analyst(x *scenarios.Control) {
	at := x.At.UnixMicro()
	bans, resets, banned, reset, early := 0, 0, 0, 0, 0
	for _, r := range c.facts.responses {
		if r.ts < at && r.action == "ip_ban" && c.acting() == 1 { // else it may be another one's
			early++
		}
		if r.ts < at || r.ts >= at+slack {
			continue
		}
		if r.action == "ip_ban" {
			bans++
			banned += through(c.facts.afterIP[r.ip], r.ts, x.Duration)
		} else {
			resets++
			reset += through(c.keptOn(r.account, r.ts), r.ts, x.Duration)
		}
	}
	c.exactly(x.ID+": bans before its time", early, 0, "logs/audit")
	if slices.Contains(x.Actions, scenarios.BanAddresses) {
		if !slices.ContainsFunc(c.sc.Campaigns, fromInside) {
			c.atMost(x.ID+": bans at its time", bans, c.pools()+slips(x.Mistaken, c.pools()), "logs/audit")
		}
		c.exactly(x.ID+": successes of the attack from banned addresses", banned, 0, "logs/audit")
	}
	if slices.Contains(x.Actions, scenarios.ResetAccounts) {
		if c.byClockAlone() {
			c.exactly(x.ID+": accounts reset at its time", resets, c.inUse(at), "logs/audit")
		}
		if !slices.ContainsFunc(c.sc.Campaigns, staysIn) {
			c.exactly(x.ID+": successes of the attack on accounts that were reset", reset, 0, "logs/audit")
		}
	}
}

// inTime wants what a campaign used when a control acts to be banned and reset at
// once. What a control did before is not done again.
func (c *Checker) inTime() {
	if x := c.control(scenarios.BanAddresses); x != nil && len(c.period.ips) > 0 {
		var late flaws
		used, missed, latest := 0, 0, x.At.UnixMicro()+slack
		for _, a := range c.period.ips {
			if int64(a.First) > x.At.UnixMicro() { // taken later
				continue
			}
			used++
			times := c.facts.banned[string(a.IP)]
			if byHand(x) && !slices.ContainsFunc(times, func(ts int64) bool { return ts < latest }) { // overlooked
				missed++
				late.want(a.BannedAt == 0 || int64(a.BannedAt) >= latest,
					func() string { return "address " + string(a.IP) })
				continue
			}
			told := slices.ContainsFunc(times, func(ts int64) bool { return near(ts, a.BannedAt) })
			late.want(told && c.done(x, scenarios.BanAddresses, times),
				func() string { return "address " + string(a.IP) })
		}
		c.none("addresses not banned at the time of "+x.ID, late)
		if byHand(x) {
			c.atMost("addresses that "+x.ID+" overlooks", missed, slips(x.Missed, used), "truth/ips.jsonl")
		}
	}
	if x := c.control(scenarios.ResetAccounts); x != nil && len(c.period.accounts) > 0 {
		var late flaws
		for _, a := range c.period.accounts {
			// taken later, or never: its one sign-in was refused
			if int64(a.First) > x.At.UnixMicro() || a.First == a.Last {
				continue
			}
			late.want(c.done(x, scenarios.ResetAccounts, c.facts.reset[string(a.Account)]),
				func() string { return "account " + string(a.Account) })
		}
		c.none("accounts not reset at the time of "+x.ID, late)
	}
}

// done reports whether an action of a control was taken in time, or by another
// control before it.
func (c *Checker) done(x *scenarios.Control, what scenarios.ControlAction, times []int64) bool {
	at, several := x.At.UnixMicro(), 0
	for i := range c.sc.Controls {
		if slices.Contains(c.sc.Controls[i].Actions, what) {
			several++
		}
	}
	within := int64(prompt)
	if what == scenarios.BanAddresses && byHand(x) {
		within = slack
	}
	return slices.ContainsFunc(times,
		func(ts int64) bool { return ts >= at && ts <= at+within || several > 1 && ts < at })
}

// byHand reports whether an analyst bans by hand, one address after the other.
func byHand(x *scenarios.Control) bool {
	return x.Type == scenarios.Analyst && x.Pace > 0 && slices.Contains(x.Actions, scenarios.ResetAccounts)
}

// slips is how many of n may slip at most, of which a share does.
func slips(share scenarios.Share, n int) int {
	mean := ratio(share) * float64(n)
	return int(math.Ceil(mean + 4*math.Sqrt(mean) + 1))
}

// acting counts the controls that may ban: only where there is one can a ban be
// laid at its door.
func (c *Checker) acting() (n int) {
	for _, x := range c.sc.Controls {
		if x.Type != scenarios.Policy {
			n++
		}
	}
	return n
}

// byClockAlone reports whether no control acts by a rule.
func (c *Checker) byClockAlone() bool {
	return !slices.ContainsFunc(c.sc.Controls, func(x scenarios.Control) bool {
		return x.Type != scenarios.Analyst && x.Type != scenarios.Policy
	})
}

// staysIn reports whether a campaign goes on after a reset: it takes accounts anew,
// or has insiders, whose own cards go on to work.
func staysIn(k scenarios.Campaign) bool {
	again := func(r scenarios.Reaction) bool { return r.Move == scenarios.Reacquire }
	return slices.ContainsFunc(k.OnResponse, again) || takes(&k, scenarios.Insider)
}

// fromInside reports whether a campaign comes from the owners' own addresses, of
// which there is no pool.
func fromInside(k scenarios.Campaign) bool {
	return k.Network.Kind == scenarios.OwnerHost || takes(&k, scenarios.Insider)
}

func (c *Checker) pools() (n int) {
	for i := range c.sc.Campaigns {
		n += c.sc.Campaigns[i].Network.Pool
	}
	return n
}

// inUse counts the accounts that attacks had used by a time and that were not reset
// since.
func (c *Checker) inUse(at int64) (accounts int) {
	for account, times := range c.facts.after {
		reset := int64(0)
		for _, ts := range c.facts.reset[account] {
			if ts < at {
				reset = max(reset, ts)
			}
		}
		if account != "" && slices.ContainsFunc(times, func(s success) bool { return reset <= s.ts && s.ts < at }) {
			accounts++
		}
	}
	return accounts
}

// keptOn lists the successes on an account of the campaigns that had it at an
// instant; one that takes it later has found a way of its own.
func (c *Checker) keptOn(account string, at int64) (times []int64) {
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

// answers holds what the truth tells of bans and resets against the log, and what a
// detection triggers against its alerts: nothing comes without an alert before it.
func (c *Checker) answers() {
	byRule, alerts := map[string]bool{}, map[string]bool{}
	for i := range c.sc.Controls {
		byRule[c.sc.Controls[i].ID] = c.sc.Controls[i].ByRule()
	}
	var unlike, untold flaws
	for i, r := range c.period.responses {
		where := func() string { return fmt.Sprintf("truth/responses.jsonl:%d", i+1) }
		id, times := string(r.Control), c.facts.reset[string(r.Account)]
		switch r.Action {
		case "alert":
			alerts[id], alerts[id+"/"+string(r.Account)] = true, true
			continue
		case "ip_ban":
			times = c.facts.banned[string(r.IP)]
		case "password_reset_forced":
		default:
			continue
		}
		unlike.want(slices.ContainsFunc(times, func(ts int64) bool { return near(ts, r.TS) }), where)
		if byRule[id] {
			if r.Account != "" {
				id += "/" + string(r.Account)
			}
			untold.want(alerts[id], where)
		}
	}
	c.none("responses unlike the log", unlike)
	c.none("bans and resets without an alert", untold)
}
