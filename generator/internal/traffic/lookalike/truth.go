package lookalike

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/habit"
)

// Stretches lists every stretch of a look-alike in the period, in the order of the
// scenario's list and of time; then what kinds tell that are about many accounts.
func (x *Set) Stretches() (out []Stretch) {
	for i := range x.list {
		out = x.stretches(uint32(i), out)
	}
	for i := range x.kinds {
		if x.kinds[i].Truth != nil {
			out = x.kinds[i].Truth(x, out)
		}
	}
	return out
}

// stretches appends the truth of one look-alike: its sessions of one day, or the
// days on which a change is on.
func (x *Set) stretches(i uint32, dst []Stretch) []Stretch {
	l, cal := &x.list[i], x.Calendar
	row := Stretch{Account: l.Account, Kind: event.LookAlike(l.Spec.Kind), Fools: l.Spec.Kind.Fools()}
	if l.always() {
		if from, to := max(l.From, x.Begin), min(l.to, x.Last+1); from < to {
			row.From, row.To = max(cal.Day(from).Start, x.From), min(cal.Day(to).Start, x.Until)
			dst = append(dst, row)
		}
		return dst
	}
	var sessions []course.Session
	for day := x.Begin; day <= x.Last; day++ {
		if !l.adds(day) && (l.Kind.Change == nil || !l.Holds(day)) {
			continue // none of the day's sessions is its own, and to plan them takes long
		}
		sessions = x.Days.Sessions(l.Account, day, sessions[:0])
		if row.From, row.To = x.Extent(sessions, i+1); row.To == 0 {
			continue
		}
		if l.Kind.Beside != nil {
			dst = l.Kind.Beside(l, Own{sessions, row}, dst)
		}
		dst = append(dst, row)
	}
	return dst
}

// Extent is from when to when the sessions of the period that belong to a
// look-alike (by its place from 1 on; 0 = to none) last; 0 to 0 without any.
func (x *Set) Extent(sessions []course.Session, place uint32) (from, to int64) {
	for i := range sessions {
		s := &sessions[i]
		if s.LookAlike != place || s.Start < x.From || s.Start >= x.Until {
			continue
		}
		if to == 0 || s.Start < from {
			from = s.Start
		}
		to = max(to, s.End)
	}
	return from, to
}

// Expect puts what look-alikes make accounts larger by into the means, and
// foretells the look-ups of extra sessions.
func (x *Set) Expect(more *habit.Means, days Period) (lookUps int64) {
	for i := range x.list {
		l := &x.list[i]
		if l.Kind.Change != nil {
			if !l.again { // an earlier one is counted with the first, as if that lasted the whole period
				mean := x.Accounts.At(l.Account).MeanMilli
				x.Habits.Add(more, l.Account, l.mean(mean)-mean)
			}
			continue
		}
		for day := days.First; day <= days.Last; day++ {
			if l.Kind.EveryDay || l.Due(day) {
				lookUps += int64(l.Spec.LookUps.Min+l.Spec.LookUps.Max) / 2
			}
		}
	}
	return lookUps
}
