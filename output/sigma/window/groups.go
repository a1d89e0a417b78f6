package window

import "breachsim/output/sigma/field"

// Table holds the groups of all correlations that group by the same fields: a row for
// each combination of values, in which each of them has its group.
type Table struct {
	rows  map[field.Key]*Row
	sweep int     // number of rows at which those with empty windows are looked for
	rules []*Rule // by column
	free  []*Row  // forgotten, to be used again
}

// Row is the groups of one combination of values.
type Row struct {
	groups  []*Group // by column; nil where there is none
	touched int64    // time of the last call for it
}

// NewTable returns a table with no rows and no columns.
func NewTable() *Table { return &Table{rows: map[field.Key]*Row{}, sweep: least} }

// least is from how many rows on it is worth while to look for empty ones.
const least = 64

// Row is the row of a combination at an instant. Times do not fall.
func (t *Table) Row(k field.Key, ts int64) *Row {
	r := t.rows[k]
	if r == nil {
		if len(t.rows) >= t.sweep {
			t.forget(ts)
		}
		if n := len(t.free); n > 0 { // its windows are empty
			r, t.free = t.free[n-1], t.free[:n-1]
		} else {
			r = &Row{groups: make([]*Group, len(t.rules))}
		}
		t.rows[k] = r
	}
	r.touched = ts
	return r
}

// Len is how many rows are remembered.
func (t *Table) Len() int { return len(t.rows) }

// forget drops the rows whose windows are all empty at ts. As many of them are kept for
// other combinations as there are rows left.
func (t *Table) forget(ts int64) {
	for k, r := range t.rows {
		if r.touched < ts && !r.lives(t.rules, ts) {
			delete(t.rows, k)
			t.free = append(t.free, r)
		}
	}
	if most := max(least, len(t.rows)); len(t.free) > most {
		clear(t.free[most:])
		t.free = t.free[:most]
	}
	t.sweep = max(least, 2*len(t.rows))
}

func (r *Row) lives(rules []*Rule, ts int64) bool {
	for column, x := range r.groups {
		if x != nil && ts-x.last < rules[column].span {
			return true
		}
	}
	return false
}

// Groups are the windows of a correlation: a column of a table.
type Groups struct {
	Rule   *Rule
	column int
	dirty  []*Group // with hits at the present instant
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

// Groups adds a correlation to a table which has no rows yet.
func (t *Table) Groups(r *Rule) *Groups {
	t.rules = append(t.rules, r)
	return &Groups{Rule: r, column: len(t.rules) - 1}
}

// Add counts a hit in the group that a row has of the correlation. Times do not fall.
func (g *Groups) Add(r *Row, h *Hit) *Group {
	x := r.groups[g.column]
	if x == nil {
		x = &Group{counter: g.Rule.newCounter()}
		r.groups[g.column] = x
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
