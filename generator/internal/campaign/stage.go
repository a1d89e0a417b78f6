package campaign

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/actor"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/owner"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/scenarios"
)

// stage is the actors and owners that play, by account.
type stage struct {
	defence.Stage
	campaigns []*actor.Campaign
	owners    []*owner.Owner // in the order of campaigns and actors
	of        map[uint32]*company
	days      *owner.Diary // of the base world
}

// company is who is on the stage with an account.
type company struct {
	owner  *owner.Owner
	actors []*actor.Actor
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
// campaign gets the account, or from the begin where limits bind everybody, or from when
// an alert concerns it before.
func (s *stage) owns(played, alerted map[uint32]int64) {
	for _, c := range s.campaigns {
		for _, a := range c.Actors {
			if x := s.of[a.Index]; x.owner == nil {
				x.owner = owner.New(&s.Stage, a.State, func(now int64) { x.worked(now) })
				x.owner.Locks(x.spared)
				x.owner.Keeps(s.days)
				s.owners = append(s.owners, x.owner)
				played[a.Index] = s.begins(x)
				if at, alerted := alerted[a.Index]; alerted {
					played[a.Index] = min(played[a.Index], at)
				}
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

// spared reports whether no campaign needs the account any more.
func (x *company) spared(now int64) bool {
	return !slices.ContainsFunc(x.actors, func(a *actor.Actor) bool { return !a.Spared(now) })
}

// reset tells those who use an account that it was reset.
func (s *stage) reset(a *defence.Account, now int64) {
	x := s.of[a.Index]
	x.owner.Disturb(now)
	for _, b := range x.actors {
		if a.ResetBy == 0 {
			b.LockedOut(now)
		} else {
			b.Watch(now)
		}
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
	s.tried()
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

// tried books the accounts that were tried and not taken, in order of time.
func (s *stage) tried() {
	j := &s.Book.Journal
	for _, c := range s.campaigns {
		for _, p := range c.Probes {
			if row, ok := p.Tried(); ok {
				j.Tried = append(j.Tried, row)
			}
		}
	}
	slices.SortStableFunc(j.Tried, func(a, b event.TriedAccount) int { return cmp.Compare(a.First, b.First) })
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
