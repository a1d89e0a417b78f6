package agenda

import (
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
	"github.com/breachsim/breachsim/generator/internal/traffic/habit"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// New prepares the days that the key of the base world names, with look-alikes of
// the kinds listed.
func New(key random.Key, sc *scenarios.Scenario, g habit.Ground, kinds []lookalike.Kind) (*Agenda, error) {
	h := habit.New(key, sc, g)
	shown, err := lookalike.New(key, sc, h, kinds)
	if err != nil {
		return nil, err
	}
	a := &Agenda{Habits: h, Scripts: course.NewScripts(key, sc, h), Shown: shown, turning: key.Stream(draws.TurnStream)}
	a.From, a.Until = shown.From, shown.Until
	shown.Days = a
	return a, nil
}

// Plan appends the sessions that account k begins on a local day, and the steps of
// their scripts: the usual ones in order of their start, then those of look-alikes.
func (a *Agenda) Plan(
	k uint32, day int32, dst []course.Session, steps []course.Step,
) ([]course.Session, []course.Step) {
	first := len(dst)
	dst, steps = a.usual(k, day, dst, steps)
	if a.Shown.Has(k) {
		dst, steps = a.extra(account{k, a.Calendar.Day(day), first}, dst, steps)
	}
	markAgain(dst[first:])
	return dst, steps
}

// markAgain marks those of a day's sessions of an account whose user has signed in
// before on that day. What a look-alike adds changes nothing for the usual ones.
func markAgain(day []course.Session) {
	for i := range day {
		for j := range day {
			if day[j].Human == day[i].Human && day[j].Start < day[i].Start && (day[i].Extra() || !day[j].Extra()) {
				day[i].Again = true
				break
			}
		}
	}
}

// Sessions appends the sessions that account k begins on a local day, in the order
// of Plan.
func (a *Agenda) Sessions(k uint32, day int32, dst []course.Session) []course.Session {
	dst, _ = a.Plan(k, day, dst, nil)
	return dst
}

// Works reports whether account k begins a session on a local day.
func (a *Agenda) Works(k uint32, day int32) bool {
	d := a.Calendar.Day(day)
	change := a.Shown.Today(k, d, a.Shown.ChangeOn(k, day))
	return a.Habits.Works(k, d, &change)
}

// OldFiles reports whether a session's browser has the files of an earlier
// release of the portal and has to fetch the new ones: it is the account's
// first session since the release came out.
func (a *Agenda) OldFiles(s *course.Session) bool {
	if a.Portal == nil || s.Again {
		return false
	}
	from := a.Portal.Released(s.Start)
	if from == 0 {
		return false
	}
	first := max(a.Calendar.Of(from).Number, a.Calendar.First())
	for d := s.Day - 1; d >= first; d-- {
		if a.Works(s.Account, d) {
			return false
		}
	}
	return true
}
