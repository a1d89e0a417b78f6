package campaign

import (
	"cmp"
	"fmt"
	"slices"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/population"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
	"breachsim/scenarios"
)

// Streams of draws.
const (
	campaignStream random.Stream = 400 + iota
	recoveryStream
	noticeStream
	outageStream
)

// World is what campaigns take place in.
type World struct {
	Key      random.Key
	Scenario *scenarios.Scenario
	Persons  *population.Persons
	Accounts *population.Accounts
	Base     *traffic.World
	Calendar *calendar.Calendar
	Portal   *portal.Conditions
	IDs      *portal.IDs
}

// Options choose the counterfactual.
type Options struct {
	WithoutCampaigns bool // nobody attacks; policies by the clock stay
	WithoutControls  bool // nobody defends
}

// Plan is every campaign of a scenario with its controls, resolved. It is
// read-only and safe for concurrent use.
type Plan struct {
	w         World
	campaigns []*resolved
	script    []action // in order of time
	touches   traffic.Touches
	touched   []bool // by account
	policy    uint8  // 1 + index of the control that forces new passwords
	defended  bool
	journal   event.Journal
}

// resolved is one campaign.
type resolved struct {
	id    uint8 // 1 + index
	sc    *scenarios.Campaign
	key   random.Key
	list  *list
	again []uint32 // holders whose children it had under the other parent's number, in order
	lanes []*lane
	deal  deal
	stop  int64 // look-ups of the wanted number lie before it
	end   int64 // the campaign's pace is known to here
}

// lane is one stolen account of a campaign; the deal says which entries of the
// list are its look-ups.
type lane struct {
	number   int
	account  uint32
	how      scenarios.Acquisition
	key      random.Key
	pace     pace
	segments []segment
	left     uint64 // look-ups that the list holds for it in all
	steps    int    // names the script's steps
}

// segment is a run of look-ups under one session.
type segment struct {
	visit       portal.Visit
	from, to    int64
	first, last uint64 // look-ups of the lane, [first, last)
}

// New resolves the scenario's campaigns and controls.
func New(w World, o Options) (*Plan, error) {
	p := &Plan{w: w, touches: traffic.Touches{}, touched: make([]bool, w.Accounts.Len()), defended: !o.WithoutControls}
	if p.defended {
		p.policies()
	}
	if o.WithoutCampaigns {
		p.finish()
		return p, nil
	}
	taken := map[uint32]bool{}
	for i := range w.Scenario.Campaigns {
		c := &resolved{id: uint8(i + 1), sc: &w.Scenario.Campaigns[i]}
		c.key = w.Key.Stream(campaignStream).At(hashID(c.sc.ID))
		if err := p.prepare(c, taken); err != nil {
			return nil, fmt.Errorf("campaign %q: %w", c.sc.ID, err)
		}
		p.campaigns = append(p.campaigns, c)
	}
	newSim(p).run()
	p.finish()
	for _, c := range p.campaigns {
		c.again = p.secondTimes(c)
	}
	return p, nil
}

// hashID names a campaign by its id, not its place in the file, so that one
// campaign more leaves the others alone (FNV-1a).
func hashID(id string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(id) {
		h = (h ^ uint64(id[i])) * 0x100000001b3
	}
	return h
}

// policies applies the controls that go by the clock and touch everybody.
func (p *Plan) policies() {
	for i, c := range p.w.Scenario.Controls {
		if c.Type == scenarios.Policy && slices.Contains(c.Actions, scenarios.ForcePasswordChange) {
			p.policy = uint8(i + 1)
			p.w.Base.ForceChange(c.At.UnixMicro())
		}
	}
}

// prepare chooses the campaign's accounts, list and pace.
func (p *Plan) prepare(c *resolved, taken map[uint32]bool) error {
	c.stop, c.end = p.limits(c)
	if err := c.choose(&p.w, taken); err != nil {
		return err
	}
	for _, ctl := range p.w.Scenario.Controls {
		if ctl.Type == scenarios.Analyst && !stops(c.sc, ctl.Actions) {
			return fmt.Errorf("control %q bans addresses only, and the campaign would go on from others: not supported yet; add account_reset to its actions, or let on_response \"403\" be stop", ctl.ID)
		}
	}
	trials := len(c.lanes) * c.sc.Access.Validate.LookUps
	if trials >= c.sc.Targets.Exposed {
		return fmt.Errorf("%d trial look-ups leave nobody of the %d exposed persons for the list", trials, c.sc.Targets.Exposed)
	}
	var err error
	if c.list, err = newList(c.key.At(1), p.w.Persons, c.sc.Targets, trials); err != nil {
		return err
	}
	return p.layOut(c)
}

// layOut divides the list among the lanes and lays out their pace.
func (p *Plan) layOut(c *resolved) error {
	r := newRoster(p, c)
	lay := r.divide
	if r.alike() {
		lay = r.apart
	}
	if err := lay(c.list.entries); err != nil {
		return err
	}
	if c.sc.Targets.RegionMatch > 0 {
		counts, err := c.list.near(&p.w, c, r.parts())
		if err != nil {
			return err
		}
		if err := r.fit(counts); err != nil {
			return err
		}
	}
	if c.end > c.stop {
		c.list.extend(c.wanted(), c.sc.Targets.Exposed)
	}
	for _, l := range c.lanes {
		l.left = min(c.left(l), l.pace.size())
	}
	return nil
}

// wanted is how many entries the lanes can look up until the campaign's end.
func (c *resolved) wanted() uint64 {
	if c.deal.before == nil {
		return uint64(len(c.lanes)) * (c.lanes[0].pace.first(c.end) + 1)
	}
	var n uint64
	for _, l := range c.lanes {
		n = max(n, c.deal.reach(l.number, l.pace.size()))
	}
	return n
}

// limits returns when the wanted number of look-ups must be done, and how far
// the campaign would go on: a control by the clock that falls on the window's
// stop or before it is what stops the campaign, so without controls it goes on
// to the end of the scenario.
func (p *Plan) limits(c *resolved) (stop, end int64) {
	stop = c.sc.Window.To.UnixMicro()
	end = stop
	for _, ctl := range p.w.Scenario.Controls {
		at := ctl.At.UnixMicro()
		if ctl.Type == scenarios.Analyst && stops(c.sc, ctl.Actions) && at > c.sc.Window.From.UnixMicro() && at <= stop {
			stop, end = at, p.w.Scenario.Time.End.UnixMicro()
		}
	}
	if c.sc.Pacing.Rate.Unit != scenarios.NoRate || c.sc.Targets.RegionMatch > 0 { // done when the list is
		end = stop
	}
	return stop, end
}

// stops reports whether a control ends the campaign: accounts are reset, or
// its addresses are banned and it does not take others.
func stops(c *scenarios.Campaign, actions []scenarios.ControlAction) bool {
	if slices.Contains(actions, scenarios.ResetAccounts) {
		return true
	}
	return slices.Contains(actions, scenarios.BanAddresses) && (&resolved{sc: c}).reaction(scenarios.On403) != scenarios.RotateIP
}

// choose picks the accounts to be stolen by a keyed shuffle: of each profile
// as many as asked for, those first that have a password until the campaign
// stops.
func (c *resolved) choose(w *World, taken map[uint32]bool) error {
	wants := c.sc.Access.Profiles
	if len(wants) == 0 {
		wants = []scenarios.ProfileCount{{Profile: scenarios.NumProfiles, Count: c.sc.Access.Accounts}}
	}
	type candidate struct {
		rank uint64
		k    uint32
	}
	last := w.Calendar.Of(c.stop).Number
	for _, want := range wants {
		var list []candidate
		for k := range uint32(w.Accounts.Len()) {
			a := w.Accounts.At(k)
			if taken[k] || want.Profile != scenarios.NumProfiles && a.Profile != want.Profile {
				continue
			}
			rank := c.key.At2(2, uint64(k)).Uint64() >> 1
			if w.Accounts.Auth(k, last) != event.Password {
				rank |= 1 << 63
			}
			list = append(list, candidate{rank, k})
		}
		if len(list) < want.Count {
			return fmt.Errorf("it takes %d accounts%s, but only %d exist: ask for fewer, or raise population.accounts or the profile's share",
				want.Count, ofProfile(want.Profile), len(list))
		}
		slices.SortFunc(list, func(a, b candidate) int { return cmp.Compare(a.rank, b.rank) })
		for _, x := range list[:want.Count] {
			taken[x.k] = true
			c.lanes = append(c.lanes, &lane{account: x.k})
		}
	}
	c.assign(w)
	return nil
}

func ofProfile(p scenarios.Profile) string {
	if p == scenarios.NumProfiles {
		return ""
	}
	return fmt.Sprintf(" of profile %s", p)
}

// assign numbers the lanes in a keyed order and deals out the ways of
// acquisition, each as often as its share says.
func (c *resolved) assign(w *World) {
	slices.SortFunc(c.lanes, func(a, b *lane) int {
		return cmp.Compare(c.key.At2(3, uint64(a.account)).Uint64(), c.key.At2(3, uint64(b.account)).Uint64())
	})
	weights := make([]uint64, len(c.sc.Access.Acquire))
	for i, a := range c.sc.Access.Acquire {
		weights[i] = uint64(a.Share)
	}
	var counts []uint32
	if len(weights) > 0 {
		counts = random.NewLadder(weights).Counts(uint32(len(c.lanes)), 1<<31, nil)
	}
	next := 0
	for i, l := range c.lanes {
		l.number, l.key = i, c.key.At2(4, uint64(l.account))
		for next < len(counts) && counts[next] == 0 {
			next++
		}
		if next < len(counts) {
			counts[next]--
			l.how = c.sc.Access.Acquire[next].How
		}
	}
}

// finish puts everything in order of time.
func (p *Plan) finish() {
	slices.SortStableFunc(p.script, func(a, b action) int { return cmp.Compare(a.step.TS, b.step.TS) })
	j := &p.journal
	slices.SortStableFunc(j.Campaigns, func(a, b event.CampaignEntry) int { return cmp.Compare(a.TS, b.TS) })
	slices.SortStableFunc(j.Sessions, func(a, b event.SessionTruth) int { return cmp.Compare(a.From, b.From) })
	j.Responses = append(p.aftermath(), j.Responses...) // at the same moment, what was noticed comes first
	slices.SortStableFunc(j.Responses, func(a, b event.Response) int { return cmp.Compare(a.TS, b.TS) })
}

// Journal returns the truth of the period.
func (p *Plan) Journal() *event.Journal { return &p.journal }

// Base returns what a base Filler needs to lay this plan over its sessions.
func (p *Plan) Base() (traffic.Touches, []bool, uint8) { return p.touches, p.touched, p.policy }

// LookUps returns how many look-ups the campaigns make.
func (p *Plan) LookUps() int64 {
	var n int64
	for _, c := range p.campaigns {
		for _, l := range c.lanes {
			for _, s := range l.segments {
				n += int64(s.last - s.first)
			}
		}
	}
	return n
}
