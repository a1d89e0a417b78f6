package agenda

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/habit"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
)

// Agenda knows the days of all accounts. It is read-only once it is made, and safe
// for concurrent use.
type Agenda struct {
	*habit.Habits
	*course.Scripts

	Shown       *lookalike.Set // the look-alikes that accounts show
	From, Until int64          // the logs

	turning random.Key // names what changes about sessions
}

// usual appends the sessions of an account's own habits, and the steps of their
// scripts.
func (a *Agenda) usual(
	k uint32, day int32, dst []course.Session, steps []course.Step,
) ([]course.Session, []course.Step) {
	d, place := a.Calendar.Day(day), a.Shown.ChangeOn(k, day)
	change, draw := a.Shown.Today(k, d, place), a.Day(k, day)
	n := a.LookUps(k, d, &change, &draw)
	if n < 0 {
		return dst, steps
	}
	today, seats := a.Today(k, d, n, &draw), seats{n: int(a.Accounts.At(k).Humans)}
	for i := range today.Count {
		s := course.Session{Account: k, Day: day, Index: uint8(i), LookUps: today.LookUps(i), LookAlike: place}
		at := today.At(i, &draw)
		s.Start, s.Until, s.Room = at.Start, at.Until, at.Room
		if !seats.take(&s, &draw) && s.Start >= d.Start+d.Length {
			break
		}
		steps = a.play(&s, steps)
		seats.end[s.Human] = s.End
		dst = append(dst, s)
	}
	return dst, steps
}

// mostHumans is how many people use one account's credentials at most.
const mostHumans = 8

// seats tells who of an account's users sits in a session, and until when.
type seats struct {
	n   int
	end [mostHumans]int64
}

// take puts somebody who is free at the start of a session into it, or has it begin
// when the first of them is. Nobody sits in two sessions at once. It reports whether
// somebody was free.
func (x *seats) take(s *course.Session, draw *random.Rand) bool {
	n := min(x.n, mostHumans)
	who := 0
	if n > 1 {
		who = int(draw.Below(uint64(n)))
	}
	first := who
	for j := range n {
		i := (who + j) % n
		if x.end[i] <= s.Start {
			s.Human = uint8(i)
			return true
		}
		if x.end[i] < x.end[first] {
			first = i
		}
	}
	s.Human = uint8(first)
	s.Start = x.end[first] + draw.Between(2*calendar.Minute, 25*calendar.Minute)
	return false
}

// play appends the script of a session to steps, and notes in the session where
// it stands there and when it ends.
func (a *Agenda) play(s *course.Session, steps []course.Step) []course.Step {
	s.First = uint32(len(steps))
	steps = a.Steps(s, steps)
	s.End, s.Steps = s.Start, uint16(len(steps)-int(s.First))
	if s.Steps > 0 {
		s.End = steps[len(steps)-1].TS
	}
	return steps
}

// Usual returns the sessions of an account's own habits.
func (a *Agenda) Usual(k uint32, day int32) []course.Session {
	sessions, _ := a.usual(k, day, nil, nil)
	return sessions
}

// Steps appends the script of a session.
func (a *Agenda) Steps(s *course.Session, dst []course.Step) []course.Step {
	if s.Copies {
		return a.copied(s, dst)
	}
	return a.Scripts.Steps(s, a.style(s), dst)
}

// Script returns the script of a session that copies no other.
func (a *Agenda) Script(s *course.Session) course.Script { return a.Scripts.Script(s, a.style(s)) }

// style is how the user of an extra session goes about it.
func (a *Agenda) style(s *course.Session) course.Style {
	if !s.Extra() {
		return course.Style{}
	}
	return a.lookAlike(s).StyleOf(s)
}

// lookAlike is the one that a session shows.
func (a *Agenda) lookAlike(s *course.Session) *lookalike.LookAlike {
	return a.Shown.At(s.LookAlike - 1)
}

// copied is the script of a session that looks up the persons of another: all
// at once after a browser's restart, or each some minutes later.
func (a *Agenda) copied(s *course.Session, dst []course.Step) []course.Step {
	src, about := a.found(s)
	if len(about) == 0 {
		return dst
	}
	draw := a.Sequence(s).Rand()
	if a.Down(s.Start) {
		return dst
	}
	dst = append(dst, course.Step{TS: s.Start, Kind: course.SignIn})
	now, last := s.Start+6*calendar.Second, s.Start
	tabs := s.Source == s.Account
	for i := range int(s.LookUps) {
		j := i
		if tabs {
			now += draw.Between(25*calendar.Second/1000, 180*calendar.Second/1000)
			j = len(about) - 1 - i%len(about)
		} else if i >= len(about) {
			break
		} else {
			now = max(now+4*calendar.Second, about[i].TS+s.Start-src.Start)
		}
		if now > s.Start+course.Longest || a.Down(now) || a.Closed(s.Start, last, now) {
			break
		}
		last = now
		dst = append(dst, course.Step{
			TS: now, Pos: uint16(i + 1), About: about[j].About, Kind: course.LookUp, Result: event.Found,
			First: i == 0, Kin: about[j].Kin,
		})
	}
	return dst
}

// found returns the session that another one copies, and its look-ups that found
// somebody.
func (a *Agenda) found(s *course.Session) (src course.Session, about []course.Step) {
	sessions, steps := a.usual(s.Source, s.Day, nil, nil)
	for i := range sessions {
		if sessions[i].Index == s.SourceIndex {
			src = sessions[i]
		}
	}
	for _, st := range steps[src.First:][:src.Steps] {
		if st.Kind == course.LookUp && st.Result == event.Found {
			about = append(about, st)
		}
	}
	return src, about
}
