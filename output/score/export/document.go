package export

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// document is a JSON object. Products write one field as {"user":{"name":…}}, as
// "user.name", or half so; a path finds it in each form.
type document = map[string]any

// parse reads a JSON value and keeps numbers as they are written.
func parse(raw []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}

// texts lists the values at a path, each once, through all lists on the way. What is
// empty or null is left out.
func texts(v any, path string) (list []string) {
	walk(v, path, func(leaf any) {
		if s := text(leaf); s != "" && !slices.Contains(list, s) {
			list = append(list, s)
		}
	})
	return list
}

// first is the first value at a path; nil where there is none.
func first(v any, path string) (found any) {
	walk(v, path, func(leaf any) {
		if found == nil {
			found = leaf
		}
	})
	return found
}

// walk visits what stands at a path: a value that is no list.
func walk(v any, path string, visit func(leaf any)) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			walk(item, path, visit)
		}
	case document:
		if path == "" {
			visit(v)
			return
		}
		if item, ok := v[path]; ok {
			walk(item, "", visit)
		}
		for i, c := range path {
			if c == '.' {
				if item, ok := v[path[:i]]; ok {
					walk(item, path[i+1:], visit)
				}
			}
		}
	default:
		if path == "" && v != nil {
			visit(v)
		}
	}
}

// text writes a scalar; of anything else it is empty.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	case bool:
		if v {
			return "true"
		}
		return "false"
	}
	return ""
}

// object returns the object at a path.
func object(v any, path string) (document, bool) {
	d, ok := first(v, path).(document)
	return d, ok
}

// list returns the list under a key of an object itself.
func list(v any, key string) []any {
	if d, ok := v.(document); ok {
		l, _ := d[key].([]any)
		return l
	}
	return nil
}
