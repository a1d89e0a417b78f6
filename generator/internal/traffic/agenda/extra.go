package agenda

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
)

// extra appends the sessions that look-alikes add to an account's day, whose
// usual sessions begin at place first of dst.
func (a *Agenda) extra(x account, dst []course.Session, steps []course.Step) ([]course.Session, []course.Step) {
	usual, index := len(dst), course.FirstExtra
	for _, i := range a.Shown.Of(x.k) {
		from := len(dst)
		dst = a.Shown.At(i).SessionsOn(x.day, dst[x.first:usual], dst)
		for j := from; j < len(dst); j++ {
			s := &dst[j]
			s.Account, s.Day, s.LookAlike, s.Index = x.k, x.day.Number, i+1, uint8(index)
			index++
			steps = a.perform(s, x.day, dst[x.first:j], steps)
		}
	}
	return dst, steps
}

// account is one on a day, whose sessions begin at a place of a list.
type account struct {
	k     uint32
	day   *calendar.Day
	first int
}

// perform plays the script of an extra session. One that its account's only user
// sees to is postponed until the session in hand is over.
func (a *Agenda) perform(
	s *course.Session, d *calendar.Day, others []course.Session, steps []course.Step,
) []course.Step {
	own := len(steps)
	alone := a.Accounts.At(s.Account).Humans == 1 && a.lookAlike(s).ByOwner() && !s.Copies
	for pass := 1; ; pass++ {
		steps = a.play(s, steps[:own])
		later := s.Start
		for i := range others {
			if o := &others[i]; s.Start < o.End+calendar.Minute && o.Start < s.End+calendar.Minute {
				later = max(later, o.End)
			}
		}
		if later == s.Start || !alone || pass == 8 { // what was played stays where it was played
			break
		}
		draw := a.Details(s).At(draws.Postponed).Rand()
		later += draw.Between(2*calendar.Minute, 15*calendar.Minute)
		if later >= d.Start+d.Length {
			break
		}
		s.Start = later
	}
	return steps
}
