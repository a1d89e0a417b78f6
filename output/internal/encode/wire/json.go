package wire

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Members of JSON objects whose absent parts are left out: each is written
// with a comma after it, and the end of its object takes the last one back.

// Member is `"key":"value",` or nothing where the value is empty.
func Member(key, value string) string {
	if value == "" {
		return ""
	}
	return `"` + key + `":` + string(Quote(value)) + ","
}

// Bare is `"key":value,` or nothing where the value is empty.
func Bare(key, value string) string {
	if value == "" {
		return ""
	}
	return `"` + key + `":` + value + ","
}

// Members is `"key":["value"],` or nothing where the value is empty.
func Members(key, value string) string {
	if value == "" {
		return ""
	}
	return `"` + key + `":[` + string(Quote(value)) + "],"
}

// Object is `"key":{…},` or nothing where it has no member.
func Object(key, inside string) string {
	if inside == "" {
		return ""
	}
	return `"` + key + `":{` + strings.TrimSuffix(inside, ",") + "},"
}

// Shut ends an object whose opening has so many bytes, and takes it back where
// nothing was written into it.
func Shut(dst []byte, opening int) []byte {
	last := len(dst) - 1
	if dst[last] == '{' {
		return dst[:len(dst)-opening]
	}
	dst[last] = '}'
	return append(dst, ',')
}

// SplitPath is the path and the query of an address of the portal.
func SplitPath(text string) (path, query string) {
	path, query, _ = strings.Cut(text, "?")
	return path, query
}

// Quote returns s as a JSON string, escaping only what JSON demands.
func Quote(s string) []byte { return AppendQuote(nil, s) }

// AppendQuote appends s as [Quote] returns it.
func AppendQuote(dst []byte, s string) []byte {
	if plain(s) {
		dst = append(dst, '"')
		dst = append(dst, s...)
		return append(dst, '"')
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(err) // a string always encodes
	}
	return append(dst, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}

// plain reports whether s needs no escape: printable ASCII, as ids are.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}
