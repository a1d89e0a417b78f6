package rules

// Account is what the rules remember of one account.
type Account struct {
	params *Params

	// Today, as far as it has been seen.
	day      int32
	open     bool  // there has been a look-up today
	first    int64 // time of the first look-up
	answered int
	notFound int
	answer   bool // the last look-up was answered
	another  bool // and brought another person
	persons  set
	unnamed  int   // persons of a log that omits numbers
	said     Fired // of the rules that fire once a day

	past     past
	baseline [2]baseline // of R3 and of R9, for today
	sum      int64       // of R9 up to yesterday, 1/One
	rate     Rate
	sessions Sessions
}

// baseline is what today is compared with, looked up once a day.
type baseline struct {
	known, enough bool
	m             Moments
}

// The places in [Account.baseline].
const (
	ofR3 = iota
	ofR9
)

// byDay are the rules that count the persons or answers of a day.
const byDay = R2 | R3 | R5 | R9

// NewAccount returns a counter that has seen nothing. The parameters are shared
// and must not change.
func NewAccount(p *Params) *Account {
	days := 0
	if p.Judge.Has(R3) {
		days = p.R3.Days
	}
	if p.Judge.Has(R9) {
		days = max(days, p.R9.Days)
	}
	return &Account{params: p, past: past{size: days}}
}

// Past makes an earlier day with look-ups known, answered or not, of which the
// account has so many distinct persons. Days come in order, before the first
// [Account.See].
func (a *Account) Past(persons int) {
	p := a.params
	if p.Judge.Has(R9) {
		if sum, ok := a.sumWith(persons); ok {
			a.sum = sum
		}
	}
	a.past.push(persons)
	a.baseline = [2]baseline{}
}

// See counts a look-up and returns the rules that fire on it.
//
//   - R1 fires when the window of the account is full and was not within the
//     quiet time before. (An address has a [Rate] of its own.)
//   - R2, R3, R9 fire once a day, at the first look-up that brings another person
//     with which their condition holds.
//   - R5 fires once a day, at the first answered look-up with which it holds,
//     also where the share falls again later.
//   - R4 fires once a session.
func (a *Account) See(l *Look) Fired {
	if a.open && l.Day != a.day {
		a.EndDay()
	}
	if !a.open {
		a.open, a.day, a.first = true, l.Day, l.TS
	}
	p := a.params
	a.answer, a.another = l.Answered, false
	var out Fired
	if p.Judge.Has(R1) && a.rate.See(l.TS, &p.R1) {
		out |= R1
	}
	if p.Judge.Has(R4) && a.sessions.See(l, &p.R4) {
		out |= R4
	}
	if l.Answered && p.Judge.Has(byDay) {
		a.another = a.count(l)
		today := a.judge()
		a.said |= today
		out |= today
	}
	return out
}

// count adds an answered look-up to today and reports whether it brings another
// person.
func (a *Account) count(l *Look) bool {
	a.answered++
	if l.NotFound {
		a.notFound++
	}
	switch {
	case l.Person != 0:
		return a.persons.add(l.Person)
	case l.Unnamed:
		a.unnamed++
		return true
	}
	return false
}

// judge returns the rules of the day that hold at the last look-up and have not fired
// today.
func (a *Account) judge() Fired {
	p, ask := a.params, a.params.Judge&^a.said
	var out Fired
	if ask.Has(R5) && a.NotFoundAt(p.R5.Share) {
		out |= R5
	}
	if !a.another {
		return out
	}
	if ask.Has(R2) && a.VolumeAt(p.R2.Count) {
		out |= R2
	}
	if ask.Has(R3) && a.DeviationAt(p.R3.Z) {
		out |= R3
	}
	if ask.Has(R9) && a.DriftAt(p.R9.H) {
		out |= R9
	}
	return out
}

// NotFoundAt reports whether the condition of R5 holds at the look-up last seen, with
// a share of its own.
func (a *Account) NotFoundAt(share int64) bool {
	return a.answer && a.answered >= a.params.R5.Lookups &&
		!below(uint64(a.notFound), One, uint64(a.answered), uint64(share))
}

// VolumeAt reports whether the condition of R2 holds at the look-up last seen, with a
// count of its own.
func (a *Account) VolumeAt(count int) bool { return a.another && a.Persons() >= count }

// DeviationAt reports whether the condition of R3 holds at the look-up last seen, with
// a z of its own.
func (a *Account) DeviationAt(z int64) bool {
	n := a.Persons()
	if !a.another || n < a.params.R3.Distinct {
		return false
	}
	b := a.base(ofR3)
	return b.enough && b.m.above(n, z)
}

// DriftAt reports whether the condition of R9 holds at the look-up last seen, with a
// level H of its own, above 0.
func (a *Account) DriftAt(h int64) bool {
	n := a.Persons()
	return a.another && n >= a.params.R9.Distinct && a.drifts(n, h)
}

// drifts reports whether the sum with today is above H: S + min(max(z, -Clip), Clip) -
// K > H.
func (a *Account) drifts(persons int, h int64) bool {
	p, b := &a.params.R9, a.base(ofR9)
	if !b.enough {
		return false
	}
	level := h + p.K - a.sum
	return level < p.Clip && (level < -p.Clip || b.m.above(persons, level))
}

// sumWith is the sum of R9 if today had so many persons; false without a
// baseline.
func (a *Account) sumWith(persons int) (int64, bool) {
	p, b := &a.params.R9, a.base(ofR9)
	if !b.enough {
		return 0, false
	}
	return min(max(0, a.sum+b.m.z(persons, p.Clip)-p.K), Most), true
}

// base returns what today is compared with.
func (a *Account) base(of int) *baseline {
	b := &a.baseline[of]
	if !b.known {
		days := a.params.R3.Baseline
		if of == ofR9 {
			days = a.params.R9.Baseline
		}
		b.known = true
		b.m, b.enough = a.past.moments(days)
	}
	return b
}

// EndDay makes today a day of the past, if there has been a look-up.
// [Account.See] does so at the first look-up of another day; ending a day earlier
// only gives memory back.
func (a *Account) EndDay() {
	if !a.open {
		return
	}
	a.Past(a.Persons())
	a.open, a.first, a.answered, a.notFound, a.unnamed, a.said = false, 0, 0, 0, 0, 0
	a.persons.reset()
}

// First is the time of today's first look-up, answered or not.
func (a *Account) First() int64 { return a.first }

// Persons is the number of distinct persons today.
func (a *Account) Persons() int { return a.persons.n + a.unnamed }

// Answered is the number of answered look-ups today.
func (a *Account) Answered() int { return a.answered }

// NotFound is how many of them found nobody.
func (a *Account) NotFound() int { return a.notFound }

// Rate is the window of R1 for the account.
func (a *Account) Rate() *Rate { return &a.rate }

// Baseline returns the moments that R3 compares today with; false where there
// are too few days.
func (a *Account) Baseline() (Moments, bool) {
	b := a.base(ofR3)
	return b.m, b.enough
}

// Drift is the sum of R9 with today as it stands, in 1/One; false where there
// are too few days.
func (a *Account) Drift() (int64, bool) { return a.sumWith(a.Persons()) }
