package detect

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"breachsim/output/read"
)

// Rules lists the rules in their order.
func Rules() []string { return []string{"R1", "R2", "R3", "R4", "R5", "R9"} }

// Options say what to run.
type Options struct {
	Rules  []string // empty = all
	Params Params
}

// CheckRules reports rules that are unknown or given twice.
func CheckRules(rules []string) error {
	for i, r := range rules {
		if !slices.Contains(Rules(), r) {
			return fmt.Errorf("no rule %q; there are %s", r, strings.Join(Rules(), ", "))
		}
		if slices.Contains(rules[:i], r) {
			return fmt.Errorf("rule %s is given twice", r)
		}
	}
	return nil
}

// Stats are what a run went through.
type Stats struct {
	Events   int64
	LookUps  int64
	Accounts int
	// AccountDays counts the active practitioner-days: an account and a local
	// day with at least one line of that account. False alerts are told per
	// thousand of them.
	AccountDays int64
}

// Run reads the audit log of a dataset in order and calls emit for each alert,
// in the order of the log; within a line in the order of [Rules]. The alert is
// reused. It ends at the first error, also of emit.
func Run(ctx context.Context, d *read.Dataset, o Options, emit func(*Alert) error) (*Stats, error) {
	if err := CheckRules(o.Rules); err != nil {
		return nil, err
	}
	log, err := d.AuditLog()
	if err != nil {
		return nil, err
	}
	r := newRunner(d.Zone, d.NIRMode == "omit", o, emit)
	last := int64(0)
	for ev, err := range log.All(ctx) {
		if err != nil {
			return nil, err
		}
		if ev.TS < last {
			file, line := log.Where()
			return nil, fmt.Errorf("%s:%d: time goes back to %s after %s: rules read a log in its order", file, line, stamp(ev.TS), stamp(last))
		}
		last = ev.TS
		if err := r.see(ev); err != nil {
			return nil, err
		}
	}
	return &r.stats, nil
}

func stamp(us int64) string { return string(appendTime(nil, us)) }

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
	answered  bool
	newPerson bool // the account's first look-up of that person today
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
	perAcct  []rule // of rules: those that need an account
	accounts map[string]*account
	active   []*account // with look-ups today, in order of the first
	look     look
	stats    Stats
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
			r.rules = append(r.rules, ofAccount{&volumeRule{p.R2}})
		case "R3":
			r.rules = append(r.rules, ofAccount{&deviationRule{p.R3}})
		case "R4":
			r.rules = append(r.rules, &clickRule{p: p.R4, sessions: map[uint64]*clicks{}})
		case "R5":
			r.rules = append(r.rules, ofAccount{&notFoundRule{p.R5}})
		case "R9":
			r.rules = append(r.rules, ofAccount{&driftRule{p.R9}})
		}
	}
	return r
}
