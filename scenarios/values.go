package scenarios

import (
	"strconv"
	"strings"
	"time"
)

// entry finds a value in nested groups; it is never nil.
func (r *record) entry(keys ...string) *entry {
	for i, key := range keys {
		if r == nil || r.vals[key] == nil {
			break
		}
		if i == len(keys)-1 {
			return r.vals[key]
		}
		r, _ = r.vals[key].v.(*record)
	}
	return &entry{}
}

// value is a checked value of a type, if there is one.
func value[T any](r *record, keys ...string) (T, bool) {
	v, ok := r.entry(keys...).v.(T)
	return v, ok
}

// get is the value or, where it is absent or wrong, zero.
func get[T any](r *record, keys ...string) T {
	v, _ := value[T](r, keys...)
	return v
}

// count is a whole number.
func (r *record) count(keys ...string) int { return int(get[int64](r, keys...)) }

// items are the groups of a list that were understood at all.
func (r *record) items(keys ...string) (groups []*record) {
	for _, e := range get[[]*entry](r, keys...) {
		if g, ok := e.v.(*record); ok {
			groups = append(groups, g)
		}
	}
	return groups
}

// words are the values of a list of one type.
func words[T any](r *record, keys ...string) (out []T) {
	for _, e := range get[[]*entry](r, keys...) {
		if v, ok := e.v.(T); ok {
			out = append(out, v)
		}
	}
	return out
}

// nodeAt finds where a path stands in the file; where it does not, because it
// is a default, the nearest above it that does.
func (r *record) nodeAt(path string) *node {
	n, _ := r.follow(path)
	return n
}

// writes reports whether the file has a value at a path.
func (r *record) writes(path string) bool {
	_, all := r.follow(path)
	return all
}

// follow goes down a path as far as the file does, and tells whether that is all
// of it.
func (r *record) follow(path string) (at *node, all bool) {
	at = r.node
	var v any = r
	for _, key := range strings.FieldsFunc(path, func(c rune) bool { return c == '.' || c == '[' || c == ']' }) {
		var e *entry
		switch x := v.(type) {
		case *record:
			e = x.vals[key]
		case []*entry:
			if i, err := strconv.Atoi(key); err == nil && i < len(x) {
				e = x[i]
			}
		}
		if e == nil || e.n == nil {
			return at, false
		}
		at, v = e.n, e.v
	}
	return at, true
}

// clock reads times once the time zone is known.
type clock struct{ loc *time.Location }

// moment is a time of the file; false when it or the zone is absent or wrong.
func (c clock) moment(r *record, keys ...string) (time.Time, bool) {
	s, ok := value[stamp](r, keys...)
	if !ok || c.loc == nil {
		return time.Time{}, false
	}
	t, err := ParseTime(string(s), c.loc)
	return t, err == nil
}

func (c clock) get(r *record, keys ...string) time.Time {
	t, _ := c.moment(r, keys...)
	return t
}
