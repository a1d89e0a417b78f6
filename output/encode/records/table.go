package records

import "breachsim/output/encode/schema"

// Table is one table of the records: what it holds and its columns in their
// order. Whatever depends on columns is made from this one list: header,
// lines, typed schemas, checks, the data dictionary and the pages that
// describe the table.
type Table[T any] struct {
	Name    string
	About   string
	Columns []Column[T]
	Root    bool                // lies at the root of the dataset, not among the records
	own     map[string]Lines[T] // forms that only this table has, by format
}

// Column is one column of a table of records.
type Column[T any] struct {
	schema.Field
	schema.Rule
	// Append appends the bare value of r; forms add quotes and escapes.
	Append func(dst []byte, r *T) []byte
}

type rule = schema.Rule

func field(name, typ, meaning string) schema.Field {
	return schema.Field{Name: name, Type: typ, Meaning: meaning}
}

// plain reports whether no form has to escape anything in the values: they are
// digits and letters, by their type or as a code.
func (c *Column[T]) plain() bool {
	shape, _ := c.Shape() // a test reads every word
	return c.Code || shape.Kind != schema.Text || shape.Hex || len(shape.Values) > 0
}

// Info describes the table.
func (t Table[T]) Info() schema.Info {
	info := schema.Info{Name: t.Name, About: t.About, Root: t.Root}
	for _, f := range Formats() {
		if _, ok := t.Lines(f.Name); ok && f.Stream == schema.Records {
			info.Formats = append(info.Formats, f.Name)
		}
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		shape, _ := c.Shape() // a test reads every word
		info.Columns = append(info.Columns, schema.ColumnInfo{Field: c.Field, Rule: c.Rule, Shape: shape})
	}
	return info
}

// Tables describes all tables of the records.
func Tables() []schema.Info {
	return []schema.Info{Persons().Info(), Contacts().Info(), Practitioners().Info(), Accounts().Info(), Delegates().Info(), Networks().Info()}
}

// Lines returns the form of the table in a format of the records. ok is false
// where the table has no such form.
func (t Table[T]) Lines(format string) (l Lines[T], ok bool) {
	switch format {
	case "csv":
		return t.CSV(), true
	case "jsonl":
		return t.JSONL(), true
	case "sql":
		return t.Copy(), true
	case "parquet":
		return t.Packed(), true
	}
	l, ok = t.own[format]
	return l, ok
}
