package detect

import (
	"net/netip"
	"slices"
	"time"

	"breachsim/output/read"
)

// A rule looks at each look-up after it has been counted.
type rule interface {
	lookup(l *look) error
}

// A rememberer has state of its own to look after when a local day ends, while
// the counts of that day still stand.
type rememberer interface {
	endDay(active []*account, now int64)
}

// look is one look-up as rules see it.
type look struct {
	ev        *read.Event
	ts        int64
	day       *localDay
	account   *account // nil where the line names none
	answered  bool     // as all rules understand it; never without an account
	newPerson bool     // answered, and the account's first look-up of that person today
	emit      func(*Alert) error
	alert     Alert
}

// raise emits an alert at the line being looked at.
func (l *look) raise(a Alert) error {
	l.alert = a
	l.alert.T, l.alert.To = l.ts, l.ts
	return l.emit(&l.alert)
}

type runner struct {
	day      localDay
	unnamed  bool // the log omits numbers
	ring     int  // days of the past that some rule needs
	rules    []rule
	accounts map[string]*account
	active   []*account // with look-ups today, in order of the first
	look     look
	stats    Stats

	scoredFrom int64 // account-days with no line from here on do not count
}

func newRunner(zone *time.Location, unnamed bool, o Options, emit func(*Alert) error) *runner {
	p := &o.Params
	r := &runner{day: localDay{zone: zone}, unnamed: unnamed, ring: max(p.R3.Days, p.R9.Days), accounts: map[string]*account{}}
	r.look = look{emit: emit, day: &r.day}
	for _, name := range Rules() {
		if len(o.Rules) > 0 && !slices.Contains(o.Rules, name) {
			continue
		}
		switch name {
		case "R1":
			r.rules = append(r.rules, &rateRule{p: p.R1, addrs: map[netip.Addr]*rate{}})
		case "R2":
			r.rules = append(r.rules, &volumeRule{p.R2})
		case "R3":
			r.rules = append(r.rules, &deviationRule{p.R3})
		case "R4":
			r.rules = append(r.rules, &clickRule{p: p.R4, sessions: map[uint64]*clicks{}})
		case "R5":
			r.rules = append(r.rules, &notFoundRule{p.R5})
		case "R9":
			r.rules = append(r.rules, &driftRule{p.R9})
		}
	}
	return r
}

// see takes the next line of the log.
func (r *runner) see(ev *read.Event) error {
	if before := r.day.n; r.day.reach(ev.TS) && before > 0 {
		r.endDay(ev.TS)
	}
	r.stats.Events++
	a := r.account(ev)
	if ev.Action != "lookup" {
		return nil
	}
	r.stats.LookUps++
	l := &r.look
	l.ev, l.ts, l.account = ev, ev.TS, a
	l.answered, l.newPerson = false, false
	if a != nil {
		r.count(l)
	}
	for _, rule := range r.rules {
		if err := rule.lookup(l); err != nil {
			return err
		}
	}
	return nil
}

// account returns what is remembered of an account, which is active today.
func (r *runner) account(ev *read.Event) *account {
	id := ev.Account
	if id == "" {
		return nil
	}
	a := r.accounts[id]
	if a == nil {
		a = &account{id: id, past: past{size: r.ring}}
		r.accounts[id] = a
		r.stats.Accounts++
	}
	if a.activeOn != r.day.n && ev.TS >= r.scoredFrom {
		a.activeOn = r.day.n
		r.stats.AccountDays++
	}
	return a
}

// count adds a look-up to the day of its account.
func (r *runner) count(l *look) {
	a := l.account
	if !a.listed {
		a.listed, a.first = true, l.ts
		r.active = append(r.active, a)
	}
	switch l.ev.Result {
	case "not_found":
		a.notFound++
	case "found", "no_rights":
	default:
		return
	}
	l.answered = true
	a.answered++
	switch person := l.ev.Person(); {
	case person != 0:
		l.newPerson = a.persons.add(person)
	case r.unnamed:
		a.unnamed++
		l.newPerson = true
	}
}

// endDay closes the day before now.
func (r *runner) endDay(now int64) {
	for _, rule := range r.rules {
		if m, ok := rule.(rememberer); ok {
			m.endDay(r.active, now)
		}
	}
	for _, a := range r.active {
		a.endDay()
	}
	clear(r.active)
	r.active = r.active[:0]
}
