package match

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
	"github.com/breachsim/breachsim/output/sigma/internal/syntax"
)

// Matcher holds detections against lines, one line at a time.
type Matcher struct {
	rules  []*syntax.Detection // by place in the set; nil of correlations
	in     []field.Service
	refs   [][]int // of the items of each rule, which question
	asked  []question
	stamp  []uint32 // line for which the answer is known
	answer []bool
	line   uint32
	record *field.Record
	leafs  []func(int) bool // of each rule
	alike  []int            // of each rule, the first that asks the same; -1 of correlations
	judged []uint32         // of each rule, the line for which holds is known
	holds  []bool

	groups []Candidate // all detections
	words  *words      // what is known of a line from its words of few values
}

// New prepares the detections of a set.
func New(set *syntax.Set) *Matcher {
	m := &Matcher{refs: make([][]int, len(set.Rules)), leafs: make([]func(int) bool, len(set.Rules))}
	known, first := map[string]int{}, map[string]int{}
	for i, r := range set.Rules {
		m.rules, m.in = append(m.rules, r.Detection), append(m.in, r.In)
		if r.Detection == nil {
			m.alike = append(m.alike, -1)
			continue
		}
		for j := range r.Detection.Items {
			it := &r.Detection.Items[j]
			key := name(it)
			at, ok := known[key]
			if !ok {
				at = len(m.asked)
				known[key] = at
				m.asked = append(m.asked, ask(it))
			}
			m.refs[i] = append(m.refs[i], at)
		}
		m.leafs[i] = func(item int) bool { return m.ask(m.refs[i][item]) }
		whole := fmt.Sprint(r.In, " ", m.spell(i, r.Detection.Condition))
		at, ok := first[whole]
		if !ok {
			at = i
			first[whole] = at
		}
		m.alike = append(m.alike, at)
	}
	m.judged, m.holds = make([]uint32, len(set.Rules)), make([]bool, len(set.Rules))
	m.stamp, m.answer = make([]uint32, len(m.asked)), make([]bool, len(m.asked))
	for _, alike := range m.alikes() {
		m.groups = append(m.groups, Candidate{Rules: alike, in: m.in[alike[0]], whole: true})
	}
	m.words = newWords(m.rules, m.refs, m.ask)
	return m
}

// spell is equal for conditions that ask the same in the same way.
func (m *Matcher) spell(rule int, e *syntax.Expr) string {
	if e.Op == syntax.Leaf {
		return strconv.Itoa(m.refs[rule][e.Ref])
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d(", e.Op)
	for _, a := range e.Args {
		b.WriteString(m.spell(rule, a) + ",")
	}
	return b.String() + ")"
}

// name is equal for items that ask the same.
func name(it *syntax.Item) string {
	var b strings.Builder
	if it.Field != nil {
		b.WriteString(it.Field.Name)
	}
	if it.Other != nil {
		b.WriteString(" " + it.Other.Name)
	}
	fmt.Fprintf(&b, " %d %t %t %t %t %#v %v %v", it.Test, it.All, it.Not, it.Cased, it.Null, it.Patterns, it.Numbers,
		it.Prefixes)
	for _, re := range it.Regexps {
		fmt.Fprintf(&b, " %q", re)
	}
	return b.String()
}

// Show goes on to another line, which stays as it is until the next call.
func (m *Matcher) Show(r *field.Record) {
	m.record = r
	if m.line++; m.line == 0 {
		clear(m.stamp)
		clear(m.judged)
		m.line = 1
	}
}

// alikes lists the detections of the set, those that ask the same together.
func (m *Matcher) alikes() (groups [][]int) {
	place := map[int]int{}
	for rule, first := range m.alike {
		if first < 0 {
			continue
		}
		at, ok := place[first]
		if !ok {
			at = len(groups)
			place[first] = at
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], rule)
	}
	return groups
}

// Satisfies reports whether the line satisfies a candidate.
func (m *Matcher) Satisfies(c *Candidate) bool {
	if c.whole {
		return m.Holds(c.Rules[0])
	}
	for _, q := range c.ask {
		if !m.ask(q) {
			return false
		}
	}
	return true
}

// Candidates lists the detections that may hold of the line.
func (m *Matcher) Candidates() []Candidate {
	if m.record.Audit == nil {
		return m.groups
	}
	return m.words.candidates(m.record.Audit, m.groups)
}

// Holds reports whether a detection holds of the line.
func (m *Matcher) Holds(rule int) bool {
	first := m.alike[rule]
	if first < 0 {
		return false
	}
	if m.judged[first] != m.line {
		m.judged[first] = m.line
		m.holds[first] = m.in[first]&m.record.Service() != 0 && m.rules[first].Condition.Eval(m.leafs[first])
	}
	return m.holds[first]
}

func (m *Matcher) ask(q int) bool {
	if m.stamp[q] != m.line {
		m.stamp[q], m.answer[q] = m.line, m.asked[q](m.record)
	}
	return m.answer[q]
}
