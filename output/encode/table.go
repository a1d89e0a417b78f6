package encode

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
	Field
	Rule
	// Append appends the bare value of r; forms add quotes and escapes.
	Append func(dst []byte, r *T) []byte
}

// plain reports whether no form has to escape anything in the values: they are
// digits and letters, by their type or as a code.
func (c *Column[T]) plain() bool {
	shape, _ := c.Shape() // a test reads every word
	return c.Code || shape.Kind != Text || shape.Hex || len(shape.Values) > 0
}

// Rule is what holds for the values of a column beyond their type. The zero
// Rule is a column that is never empty.
type Rule struct {
	Origin string // where values come from, or their unit
	Null   bool   // may be empty; forms that know nulls write null
	Key    bool   // names its row, with other such columns if there are any
	Unique bool   // no value twice, nulls apart
	Few    bool   // few different values: worth a dictionary
	Code   bool   // digits and letters of ASCII only
	Ref    string // "TABLE.COLUMN" that has every value
	Form   Form   // a check that is stricter than the type
}

// Info is a table without the type of its records.
type Info struct {
	Name, About string
	Columns     []ColumnInfo
	Formats     []string // of the records, that it can be written in
	Root        bool     // lies at the root of the dataset, not among the records
	Log         bool     // lines in the order of time, not records
}

// Path is where a form of the table lies in the dataset.
func (i Info) Path(f Format) string {
	if i.Root {
		return i.Name + "." + f.Ext
	}
	return f.Path(i.Name)
}

// ColumnInfo is a column without the type of its records.
type ColumnInfo struct {
	Field
	Rule
	Shape Shape
}

// Info describes the table.
func (t Table[T]) Info() Info {
	info := Info{Name: t.Name, About: t.About, Root: t.Root}
	for _, f := range Formats() {
		if _, ok := t.Lines(f.Name); ok && f.Stream == Records {
			info.Formats = append(info.Formats, f.Name)
		}
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		shape, _ := c.Shape() // a test reads every word
		info.Columns = append(info.Columns, ColumnInfo{c.Field, c.Rule, shape})
	}
	return info
}

// Fields lists the columns for a page.
func (i Info) Fields() []Field {
	fields := make([]Field, len(i.Columns))
	for k := range i.Columns {
		fields[k] = i.Columns[k].Field
	}
	return fields
}

// Tables describes all tables of the records.
func Tables() []Info {
	return []Info{Persons().Info(), Contacts().Info(), Practitioners().Info(), Accounts().Info(), Delegates().Info(), Networks().Info()}
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
