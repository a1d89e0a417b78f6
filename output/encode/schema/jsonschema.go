package schema

import (
	"fmt"
	"regexp"
	"strings"
)

// JSONSchema is a schema of draft 2020-12 as it is written.
type JSONSchema map[string]any

const draft = "https://json-schema.org/draft/2020-12/schema"

// KeyRule is what a schema says of a key beyond its [Field].
type KeyRule struct {
	Never   bool     // never null
	Values  []string // all that it may be; empty ones stand for null and are left out
	Pattern string   // regular expression of the whole text
	Least   int      // of an integer
	Most    int      // of an integer; 0 = no bound
}

// LineSchema describes one line of a JSON Lines file: an object with exactly
// these keys, none missing. A key without a rule may be null.
func LineSchema(title, about string, fields []Field, rules map[string]KeyRule) JSONSchema {
	properties, required := JSONSchema{}, []string{}
	for _, f := range fields {
		properties[f.Name] = f.Schema(rules[f.Name])
		required = append(required, f.Name)
	}
	return JSONSchema{"$schema": draft, "title": title, "description": about, "type": "object",
		"properties": properties, "required": required, "additionalProperties": false}
}

// The forms of values. An address is of the invented plan: 240.0.0.0/4 or
// 3fff::/20.
const (
	stampPattern = `^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T` +
		`([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z$`
	addressPattern = `^((24[0-9]|25[0-5])(\.(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])){3}|3fff:[0-9a-f:]{1,34})$`
	accountPattern = `^PS[0-9]{7}$`
	countryPattern = `^[A-Z]{2}$`
	TypedPattern   = `^[1-8][0-9]{4}([0-9]{2}|2[AB])[0-9]{6}[0-9]{2}$`
)

var hexType = regexp.MustCompile(`^hex\((\d+)\)$`)

// Schema describes the value of one key.
func (f Field) Schema(r KeyRule) JSONSchema {
	s := f.value(r)
	if r.Pattern != "" {
		s["pattern"] = r.Pattern
	}
	if len(r.Values) > 0 {
		s["enum"] = words(r.Values)
	}
	if !r.Never {
		s["type"] = []string{s["type"].(string), "null"}
		if list, ok := s["enum"].([]any); ok {
			s["enum"] = append(list, nil)
		}
	}
	s["description"] = strings.ReplaceAll(f.Meaning, "`", "")
	return s
}

// value describes a value that is not null, by the type that the column tables
// of the documentation give.
func (f Field) value(r KeyRule) JSONSchema {
	text := func(pattern string) JSONSchema { return JSONSchema{"type": "string", "pattern": pattern} }
	if m := hexType.FindStringSubmatch(f.Type); m != nil {
		return text("^[0-9a-f]{" + m[1] + "}$")
	}
	switch f.Type {
	case "text":
		return JSONSchema{"type": "string", "minLength": 1}
	case "text(2)":
		return text(countryPattern)
	case "text(9)":
		return text(accountPattern)
	case "text(15)":
		return text(TypedPattern)
	case "timestamp":
		s := text(stampPattern)
		s["format"] = "date-time"
		return s
	case "date":
		return JSONSchema{"type": "string", "format": "date"}
	case "address":
		return text(addressPattern)
	case "integer":
		s := JSONSchema{"type": "integer", "minimum": r.Least}
		if r.Most > 0 {
			s["maximum"] = r.Most
		}
		return s
	case "number", "boolean":
		return JSONSchema{"type": f.Type}
	case "entity":
		kinds := JSONSchema{"type": JSONSchema{"type": "string"}, "id": JSONSchema{"type": "string", "minLength": 1}}
		return JSONSchema{"type": "object", "properties": kinds, "required": []string{"type", "id"}}
	case "list of text":
		return JSONSchema{"type": "array", "items": JSONSchema{"type": "string", "minLength": 1}}
	}
	if strings.Contains(f.Type, "|") {
		return JSONSchema{"type": "string", "enum": words(strings.Split(f.Type, "|"))}
	}
	panic(fmt.Sprintf("encode: no schema for the type %q of %s", f.Type, f.Name)) // a test asks for all
}

func words(list []string) []any {
	var out []any
	for _, w := range list {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}
