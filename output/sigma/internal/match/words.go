package match

import (
	"slices"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/sigma/internal/field"
	"github.com/breachsim/breachsim/output/sigma/internal/syntax"
)

// few are the columns of the audit log that have few values. Most detections ask for
// some of them, and many for nothing else.
var few = [mostWords]string{"action", "result", "outcome", "reason", "service", "method", "auth_method"}

const mostWords = 7

// combination is the values of these columns in a line; "" of those that no rule asks for.
type combination [mostWords]string

// Candidate is detections that may hold of a line; all of them ask the same.
type Candidate struct {
	Rules []int
	in    field.Service // the logs that they read
	whole bool          // their condition is still to be judged
	ask   []int         // else the questions that are left: they hold where each is answered with yes
}

// words finds out once for each combination of values of few columns what follows from
// it: which detections it rules out, which ones hold, and which have more to ask.
type words struct {
	rules   []*syntax.Detection // those of the matcher
	refs    [][]int
	answer  func(question int) bool // of the present line
	columns []column                // those that rules ask for
	decides map[int]bool            // of a question, whether the combination answers it
	known   map[combination][]Candidate
	lately  [lately]recent
}

// lately is how many combinations are found without a map: a power of two.
const lately = 32

// recent is a combination of late, and what follows from it.
type recent struct {
	combination
	follows []Candidate // nil = none yet
}

type column struct {
	at int // in the combination
	of func(*read.Event) string
}

// newWords finds out which columns and questions there are. refs are the questions of the
// items of each detection.
func newWords(rules []*syntax.Detection, refs [][]int, answer func(question int) bool) *words {
	w := &words{rules: rules, refs: refs, answer: answer, decides: map[int]bool{}, known: map[combination][]Candidate{}}
	for rule, d := range rules {
		if d == nil {
			continue
		}
		for i := range d.Items {
			it := &d.Items[i]
			if it.Field == nil || it.Other != nil {
				continue
			}
			at := slices.Index(few[:], it.Field.Name)
			if at < 0 || it.Field.AuditText() == nil {
				continue
			}
			w.decides[refs[rule][i]] = true
			if !slices.ContainsFunc(w.columns, func(c column) bool { return c.at == at }) {
				w.columns = append(w.columns, column{at, it.Field.AuditText()})
			}
		}
	}
	return w
}

// candidates are those of all that may hold of the present line of the audit log.
func (w *words) candidates(line *read.Event, all []Candidate) []Candidate {
	var now combination
	place := 0
	for _, c := range w.columns {
		s := c.of(line)
		now[c.at] = s
		place = 3*place + len(s)
	}
	x := &w.lately[place%lately]
	if x.follows != nil && now == x.combination {
		return x.follows
	}
	list, known := w.known[now]
	if !known {
		if len(w.known) >= mostTexts {
			clear(w.known)
		}
		list = w.follow(all)
		w.known[now] = list
	}
	*x = recent{now, list}
	return list
}

// follow finds out what follows from the combination of the present line.
func (w *words) follow(all []Candidate) []Candidate {
	list := []Candidate{}
	for _, c := range all {
		rule := c.Rules[0]
		if c.in&field.Audit == 0 {
			continue
		}
		condition := w.rules[rule].Condition
		switch w.judge(rule, condition) {
		case yes:
			list = append(list, Candidate{Rules: c.Rules})
		case open:
			left, plain := w.left(rule, condition, nil)
			list = append(list, Candidate{Rules: c.Rules, whole: !plain, ask: left})
		}
	}
	return list
}

// left lists the questions that the combination leaves open; false where more than all
// of them being answered with yes could meet the condition.
func (w *words) left(rule int, e *syntax.Expr, open []int) (list []int, all bool) {
	switch e.Op {
	case syntax.And:
		for _, a := range e.Args {
			if open, all = w.left(rule, a, open); !all {
				return nil, false
			}
		}
		return open, true
	case syntax.Leaf:
		if q := w.refs[rule][e.Ref]; !w.decides[q] && !slices.Contains(open, q) {
			open = append(open, q)
		}
		return open, true
	}
	return nil, false
}

// judgement is what is known of a condition.
type judgement uint8

const (
	no judgement = iota
	open
	yes
)

// judge is what the combination alone says of a condition.
func (w *words) judge(rule int, e *syntax.Expr) judgement {
	switch e.Op {
	case syntax.And:
		all := yes
		for _, a := range e.Args {
			all = min(all, w.judge(rule, a))
		}
		return all
	case syntax.Or:
		one := no
		for _, a := range e.Args {
			one = max(one, w.judge(rule, a))
		}
		return one
	case syntax.Not:
		return yes - w.judge(rule, e.Args[0])
	}
	switch q := w.refs[rule][e.Ref]; {
	case !w.decides[q]:
		return open
	case w.answer(q):
		return yes
	}
	return no
}
