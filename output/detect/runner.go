package detect

import (
	"fmt"
	"math"
	"net/netip"
	"time"

	"github.com/breachsim/breachsim/output/detect/internal/block"
	"github.com/breachsim/breachsim/output/internal/detect/rule"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/rules"
)

// runner shows the log to the counters of package rules, line by line, and words
// what fires.
type runner struct {
	day      localDay
	unnamed  bool // the log omits numbers
	given    Params
	params   rules.Params // the same for the counters
	ofOne    rules.Params // for an account: without R4, since sessions are counted apart
	accounts map[string]*account
	active   []*account // with look-ups today, in order of the first
	addrs    map[netip.Addr]*address
	sessions rules.Sessions
	emit     func(*Alert) error
	alert    Alert
	stats    Stats

	scoredFrom int64 // account-days with no line from here on do not count

	further []named // rules that see every line
	line    rule.Line
	said    []rule.Said // at the line, by the rule whose turn it is
	hear    func(rule.Said)
}

func newRunner(zone *time.Location, unnamed bool, o Options, emit func(*Alert) error) *runner {
	r := &runner{day: localDay{zone: zone}, unnamed: unnamed, given: o.Params, params: o.Params.counted(o.Rules),
		accounts: map[string]*account{}, addrs: map[netip.Addr]*address{}, emit: emit}
	r.hear = func(s rule.Said) { r.said = append(r.said, s) }
	r.ofOne = r.params
	r.ofOne.Judge &^= rules.R4
	return r
}

// see takes the next line of the log.
func (r *runner) see(ev *read.Event) error {
	if err := r.counted(ev); err != nil {
		return err
	}
	return r.show(ev)
}

// parts lists what can see the log side by side, in the order in which it raises at a line:
// the counters together, and each further rule. What they raise is for who shows it to them.
func (r *runner) parts() []*block.Part[Alert] {
	counters := &block.Part[Alert]{}
	counters.See = func(l *rule.Line) { _ = r.counted(l.Event) } // emit never fails
	r.emit = func(a *Alert) error { counters.Raise(a); return nil }
	list := []*block.Part[Alert]{counters}
	for i := range r.further {
		n, p := &r.further[i], &block.Part[Alert]{}
		var at *rule.Line
		hear := func(said rule.Said) {
			a := n.alert(at.Event, &said)
			p.Raise(&a)
		}
		p.See = func(l *rule.Line) { at = l; n.See(l, hear) }
		list = append(list, p)
	}
	return list
}

// counted shows a line to the counters and raises what fires.
func (r *runner) counted(ev *read.Event) error {
	if r.day.reach(ev.TS) {
		r.endDay(ev.TS)
	}
	r.stats.Events++
	a := r.account(ev)
	if ev.Action != "lookup" {
		return nil
	}
	r.stats.LookUps++
	if r.params.Judge == 0 {
		return nil
	}
	return r.lookup(ev, a)
}

// show shows a line to the rules that see every line.
func (r *runner) show(ev *read.Event) error {
	if len(r.further) == 0 {
		return nil
	}
	r.line = rule.LineOf(ev, r.day.number)
	for i := range r.further {
		r.said = r.said[:0]
		r.further[i].See(&r.line, r.hear)
		for j := range r.said {
			r.alert = r.further[i].alert(ev, &r.said[j])
			if err := r.emit(&r.alert); err != nil {
				return err
			}
		}
	}
	return nil
}

// lookup shows a look-up to all counters and raises what fires. The account is nil
// where the line names none.
func (r *runner) lookup(ev *read.Event, a *account) error {
	if h := r.count(ev, a); h.fired != 0 || h.onAddr {
		return r.raise(ev, a, h)
	}
	return nil
}

// hit is what fires at a look-up: rules on its account or session, and whether R1 does
// on its address, which is nil where R1 is not asked for or the line has none.
type hit struct {
	fired  rules.Fired
	addr   *address
	onAddr bool
}

// count shows a look-up to all counters.
func (r *runner) count(ev *read.Event, a *account) (h hit) {
	l := r.look(ev, a)
	if a != nil {
		if !a.listed {
			a.listed = true
			r.active = append(r.active, a)
		}
		h.fired = a.See(&l)
	}
	if r.params.Judge.Has(rules.R4) && r.sessions.See(&l, &r.params.R4) {
		h.fired |= rules.R4
	}
	if h.addr = r.address(ev); h.addr != nil {
		h.onAddr = h.addr.See(ev.TS, &r.params.R1)
	}
	return h
}

// look is a line as the rules see it.
func (r *runner) look(ev *read.Event, a *account) rules.Look {
	l := rules.Look{TS: ev.TS, Day: r.day.number, Session: ev.SessionID, Unnamed: r.unnamed}
	switch ev.Result {
	case "not_found":
		l.NotFound = true
	case "found", "no_rights":
	default:
		return l
	}
	if a != nil {
		l.Answered, l.Person = true, ev.Person()
	}
	return l
}

// address returns the window of a look-up's address, if there is one.
func (r *runner) address(ev *read.Event) *address {
	if !ev.SrcIP.IsValid() || !r.params.Judge.Has(rules.R1) {
		return nil
	}
	in := r.addrs[ev.SrcIP]
	if in == nil {
		in = &address{}
		r.addrs[ev.SrcIP] = in
	}
	return in
}

// raise emits the alerts of a line in the order of [Rules].
func (r *runner) raise(ev *read.Event, a *account, h hit) error {
	for i, name := range Rules() {
		if h.fired.Has(bits()[i]) {
			if err := r.say(ev, name, r.alertOf(bits()[i], ev, a)); err != nil {
				return err
			}
		}
		if bits()[i] == rules.R1 && h.onAddr {
			score := scoreR1(&r.params.R1, &h.addr.Rate, ev.TS)
			at := Alert{Type: IP, ID: ev.SrcIP.String(), Score: score, From: h.addr.From()}
			if err := r.say(ev, name, at); err != nil {
				return err
			}
		}
	}
	return nil
}

// alertOf is what a rule says of the account, or R4 of the session.
func (r *runner) alertOf(rule rules.Fired, ev *read.Event, a *account) Alert {
	p := &r.params
	if rule == rules.R4 {
		c := r.sessions.Of(ev.SessionID)
		return Alert{Type: Session, ID: sessionID(ev), Score: scoreR4(&p.R4, c), From: c.First()}
	}
	out := Alert{Type: Account, ID: a.id, From: a.First()}
	switch rule {
	case rules.R1:
		out.Score, out.From = scoreR1(&p.R1, a.Rate(), ev.TS), a.Rate().From()
	case rules.R2:
		out.Score = scoreR2(&p.R2, a, &r.day, ev.TS)
	case rules.R3:
		out.Score = scoreR3(a)
	case rules.R5:
		out.Score = scoreR5(&r.given.R5, a)
	case rules.R9:
		out.Score = scoreR9(&p.R9, a)
	}
	return out
}

// sessionID is the session of a line as alerts name it.
func sessionID(ev *read.Event) string { return fmt.Sprintf("%016x", ev.SessionID) }

// say emits an alert at a line.
func (r *runner) say(ev *read.Event, rule string, a Alert) error {
	r.alert = a
	r.alert.Rule, r.alert.T, r.alert.To = rule, ev.TS, ev.TS
	return r.emit(&r.alert)
}

// account returns what is remembered of an account, which is active today.
func (r *runner) account(ev *read.Event) *account {
	id := ev.Account
	if id == "" {
		return nil
	}
	a := r.accounts[id]
	if a == nil {
		a = &account{id: id, activeOn: never, Account: rules.NewAccount(&r.ofOne)}
		r.accounts[id] = a
		r.stats.Accounts++
	}
	if a.activeOn != r.day.number && ev.TS >= r.scoredFrom {
		a.activeOn = r.day.number
		r.stats.AccountDays++
	}
	return a
}

// never is no day.
const never = math.MinInt32

// endDay closes the day before now and forgets addresses that can no longer
// matter.
func (r *runner) endDay(now int64) {
	for _, a := range r.active {
		a.EndDay()
		a.listed = false
	}
	clear(r.active)
	r.active = r.active[:0]
	for ip, in := range r.addrs {
		if in.Forgettable(now, &r.params.R1) {
			delete(r.addrs, ip)
		}
	}
}
