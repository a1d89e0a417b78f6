package audit

import (
	"fmt"
	"slices"

	"breachsim/output/stats"
	"breachsim/output/truth"
	"breachsim/scenarios"
	"breachsim/scenarios/measure"
)

// conformance is A13: what the dataset holds against what its scenario, scaled
// as the manifest says, asks for.
//
// Counts are met exactly: accounts, stolen accounts by profile, persons exposed
// (each once; at most so many where a control judges what the log says),
// trial look-ups, addresses of the pool. Look-ups of the list lie in the
// campaign's window, with ten minutes for what a refusal sets off, and find
// somebody as often as hit_rate says (exact binomial, p < 1e-4). Bans, resets
// and the forced change come at the time of their control, within a minute, for
// every address and account used until then, those that a detection triggers
// after its alert, and truth/responses tells them so. A policy asks for a second
// factor from its time on, and of everybody once accounts are enrolled. The profile mix
// is judged by the binomial test of each profile. truth/accounts counts the
// look-ups and exposures of the log. Look-alikes are those of the scenario, on
// no more accounts than it asks for.
type conformance struct {
	w        *world
	list     map[sym]*trials // by campaign
	banned   map[sym][]int64
	reset    map[sym][]int64
	change   [2]int64       // first and number of forced changes
	due      map[sym]string // where an account signed in that owes a new password; empty = chosen
	dueIn    map[sym]uint64 // and in which session
	attacked map[used]int64 // look-ups answered
	exposed  map[used]int64
	persons  map[sym]map[uint64]bool
	factors  factors
	err      error
}

type trials struct {
	validate, hits, misses int64
	outside                violations
}

func newConformance(w *world) check {
	c := &conformance{w: w, list: map[sym]*trials{}, banned: map[sym][]int64{}, reset: map[sym][]int64{}, due: map[sym]string{}, dueIn: map[sym]uint64{},
		attacked: map[used]int64{}, exposed: map[used]int64{}, persons: map[sym]map[uint64]bool{}}
	c.err = each(w, "truth/exposed_persons.jsonl", func(_ int, x *truth.Exposed) {
		k := w.syms.of(x.Campaign)
		if c.persons[k] == nil {
			c.persons[k] = map[uint64]bool{}
		}
		c.persons[k][uint64(x.NIRRef)] = true
		c.exposed[used{x.Campaign, x.Account}]++
	})
	return c
}

func (c *conformance) day(d *day) {
	words, enrols := &c.w.words, c.control(scenarios.RequireSecondFactor)
	for i := range d.rows {
		r := &d.rows[i]
		if enrols != nil {
			c.factor(d, r, enrols)
		}
		switch r.cat[fAction] {
		case words.ban:
			c.banned[r.cat[fIP]] = append(c.banned[r.cat[fIP]], r.ts)
		case words.forced:
			c.reset[r.cat[fAccount]] = append(c.reset[r.cat[fAccount]], r.ts)
		case words.reset:
			if r.cat[fOutcome] != words.success {
				continue // refused at the door
			}
			if r.cat[fReason] == words.changeRequired && r.mark.label != benign { // benign: one that ran out
				c.changed(r)
			}
			if p := c.control(scenarios.ForcePasswordChange); p != nil && r.ts >= p.At.UnixMicro() {
				c.due[r.cat[fAccount]] = "" // asked for or not, it is a new one
			}
		case words.login:
			c.signedIn(d, r)
		case words.lookUp:
			if r.mark.label == attack {
				c.lookUp(d, r)
			}
		}
	}
}

func (c *conformance) changed(r *row) {
	if c.change[1] == 0 {
		c.change[0] = r.ts
	}
	c.change[1]++
}

// signedIn notes who owes a new password: the first sign-in with a password
// after the policy's moment.
func (c *conformance) signedIn(d *day, r *row) {
	p := c.control(scenarios.ForcePasswordChange)
	a := r.cat[fAccount]
	if p == nil || r.cat[fOutcome] != c.w.words.success || r.cat[fAuth] != c.w.words.password || r.ts < p.At.UnixMicro() {
		return
	}
	if _, known := c.due[a]; !known {
		c.due[a], c.dueIn[a] = d.where(r), r.session
	}
}

func (c *conformance) lookUp(d *day, r *row) {
	t := c.list[r.mark.campaign]
	if t == nil {
		t = &trials{}
		c.list[r.mark.campaign] = t
	}
	if r.cat[fResult] != c.w.words.lookUpError { // neither refused nor broken off
		c.attacked[used{c.w.syms.name(r.mark.campaign), c.w.syms.name(r.cat[fAccount])}]++
	}
	if !r.mark.scrape {
		if r.cat[fResult] == c.w.words.found {
			t.validate++
		}
		return
	}
	switch r.cat[fResult] {
	case c.w.words.found:
		t.hits++
	case c.w.words.notFound:
		t.misses++
	}
	t.outside.of++
	if k := c.campaign(r.mark.campaign); k != nil && (r.ts < k.Window.From.UnixMicro() || c.w.controls && r.ts > k.Window.To.UnixMicro()+10*measure.Minute) {
		t.outside.add(func() string { return d.where(r) })
	}
}

func (c *conformance) campaign(id sym) *scenarios.Campaign {
	for i := range c.w.scenario.Campaigns {
		if k := &c.w.scenario.Campaigns[i]; k.ID == c.w.syms.name(id) {
			return k
		}
	}
	return nil
}

// control is the first control by the clock with an action; nil without one.
func (c *conformance) control(a scenarios.ControlAction) *scenarios.Control {
	for i := range c.w.scenario.Controls {
		if x := &c.w.scenario.Controls[i]; slices.Contains(x.Actions, a) && c.w.controls && !x.ByRule() {
			return x
		}
	}
	return nil
}

func (c *conformance) finish() ([]Figure, error) {
	if c.err != nil {
		return nil, c.err
	}
	out := c.population()
	if c.w.partial {
		return out, nil
	}
	for i := range c.w.scenario.Campaigns {
		out = append(out, c.ofCampaign(&c.w.scenario.Campaigns[i])...)
	}
	out = append(out, c.ofAccounts()...)
	out = append(out, c.ofControls()...)
	out = append(out, c.lookAlikes()...)
	return out, c.err
}

// population judges the directory.
func (c *conformance) population() []Figure {
	p := &c.w.scenario.Population
	count := map[string]int64{}
	for _, a := range c.w.order {
		count[c.w.owners[a].profile]++
	}
	out := []Figure{exactly("accounts", int64(len(c.w.order)), int64(p.Accounts))}
	for _, m := range p.ProfileMix {
		k, share := count[m.Profile.String()], float64(m.Share)/1e6
		f := Figure{Name: "share of profile " + m.Profile.String(), Value: float64(k) / max(float64(p.Accounts), 1), Bound: fmt.Sprintf("as %.4g", share),
			N: k, P: stats.BinomialTwoSided(k, int64(p.Accounts), share), Verdict: Pass}
		if f.P < stats.Chance || share == 0 && k > 0 {
			f.Verdict, f.Example = Fail, "records/accounts.csv"
		}
		out = append(out, f)
	}
	return out
}
