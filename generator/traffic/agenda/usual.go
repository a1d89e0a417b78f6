package agenda

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/traffic/course"
	"breachsim/generator/traffic/habit"
	"breachsim/generator/traffic/lookalike"
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
	count, humans := habit.SessionCount(n, a.Of(k), &draw), a.Accounts.At(k).Humans
	phase := draw.Below(calendar.Million)
	starts := a.Starts(k, d, count)
	for i := range count {
		from := (uint64(n)*uint64(i)*calendar.Million/uint64(count) + phase) / calendar.Million
		to := (uint64(n)*uint64(i+1)*calendar.Million/uint64(count) + phase) / calendar.Million
		s := course.Session{Account: k, Day: day, Index: uint8(i), LookUps: uint16(to - from), LookAlike: place}
		s.Start = starts.At(i, &draw)
		if humans > 1 {
			s.Human = uint8(draw.Below(uint64(humans)))
		}
		// Nobody sits in two sessions at once.
		if last := len(dst) - 1; humans == 1 && i > 0 && s.Start < dst[last].End {
			s.Start = dst[last].End + draw.Between(2*calendar.Minute, 25*calendar.Minute)
			if s.Start >= d.Start+d.Length {
				break
			}
		}
		steps = a.play(&s, steps)
		dst = append(dst, s)
	}
	return dst, steps
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
