package records

import "github.com/breachsim/breachsim/output/encode/schema"

// Info describes the table.
func (t Table[T]) Info() schema.Info {
	info := schema.Info{Name: t.Name, About: t.About, Root: t.Root, Folder: t.Folder}
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
	return []schema.Info{
		Persons().Info(),
		Contacts().Info(),
		Practitioners().Info(),
		Accounts().Info(),
		Delegates().Info(),
		Networks().Info(),
	}
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

// Formats are the formats of the records.
func Formats() []schema.Format {
	return []schema.Format{
		{Name: "csv", Stream: schema.Records, Ext: "csv", Layout: "records/TABLE.csv",
			Description: "RFC 4180; the default, which breachsim's own detect, score and audit read"},
		{Name: "jsonl", Stream: schema.Records, Ext: "jsonl", Layout: "records/TABLE.jsonl", Description: "JSON Lines"},
		{Name: "parquet", Stream: schema.Records, Ext: "parquet", Layout: "records/TABLE.parquet", Columnar: true,
			Description: "Apache Parquet with types, zstd"},
		{Name: "sql", Stream: schema.Records, Ext: "copy", Layout: "records/sql/TABLE.copy",
			Description: "schemas with checks and loading scripts for PostgreSQL and SQLite; brings csv"},
		{Name: "fhir", Stream: schema.Records, Ext: "ndjson", Layout: "records/fhir/TABLE.ndjson",
			Description: "FHIR R4 Patient a line with a test identifier; insured persons only"},
		{Name: "directory", Stream: schema.Records, Ext: "txt", Layout: "records/TABLE_ps_libreacces.txt",
			Description: "the 56 columns of the public directory; practitioners only"},
		{Name: "mmdb", Stream: schema.Records, Ext: "mmdb", Layout: "records/networks.mmdb", Always: true,
			Description: "MaxMind database of the invented address plan; always written"},
	}
}
