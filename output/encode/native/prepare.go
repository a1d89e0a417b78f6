package native

import (
	"breachsim/generator/event"
	"breachsim/output/encode/logs"
	"breachsim/output/encode/wire"
)

// cell is a text of a column, "" where it has none. What ends it in the line has
// more bytes.
type cell struct {
	name, text string
	bare       bool // in JSON without quotes
	more       int
}

// writeCell appends a cell with what stands before it.
type writeCell func(dst []byte, c cell) []byte

// prepare makes the texts of each table, as a form writes them.
func prepare[E any](cat *event.Catalog, columns []logs.Column[E], write writeCell, into []wire.Fragments) {
	for _, run := range logs.Runs(columns) {
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

func cellOf[E any](cat *event.Catalog, c *logs.Column[E], e *E) cell {
	shape, _ := c.Shape() // a test reads every word
	out := cell{name: c.Name, text: c.Value.Text(cat, e), bare: shape.Kind.Bare()}
	if c.Value.More != nil {
		out.more = c.Value.More(e)
	}
	return out
}

// room covers keys, ids, times, numbers and an address of a line.
const room = 640

// longest is more than a line has whose texts are these.
func longest(texts []wire.Fragments) int {
	n := room
	for i := range texts {
		n += texts[i].Longest()
	}
	return n
}
