package window

// orderedCounter finds what rules found in their order. A chain is lines of some of the
// rules whose times do not fall in the order of the rules; it is as long as it has
// rules, and lies in the window where its first line does. Of all chains of a length
// that end in a rule it is enough to remember the one that began last:
//
//	start[k][i] = latest beginning of a chain of k+1 rules, the last of which is i
//
// Lines of one instant may stand for rules in any order, so that they are taken up in
// the order of the rules when the instant is over.
type orderedCounter struct {
	rule  *Rule
	start [][]int64 // 0 = there is none
	now   []bool    // rules that found something at the present instant
}

func newOrderedCounter(r *Rule) *orderedCounter {
	c := &orderedCounter{rule: r, now: make([]bool, r.rules), start: make([][]int64, r.rules)}
	for k := range c.start {
		c.start[k] = make([]int64, r.rules)
	}
	return c
}

func (c *orderedCounter) add(h *Hit) bool {
	c.now[h.Rule] = true
	return true
}

func (c *orderedCounter) count(ts int64) Count {
	for i, now := range c.now {
		if !now {
			continue
		}
		c.now[i] = false
		c.start[0][i] = ts
		for k := 1; k <= i; k++ {
			for _, begun := range c.start[k-1][:i] {
				c.start[k][i] = max(c.start[k][i], begun)
			}
		}
	}
	var out Count
	for k := range c.start {
		latest := int64(0)
		for _, begun := range c.start[k] {
			latest = max(latest, begun)
		}
		if latest > ts-c.rule.span && latest != 0 {
			out.N, out.From = int64(k+1), latest
		}
	}
	if len(c.rule.Limits) > 0 {
		out.Holds = c.rule.holds(out.N)
	} else {
		out.Holds = out.N == int64(c.rule.rules) // a condition in words names all of them
	}
	return out
}
