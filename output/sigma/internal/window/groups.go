package window

import "github.com/breachsim/breachsim/output/sigma/internal/field"

// Table holds the groups of all correlations that group by the same fields: a row for
// each combination of values, in which each of them has its group.
type Table struct {
	slots []slot  // open addressing, a power of two long
	spare []slot  // those of before, empty
	n     int     // rows
	sweep int     // number of rows at which those with empty windows are looked for
	rules []*Rule // by column
	free  []*Row  // forgotten, to be used again
}

// slot is a place in a table; free where it has no row.
type slot struct {
	key field.Key
	row *Row
}

// Row is the groups of one combination of values.
type Row struct {
	groups  []Group // by column
	touched int64   // time of the last call for it
}

// NewTable returns a table with no rows and no columns.
func NewTable() *Table { return &Table{slots: make([]slot, roomFor(few)), sweep: few} }

// few is from how many rows on it is worth while to look for empty ones.
const few = 64

// Row is the row of a combination at an instant. Times do not fall.
func (t *Table) Row(k field.Key, ts int64) *Row {
	s := t.find(k)
	if s.row == nil {
		if t.n >= t.sweep {
			t.forget(ts)
			s = t.find(k)
		}
		*s = slot{k, t.newRow()}
		t.n++
	}
	s.row.touched = ts
	return s.row
}

// find is the slot of a combination, or the free one where it belongs.
func (t *Table) find(k field.Key) *slot {
	mask := len(t.slots) - 1
	for i := k.Place() & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.row == nil || s.key == k {
			return s
		}
	}
}

// newRow is a row whose windows are empty.
func (t *Table) newRow() *Row {
	if n := len(t.free); n > 0 {
		r := t.free[n-1]
		t.free = t.free[:n-1]
		return r
	}
	return &Row{groups: make([]Group, len(t.rules))}
}

// Len is how many rows are remembered.
func (t *Table) Len() int { return t.n }

// forget drops the rows whose windows are all empty at ts. As many of them are kept for
// other combinations as there are rows left. Afterwards there is room for as many rows
// again before the next time.
func (t *Table) forget(ts int64) {
	old := t.slots
	lives := func(s *slot) bool { return s.row.touched == ts || s.row.lives(t.rules, ts) }
	t.n = 0
	for i := range old {
		if s := &old[i]; s.row != nil && lives(s) {
			t.n++
		}
	}
	t.sweep = max(few, 2*t.n)
	t.slots = t.spare
	if size := roomFor(t.sweep); len(t.slots) != size {
		t.slots = make([]slot, size)
	}
	for i := range old {
		switch s := &old[i]; {
		case s.row == nil:
		case lives(s):
			*t.find(s.key) = *s
		default:
			t.free = append(t.free, s.row)
		}
	}
	clear(old)
	t.spare = old
	if most := max(few, t.n); len(t.free) > most {
		clear(t.free[most:])
		t.free = t.free[:most]
	}
}

// roomFor is how many slots a table of so many rows has: half of them are free.
func roomFor(rows int) int {
	size := 2 * few
	for size < 2*rows {
		size *= 2
	}
	return size
}

func (r *Row) lives(rules []*Rule, ts int64) bool {
	for column := range r.groups {
		if x := &r.groups[column]; x.counter != nil && ts-x.last < rules[column].span {
			return true
		}
	}
	return false
}

// Groups are the windows of a correlation: a column of a table.
type Groups struct {
	Rule   *Rule
	column int
	dirty  []*Group // with hits at the present instant, which may meet the condition or met it before
}

// Group is the window of one combination of values.
type Group struct {
	Line  int      // of its hits at the present instant, the last; what it means is the caller's
	From  int      // which rule of the correlation found it
	Also  []Member // what the caller remembers of it
	last  int64    // instant of the last hit; 0 = none yet
	holds bool     // the condition did at that instant
	dirty bool     // it is to be judged at the end of the instant
	counter
	events eventCounter // which counter is where it counts lines: most do
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
	x := &r.groups[g.column]
	if x.counter == nil {
		x.counter = g.Rule.newCounter(&x.events)
	} else if h.TS-x.last >= g.Rule.span {
		x.holds, x.Also = false, x.Also[:0] // the counter finds by itself that its window is empty
	}
	x.last = h.TS
	if may := x.add(h); (may || x.holds) && !x.dirty {
		x.dirty = true
		g.dirty = append(g.dirty, x)
	}
	return x
}

// Idle reports whether no group has anything to be judged at the present instant.
func (g *Groups) Idle() bool { return len(g.dirty) == 0 }

// Judge ends the instant ts: it tells of each group with a hit at it that meets the
// condition what it holds, in the order in which they came to, and whether it crosses:
// meets it anew.
func (g *Groups) Judge(ts int64, tell func(x *Group, c Count, crosses bool)) {
	for _, x := range g.dirty {
		c := x.count(ts)
		crosses := !x.holds
		if x.holds = c.Holds; c.Holds {
			tell(x, c, crosses)
		}
		x.dirty = false
	}
	g.dirty = g.dirty[:0]
}
