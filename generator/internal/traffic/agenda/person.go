package agenda

import (
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
)

// Person chooses whom a look-up of a session is about. detail names the draws of
// the session's actions.
func (a *Agenda) Person(s *course.Session, st *course.Step, detail random.Key) uint32 {
	k, from := s.Account, detail
	if s.Copies {
		src := course.Session{Account: s.Source, Day: s.Day, Index: s.SourceIndex}
		k, from = s.Source, a.Details(&src)
	}
	q := lookalike.LookUp{Account: a.Accounts.At(k), Day: s.Day, About: st.About, Key: course.AboutKey(from, st)}
	i := uint32(0)
	if s.LookAlike == 0 || s.Copies {
		i = a.Choose(q.Account, q.Day, q.Key)
	} else {
		i = a.lookAlike(s).PersonOf(q)
	}
	if st.Kin {
		if partner, ok := a.Persons.Partner(i); ok {
			return partner
		}
	}
	return a.Persons.Patient(i)
}

// Ended reports whether rights whose last day is given, in days since 1970, have
// ended by an instant.
func (a *Agenda) Ended(last int32, ts int64) bool {
	return last != population.NoEnd && a.Calendar.Of(ts).Number > last
}
