package logs

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// Cell is a prepared text of a column, "" where it has none. What ends it in the
// line has More bytes.
type Cell struct {
	Name, Text string
	Bare       bool // in JSON without quotes
	More       int
}

// WriteCell appends a cell with what stands before it.
type WriteCell func(dst []byte, c Cell) []byte

// Prepare makes the texts of each table of a log, as a form writes them.
func Prepare[E any](cat *event.Catalog, columns []Column[E], write WriteCell, into []wire.Fragments) {
	for _, run := range Runs(columns) {
		of := run[0].Value.Of
		if of == nil {
			continue
		}
		of.Each(cat, func(e *E) {
			var row []byte
			for i := range run {
				row = write(row, cellOf(cat, &run[i], e))
			}
			into[of.Number].Add(row)
		})
	}
}

func cellOf[E any](cat *event.Catalog, c *Column[E], e *E) Cell {
	shape, _ := c.Shape() // a test reads every word
	out := Cell{Name: c.Name, Text: c.Value.Text(cat, e), Bare: shape.Kind.Bare()}
	if c.Value.More != nil {
		out.More = c.Value.More(e)
	}
	return out
}
