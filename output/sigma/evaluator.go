package sigma

import (
	"time"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/sigma/internal/field"
	"github.com/breachsim/breachsim/output/sigma/internal/match"
	"github.com/breachsim/breachsim/output/sigma/internal/syntax"
	"github.com/breachsim/breachsim/output/sigma/internal/window"
)

// Options say how to evaluate. The zero value is good for what needs no local time.
type Options struct {
	Zone     *time.Location           // of local days and hours; nil = UTC
	Number   func(*read.Event) string // of a look-up's person, for lookup_ahead; may be nil
	Lateness time.Duration            // how late a line may come and still be put in its place
}

// Stats are what an evaluator went through.
type Stats struct {
	Lines  int64 // of both logs
	Late   int64 // left out, since they came too late
	Alerts int64
}

// Evaluator runs rules over lines. It remembers what package window says, and what
// [field.Teller] tells where a rule asks for that.
type Evaluator struct {
	set     *syntax.Set
	matcher *match.Matcher
	teller  *field.Teller
	nodes   []*node  // by place in the set; nil of detections
	order   []*node  // those there are, each after those that it refers to
	parents [][]edge // of each rule, the correlations that refer to it
	emit    func(*Alert) error
	alert   Alert
	stats   Stats
	err     error

	now   int64   // the instant that is being read
	begun bool    // there is one
	lines []*line // of it, those that some rule found
	kept  int     // how many of lines are in use
	late  late    // lines that wait for others
	keys  keys

	record field.Record // the line that is taken, used again
	hit    window.Hit   // and what it is to a correlation
}

// edge is a reference of a correlation: to is its place in the set, at that of the rule
// in its list.
type edge struct{ to, at int }

// node is a correlation with its windows.
type node struct {
	*window.Groups
	rule   *syntax.Rule
	entity int // place of the entity in what it groups by; -1 = there is none
	tell   func(*window.Group, window.Count, bool)
	keys   []int         // of each rule that it refers to, which of [keys] it groups by
	values []int         // and which it counts; -1 = none
	table  *window.Table // its own, where aliases name other fields in other rules; nil otherwise
}

// New prepares rules. emit is called for each alert, in the order of time; the alert is
// reused.
func New(set *Set, o Options, emit func(*Alert) error) *Evaluator {
	e := &Evaluator{set: set, matcher: match.New(set), emit: emit, nodes: make([]*node, len(set.Rules)),
		parents: make([][]edge, len(set.Rules)), late: late{most: o.Lateness.Microseconds()}}
	var made []string
	uses(set, func(f *field.Field) bool {
		if f.Made {
			made = append(made, f.Name)
		}
		return false // all of them
	})
	if len(made) > 0 {
		zone := o.Zone
		if zone == nil {
			zone = time.UTC
		}
		e.teller = field.NewTeller(zone, made, o.Number)
	}
	for i, r := range set.Rules {
		if r.Correlation == nil {
			continue
		}
		n := &node{rule: r, entity: entityOf(r.Correlation), Groups: e.keys.table(r.Correlation).
			Groups(window.NewRule(r.Correlation))}
		e.nodes[i] = n
		n.tell = func(g *window.Group, c window.Count, crosses bool) {
			if crosses && !r.Quiet {
				e.sayCorrelation(n, g, c)
			}
			e.hand(i, g.Line)
		}
		for at, j := range r.Correlation.Rules {
			e.parents[j] = append(e.parents[j], edge{i, at})
			n.keys = append(n.keys, e.keys.at(r.Correlation.Keys[at]))
			if n.keys[at] != n.keys[0] && n.table == nil {
				n.table = window.NewTable()
				n.Groups = n.table.Groups(n.Rule)
			}
			n.values = append(n.values, -1)
			if v := r.Correlation.Values[at]; len(v) > 0 {
				n.values[at] = e.keys.at(v)
			}
		}
	}
	for _, i := range set.Order {
		if n := e.nodes[i]; n != nil {
			e.order = append(e.order, n)
		}
	}
	return e
}

// uses reports whether rules ask for a field of some sort.
func uses(set *syntax.Set, is func(*field.Field) bool) bool {
	for _, r := range set.Rules {
		if d := r.Detection; d != nil {
			for _, it := range d.Items {
				if it.Field != nil && is(it.Field) || it.Other != nil && is(it.Other) {
					return true
				}
			}
			continue
		}
		for i := range r.Correlation.Rules {
			for _, f := range append(r.Correlation.Keys[i:i+1:i+1], r.Correlation.Values[i]) {
				for _, x := range f {
					if is(x) {
						return true
					}
				}
			}
		}
	}
	return false
}

// Audit takes the next line of the audit log.
func (e *Evaluator) Audit(ev *read.Event) error {
	e.record = field.Record{Audit: ev}
	return e.take(&e.record)
}

// Access takes the next line of the access log.
func (e *Evaluator) Access(rq *read.Request) error {
	e.record = field.Record{Access: rq}
	return e.take(&e.record)
}

// Close ends the last instant. No line follows.
func (e *Evaluator) Close() error {
	for e.late.len() > 0 && e.err == nil {
		e.see(&e.late.pop().Record)
	}
	e.endInstant()
	return e.err
}

// Stats are what was read so far.
func (e *Evaluator) Stats() Stats { return e.stats }

// take puts a line in its place.
func (e *Evaluator) take(r *field.Record) error {
	e.stats.Lines++
	ts := r.TS()
	if e.late.most > 0 {
		e.late.push(r)
		for e.late.len() > 0 && e.late.ripe() && e.err == nil {
			e.see(&e.late.pop().Record)
		}
		return e.err
	}
	if e.begun && ts < e.now {
		e.stats.Late++
		return e.err
	}
	e.see(r)
	return e.err
}

// see shows a line to the rules. Times do not fall, but of lines that waited in vain.
func (e *Evaluator) see(r *field.Record) {
	ts := r.TS()
	if e.begun && ts < e.now {
		e.stats.Late++
		return
	}
	if !e.begun || ts > e.now {
		e.endInstant()
		e.now, e.begun = ts, true
	}
	if e.teller != nil {
		e.teller.Tell(r)
	}
	e.matcher.Show(r)
	at := -1
	candidates := e.matcher.Candidates()
	for i := range candidates {
		if c := &candidates[i]; e.matcher.Satisfies(c) {
			at = e.found(c.Rules, r, at)
		}
	}
}

// found does what follows where detections that ask the same hold of a line. at is its
// copy, or -1 where there is none yet.
func (e *Evaluator) found(alike []int, r *field.Record, at int) int {
	for _, i := range alike {
		if rule := e.set.Rules[i]; !rule.Quiet {
			e.sayDetection(rule, r)
		}
		if len(e.parents[i]) == 0 {
			continue
		}
		if at < 0 {
			at = e.keep(r)
		}
		e.hand(i, at)
	}
	return at
}

// keep copies a line for as long as its instant lasts.
func (e *Evaluator) keep(r *field.Record) int {
	if e.kept == len(e.lines) {
		e.lines = append(e.lines, &line{})
	}
	l := e.lines[e.kept]
	l.copyOf(r)
	if l.keys == nil {
		l.keys = make([]lineKey, len(e.keys.fields))
	}
	clear(l.keys)
	e.kept++
	return e.kept - 1
}

// hand gives what a rule found to the correlations that refer to it.
func (e *Evaluator) hand(rule, at int) {
	l := e.lines[at]
	for _, p := range e.parents[rule] {
		n := e.nodes[p.to]
		k := l.key(&e.keys, n.keys[p.at])
		if k == nil {
			continue
		}
		h := &e.hit
		h.TS, h.Rule = e.now, p.at
		if v := n.values[p.at]; v >= 0 {
			counted := l.key(&e.keys, v)
			if counted == nil {
				continue
			}
			if h.Key = counted.Key; n.Rule.Adds() {
				h.Value = n.Rule.Values[p.at][0].Of(&l.Record)
			}
		}
		row := k.row
		if n.table != nil { // another one than that of the line's combination
			row = n.table.Row(k.Key, e.now)
		} else if row == nil {
			row = e.keys.tables[n.keys[p.at]].Row(k.Key, e.now)
			k.row = row
		}
		g := n.Add(row, h)
		g.Line, g.From = at, p.at
		if n.entity < 0 {
			remember(g, &l.Record)
		}
	}
}

// endInstant judges all correlations at the present instant, each after those that it
// refers to.
func (e *Evaluator) endInstant() {
	if e.kept == 0 {
		return
	}
	for _, n := range e.order {
		if !n.Idle() {
			n.Judge(e.now, n.tell)
		}
	}
	e.kept = 0
}
