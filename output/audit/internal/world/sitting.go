package world

import (
	"math"
	"sync"
)

// Sitting is what the log says of one session on one day.
type Sitting struct {
	ID       uint64
	Account  Sym
	Label    Label // attack where any event is; neutral where some are and none is an attack
	Campaign Sym   // of its attack events
	From, To int64 // first and last event
	Events   int
	LookUps  int
	Errors   int // refused or failed events
	Persons  int // look-ups of other persons than the one before
	Services int // different ones
	SignedIn bool
	Ended    bool // it is signed out of
	Shortest int64
	Sequence uint64 // hash of what is done one after the other, repeats left out

	services [4]Sym
	person   uint64
	step     [3]Sym
}

// sittings are the sessions of a day, put together when they are first asked for.
type sittings struct {
	once *sync.Once // of the day
	at   map[uint64]int
	list []Sitting
}

func (s *sittings) gather(w *Words, rows []Row) {
	if s.at == nil {
		s.at = map[uint64]int{}
	}
	clear(s.at)
	s.list = s.list[:0]
	for i := range rows {
		r := &rows[i]
		if r.Session == 0 {
			continue
		}
		k, known := s.at[r.Session]
		if !known {
			k = len(s.list)
			s.at[r.Session] = k
			s.list = append(s.list, Sitting{ID: r.Session, Account: r.Of(Account), From: r.TS, To: r.TS,
				Label: r.Mark.Label, Shortest: math.MaxInt64})
		}
		s.list[k].add(w, r)
	}
}

// add adds an event.
func (s *Sitting) add(w *Words, r *Row) {
	if r.Mark.Label == Attack {
		s.Label, s.Campaign = Attack, r.Mark.Campaign
	} else if r.Mark.Label == Neutral && s.Label == Benign {
		s.Label = Neutral
	}
	if s.Events > 0 {
		s.Shortest = min(s.Shortest, r.TS-s.To)
	}
	s.Events++
	s.To = r.TS
	if r.Of(Outcome) == w.Failure {
		s.Errors++
	}
	switch r.Of(Action) {
	case w.Login:
		s.SignedIn = true
	case w.Logout:
		s.Ended = true
	case w.LookUp:
		s.LookUps++
		if r.Person != s.person {
			s.Persons++
		}
		s.person = r.Person
	}
	s.visits(r.Of(Service))
	if step := [3]Sym{r.Of(Action), r.Of(Service), r.Of(Result)}; step != s.step {
		s.step = step
		for _, v := range step {
			s.Sequence = (s.Sequence ^ uint64(v)) * 1099511628211 // FNV-1a
		}
	}
}

// visits counts a service; of more than four the last one is forgotten.
func (s *Sitting) visits(service Sym) {
	for i := range s.services {
		switch s.services[i] {
		case service:
			return
		case 0:
			s.services[i] = service
			s.Services++
			return
		}
	}
	s.services[3] = service
	s.Services++
}

// Seconds is how long it lasts on the day.
func (s *Sitting) Seconds() float64 { return float64(s.To-s.From) / 1e6 }

// Pause is the mean time between two events, in seconds; 0 for one event.
func (s *Sitting) Pause() float64 { return s.Seconds() / float64(max(s.Events-1, 1)) }

// Least is the shortest time between two events, in seconds; a day for one event.
func (s *Sitting) Least() float64 {
	if s.Events < 2 {
		return 86_400
	}
	return float64(s.Shortest) / 1e6
}

// Share is a count's part of the events.
func (s *Sitting) Share(n int) float64 { return float64(n) / float64(s.Events) }

// Columns appends what a learner may know of it.
func (s *Sitting) Columns(dst []float64) []float64 {
	return append(dst, float64(s.Events), float64(s.LookUps), float64(s.Services), s.Seconds(), s.Pause(), s.Least(),
		s.Share(s.Errors), s.Share(s.LookUps), s.Share(s.Persons), Yes(s.Ended), Yes(s.SignedIn))
}

// Yes is a truth value as a number.
func Yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
