package schema

import (
	"fmt"
	"slices"
	"strings"
)

// LogSQLFiles returns the scripts that make and fill the table of a log in
// PostgreSQL and SQLite, for an SQL form of it. They lie beside its COPY files;
// SQLite reads the CSV files in the folder beside. packed is the ending of
// packed files: nothing, .gz or .zst, for which the shell has gzip or zstd.
//
// Where a line may have been delivered twice, the table has no key.
func (f Format) LogSQLFiles(mode NIRMode, dates []string, packed string, twice bool) []SQLFile {
	t := f.Info(mode)
	if twice {
		t.Columns = slices.Clone(t.Columns)
		for i := range t.Columns {
			t.Columns[i].Key, t.Columns[i].Unique = false, false
		}
	}
	return []SQLFile{
		{"schema.postgresql.sql", logSchema(t, postgreSQL)},
		{"load.postgresql.sql", loadLogPostgreSQL(t, dates, packed)},
		{"schema.sqlite.sql", logSchema(t, sqlite)},
		{"load.sqlite.sql", loadLogSQLite(t, dates, packed)},
	}
}

func logSchema(t Info, d dialect) string {
	return strings.Replace(schema([]Info{t}, d), "-- The records of", "-- The "+t.Name+" log of", 1)
}

// unpacker is the command that writes a packed file to its output.
func unpacker(packed string) string {
	return map[string]string{".gz": "gzip -dc ", ".zst": "zstd -dcq "}[packed]
}

func loadLogPostgreSQL(t Info, dates []string, packed string) string {
	var b strings.Builder
	b.WriteString(`-- Run in this folder: psql -d DATABASE -f load.postgresql.sql
\set ON_ERROR_STOP on
SET client_encoding TO 'UTF8';
BEGIN;
\i schema.postgresql.sql
`)
	for _, date := range dates {
		from := fmt.Sprintf("'%s.copy'", date)
		if packed != "" {
			from = fmt.Sprintf("PROGRAM '%s%s.copy%s'", unpacker(packed), date, packed)
		}
		fmt.Fprintf(&b, "\\copy %s FROM %s\n", t.Name, from)
	}
	b.WriteString("COMMIT;\n")
	return b.String()
}

// loadLogSQLite imports each CSV file as text first, as [loadSQLite] does.
func loadLogSQLite(t Info, dates []string, packed string) string {
	var b strings.Builder
	names, values := make([]string, len(t.Columns)), make([]string, len(t.Columns))
	for k := range t.Columns {
		names[k], values[k] = t.Columns[k].Name, t.Columns[k].fromText()
	}
	fmt.Fprintf(&b, `-- Run in this folder: sqlite3 dataset.db < load.sqlite.sql
.bail on
BEGIN;
.read schema.sqlite.sql
CREATE TABLE raw_%s (%s);
`, t.Name, strings.Join(names, ", "))
	for _, date := range dates {
		from := fmt.Sprintf("../csv/%s.csv", date)
		if packed != "" {
			from = fmt.Sprintf(`"|%s%s%s"`, unpacker(packed), from, packed)
		}
		fmt.Fprintf(&b, ".import --csv --skip 1 %s raw_%s\n", from, t.Name)
	}
	fmt.Fprintf(
		&b,
		"INSERT INTO %s SELECT %s FROM raw_%s;\nDROP TABLE raw_%s;\nCOMMIT;\n",
		t.Name,
		strings.Join(values, ", "),
		t.Name,
		t.Name,
	)
	return b.String()
}
