package syntax

import (
	"fmt"
	"net/netip"
	"regexp"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
)

// valued reads the values of a field into an item.
type valued struct {
	r    *reader
	item *Item
	mods modifiers
	name string
}

func (v *valued) read(values []*yaml.Node) {
	if text := v.mods.fits(v.item.Field.Kind); text != "" {
		v.r.bad.add(v.item.Place, "%s %s", v.name, text)
		return
	}
	single := v.mods.test == "exists" || v.mods.fits(field.None) != "" && v.mods.test != "cidr"
	if single && len(values) != 1 {
		v.r.bad.add(v.item.Place, "%s|%s has %d values: write one", v.name, v.mods.test, len(values))
		return
	}
	for _, n := range values {
		if n.Kind != yaml.ScalarNode {
			v.r.wrong(n, "a value of %s is %s: write a text or a number", v.name, kindOf(n))
			continue
		}
		if text := v.value(n); text != "" {
			v.r.wrong(n, "%s", text)
		}
	}
}

// value adds one value, or says what is wrong with it.
func (v *valued) value(n *yaml.Node) string {
	it := v.item
	switch v.mods.test {
	case "exists":
		it.Test = Exists
		it.Not = !v.r.truth(n, v.name+"|exists")
		return ""
	case "lt", "lte", "gt", "gte":
		it.Test = map[string]Test{"lt": Less, "lte": LessEqual, "gt": Greater, "gte": GreaterEqual}[v.mods.test]
		num, ok := field.ParseNumber(n.Value)
		if !ok {
			return fmt.Sprintf("%s is %s: write a number of at most six decimals", v.name, kindOf(n))
		}
		it.Numbers = append(it.Numbers, num)
		return ""
	case "fieldref":
		it.Test = SameAs
		return v.other(n)
	case "cidr":
		it.Test = CIDR
		p, err := netip.ParsePrefix(n.Value)
		if err != nil {
			return fmt.Sprintf("%s is no network: write one such as 240.1.0.0/16", quote(n.Value))
		}
		it.Prefixes = append(it.Prefixes, p.Masked())
		return ""
	case "re":
		it.Test = Regexp
		return v.regexp(n)
	}
	return v.plain(n)
}

func (v *valued) other(n *yaml.Node) string {
	f, ok := field.Named(n.Value)
	switch {
	case !ok:
		v.r.unknownField(n, n.Value)
	case v.item.Other != nil:
		return "fieldref of several fields: write one"
	}
	v.item.Other = f
	return ""
}

func (v *valued) regexp(n *yaml.Node) string {
	flags := ""
	if v.mods.fold != "" {
		flags = "(?" + v.mods.fold + ")"
	}
	re, err := regexp.Compile(flags + n.Value)
	if err != nil {
		return fmt.Sprintf("the regular expression %s: %s", quote(n.Value), strings.TrimPrefix(err.Error(),
			"error parsing regexp: "))
	}
	v.item.Regexps = append(v.item.Regexps, re)
	return ""
}

// plain adds a value that is compared as it is, wildcards and all.
func (v *valued) plain(n *yaml.Node) string {
	it := v.item
	if isNull(n) || n.Value == "" {
		if v.mods.test != "" {
			return fmt.Sprintf("%s|%s of nothing: write a text", v.name, v.mods.test)
		}
		it.Null = true
		return ""
	}
	if n.Tag == "!!bool" {
		return fmt.Sprintf("%s is the truth value %s, which no field has: write a text or a number", v.name, n.Value)
	}
	if it.Field.Kind == field.Number && v.mods.test == "" {
		if num, ok := field.ParseNumber(n.Value); ok {
			it.Numbers = append(it.Numbers, num)
			return ""
		}
	}
	p, err := ParsePattern(n.Value)
	if err != "" {
		return err
	}
	if p.Plain && v.mods.test == "" {
		if text := misfit(it.Field, p.Parts[0]); text != "" {
			return text
		}
	}
	it.Patterns = append(it.Patterns, p.within(v.mods.left, v.mods.right))
	return ""
}

// misfit says why no line can have a value.
func misfit(f *field.Field, s string) string {
	switch f.Kind {
	case field.Number:
		return fmt.Sprintf("%s is a number, which %s never is: write a number", f.Name, quote(s))
	case field.Address:
		if _, err := netip.ParseAddr(s); err != nil {
			return fmt.Sprintf("%s is an address, which %s is not: write an address, or |cidr", f.Name, quote(s))
		}
	case field.ID:
		if len(s) != 16 || strings.Trim(strings.ToLower(s), "0123456789abcdef") != "" {
			return fmt.Sprintf("%s has sixteen hex digits: write all of them, or a wildcard", f.Name)
		}
	}
	return ""
}

// ParsePattern reads a text with the wildcards * and ?, which a backslash makes plain.
func ParsePattern(s string) (p Pattern, wrong string) {
	if !utf8.ValidString(s) {
		return p, "the text is not UTF-8"
	}
	var part, wild strings.Builder
	end := func() {
		p.Parts, p.Any = append(p.Parts, part.String()), append(p.Any, wild.String())
		part.Reset()
		wild.Reset()
	}
	put := func(r rune, isWild bool) {
		part.WriteRune(r)
		mark := "0"
		if isWild {
			mark = "1"
		}
		wild.WriteString(strings.Repeat(mark, utf8.RuneLen(r)))
	}
	escaped := false
	p.Plain = true
	for i, r := range s {
		switch {
		case escaped:
			put(r, false)
			escaped = false
		case r == '\\' && i+1 < len(s) && strings.IndexByte(`*?\`, s[i+1]) >= 0:
			escaped = true
		case r == '*':
			p.Plain = false
			end()
		case r == '?':
			p.Plain = false
			put(r, true)
		default:
			put(r, false)
		}
	}
	end()
	return p, ""
}

// within is the pattern where something may stand before it, or behind.
func (p Pattern) within(before, behind bool) Pattern {
	if before {
		p.Parts, p.Any = append([]string{""}, p.Parts...), append([]string{""}, p.Any...)
	}
	if behind {
		p.Parts, p.Any = append(p.Parts, ""), append(p.Any, "")
	}
	p.Plain = p.Plain && !before && !behind
	return p
}
