// Package ledger keeps account of the work of a campaign: which entries of its
// list are still to be looked up, and how many of them each account takes.
//
//	list ─► Ledger ──Take──► a spell's look-ups ───┬─► made
//	           ▲                                   │
//	           └────────── Return ◄── not made ────┘
//
// Nothing is dealt out once and for all. [Crew.Deal] divides what is left among the
// accounts that can work, in proportion to the work each of them can do until
// the stop; a spell takes its share when it begins and hands back what it did not make;
// when an account drops out or comes back, the rest is dealt anew. So the count
// at the stop is exact whenever some account is open long enough, and the others
// work a little faster for one that is shut out.
//
// The package knows numbers and times only: nothing of controls, persons or
// sessions.
package ledger

// Run is a run of entries of a list, [First, First+N).
type Run struct {
	First, N uint64
	Tried    bool // it was asked for and refused, or cut off: what comes before a look-up was made already
}

// Ledger holds the entries of a list that nobody has made. A list has one part
// that everybody takes from, or one for each account where targets live near
// the accounts.
type Ledger struct {
	parts []part
	kin   Kin // nil = all take from part 0
	left  uint64
	grow  func(n uint64) (first, got uint64)
}

// Kin visits the parts that an account takes from, its own first and then the
// nearest ones, until visit returns false.
type Kin func(account int, visit func(part int) bool)

type part struct {
	next, end uint64
	back      []Run
}

// New returns a ledger of one part with so many entries.
func New(entries uint64) *Ledger {
	return &Ledger{parts: []part{{end: entries}}, left: entries}
}

// NewParts returns a ledger with a part for each account, of so many entries
// each.
func NewParts(entries []uint64, kin Kin) *Ledger {
	l := &Ledger{kin: kin}
	for _, n := range entries {
		l.parts = append(l.parts, part{next: l.left, end: l.left + n})
		l.left += n
	}
	return l
}

// Left returns how many entries nobody has taken.
func (l *Ledger) Left() uint64 { return l.left }

// Grow lets the ledger go on behind its last entry: grow adds at least n entries
// and returns the first and how many there are.
func (l *Ledger) Grow(grow func(n uint64) (first, got uint64)) { l.grow = grow }

// Take takes up to n entries for an account, those that were handed back first.
func (l *Ledger) Take(account int, n uint64) (out []Run) {
	if l.kin == nil {
		out, n = l.parts[0].take(out, n)
	} else {
		l.kin(account, func(p int) bool {
			out, n = l.parts[p].take(out, n)
			return n > 0
		})
	}
	for _, r := range out {
		l.left -= r.N
	}
	if n > 0 && l.grow != nil {
		if first, got := l.grow(n); got > 0 {
			p := &l.parts[0]
			p.next, p.end, l.left = first, first+got, got
			return append(out, l.Take(account, n)...)
		}
	}
	return out
}

// take appends up to n entries and returns how many are still wanted. A run that was
// tried comes first, and is the only such one that is taken.
func (p *part) take(out []Run, n uint64) ([]Run, uint64) {
	for n > 0 && len(p.back) > 0 {
		r := p.back[0]
		if r.Tried && len(out) > 0 {
			return out, 0
		}
		if r.N > n {
			p.back[0].First, p.back[0].N, r.N = r.First+n, r.N-n, n
		} else {
			p.back = p.back[1:]
		}
		out, n = append(out, r), n-r.N
	}
	if m := min(n, p.end-p.next); m > 0 {
		out, n = append(out, Run{First: p.next, N: m}), n-m
		p.next += m
	}
	return out, n
}

// Return hands entries back that were not made.
func (l *Ledger) Return(account int, runs ...Run) {
	p := &l.parts[0]
	if l.kin != nil {
		p = &l.parts[account]
	}
	for _, r := range runs {
		if r.N == 0 {
			continue
		}
		l.left += r.N
		if r.Tried { // one that was tried stands first
			p.back = append([]Run{r}, p.back...)
			continue
		}
		p.back = append(p.back, r)
	}
}
