package emit

import (
	"breachsim/generator/traffic/agenda"
	"breachsim/generator/traffic/course"
)

// days remembers the sessions of the last few days.
type days struct {
	agenda *agenda.Agenda
	kept   [3]day

	// note is told the sessions of each account as they are planned; nil = nobody is.
	note func(k uint32, day int32, sessions []course.Session, steps []course.Step)
}

// day is the sessions of all accounts of one local day.
type day struct {
	number   int32
	valid    bool
	sessions []course.Session
	steps    []course.Step
	from, to []uint32 // by account: its sessions; nil where nobody is told
}

// of plans a local day, or remembers it.
func (x *days) of(number int32) *day {
	d := &x.kept[uint32(number)%uint32(len(x.kept))]
	if d.valid && d.number == number {
		return d
	}
	d.number, d.valid, d.sessions, d.steps = number, true, d.sessions[:0], d.steps[:0]
	for _, k := range x.agenda.Order {
		from := len(d.sessions)
		d.sessions, d.steps = x.agenda.Plan(k, number, d.sessions, d.steps)
		if x.note != nil {
			x.tell(d, k, from)
		}
	}
	return d
}

// tell notes where the sessions of an account stand that has just been planned.
func (x *days) tell(d *day, k uint32, from int) {
	if d.from == nil {
		d.from, d.to = make([]uint32, x.agenda.Accounts.Len()), make([]uint32, x.agenda.Accounts.Len())
	}
	d.from[k], d.to[k] = uint32(from), uint32(len(d.sessions))
	x.note(k, d.number, d.sessions[from:], d.steps)
}

// SessionsOf returns the sessions that an account begins on a day, from those
// that are planned for all if they are.
func (x *days) SessionsOf(k uint32, number int32) ([]course.Session, []course.Step) {
	if d := &x.kept[uint32(number)%uint32(len(x.kept))]; d.valid && d.number == number {
		return d.sessions[d.from[k]:d.to[k]], d.steps
	}
	return x.agenda.Plan(k, number, nil, nil)
}
