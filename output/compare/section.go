package compare

import (
	"reflect"
	"slices"
)

// Row is one thing of which each side has a value; nil = this side has none.
type Row struct {
	Key string `json:"key"`
	A   any    `json:"a"`
	B   any    `json:"b"`
}

// Same reports whether both sides say the same.
func (r *Row) Same() bool { return reflect.DeepEqual(r.A, r.B) }

// Section are the rows of one subject, in a set order.
type Section struct {
	Name string `json:"name"`
	Rows []Row  `json:"rows"`
	// Equal is how many further rows are the same on both sides.
	Equal int `json:"equal"`
	// Note says why there is nothing to compare; empty where there is.
	Note string `json:"note,omitempty"`
}

// Values are keys with their values, in the order in which they came.
type Values struct {
	keys []string
	of   map[string]any
}

// Set adds a value. One of a key that is there already takes its place.
func (v *Values) Set(key string, value any) {
	if v.of == nil {
		v.of = map[string]any{}
	}
	if _, ok := v.of[key]; !ok {
		v.keys = append(v.keys, key)
	}
	v.of[key] = value
}

// Add counts.
func (v *Values) Add(key string, n int64) {
	before, _ := v.of[key].(int64)
	v.Set(key, before+n)
}

// Pair makes a section of the values of two sides. Keys that only b has stand behind
// the key that they follow there.
func Pair(name string, a, b *Values) Section {
	s := Section{Name: name}
	for _, key := range merged(a.keys, b.keys) {
		r := Row{Key: key, A: a.of[key], B: b.of[key]}
		if r.Same() {
			s.Equal++
		} else {
			s.Rows = append(s.Rows, r)
		}
	}
	return s
}

func merged(a, b []string) []string {
	in := make(map[string]bool, len(a))
	for _, key := range a {
		in[key] = true
	}
	follows := map[string][]string{} // keys of b alone, by the last one that both have
	last := ""
	for _, key := range b {
		if in[key] {
			last = key
		} else {
			follows[last] = append(follows[last], key)
		}
	}
	list := slices.Clone(follows[""])
	for _, key := range a {
		list = append(append(list, key), follows[key]...)
	}
	return list
}

// Counted makes missing numbers zero: where counts are compared, none is 0.
func (s Section) Counted() Section {
	var rows []Row
	for _, r := range s.Rows {
		if r.A == nil {
			r.A = int64(0)
		}
		if r.B == nil {
			r.B = int64(0)
		}
		if r.Same() {
			s.Equal++
		} else {
			rows = append(rows, r)
		}
	}
	s.Rows = rows
	return s
}
