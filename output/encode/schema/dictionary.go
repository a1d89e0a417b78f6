package schema

import (
	"slices"
	"strings"
)

// Dictionary is records/dictionary.json: the tables with their files, columns,
// types and rules, for programs.
type Dictionary struct {
	Synthetic bool              `json:"synthetic"` // always true: the records describe nobody
	Tables    []DictionaryTable `json:"tables"`
}

// DictionaryTable is one table of the dictionary.
type DictionaryTable struct {
	Name    string             `json:"name"`
	About   string             `json:"about"`
	Files   []string           `json:"files"` // in the dataset
	Columns []DictionaryColumn `json:"columns"`
}

// DictionaryColumn is one column of the dictionary.
type DictionaryColumn struct {
	Name       string   `json:"name"`
	Type       string   `json:"type"` // text, integer, decimal, boolean, date, timestamp or CIDR
	SQL        string   `json:"sql"`
	PostgreSQL string   `json:"postgresql"`
	Parquet    string   `json:"parquet"`
	Nullable   bool     `json:"nullable"`
	Key        bool     `json:"key,omitempty"` // alone, or with the other columns that say so
	Unique     bool     `json:"unique,omitempty"`
	Length     int      `json:"length,omitempty"`
	Values     []string `json:"values,omitempty"`
	Pattern    string   `json:"pattern,omitempty"` // regular expression of the whole value
	References string   `json:"references,omitempty"`
	Meaning    string   `json:"meaning"`
	Origin     string   `json:"origin"` // where values come from, or their unit
}

// NewDictionary describes tables that are written in some formats.
func NewDictionary(tables []Info, formats []Format) Dictionary {
	d := Dictionary{Synthetic: true}
	for i := range tables {
		t := &tables[i]
		row := DictionaryTable{Name: t.Name, About: strings.ReplaceAll(t.About, "`", ""), Files: []string{}}
		for _, f := range formats {
			if slices.Contains(t.Formats, f.Name) {
				row.Files = append(row.Files, t.Path(f))
			}
		}
		for k := range t.Columns {
			row.Columns = append(row.Columns, t.Columns[k].entry())
		}
		d.Tables = append(d.Tables, row)
	}
	return d
}

func (c *ColumnInfo) entry() DictionaryColumn {
	names := c.Shape.Kind.Names()
	pattern := c.Form.Pattern
	if c.Shape.Hex {
		pattern = "[0-9a-f]+"
	}
	return DictionaryColumn{
		Name:       c.Name,
		Type:       names.Word,
		SQL:        names.SQL,
		PostgreSQL: names.PostgreSQL,
		Parquet:    names.Parquet,
		Nullable:   c.Null,
		Key:        c.Key,
		Unique:     c.Unique,
		Length:     c.Shape.Size,
		Values:     c.Shape.Values,
		Pattern:    pattern,
		References: c.Ref,
		Meaning:    strings.ReplaceAll(c.Meaning, "`", ""),
		Origin:     c.Origin,
	}
}
