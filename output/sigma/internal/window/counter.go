package window

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
	"github.com/breachsim/breachsim/output/sigma/internal/syntax"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// Rule is a correlation, prepared to count.
type Rule struct {
	*syntax.Correlation
	span  int64 // microseconds, at least one
	most  int64 // what a count tells apart
	need  int64 // below which a count never meets the condition; 0 = that cannot be said
	rules int
	adds  bool
}

// NewRule prepares a correlation.
func NewRule(c *syntax.Correlation) *Rule {
	r := &Rule{Correlation: c, span: max(1, c.Timespan), rules: len(c.Rules)}
	switch c.Type {
	case syntax.ValueSum, syntax.ValueAvg, syntax.ValuePercentile:
		r.adds = true
	}
	for _, l := range c.Limits {
		r.most = max(r.most, l.N/measure.Million+1)
	}
	r.need = least(c.Limits)
	return r
}

// least is the lowest whole count that meets all limits, where these are lower bounds
// and so each count above it does too; 0 elsewhere.
func least(limits []syntax.Limit) (n int64) {
	for _, l := range limits {
		switch l.Op {
		case syntax.GTE:
			n = max(n, (l.N+measure.Million-1)/measure.Million)
		case syntax.GT:
			n = max(n, l.N/measure.Million+1)
		default:
			return 0
		}
	}
	return n
}

// Adds reports whether the numbers of hits count, and not only which ones are equal.
func (r *Rule) Adds() bool { return r.adds }

// Span is the timespan in microseconds, at least one.
func (r *Rule) Span() int64 { return r.span }

// Hit is a line that a rule found, as a correlation counts it.
type Hit struct {
	TS    int64
	Rule  int         // place in the correlation's rules
	Key   field.Key   // of the values that are counted
	Value field.Value // the first of them, where [Rule.Adds] says that it counts
}

// Count is what a window holds.
type Count struct {
	Holds bool  // the condition
	N     int64 // what is compared: a count, or millionths of a number
	From  int64 // time of the first line that it rests on
}

// counter is the window of one group. Hits come in order of time.
type counter interface {
	// add counts a hit, and reports whether the condition may be met at its instant: true
	// where only count can say.
	add(h *Hit) (may bool)
	// count judges the instant ts, when all its hits were added.
	count(ts int64) Count
}

// newCounter is an empty window. Where it counts lines, as most do, it is own.
func (r *Rule) newCounter(own *eventCounter) counter {
	switch r.Type {
	case syntax.ValueCount:
		return &valueCounter{rule: r}
	case syntax.Temporal:
		return &temporalCounter{rule: r, latest: make([]int64, r.rules), seen: make([]bool, r.rules)}
	case syntax.TemporalOrdered:
		return newOrderedCounter(r)
	case syntax.ValueSum, syntax.ValueAvg:
		return &sumCounter{rule: r}
	case syntax.ValuePercentile:
		if r.Percentile > 0 {
			return &rankCounter{rule: r}
		}
		return &shareCounter{rule: r, of: map[field.Key]int64{}}
	}
	own.rule = r
	return own
}

// holds compares a whole count with all limits. It is one more than they tell apart, at
// most, so that its millionths are a number of 64 bits like theirs.
func (r *Rule) holds(n int64) bool {
	for _, l := range r.Limits {
		if !satisfies(l.Op, cmp.Compare(n*measure.Million, l.N)) {
			return false
		}
	}
	return true
}

// satisfies says what a comparison makes of less, equal and more: -1, 0 and 1.
func satisfies(op syntax.Compare, c int) bool {
	switch op {
	case syntax.GT:
		return c > 0
	case syntax.GTE:
		return c >= 0
	case syntax.LT:
		return c < 0
	case syntax.LTE:
		return c <= 0
	case syntax.EQ:
		return c == 0
	}
	return c != 0
}

// eventCounter counts lines, of which it remembers the last ones that are told apart.
type eventCounter struct {
	rule *Rule
	in   queue
}

func (c *eventCounter) add(h *Hit) bool {
	if int64(c.in.n) >= c.rule.most {
		c.in.pop()
	}
	c.in.push(entry{ts: h.TS})
	need := int(c.rule.need)
	return need == 0 || c.in.n >= need && c.in.at(c.in.n-need).ts > h.TS-c.rule.span
}

func (c *eventCounter) count(ts int64) Count {
	for c.in.n > 0 && c.in.oldest() <= ts-c.rule.span {
		c.in.pop()
	}
	n := int64(c.in.n)
	return Count{c.rule.holds(n), n, c.in.oldest()}
}

// valueCounter counts distinct values.
type valueCounter struct {
	rule *Rule
	in   distinct
}

func (c *valueCounter) add(h *Hit) bool {
	c.in.until(h.TS - c.rule.span)
	c.in.touch(h.Key, h.TS, int(c.rule.most))
	return int64(c.in.n) >= c.rule.need
}

func (c *valueCounter) count(ts int64) Count {
	c.in.until(ts - c.rule.span)
	n := int64(c.in.n)
	return Count{c.rule.holds(n), n, c.in.nodes[c.in.tail-1].ts}
}

// temporalCounter remembers when each rule last found something.
type temporalCounter struct {
	rule   *Rule
	latest []int64
	seen   []bool // and not out of the window
}

func (c *temporalCounter) add(h *Hit) bool {
	c.latest[h.Rule], c.seen[h.Rule] = h.TS, true
	return true
}

func (c *temporalCounter) count(ts int64) Count {
	out := Count{From: ts}
	for i := range c.latest {
		c.seen[i] = c.seen[i] && c.latest[i] > ts-c.rule.span
		if c.seen[i] {
			out.N++
			out.From = min(out.From, c.latest[i])
		}
	}
	switch {
	case c.rule.Condition != nil:
		out.Holds = c.rule.Condition.Eval(func(i int) bool { return c.seen[i] })
	case len(c.rule.Limits) > 0:
		out.Holds = c.rule.holds(out.N)
	default:
		out.Holds = out.N == int64(c.rule.rules)
	}
	return out
}

// sumCounter adds numbers up.
type sumCounter struct {
	rule *Rule
	in   queue
	sum  wide
}

func (c *sumCounter) add(h *Hit) bool {
	c.in.push(entry{h.TS, h.Value.N})
	c.sum.add(h.Value.N)
	return true
}

func (c *sumCounter) count(ts int64) Count {
	for c.in.n > 0 && c.in.oldest() <= ts-c.rule.span {
		c.sum.take(c.in.pop().value)
	}
	out := Count{Holds: true, From: c.in.oldest(), N: int64(c.sum.lo)}
	parts := int64(1)
	if c.rule.Type == syntax.ValueAvg {
		parts = int64(c.in.n)
		out.N /= parts // for people; what is compared is exact
	}
	for _, l := range c.rule.Limits {
		out.Holds = out.Holds && satisfies(l.Op, c.sum.compare(product(l.N, parts)))
	}
	return out
}

// rankCounter keeps numbers in order. The percentile P of n numbers is the smallest of
// which at least P of a hundred are no greater: number ⌈P·n/100⌉ of them.
type rankCounter struct {
	rule   *Rule
	in     queue
	sorted []int64
}

func (c *rankCounter) add(h *Hit) bool {
	c.in.push(entry{h.TS, h.Value.N})
	at, _ := slices.BinarySearch(c.sorted, h.Value.N)
	c.sorted = slices.Insert(c.sorted, at, h.Value.N)
	return true
}

func (c *rankCounter) count(ts int64) Count {
	for c.in.n > 0 && c.in.oldest() <= ts-c.rule.span {
		at, _ := slices.BinarySearch(c.sorted, c.in.pop().value)
		c.sorted = slices.Delete(c.sorted, at, at+1)
	}
	n := int64(len(c.sorted))
	out := Count{Holds: true, From: c.in.oldest(), N: c.sorted[(c.rule.Percentile*n+99)/100-1]}
	for _, l := range c.rule.Limits {
		out.Holds = out.Holds && satisfies(l.Op, product(out.N, 1).compare(product(l.N, 1)))
	}
	return out
}

// shareCounter tells which share of the lines has the values of the present instant.
// With several of them one that satisfies the limits is enough.
type shareCounter struct {
	rule *Rule
	in   []keyed // a stretch of it is in the window
	from int
	of   map[field.Key]int64
	now  int // of the present instant, at the end of in
}

type keyed struct {
	ts  int64
	key field.Key
}

func (c *shareCounter) add(h *Hit) bool {
	if n := len(c.in); n > 0 && c.in[n-1].ts == h.TS {
		c.now++
	} else {
		c.now = 1
	}
	if c.from > len(c.in)/2 { // makes room
		c.in = c.in[:copy(c.in, c.in[c.from:])]
		c.from = 0
	}
	c.in = append(c.in, keyed{h.TS, h.Key})
	c.of[h.Key]++
	return true
}

func (c *shareCounter) count(ts int64) Count {
	for c.from < len(c.in) && c.in[c.from].ts <= ts-c.rule.span {
		k := c.in[c.from].key
		if c.of[k]--; c.of[k] == 0 {
			delete(c.of, k)
		}
		c.from++
	}
	all := int64(len(c.in) - c.from)
	out := Count{From: c.in[c.from].ts}
	for _, x := range c.in[len(c.in)-c.now:] {
		n := c.of[x.key]
		holds := true
		for _, l := range c.rule.Limits { // n/all·100 against N/10^6
			holds = holds && satisfies(l.Op, product(n, 100*measure.Million).compare(product(l.N, all)))
		}
		if !out.Holds || holds {
			out.N = n * 100 * measure.Million / all
		}
		out.Holds = out.Holds || holds
	}
	return out
}
