package targets

import "github.com/breachsim/breachsim/generator/internal/campaign/laboratory"

// A list that comes from a leaked file has rows: its entries in their order, and the
// holders of the trial look-ups, who stood in the file too, evenly among them.

// Laboratories are those whose patients stand in the list; nil where it comes from no
// such file.
func (l *List) Laboratories() *laboratory.Places { return l.order.labs }

// Rows is how many rows the file has: as many as are wanted, or where 0 are, as many as
// there are entries and trial look-ups. It extends the list so far; where the population
// is used up there are fewer.
func (l *List) Rows(wanted int) uint64 {
	trials := uint64(len(l.trials))
	if uint64(wanted) <= l.entries+trials {
		return l.entries + trials
	}
	return min(l.Extend(uint64(wanted)-trials)+trials, uint64(wanted))
}

// Row is one row: an entry, and in the file of which laboratory it stands.
type Row struct {
	Entry
	Laboratory int
}

// RowAt returns row r of a file of so many rows.
func (c *Cursor) RowAt(r, rows uint64) Row {
	trials := uint64(len(c.l.trials))
	before := (r*trials + rows - 1) / rows // trials that stand above
	if before < trials && r == before*rows/trials {
		i := c.l.trials[before]
		return c.row(Entry{NIR: c.l.persons.NIR(i), Holder: i, Hit: true}, i)
	}
	k := r - before
	e := c.At(k)
	if e.Hit {
		return c.row(e, e.Holder)
	}
	return c.row(e, c.beside(k))
}

func (c *Cursor) row(e Entry, near uint32) Row {
	lab, _ := c.l.order.labs.Of(near)
	return Row{Entry: e, Laboratory: lab}
}

// beside returns the holder of the entry before one that is nobody's number, or of the
// first one after it.
func (c *Cursor) beside(k uint64) uint32 {
	b := c.batchOf(k)
	_, h := c.split(b, k-c.l.batches[b].first)
	return c.holder(b, max(h, 1)-1).Holder
}
