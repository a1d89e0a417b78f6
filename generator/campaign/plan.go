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
	banned    map[event.Addr][]ban
	policy    uint8 // 1 + index of the control that forces new passwords
	closings  []closing
	defended  bool
	journal   event.Journal
}

// resolved is one campaign.
type resolved struct {
	id    uint8  // 1 + index
	name  uint16 // in the names of its steps; follows from its own id alone
	sc    *scenarios.Campaign
	key   random.Key
	list  *list
	pool  *pool
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
	human    uint8 // the account's user whose client and place it takes
	zone     uint8 // of the account, for addresses near it
	key      random.Key
	pace     pace
	segments []segment
	left     uint64  // look-ups that the list holds for it in all
	steps    int     // names the script's steps
	trials   int     // trial look-ups still to be made in a stolen session
	begun    bool    // it has scraped in a stolen session
	aboard   *aboard // the stolen session that it uses now; nil = none
	waits    bool    // it will come back by itself, and begins no stolen session before
	stuck    bool    // it keeps to a session that was closed
	relay    bool    // in its next stolen session its look-ups are laid anew
	todo     uint64  // and begin with this one
	ease     ease    // after what it met
	since    int64   // when its session was opened
	refusals int     // since its last answer
	stopped  bool    // it has given up
	turned   int     // addresses changed because of a refusal
	opened   int64   // when it signed in last, where a second factor was asked for; 0 = none was
	pushes   int     // sign-ins in a row that a second factor kept out
	doctor   bool    // it looks persons up through the form for referring doctors
	misses   int     // answers in a row that found nobody
	rests    int     // pauses in a row because of them
	slow     int     // answers of a tarpit since it last reacted
	mired    bool    // a tarpit has slowed it down
	before   ease    // and this is how it was
}

// segment is a run of look-ups under one session.
type segment struct {
	number      int // among those of its lane
	visit       portal.Visit
	from, to    int64
	first, last uint64 // look-ups of the lane, [first, last)
	warp        warp
	why         event.Reason // all of them are refused for it; NoReason = they are answered
	resumed     bool         // in a session that was open
	followed    bool         // its look-ups are played one by one
	doctor      bool         // through the form for referring doctors
	shift       uint64       // look-ups since the segment that it goes on with began
	trap        trap         // that answers all of them
	renewed     int64        // when another session is signed in to, should nothing come between; 0 = never
	bare        bool         // what comes before its first look-up was made when that was put off
	tail        tail
}

// New resolves the scenario's campaigns and controls.
func New(w World, o Options) (*Plan, error) {
	p := &Plan{w: w, touches: traffic.Touches{}, banned: map[event.Addr][]ban{}, touched: make([]bool, w.Accounts.Len()), defended: !o.WithoutControls}
	if p.defended {
		p.policies()
	}
	if o.WithoutCampaigns {
		p.finish()
		return p, nil
	}
	for i := range w.Scenario.Campaigns {
		c := &resolved{id: uint8(i + 1), sc: &w.Scenario.Campaigns[i]}
		c.name = c.sc.Number()
		c.key = w.Key.Stream(campaignStream).At(scenarios.IDHash(c.sc.ID))
		if err := p.prepare(c); err != nil {
			return nil, fmt.Errorf("campaign %q: %w", c.sc.ID, err)
		}
		p.campaigns = append(p.campaigns, c)
	}
	newSim(p).run()
	p.finish()
	for _, c := range p.campaigns {
		if err := p.promised(c); err != nil {
			return nil, fmt.Errorf("campaign %q: %w", c.sc.ID, err)
		}
		c.again = p.secondTimes(c)
	}
	return p, nil
}

// policies applies the controls that go by the clock and touch everybody.
func (p *Plan) policies() {
	for i, c := range p.w.Scenario.Controls {
		if c.Type == scenarios.Policy && slices.Contains(c.Actions, scenarios.ForcePasswordChange) {
			p.policy = uint8(i + 1)
			p.w.Base.ForceChange(c.At.UnixMicro())
		}
		if c.Standing() {
			_, why := asks(&c)
			p.w.Base.Limit(c.At.UnixMicro(), int64(c.FalseAlarms), uint8(i+1), why)
		}
		if c.Enrols() {
			p.w.Base.RequireFactor(c.At.UnixMicro(), int64(c.Duration), uint8(i+1))
		}
		if c.Closes() {
			p.closes(uint8(i+1), &c)
		}
	}
}

// prepare chooses the campaign's accounts, list and pace.
func (p *Plan) prepare(c *resolved) error {
	c.stop, c.end = p.limits(c)
	if err := c.choose(&p.w); err != nil {
		return err
	}
	trials := len(c.lanes) * c.sc.Access.Validate.LookUps
	if trials+len(c.lanes) > c.sc.Targets.Exposed {
		return fmt.Errorf("%d trial look-ups leave fewer of the %d exposed persons for the list than there are accounts", trials, c.sc.Targets.Exposed)
	}
	var err error
	if c.list, err = newList(c.key.At(1), p.w.Persons.Wary(c.key.At(9), int64(c.sc.Targets.Wary)), c.sc.Targets, trials, len(c.lanes)); err != nil {
		return err
	}
	if err := p.layOut(c); err != nil {
		return err
	}
	return p.fillPool(c)
}

// layOut divides the list among the lanes and lays out their pace.
func (p *Plan) layOut(c *resolved) error {
	r := newRoster(p, c)
	lay := r.divide
	if r.alike() {
		lay = r.apart
	}
	if c.oneShot() {
		if err := r.once(); err != nil {
			return err
		}
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
		most := uint64(0)
		for _, l := range c.lanes {
			most = max(most, l.pace.first(c.end))
		}
		return uint64(len(c.lanes)) * (most + 1)
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
		if ctl.Contains() && !ctl.ByRule() && stops(c.sc, ctl.Actions) && at > c.sc.Window.From.UnixMicro() && at <= stop {
			stop, end = at, p.w.Scenario.Time.End.UnixMicro()
		}
	}
	if c.sc.Pacing.Rate.Unit != scenarios.NoRate || c.sc.Targets.RegionMatch > 0 || c.oneShot() { // done when the list is
		end = stop
	}
	return stop, end
}

// stops reports whether a control ends the campaign: accounts are reset and it
// does not get them back, or its addresses are banned and it does not take others.
func stops(c *scenarios.Campaign, actions []scenarios.ControlAction) bool {
	if slices.Contains(actions, scenarios.ResetAccounts) {
		return (&resolved{sc: c}).reaction(scenarios.OnAccountReset) != scenarios.Reacquire
	}
	on403 := (&resolved{sc: c}).reaction(scenarios.On403)
	return slices.Contains(actions, scenarios.BanAddresses) && (on403 == scenarios.StopMove || on403 == scenarios.DropAccount)
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
