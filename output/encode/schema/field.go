package schema

// Field describes one column of a file: its name, its type in the words of
// the dataset page, and what it means.
type Field struct {
	Name, Type, Meaning string
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
	Folder      string   // lies in this folder of the dataset, not among the records; "" = it does not
	Log         bool     // lines in the order of time, not records
}

// Path is where a form of the table lies in the dataset.
func (i Info) Path(f Format) string {
	switch {
	case i.Root:
		return i.Name + "." + f.Ext
	case i.Folder != "":
		return i.Folder + "/" + i.Name + "." + f.Ext
	}
	return f.Path(i.Name)
}

// ColumnInfo is a column without the type of its records.
type ColumnInfo struct {
	Field
	Rule
	Shape Shape
}

// Fields lists the columns for a page.
func (i Info) Fields() []Field {
	fields := make([]Field, len(i.Columns))
	for k := range i.Columns {
		fields[k] = i.Columns[k].Field
	}
	return fields
}
