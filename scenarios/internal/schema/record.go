package schema

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/scenarios/internal/tree"
)

// Record is a checked mapping. A nil Record is empty.
type Record struct {
	Node *tree.Node
	At   string // its path
	vals map[string]*Entry
}

// Entry is a checked value.
type Entry struct {
	At    string     // its path
	Node  *tree.Node // nil where the file has none: then it is the default, or nothing
	Value any        // nil where it is absent or wrong
}

// Entry finds a value in nested groups; it is never nil.
func (r *Record) Entry(keys ...string) *Entry {
	for i, key := range keys {
		if r == nil || r.vals[key] == nil {
			break
		}
		if i == len(keys)-1 {
			return r.vals[key]
		}
		r, _ = r.vals[key].Value.(*Record)
	}
	return &Entry{}
}

// Each visits every entry, in no order.
func (r *Record) Each(visit func(*Entry)) {
	if r != nil {
		for _, e := range r.vals {
			visit(e)
		}
	}
}

// Keys lists the keys of the group, those too that the file does not give, sorted.
func (r *Record) Keys() []string {
	if r == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(r.vals))
}

// Group is a nested group; nil when absent or wrong, which reads as empty.
func (r *Record) Group(keys ...string) *Record { return Get[*Record](r, keys...) }

// Count is a whole number.
func (r *Record) Count(keys ...string) int { return int(Get[int64](r, keys...)) }

// Items are the groups of a list that were understood at all.
func (r *Record) Items(keys ...string) []*Record { return List[*Record](r, keys...) }

// Value is a checked value of a type, if there is one.
func Value[T any](r *Record, keys ...string) (T, bool) {
	v, ok := r.Entry(keys...).Value.(T)
	return v, ok
}

// Get is the value or, where it is absent or wrong, zero.
func Get[T any](r *Record, keys ...string) T {
	v, _ := Value[T](r, keys...)
	return v
}

// List are the values of a list that are of a type.
func List[T any](r *Record, keys ...string) (out []T) {
	for _, e := range Get[[]*Entry](r, keys...) {
		if v, ok := e.Value.(T); ok {
			out = append(out, v)
		}
	}
	return out
}

// NodeAt finds where a path stands in the file; where it does not, because it
// is a default, the nearest above it that does.
func (r *Record) NodeAt(path string) *tree.Node {
	n, _ := r.follow(path)
	return n
}

// Writes reports whether the file has a value at a path.
func (r *Record) Writes(path string) bool {
	_, all := r.follow(path)
	return all
}

// follow goes down a path as far as the file does, and tells whether that is all
// of it.
func (r *Record) follow(path string) (at *tree.Node, all bool) {
	at = r.Node
	var v any = r
	separator := func(c rune) bool { return c == '.' || c == '[' || c == ']' }
	for _, key := range strings.FieldsFunc(path, separator) {
		var e *Entry
		switch x := v.(type) {
		case *Record:
			e = x.vals[key]
		case []*Entry:
			if i, err := strconv.Atoi(key); err == nil && i < len(x) {
				e = x[i]
			}
		}
		if e == nil || e.Node == nil {
			return at, false
		}
		at, v = e.Node, e.Value
	}
	return at, true
}
