package match

import (
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
	"github.com/breachsim/breachsim/output/sigma/internal/syntax"
)

// question is what an item asks of a line.
type question func(r *field.Record) bool

// ask makes the question of an item.
func ask(it *syntax.Item) question {
	switch it.Test {
	case syntax.Keyword:
		return keyword(it)
	case syntax.Exists:
		return func(r *field.Record) bool {
			return it.Field.Said(r) != it.Not
		}
	case syntax.SameAs:
		return func(r *field.Record) bool {
			v, o := it.Field.Of(r), it.Other.Of(r)
			if v.Kind == field.None || o.Kind == field.None {
				return false
			}
			return v.Equal(&o) != it.Not
		}
	case syntax.Less, syntax.LessEqual, syntax.Greater, syntax.GreaterEqual:
		return compared(it)
	case syntax.CIDR:
		return within(it)
	}
	return valued(it)
}

func compared(it *syntax.Item) question {
	limit := it.Numbers[0]
	return func(r *field.Record) bool {
		v := it.Field.Of(r)
		if v.Kind != field.Number {
			return false
		}
		switch it.Test {
		case syntax.Less:
			return v.N < limit
		case syntax.LessEqual:
			return v.N <= limit
		case syntax.Greater:
			return v.N > limit
		}
		return v.N >= limit
	}
}

func within(it *syntax.Item) question {
	return func(r *field.Record) bool {
		v := it.Field.Of(r)
		if v.Kind != field.Address {
			return false
		}
		holds := func(p netip.Prefix) bool { return p.Contains(v.Addr.Unmap()) || p.Contains(v.Addr) }
		if it.All {
			return !slices.ContainsFunc(it.Prefixes, func(p netip.Prefix) bool { return !holds(p) })
		}
		return slices.ContainsFunc(it.Prefixes, holds)
	}
}

// mostTexts bounds what is remembered of answers.
const mostTexts = 1 << 14

// values is the values of an item, prepared by the kind of the field.
type values struct {
	*syntax.Item
	patterns []pattern
	ids      []int64
	addrs    []netip.Addr
	simple   bool // plain texts only
	known    map[string]bool
	text     []byte
}

// valued asks whether the value is one of some, or with all each of them.
func valued(it *syntax.Item) question {
	v := &values{Item: it, simple: len(it.Regexps) == 0, known: map[string]bool{}}
	for _, p := range it.Patterns {
		v.patterns = append(v.patterns, pattern{p, it.Cased})
		v.simple = v.simple && p.Plain
		if !p.Plain {
			continue
		}
		if id, err := strconv.ParseUint(p.Parts[0], 16, 64); err == nil {
			v.ids = append(v.ids, int64(id))
		}
		if a, err := netip.ParseAddr(p.Parts[0]); err == nil {
			v.addrs = append(v.addrs, a)
		}
	}
	quick := it.Field.AuditText()
	if it.All {
		quick = nil
	}
	if number := it.Field.AuditNumber(); number != nil && len(v.patterns)+len(v.Regexps) == 0 && !it.All {
		return func(r *field.Record) bool {
			if r.Audit == nil {
				return v.ask(r)
			}
			n, there := number(r)
			if !there {
				return it.Null && !it.Not
			}
			return slices.Contains(it.Numbers, n) != it.Not
		}
	}
	return func(r *field.Record) bool {
		if quick != nil && r.Audit != nil {
			s := quick(r.Audit)
			switch {
			case s == "":
				return it.Null && !it.Not
			case v.simple:
				return v.anyText(s) != it.Not
			}
			return v.remembered(s) != it.Not
		}
		return v.ask(r)
	}
}

// ask asks of any line.
func (v *values) ask(r *field.Record) bool {
	x := v.Field.Of(r)
	if x.Kind == field.None {
		return v.Null && !v.Not // what is not there is not different either
	}
	return v.holds(&x) != v.Not
}

func (v *values) holds(x *field.Value) bool {
	switch {
	case x.Kind == field.Number && len(v.patterns)+len(v.Regexps) == 0 && !v.All:
		return slices.Contains(v.Numbers, x.N)
	case x.Kind == field.ID && v.simple && !v.All:
		return slices.Contains(v.ids, x.N)
	case x.Kind == field.Address && v.simple && !v.All:
		return slices.Contains(v.addrs, x.Addr)
	case x.Kind == field.Text && v.simple && !v.All:
		return v.anyText(x.Text)
	case x.Kind == field.Text:
		return v.remembered(x.Text)
	}
	v.text = x.Append(v.text[:0])
	if x.Kind == field.Number && v.All {
		if slices.ContainsFunc(v.Numbers, func(n int64) bool { return n != x.N }) {
			return false
		}
	} else if slices.Contains(v.Numbers, x.N) && x.Kind == field.Number {
		return true
	}
	return v.inText(string(v.text))
}

func (v *values) anyText(s string) bool {
	for i := range v.patterns {
		if v.patterns[i].same(s, v.patterns[i].Parts[0]) {
			return true
		}
	}
	return false
}

// remembered is inText, which logs ask of the same texts over and over.
func (v *values) remembered(s string) bool {
	said, ok := v.known[s]
	if !ok {
		if len(v.known) >= mostTexts {
			clear(v.known)
		}
		said = v.inText(s)
		v.known[s] = said
	}
	return said
}

func (v *values) inText(s string) bool {
	one := func(p pattern) bool { return p.matches(s) }
	re := func(x *regexp.Regexp) bool { return x.MatchString(s) }
	if v.All {
		return !slices.ContainsFunc(v.patterns, func(p pattern) bool { return !one(p) }) &&
			!slices.ContainsFunc(v.Regexps, func(x *regexp.Regexp) bool { return !re(x) }) && !v.Null
	}
	return slices.ContainsFunc(v.patterns, one) || slices.ContainsFunc(v.Regexps, re)
}

// keyword asks whether texts stand in the values of a line.
func keyword(it *syntax.Item) question {
	var list []pattern
	for _, p := range it.Patterns {
		list = append(list, pattern{p, it.Cased})
	}
	var line []byte
	return func(r *field.Record) bool {
		line = line[:0]
		for _, f := range field.All() {
			if f.Made || strings.HasPrefix(f.Name, "url.") || f.Name == "event.duration" {
				continue // not in the line, or in it under another name
			}
			if v := f.Of(r); v.Kind != field.None {
				line = append(v.Append(line), '\n')
			}
		}
		in := func(p pattern) bool { return p.matches(string(line)) }
		if it.All {
			return !slices.ContainsFunc(list, func(p pattern) bool { return !in(p) })
		}
		return slices.ContainsFunc(list, in)
	}
}
