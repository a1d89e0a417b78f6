package schema

import (
	"strconv"
	"strings"
)

// Kind is what a value is, for the forms that have types.
type Kind uint8

// The kinds of values.
const (
	Text Kind = iota
	Integer
	Decimal
	Boolean
	Day    // a calendar date
	Moment // UTC with microseconds
	Block  // a block of addresses in CIDR notation
	Address
)

// Shape is what the type word of a [Field] says: "text(13)", "hex(16)", "M|F",
// "integer", "decimal" or "number", "boolean", "true", "date", "timestamp",
// "CIDR" or "address".
type Shape struct {
	Kind   Kind
	Size   int      // characters; 0 = any number
	Hex    bool     // small hex digits
	Values []string // the only values; none = any
}

// Shape reads the type word of a column of the records; ok is false for words
// that columns of the records do not use.
func (f Field) Shape() (s Shape, ok bool) {
	switch f.Type {
	case "text":
		return Shape{}, true
	case "integer":
		return Shape{Kind: Integer}, true
	case "decimal", "number":
		return Shape{Kind: Decimal}, true
	case "boolean":
		return Shape{Kind: Boolean}, true
	case "true":
		return Shape{Kind: Boolean, Values: []string{"true"}}, true
	case "date":
		return Shape{Kind: Day}, true
	case "timestamp":
		return Shape{Kind: Moment}, true
	case "CIDR":
		return Shape{Kind: Block}, true
	case "address":
		return Shape{Kind: Address}, true
	}
	if strings.Contains(f.Type, "|") {
		return Shape{Values: strings.Split(f.Type, "|")}, true
	}
	word, rest, _ := strings.Cut(f.Type, "(")
	size, err := strconv.Atoi(strings.TrimSuffix(rest, ")"))
	return Shape{Size: size, Hex: word == "hex"}, err == nil && (word == "text" || word == "hex")
}

// Bare reports whether values stand in JSON without quotes.
func (k Kind) Bare() bool { return k == Integer || k == Decimal || k == Boolean }

// TypeNames are the names of a kind in the typed forms of the records.
type TypeNames struct{ Word, JSON, Parquet, PostgreSQL, SQLite, SQL string }

// Names gives the names of a kind. SQL is the standard name, which DuckDB
// knows too.
func (k Kind) Names() TypeNames {
	return [...]TypeNames{
		Text:    {"text", "string", "BYTE_ARRAY (UTF8)", "text", "TEXT", "VARCHAR"},
		Integer: {"integer", "number", "INT64", "bigint", "INTEGER", "BIGINT"},
		Decimal: {"decimal", "number", "DOUBLE", "double precision", "REAL", "DOUBLE"},
		Boolean: {"boolean", "true, false", "BOOLEAN", "boolean", "INTEGER (1, 0)", "BOOLEAN"},
		Day:     {"date", "string", "INT32 (DATE)", "date", "TEXT", "DATE"},
		Moment:  {"timestamp", "string", "INT64 (TIMESTAMP)", "timestamptz", "TEXT", "TIMESTAMPTZ"},
		Block:   {"CIDR", "string", "BYTE_ARRAY (UTF8)", "cidr", "TEXT", "VARCHAR"},
		Address: {"address", "string", "BYTE_ARRAY (UTF8)", "inet", "TEXT", "VARCHAR"},
	}[k]
}
