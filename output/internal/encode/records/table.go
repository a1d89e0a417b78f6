package records

import (
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// Table is one table of the records: what it holds and its columns in their
// order. Whatever depends on columns is made from this one list: header,
// lines, typed schemas, checks, the data dictionary and the pages that
// describe the table.
type Table[T any] struct {
	Name    string
	About   string
	Columns []Column[T]
	Root    bool                // lies at the root of the dataset, not among the records
	Folder  string              // lies in this folder of the dataset, not among the records; "" = it does not
	own     map[string]Lines[T] // forms that only this table has, by format

	csv func(dst []byte, r *T) []byte // a line of the CSV form, quicker than by columns; nil = there is none
}

// Column is one column of a table of records.
type Column[T any] struct {
	schema.Field
	schema.Rule
	// Append appends the bare value of r; forms add quotes and escapes.
	Append func(dst []byte, r *T) []byte
}

// The records, and their rules, by short names.
type (
	account      = record.Account
	acquaintance = record.Acquaintance
	contact      = record.Contact
	delegate     = record.Delegate
	network      = record.Network
	person       = record.Person
	practitioner = record.Practitioner
	rule         = schema.Rule
)

func field(name, typ, meaning string) schema.Field {
	return schema.Field{Name: name, Type: typ, Meaning: meaning}
}

// plain reports whether no form has to escape anything in the values: they are
// digits and letters, by their type or as a code.
func (c *Column[T]) plain() bool {
	shape, _ := c.Shape() // a test reads every word
	return c.Code || shape.Kind != schema.Text || shape.Hex || len(shape.Values) > 0
}
