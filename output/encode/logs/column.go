package logs

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// Column is one field of a log: what it is called and means, what holds for it,
// how its value is taken from a line, and where other formats put it.
type Column[E any] struct {
	schema.Field
	Rule  schema.KeyRule
	Many  bool // values hardly repeat, or repeat far apart: no dictionary in Parquet
	Value Value[E]
	ECS   []schema.Place // without the name of the column
	OCSF  []schema.Place
}

// Kind is how a value is written.
type Kind uint8

// The kinds of values.
const (
	Prepared Kind = iota // a text of a table
	Name                 // an id that is never null
	ID                   // an id; 0 is null
	Number
	Address // the zero value is null
	Time
	Subject // the insured person, by the mode of the log
)

// Value takes a value from a line. Of computed values it has the words in which
// Go says so, of the line e: native is generated from them.
type Value[E any] struct {
	Kind  Kind
	Expr  string // the value
	Known string // of a number: whether it is not null; "" = always

	Of   *Table[E]                             // of a text: where it is looked up
	Text func(cat *event.Catalog, e *E) string // "" = null
	Ends string                                // fields of the wire.Asked that ends the text in some lines
	More func(e *E) int                        // how long that is
}

// Table is where texts are looked up together: those of an account, of a network.
// Its columns are neighbours, so that they are written in one piece.
type Table[E any] struct {
	Name   string // of the constant, and of the method of the index
	Number int
	Each   func(cat *event.Catalog, visit func(e *E)) // a line for each entry, in the order of the index
}

// Run is a column that is written by itself, or neighbours that are written
// together: texts of one table, or numbers that are known or not together.
type Run[E any] []Column[E]

// Runs cuts columns into runs.
func Runs[E any](columns []Column[E]) (runs []Run[E]) {
	for _, c := range columns {
		if last := len(runs) - 1; last >= 0 && together(&runs[last][0].Value, &c.Value) {
			runs[last] = append(runs[last], c)
		} else {
			runs = append(runs, Run[E]{c})
		}
	}
	return runs
}

func together[E any](a, b *Value[E]) bool {
	if a.Kind == Prepared {
		return a.Of == b.Of
	}
	return a.Kind == Number && b.Kind == Number && a.Known == b.Known && a.Known != ""
}

// Fields lists the columns for a page.
func Fields[E any](columns []Column[E]) []schema.Field {
	fields := make([]schema.Field, len(columns))
	for i := range columns {
		fields[i] = columns[i].Field
	}
	return fields
}

// Rules gives what the schema of a line says of each column.
func Rules[E any](columns []Column[E]) map[string]schema.KeyRule {
	rules := map[string]schema.KeyRule{}
	for i := range columns {
		rules[columns[i].Name] = columns[i].Rule
	}
	return rules
}

// Same puts each column where it is, by its own name.
func Same[E any](columns []Column[E]) []schema.Place {
	var places []schema.Place
	for i := range columns {
		places = append(places, schema.Place{Column: columns[i].Name, At: columns[i].Name})
	}
	return places
}

// Places lists where a format puts the columns.
func Places[E any](columns []Column[E], of func(c *Column[E]) []schema.Place) []schema.Place {
	var places []schema.Place
	for i := range columns {
		for _, p := range of(&columns[i]) {
			p.Column = columns[i].Name
			places = append(places, p)
		}
	}
	return places
}

// at is one place, with a note or without.
func at(place string, note ...string) []schema.Place {
	p := schema.Place{At: place}
	if len(note) > 0 {
		p.Note = note[0]
	}
	return []schema.Place{p}
}

// both are the places of a value that a format has twice or more often.
func both(places ...[]schema.Place) []schema.Place { return slices.Concat(places...) }

// Info describes a log in a form that has columns.
func Info[E any](name, about string, columns []Column[E]) schema.Info {
	info := schema.Info{Name: name, About: about, Log: true}
	for i := range columns {
		c := &columns[i]
		info.Columns = append(info.Columns, schema.LogColumn(c.Field, c.Rule, !c.Many))
	}
	return info
}
