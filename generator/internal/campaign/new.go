package campaign

import (
	"fmt"
	"sync"

	"github.com/breachsim/breachsim/generator/internal/campaign/actor"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/owner"
	"github.com/breachsim/breachsim/generator/internal/campaign/prepare"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/targets"
)

// Options choose the counterfactual.
type Options struct {
	WithoutCampaigns bool // nobody attacks; policies by the clock stay
	WithoutControls  bool // nobody defends

	// Kept is what plans of a world have in common that is planned again and again; nil =
	// all of it is made anew. It belongs to one world, whose campaigns stay as they are.
	Kept *Kept
}

// Kept is what no control can change: target lists, by campaign, and what owners do in the
// base world. Besides, it has the campaigns of the plan made last: what a new plan does alike
// is not summed up again. It is safe for concurrent use.
type Kept struct {
	reserves []*targets.Reserve
	diary    *owner.Diary

	mu   sync.Mutex
	last []*actor.Campaign // of the plan made last: what a new one does likewise is taken over
}

// NewKept returns one for so many campaigns.
func NewKept(campaigns int) *Kept {
	k := &Kept{diary: owner.NewDiary()}
	for range campaigns {
		k.reserves = append(k.reserves, &targets.Reserve{})
	}
	return k
}

func (k *Kept) list(campaign int) *targets.Reserve {
	if k == nil {
		return nil
	}
	return k.reserves[campaign]
}

func (k *Kept) days() *owner.Diary {
	if k == nil {
		return nil
	}
	return k.diary
}

// before returns the campaigns of the plan made last.
func (k *Kept) before() []*actor.Campaign {
	if k == nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.last
}

// keep takes the campaigns of a plan that is made, for the next one.
func (k *Kept) keep(all []*actor.Campaign) {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.last = all
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
		c, err := prepare.Campaign(p.w, p.campaigns, o.Kept.list(i))
		if err != nil {
			return nil, fmt.Errorf("campaign %q: %w", w.Scenario.Campaigns[i].ID, err)
		}
		p.campaigns = append(p.campaigns, c)
	}
	var alerts []outside
	if !o.WithoutControls {
		var err error
		if alerts, err = alertsOf(p.w); err != nil {
			return nil, err
		}
	}
	p.follow(o.Kept.before())
	p.play(q, alerts, o.Kept.days())
	p.follow(nil)
	o.Kept.keep(p.campaigns)
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

// follow has all accounts take over what they did in the campaigns of a plan before; nil =
// there is none.
func (p *Plan) follow(before []*actor.Campaign) {
	for i, c := range p.campaigns {
		for n, a := range c.Actors {
			a.Log().Before = nil
			if before != nil && before[i].Actors[n].Index == a.Index {
				a.Log().Before = before[i].Actors[n].Log()
			}
		}
	}
}

// play puts campaigns and controls on the stage, in order of time.
func (p *Plan) play(q *clock.Queue, alerts []outside, days *owner.Diary) {
	s := &stage{
		Stage:     defence.Stage{World: p.w, Book: p.book, Queue: q, Defence: p.defence},
		campaigns: p.campaigns,
		of:        map[uint32]*company{},
		days:      days,
	}
	for _, c := range p.campaigns {
		for _, a := range c.Actors {
			s.enter(a)
		}
	}
	p.defence.Notify(defence.Notice{Reset: s.reset, Ban: s.banned, Before: s.note, Users: s.users})
	for _, c := range p.campaigns {
		c.Play(&s.Stage)
	}
	from := s.expect(alerts)
	s.owns(p.played, from)
	s.enterOthers(from, p.played)
	p.beside()
	p.defence.Schedule()
	q.Run(p.w.End())
	s.close()
	p.bystanders()
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
		return fmt.Errorf(
			"internal error: %d look-ups of its list are not made, and %d of its accounts not used; write fewer persons or accounts, or a longer window",
			missing,
			unused,
		)
	}
	return nil
}

// missing counts the entries of the wanted list that nobody makes.
func (p *Plan) missing(c *actor.Campaign) uint64 {
	wanted := c.List.Entries()
	return wanted - min(p.made[c.ID-1].before(wanted), wanted)
}
