package world

import (
	"cmp"
	"slices"
	"sync"

	"github.com/breachsim/breachsim/output/truth"
)

// Day is the audit log of one local day, with labels, and what the truth says of it. Checks
// look at it side by side, so none of them changes it.
type Day struct {
	Date   string
	Start  int64 // first instant of the local day
	Length int64 // microseconds; a day is not always 24 hours
	Rows   []Row
	Groups [][]int32     // rows of one account, by time
	Marks  []Marked      // the truth's rows of this day, in its order
	Said   []truth.Event // what they say, each thing once and without an id

	marks    map[uint64]int32      // place in Marks, by event
	said     map[truth.Event]int32 // place in Said
	group    []int32               // memory of Groups
	origins  origins               // of Rows
	sittings sittings
}

// Marked is a row of truth/events.
type Marked struct {
	Said  int32 // place in the day's Said
	Line  int32
	Found int32 // 1 + index of its row; 0 = not in the log
}

func newDay() *Day { return &Day{marks: map[uint64]int32{}, said: map[truth.Event]int32{}} }

// clear makes room for another day in the same memory.
func (d *Day) clear() {
	d.Rows, d.Groups, d.Marks, d.Said, d.group = d.Rows[:0], d.Groups[:0], d.Marks[:0], d.Said[:0], d.group[:0]
	d.origins.clear()
	clear(d.marks)
	clear(d.said)
	d.sittings.once = new(sync.Once)
}

func (d *Day) auditFile() string { return "logs/audit/" + d.Date + ".jsonl" }

// AccessFile is the path of the day's access log in the dataset.
func (d *Day) AccessFile() string { return "logs/access/" + d.Date + ".log" }

// TruthFile is the path of the day's truth of events in the dataset.
func (d *Day) TruthFile() string { return "truth/events/" + d.Date + ".jsonl" }

// AccessTruthFile is the path of the day's truth of access lines in the dataset.
func (d *Day) AccessTruthFile() string { return "truth/access/" + d.Date + ".jsonl" }

// Where names a row of the day for a reader.
func (d *Day) Where(r *Row) string { return At(d.auditFile(), r.line) }

// EachSitting shows the sessions of the day, in the order in which they begin.
func (d *Day) EachSitting(w *Words, visit func(*Sitting)) {
	s := &d.sittings
	s.once.Do(func() { s.gather(w, d.Rows) })
	for i := range s.list {
		visit(&s.list[i])
	}
}

// mark notes what the truth says of an event.
func (d *Day) mark(line int, e *truth.Event) {
	d.marks[uint64(e.EventID)] = int32(len(d.Marks))
	what := *e
	what.EventID = 0
	d.Marks = append(d.Marks, Marked{Said: d.sayingOf(&what), Line: int32(line)})
}

// sayingOf is the place in Said of what a row says: most often that of the row before it.
func (d *Day) sayingOf(what *truth.Event) int32 {
	if n := len(d.Marks); n > 0 && d.Said[d.Marks[n-1].Said] == *what {
		return d.Marks[n-1].Said
	}
	i, known := d.said[*what]
	if !known {
		i = int32(len(d.Said))
		d.said[*what] = i
		d.Said = append(d.Said, *what)
	}
	return i
}

// SaidOf is what the truth says of an event; false where it has no row.
func (d *Day) SaidOf(event uint64) (*truth.Event, bool) {
	i, known := d.marks[event]
	if !known {
		return nil, false
	}
	return &d.Said[d.Marks[i].Said], true
}

// arrange groups rows by account and puts each group in order of time.
func (d *Day) arrange() {
	size := map[Sym]int{}
	for i := range d.Rows {
		size[d.Rows[i].Of(Account)]++
	}
	accounts := make([]Sym, 0, len(size))
	for a := range size {
		accounts = append(accounts, a)
	}
	slices.Sort(accounts)
	d.group = slices.Grow(d.group, len(d.Rows))[:len(d.Rows)]
	start, from := make(map[Sym]int, len(size)), 0
	for _, a := range accounts {
		start[a] = from
		from += size[a]
	}
	for i := range d.Rows {
		a := d.Rows[i].Of(Account)
		d.group[start[a]] = int32(i)
		start[a]++
	}
	for _, a := range accounts {
		g := d.group[start[a]-size[a] : start[a]]
		early := func(x, y int32) int { return cmp.Compare(d.Rows[x].TS, d.Rows[y].TS) }
		if !slices.IsSortedFunc(g, early) {
			slices.SortStableFunc(g, early)
		}
		if a != 0 {
			d.Groups = append(d.Groups, g)
		}
	}
}

// Account is the account of a group.
func (d *Day) Account(g []int32) Sym { return d.Rows[g[0]].Of(Account) }
