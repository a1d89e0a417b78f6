package audit

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"breachsim/output/stats"
	"breachsim/output/truth"
	"breachsim/scenarios"
	"breachsim/scenarios/measure"
)

// ofCampaign judges one campaign.
func (c *conformance) ofCampaign(k *scenarios.Campaign) []Figure {
	id := c.w.syms.of(k.ID)
	t := c.list[id]
	if t == nil {
		t = &trials{}
	}
	name := func(what string) string { return "campaign " + k.ID + ": " + what }
	profiles := map[string]int64{}
	accounts := int64(0)
	for _, a := range c.w.accounts {
		if string(a.Campaign) != k.ID {
			continue
		}
		accounts++
		if o := c.w.owners[c.w.syms.of(string(a.Account))]; o != nil {
			profiles[o.profile]++
		}
	}
	asked := func(what string, got, want int64) Figure {
		f := exactly(name(what), got, want)
		if c.w.controls && c.w.scenario.Ceiling(k) && got < want {
			f.Verdict, f.Bound = Pass, fmt.Sprintf("at most %d", want)
		}
		return f
	}
	out := []Figure{asked("accounts", accounts, int64(k.Access.Accounts))}
	for _, p := range k.Access.Profiles {
		out = append(out, asked("accounts of profile "+p.Profile.String(), profiles[p.Profile.String()], int64(p.Count)))
	}
	exposed := asked("persons exposed", int64(len(c.persons[id])), int64(k.Targets.Exposed))
	if !c.w.controls && exposed.Value > float64(k.Targets.Exposed) { // undefended, the list goes on
		exposed.Verdict = Pass
	}
	out = append(out, exposed, asked("trial look-ups", t.validate, int64(k.Access.Accounts*k.Access.Validate.LookUps)))
	out = append(out, none(name("look-ups outside the window"), t.outside), c.hitRate(name("hit rate"), t, k), c.pool(name("addresses"), k))
	for i := range out {
		if out[i].Verdict == Fail && out[i].Example == "" {
			out[i].Example = out[i].Name
		}
	}
	return out
}

func (c *conformance) hitRate(name string, t *trials, k *scenarios.Campaign) Figure {
	want, n := float64(k.Targets.HitRate)/1e6, t.hits+t.misses
	f := Figure{Name: name, Value: float64(t.hits) / math.Max(float64(n), 1), Bound: fmt.Sprintf("as %.4g", want), N: n, Verdict: Pass}
	if want >= 1 {
		if t.misses > 0 {
			f.Verdict = Fail
		}
		return f
	}
	if f.P = stats.BinomialTwoSided(t.hits, n, want); f.P < stats.Chance {
		f.Verdict = Fail
	}
	return f
}

// pool judges the number of addresses: never more than the pool, and all of it
// where it was drawn from often enough to use it, half of what could be where
// accounts keep theirs and work enough, unless the campaign takes some of
// them oftener or chooses by place. Owners' and insiders' own machines have as
// many as they have.
func (c *conformance) pool(name string, k *scenarios.Campaign) Figure {
	used, sessions := 0, 0
	for _, a := range c.w.ips {
		if string(a.Campaign) == k.ID {
			used++
		}
	}
	for _, s := range c.w.sessions {
		if string(s.Campaign) == k.ID {
			sessions++
		}
	}
	least := 1
	if draws := c.draws(k); min(sessions, draws) > 8*k.Network.Pool && k.Network.Reuse == 0 && k.Network.Region == 0 {
		least = k.Network.Pool
	} else if k.Rotation.IP <= scenarios.NeverRotate && sessions > 8*draws && k.Network.Reuse == 0 && k.Network.Region == 0 {
		least = min(k.Network.Pool, draws) / 2 // drawn with replacement, some twice
	}
	most := float64(max(k.Network.Pool, 1))
	own := slices.ContainsFunc(k.Access.Acquire, func(a scenarios.AcquireShare) bool { return a.How == scenarios.Insider && a.Share > 0 })
	if own || k.Network.Kind == scenarios.OwnerHost {
		least, most = 1, math.Inf(1)
	}
	if sessions == 0 && c.w.controls && c.w.scenario.Shut(k) {
		least = 0
	}
	return within(name, float64(used), float64(least), most, int64(sessions))
}

// draws counts how often a campaign takes an address: an account at least one,
// and another each time that its life is over.
func (c *conformance) draws(k *scenarios.Campaign) (n int) {
	if k.Rotation.IP > scenarios.NeverRotate {
		return math.MaxInt
	}
	for _, a := range c.w.accounts {
		if string(a.Campaign) != k.ID || a.First == 0 {
			continue
		}
		if n++; k.Rotation.IPLifetime > 0 {
			n += int(int64(a.Last-a.First) / int64(k.Rotation.IPLifetime))
		}
	}
	return n
}

// ofAccounts holds the counts of truth/accounts against the log.
func (c *conformance) ofAccounts() []Figure {
	var lookUps, exposed violations
	for _, a := range c.w.accounts {
		k := used{string(a.Campaign), string(a.Account)}
		lookUps.of++
		exposed.of++
		if c.attacked[k] != a.LookUps {
			lookUps.add(func() string {
				return fmt.Sprintf("account %s: %d, the log has %d", a.Account, a.LookUps, c.attacked[k])
			})
		}
		if c.exposed[k] != a.Exposed {
			exposed.add(func() string {
				return fmt.Sprintf("truth/accounts.jsonl, account %s: exposed %d, truth/exposed_persons.jsonl has %d", a.Account, a.Exposed, c.exposed[k])
			})
		}
	}
	return []Figure{none("accounts with other look-ups than the log", lookUps), none("accounts with other exposures than the list of persons", exposed)}
}

// ofControls judges the times of the controls.
func (c *conformance) ofControls() []Figure {
	var out []Figure
	if x := c.control(scenarios.BanAddresses); x != nil && len(c.w.ips) > 0 {
		var v violations
		several := c.several(scenarios.BanAddresses)
		for _, a := range c.w.ips {
			if int64(a.First) > x.At.UnixMicro() {
				continue // taken later
			}
			v.of++
			times := c.banned[c.w.syms.of(string(a.IP))]
			inTime := func(ts int64) bool { return !late(ts, x.At.UnixMicro()) || several && ts < x.At.UnixMicro() }
			if !slices.ContainsFunc(times, inTime) || !slices.ContainsFunc(times, func(ts int64) bool { return near(ts, int64(a.BannedAt)) }) {
				v.add(func() string { return "address " + string(a.IP) })
			}
		}
		out = append(out, none("addresses not banned at the time of "+x.ID, v))
	}
	if x := c.control(scenarios.ResetAccounts); x != nil && len(c.w.accounts) > 0 {
		var v violations
		several := c.several(scenarios.ResetAccounts) // an account that was reset before and not taken again is left in peace
		for _, a := range c.w.accounts {
			if int64(a.First) > x.At.UnixMicro() || a.First == a.Last { // taken later, or never: its one sign-in was refused
				continue
			}
			v.of++
			inTime := func(ts int64) bool { return !late(ts, x.At.UnixMicro()) || several && ts < x.At.UnixMicro() }
			if !slices.ContainsFunc(c.reset[c.w.syms.of(string(a.Account))], inTime) {
				v.add(func() string { return "account " + string(a.Account) })
			}
		}
		out = append(out, none("accounts not reset at the time of "+x.ID, v))
	}
	if x := c.control(scenarios.ForcePasswordChange); x != nil {
		var v violations
		v.of = int64(c.change[1])
		if c.change[1] > 0 && c.change[0] < x.At.UnixMicro() {
			v.add(func() string { return "a forced change before " + x.At.String() })
		}
		out = append(out, none("forced changes before "+x.ID, v), none("sign-ins after "+x.ID+" without a new password", c.unchanged()))
	}
	if x := c.control(scenarios.RequireSecondFactor); x != nil {
		out = append(out, none("second factors before "+x.ID, c.factors.early), none("sessions opened by a password alone after "+x.ID, c.unasked()))
	}
	return append(out, c.told(), c.triggered())
}

func (c *conformance) unchanged() violations {
	var v violations
	for _, a := range slices.Sorted(maps.Keys(c.due)) {
		v.of++
		if c.due[a] != "" {
			v.add(func() string { return c.due[a] })
		}
	}
	return v
}

// late reports whether a step is not within the minute after its time.
func late(ts, at int64) bool { return ts < at || ts > at+measure.Minute }

// told holds truth/responses against the log.
func (c *conformance) told() Figure {
	var v violations
	for i, r := range c.w.responses {
		var times []int64
		switch r.Action {
		case truth.AddressBanned:
			times = c.banned[c.w.syms.of(string(r.IP))]
		case truth.AccountReset:
			times = c.reset[c.w.syms.of(string(r.Account))]
		default:
			continue
		}
		v.of++
		if !slices.ContainsFunc(times, func(ts int64) bool { return near(ts, int64(r.TS)) }) {
			v.add(func() string { return at("truth/responses.jsonl", int32(i+1)) })
		}
	}
	return none("responses unlike the log", v)
}

// triggered holds what a detection triggers against its alerts: none comes
// without one before it.
func (c *conformance) triggered() Figure {
	byRule, alerts := map[string]bool{}, map[string]bool{}
	for i := range c.w.scenario.Controls {
		byRule[c.w.scenario.Controls[i].ID] = c.w.scenario.Controls[i].ByRule()
	}
	var v violations
	for i, r := range c.w.responses {
		id := string(r.Control)
		switch {
		case !byRule[id]:
		case r.Action == truth.Alerted:
			alerts[id], alerts[id+"/"+string(r.Account)] = true, true
		case r.Action == truth.AddressBanned || r.Action == truth.AccountReset:
			v.of++
			of := id
			if r.Account != "" {
				of += "/" + string(r.Account)
			}
			if !alerts[of] {
				v.add(func() string { return at("truth/responses.jsonl", int32(i+1)) })
			}
		}
	}
	return none("bans and resets without an alert", v)
}

// several reports whether two controls or more take an action: what one did
// before is not done again.
func (c *conformance) several(what scenarios.ControlAction) bool {
	n := 0
	for i := range c.w.scenario.Controls {
		if slices.Contains(c.w.scenario.Controls[i].Actions, what) {
			n++
		}
	}
	return n > 1
}
