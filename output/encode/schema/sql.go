package schema

import (
	"fmt"
	"slices"
	"strings"
)

// SQLFile is a script of the SQL form.
type SQLFile struct{ Name, Text string }

// SQLFiles returns the scripts that make and fill the tables in PostgreSQL and
// SQLite. They lie beside the COPY files and name all others relative to that
// folder.
func SQLFiles(tables []Info) []SQLFile {
	tables = AfterReferences(tables)
	return []SQLFile{
		{"schema.postgresql.sql", schema(tables, postgreSQL)},
		{"load.postgresql.sql", loadPostgreSQL(tables)},
		{"schema.sqlite.sql", schema(tables, sqlite)},
		{"load.sqlite.sql", loadSQLite(tables)},
	}
}

// AfterReferences puts each table after those that it refers to.
func AfterReferences(tables []Info) []Info {
	var order []Info
	var add func(name string)
	add = func(name string) {
		if slices.ContainsFunc(order, func(t Info) bool { return t.Name == name }) {
			return
		}
		t := tables[slices.IndexFunc(tables, func(t Info) bool { return t.Name == name })]
		for _, c := range t.Columns {
			if to, _, refers := strings.Cut(c.Ref, "."); refers {
				add(to)
			}
		}
		order = append(order, t)
	}
	for _, t := range tables {
		add(t.Name)
	}
	return order
}

// dialect is what two databases say differently.
type dialect struct {
	about   string
	typed   func(k Kind) string
	pattern func(column, pattern string) string // "" where there are none
	hex     func(column string, size int) string
	yes     func(column string) string
	flag    func(column string) string // "" where the type says it
}

var postgreSQL = dialect{
	about:   "PostgreSQL 12 or newer",
	typed:   func(k Kind) string { return k.Names().PostgreSQL },
	pattern: func(c, pattern string) string { return c + " ~ '^(" + pattern + ")$'" },
	hex:     func(c string, size int) string { return fmt.Sprintf("%s ~ '^[0-9a-f]{%d}$'", c, size) },
	yes:     func(c string) string { return c },
	flag:    func(string) string { return "" },
}

// sqlite has no regular expressions: what is a pattern elsewhere is checked by
// length there.
var sqlite = dialect{
	about: "SQLite 3.37 or newer; booleans are 1 and 0, dates are text",
	typed: func(k Kind) string {
		word, _, _ := strings.Cut(k.Names().SQLite, " ")
		return word
	},
	pattern: func(_, _ string) string { return "" },
	hex: func(c string, size int) string {
		return fmt.Sprintf("length(%s) = %d AND %s NOT GLOB '*[^0-9a-f]*'", c, size, c)
	},
	yes:  func(c string) string { return c + " = 1" },
	flag: func(c string) string { return c + " IN (0, 1)" },
}

func schema(tables []Info, d dialect) string {
	var b strings.Builder
	fmt.Fprintf(
		&b,
		"-- The records of a synthetic dataset, for %s.\n-- Empty is null; columns that are never null are never empty either.\n",
		d.about,
	)
	for i := range tables {
		t := &tables[i]
		fmt.Fprintf(&b, "\n-- %s\nCREATE TABLE %s (\n", strings.ReplaceAll(t.About, "`", ""), t.Name)
		b.WriteString("  " + strings.Join(t.definitions(d), ",\n  ") + "\n);\n")
	}
	return b.String()
}

// definitions are the columns, and the key where it has more than one.
func (i *Info) definitions(d dialect) []string {
	var list, key []string
	for k := range i.Columns {
		if i.Columns[k].Key {
			key = append(key, i.Columns[k].Name)
		}
	}
	for k := range i.Columns {
		list = append(list, i.Columns[k].definition(d, len(key) == 1))
	}
	if len(key) > 1 {
		list = append(list, "PRIMARY KEY ("+strings.Join(key, ", ")+")")
	}
	return list
}

// definition is a column with its constraints; alone tells whether a key
// column is the whole key.
func (c *ColumnInfo) definition(d dialect, alone bool) string {
	words := []string{c.Name, d.typed(c.Shape.Kind)}
	if !c.Null {
		words = append(words, "NOT NULL")
	}
	if c.Key && alone {
		words = append(words, "PRIMARY KEY")
	}
	if c.Unique {
		words = append(words, "UNIQUE")
	}
	if table, column, ok := strings.Cut(c.Ref, "."); ok {
		words = append(words, "REFERENCES "+table+" ("+column+")")
	}
	for _, check := range c.checks(d) {
		words = append(words, "CHECK ("+check+")")
	}
	return strings.Join(words, " ")
}

// checks lists the conditions on a value, the plainest first.
func (c *ColumnInfo) checks(d dialect) []string {
	var list []string
	s := &c.Shape
	switch {
	case s.Kind == Boolean && len(s.Values) > 0:
		list = append(list, d.yes(c.Name))
	case s.Kind == Boolean:
		list = append(list, d.flag(c.Name))
	case len(s.Values) > 0:
		list = append(list, c.Name+" IN ('"+strings.Join(s.Values, "', '")+"')")
	case s.Hex:
		list = append(list, d.hex(c.Name, s.Size))
	case s.Size > 0:
		list = append(list, fmt.Sprintf("length(%s) = %d", c.Name, s.Size))
	case s.Kind == Text:
		list = append(list, c.Name+" <> ''")
	}
	if c.Form.Pattern != "" {
		list = append(list, d.pattern(c.Name, c.Form.Pattern))
	}
	list = append(list, strings.ReplaceAll(c.Form.Check, "{}", c.Name))
	kept := list[:0]
	for _, check := range list {
		if check != "" {
			kept = append(kept, check)
		}
	}
	return kept
}
