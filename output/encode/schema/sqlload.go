package schema

import (
	"fmt"
	"strings"
)

func loadPostgreSQL(tables []Info) string {
	var b strings.Builder
	b.WriteString(`-- Run in this folder: psql -d DATABASE -f load.postgresql.sql
\set ON_ERROR_STOP on
SET client_encoding TO 'UTF8';
BEGIN;
\i schema.postgresql.sql
`)
	for i := range tables {
		fmt.Fprintf(&b, "\\copy %s FROM '%s%s.copy'\n", tables[i].Name, tables[i].fromScripts(""), tables[i].Name)
	}
	b.WriteString("COMMIT;\n")
	return b.String()
}

// loadSQLite imports each CSV file as text first: .import knows neither nulls
// nor booleans.
func loadSQLite(tables []Info) string {
	var b strings.Builder
	b.WriteString(`-- Run in this folder: sqlite3 dataset.db < load.sqlite.sql
.bail on
PRAGMA foreign_keys = ON;
BEGIN;
.read schema.sqlite.sql
`)
	for i := range tables {
		t := &tables[i]
		values := make([]string, len(t.Columns))
		for k := range t.Columns {
			values[k] = t.Columns[k].fromText()
		}
		fmt.Fprintf(&b, ".import --csv %s%s.csv raw_%s\nINSERT INTO %s SELECT %s FROM raw_%s;\nDROP TABLE raw_%s;\n",
			t.fromScripts("../"), t.Name, t.Name, t.Name, strings.Join(values, ", "), t.Name, t.Name)
	}
	b.WriteString("COMMIT;\n")
	return b.String()
}

// fromScripts is the way from the folder of the scripts to a file of the
// table; a table of the records has it at the given one.
func (i *Info) fromScripts(records string) string {
	switch {
	case i.Root:
		return "../../"
	case i.Folder != "":
		return "../../" + i.Folder + "/"
	}
	return records
}

// fromText is the value of a column that was imported as text.
func (c *ColumnInfo) fromText() string {
	text := c.Name
	if c.Null {
		text = "NULLIF(" + text + ", '')"
	}
	switch c.Shape.Kind {
	case Integer, Decimal:
		return "CAST(" + text + " AS " + c.Shape.Kind.Names().SQLite + ")"
	case Boolean:
		return text + " = 'true'"
	}
	return text
}
