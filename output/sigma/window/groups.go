package window

import "breachsim/output/sigma/field"

// Groups are the windows of a correlation, one for each combination of values that it
// groups by.
type Groups struct {
	Rule  *Rule
	all   map[field.Key]*Group
	sweep int      // number of groups at which those with empty windows are looked for
	dirty []*Group // with hits at the present instant
}

// Group is the window of one combination of values.
type Group struct {
	Line  int      // of its hits at the present instant, the last; what it means is the caller's
	From  int      // which rule of the correlation found it
	Also  []Member // what the caller remembers of it
	last  int64    // instant of the last hit; 0 = none yet
	holds bool     // the condition did at that instant
	counter
}

// Member is an account whose line a group counted, and that line.
type Member struct {
	Account string
	Event   uint64
	TS      int64
}

// NewGroups returns the windows of a correlation, with no group yet.
func NewGroups(r *Rule) *Groups {
	return &Groups{Rule: r, all: map[field.Key]*Group{}, sweep: 64}
}

// Len is how many groups are remembered.
func (g *Groups) Len() int { return len(g.all) }

// Add counts a hit in the group of a key. Times do not fall.
func (g *Groups) Add(key field.Key, h *Hit) *Group {
	x := g.all[key]
	if x == nil {
		if len(g.all) >= g.sweep {
			g.forget(h.TS)
		}
		x = &Group{counter: g.Rule.newCounter()}
		g.all[key] = x
	} else if h.TS-x.last >= g.Rule.span {
		x.holds, x.Also = false, x.Also[:0] // the counter finds by itself that its window is empty
	}
	if x.last != h.TS || x.Line < 0 {
		g.dirty = append(g.dirty, x)
	}
	x.last = h.TS
	x.add(h)
	return x
}

// forget drops the groups whose window is empty at ts.
func (g *Groups) forget(ts int64) {
	for k, x := range g.all {
		if ts-x.last >= g.Rule.span {
			delete(g.all, k)
		}
	}
	const least = 64
	g.sweep = max(least, 2*len(g.all))
}

// Idle reports whether no group has a hit at the present instant.
func (g *Groups) Idle() bool { return len(g.dirty) == 0 }

// Judge ends the instant ts: it tells what each group with a hit at it holds, in the
// order of their first hits, and whether that crosses: meets the condition anew.
func (g *Groups) Judge(ts int64, tell func(x *Group, c Count, crosses bool)) {
	for _, x := range g.dirty {
		c := x.count(ts)
		crosses := c.Holds && !x.holds
		x.holds = c.Holds
		tell(x, c, crosses)
		x.Line = -1
	}
	g.dirty = g.dirty[:0]
}
