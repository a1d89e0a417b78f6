package campaign

import (
	"fmt"
	"slices"

	"breachsim/generator/campaign/actor"
	"breachsim/generator/campaign/clock"
	"breachsim/generator/campaign/defence"
	"breachsim/generator/campaign/owner"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/generator/traffic"
	"breachsim/scenarios"
)

// World is what campaigns take place in.
type World = script.World

// Options choose the counterfactual.
type Options struct {
	WithoutCampaigns bool // nobody attacks; policies by the clock stay
	WithoutControls  bool // nobody defends
}

// Plan is every campaign of a scenario with its controls, resolved. It is
// read-only and safe for concurrent use.
type Plan struct {
	w         *World
	book      *script.Book
	defence   *defence.Defence
	campaigns []*actor.Campaign
	made      []index          // by campaign: who makes which entry
	again     [][]uint32       // by campaign: holders whose children it had under the other parent's number, in order
	played    map[uint32]int64 // by account: from when on its owner's look-ups are played
}

// New resolves the scenario's campaigns and controls.
func New(w World, o Options) (*Plan, error) {
	q := &clock.Queue{}
	p := &Plan{w: &w, book: script.NewBook(&w, q), played: map[uint32]int64{}}
	p.defence = defence.New(p.w, p.book, q, !o.WithoutControls)
	if o.WithoutCampaigns {
		p.finish()
		return p, nil
	}
	for i := range w.Scenario.Campaigns {
		c, err := prepare(p.w, uint8(i+1))
		if err != nil {
			return nil, fmt.Errorf("campaign %q: %w", w.Scenario.Campaigns[i].ID, err)
		}
		p.campaigns = append(p.campaigns, c)
	}
	var alerts []outside
	if !o.WithoutControls {
		var err error
		if alerts, err = p.alerts(); err != nil {
			return nil, err
		}
	}
	p.play(q, alerts)
	p.finish()
	for _, c := range p.campaigns {
		p.made = append(p.made, newIndex(c))
	}
	for i, c := range p.campaigns {
		if err := p.promised(c); err != nil {
			return nil, fmt.Errorf("campaign %q: %w", c.Spec.ID, err)
		}
		p.again = append(p.again, p.secondTimes(i))
	}
	return p, nil
}

// stage is the actors and owners that play, by account.
type stage struct {
	defence.Stage
	campaigns []*actor.Campaign
	owners    []*owner.Owner // in the order of campaigns and actors
	of        map[uint32]*company
}

// company is who is on the stage with an account.
type company struct {
	owner  *owner.Owner
	actors []*actor.Actor
}

// play puts campaigns and controls on the stage, in order of time.
func (p *Plan) play(q *clock.Queue, alerts []outside) {
	s := &stage{Stage: defence.Stage{World: p.w, Book: p.book, Queue: q, Defence: p.defence}, campaigns: p.campaigns, of: map[uint32]*company{}}
	for _, c := range p.campaigns {
		for _, a := range c.Actors {
			s.enter(a)
		}
	}
	p.defence.Notify(defence.Notice{Reset: s.reset, Ban: s.banned, Before: s.note, Users: s.users})
	for _, c := range p.campaigns {
		c.Play(&s.Stage)
	}
	s.owns(p.played)
	s.expect(alerts, p.played)
	p.defence.Schedule()
	q.Run(p.w.End())
	s.close()
	p.bystanders()
}

// enter puts an actor on the stage.
func (s *stage) enter(a *actor.Actor) {
	x := s.of[a.Index]
	if x == nil {
		x = &company{}
		s.of[a.Index] = x
	}
	x.actors = append(x.actors, a)
	a.State = s.Defence.Account(a.Index)
}

// owns puts the owners of all accounts on the stage: each from when the first
// campaign gets the account, or from the begin where limits bind everybody.
func (s *stage) owns(played map[uint32]int64) {
	for _, c := range s.campaigns {
		for _, a := range c.Actors {
			if x := s.of[a.Index]; x.owner == nil {
				x.owner = owner.New(&s.Stage, a.State, func(now int64) { x.worked(now) })
				s.owners = append(s.owners, x.owner)
				played[a.Index] = s.begins(x)
				x.owner.Play(played[a.Index])
			}
			if c.Spec.CoUse == scenarios.OwnerIdle {
				s.of[a.Index].owner.Silence(c.ID, a.Interval.AcquiredAt)
			}
		}
	}
}

// begins is from when an owner has to be on the stage.
func (s *stage) begins(x *company) int64 {
	from := script.Forever
	for _, a := range x.actors {
		from = min(from, a.Acquisition())
	}
	return s.Defence.WatchFrom(x.actors[0].State, from)
}

// worked notes that the owner worked while a campaign had the account.
func (x *company) worked(now int64) {
	for _, a := range x.actors {
		a.OwnerWorked(now)
	}
}

// reset tells those who use an account that it was reset.
func (s *stage) reset(a *defence.Account, now int64) {
	x := s.of[a.Index]
	x.owner.Disturb(now)
	for _, b := range x.actors {
		b.Watch(now)
	}
}

// banned tells everybody that an address is banned.
func (s *stage) banned(b defence.Ban, now int64) {
	for _, o := range s.owners {
		o.Banned(b.Addr, now)
	}
	for _, c := range s.campaigns {
		for _, a := range c.Actors {
			a.Watch(now)
		}
	}
}

// note notes the addresses from which spells in force came so far.
func (s *stage) note(now int64) {
	for _, c := range s.campaigns {
		for _, a := range c.Actors {
			a.Note(now)
		}
	}
}

// users visits the accounts that campaigns use, each once, in their order.
func (s *stage) users(visit func(*defence.Account)) {
	seen := map[uint32]bool{}
	for _, c := range s.campaigns {
		for _, a := range c.Actors {
			if !seen[a.Index] {
				seen[a.Index] = true
				visit(a.State)
			}
		}
	}
}

// close books what is still open once the queue is empty.
func (s *stage) close() {
	j := &s.Book.Journal
	for _, c := range s.campaigns {
		for _, a := range c.Actors {
			a.Close()
			if a.Interval.First != 0 {
				j.Accounts = append(j.Accounts, a.Interval)
			}
		}
	}
	s.ownersPart()
	for _, u := range s.Book.Uses {
		bans, _ := s.Defence.Bans(u.Addr)
		for _, b := range bans {
			if b.To > u.First { // the first that it met
				u.Banned = b.From
				break
			}
		}
		j.Addresses = append(j.Addresses, *u)
	}
}

// ownersPart counts what owners did in the sessions that were hijacked, answers
// to challenges among it.
func (s *stage) ownersPart() {
	at := map[uint64][]*event.SessionTruth{}
	for i := range s.Book.Journal.Sessions {
		x := &s.Book.Journal.Sessions[i]
		at[x.Session] = append(at[x.Session], x)
	}
	rides := 0
	for _, c := range s.campaigns {
		for i := range c.Rides {
			r := &c.Rides[i]
			rides++
			for _, x := range at[r.ID] {
				x.Benign = s.World.Base.CountEvents(&r.Stay, s.Book.Overlays[r.Stay.Session.Name()])
			}
		}
	}
	if rides == 0 {
		return
	}
	for i := range s.Book.Actions {
		a := &s.Book.Actions[i]
		if a.Added && (a.Do == script.Answer || a.Do == script.Factor || a.Do == script.Again) {
			for _, x := range at[s.World.IDs.Session(a.Visit.Session)] {
				x.Benign++
			}
		}
	}
}

// finish puts everything in order of time.
func (p *Plan) finish() {
	j := &p.book.Journal
	j.Responses = append(p.aftermath(), j.Responses...) // at the same moment, what was noticed comes first
	p.book.Sort()
}

// promised checks, once all is played, that a campaign does what its scenario
// asks for to the person and the account, unless that is a ceiling. Validation
// has refused what cannot be done, so this never fails.
func (p *Plan) promised(c *actor.Campaign) error {
	if p.book.Misplaced > 0 {
		return fmt.Errorf("internal error: %d steps are out of their time", p.book.Misplaced)
	}
	if p.w.Scenario.Ceiling(c.Spec) && (p.defence.Defended() || c.Policy.Minds()) {
		return nil
	}
	unused := 0
	for _, a := range c.Actors {
		if a.Interval.First == 0 {
			unused++
		}
	}
	missing := p.missing(c)
	if missing > 0 || unused > 0 {
		return fmt.Errorf("internal error: %d look-ups of its list are not made, and %d of its accounts not used; write fewer persons or accounts, or a longer window", missing, unused)
	}
	return nil
}

// missing counts the entries of the wanted list that nobody makes.
func (p *Plan) missing(c *actor.Campaign) uint64 {
	wanted := c.List.Entries()
	return wanted - min(p.made[c.ID-1].before(wanted), wanted)
}

// Journal returns the truth of the period.
func (p *Plan) Journal() *event.Journal { return &p.book.Journal }

// Base returns what a base Filler needs to lay this plan over its sessions.
func (p *Plan) Base() traffic.Stage {
	return traffic.Stage{Overlays: p.book.Overlays, Touched: p.book.Touched, Policy: p.defence.Policy(), Played: p.played}
}

// LookUps returns how many look-ups the campaigns make.
func (p *Plan) LookUps() int64 {
	var n int64
	for _, c := range p.campaigns {
		for _, a := range c.Actors {
			for _, s := range a.Log().Spells {
				n += int64(s.Made)
			}
		}
	}
	return n
}

// stole reports whether a campaign has an account.
func stole(c *actor.Campaign, k uint32) bool {
	return slices.ContainsFunc(c.Actors, func(a *actor.Actor) bool { return a.Index == k })
}
