package syntax

import (
	"strings"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
)

// modifiers are what stands behind the bars of a field.
type modifiers struct {
	test        string // the one that says how to compare; "" = as the value is
	all, neq    bool
	cased       bool
	fold        string // of re: i, m and s, as Go writes them
	left, right bool   // of contains, startswith and endswith: something may stand before, behind
}

// The modifiers by what they do.
var (
	sides     = []string{"contains", "startswith", "endswith"}
	compared  = []string{"lt", "lte", "gt", "gte"}
	others    = []string{"re", "cidr", "exists", "fieldref", "all", "cased", "neq", "i", "m", "s"}
	elsewhere = []string{"windash", "base64", "base64offset", "utf16", "utf16le", "utf16be", "wide", "expand", "minute",
		"hour", "day", "week", "month", "year"}
)

// modifiers reads them and refuses those that do not go together.
func (r *reader) modifiers(m member, list []string) (out modifiers) {
	for _, w := range list {
		test := ""
		switch w {
		case "all":
			out.all = true
		case "neq":
			out.neq = true
		case "cased":
			out.cased = true
		case "i", "m", "s":
			if out.test != "re" {
				r.wrong(m.name, "%s: |%s goes with re only: write re before it", m.key, w)
			}
			out.fold += w
		case "contains", "startswith", "endswith", "lt", "lte", "gt", "gte", "re", "cidr", "exists", "fieldref":
			test = w
		default:
			r.unknownModifier(m, w)
		}
		if test == "" {
			continue
		}
		if out.test != "" {
			r.wrong(m.name, "%s: %s and %s exclude each other: leave one", m.key, out.test, test)
		}
		out.test = test
	}
	out.left = out.test == "contains" || out.test == "endswith"
	out.right = out.test == "contains" || out.test == "startswith"
	r.together(m, &out)
	return out
}

func (r *reader) unknownModifier(m member, w string) {
	known := append(append(append([]string{}, sides...), compared...), others...)
	for _, x := range elsewhere {
		if w == x {
			r.wrong(m.name, "%s: the modifier %s is not supported here: write %s", m.key, w, oneOf(known))
			return
		}
	}
	r.wrong(m.name, "%s: %s is no modifier%s: write %s", m.key, quote(w), meant(w, known), oneOf(known))
}

// together refuses combinations that say nothing.
func (r *reader) together(m member, out *modifiers) {
	single := out.test == "exists" || strings.HasPrefix(out.test, "l") || strings.HasPrefix(out.test, "g")
	switch {
	case out.all && single:
		r.wrong(m.name, "%s: all and %s exclude each other: leave all out", m.key, out.test)
	case out.neq && (single || out.test == "re" || out.test == "cidr"):
		r.wrong(m.name, "%s: neq and %s exclude each other: negate the search in the condition", m.key, out.test)
	case out.cased && (single || out.test == "re" || out.test == "cidr"):
		r.wrong(m.name, "%s: cased and %s exclude each other: leave cased out", m.key, out.test)
	case out.neq && out.all:
		r.wrong(m.name, "%s: neq and all exclude each other: negate the search in the condition", m.key)
	}
}

// fits says what is wrong with a test of a kind of field; "" = nothing.
func (o *modifiers) fits(kind field.Kind) string {
	switch o.test {
	case "lt", "lte", "gt", "gte":
		if kind != field.Number {
			return "is no number: lt, lte, gt and gte compare numbers"
		}
	case "cidr":
		if kind != field.Address {
			return "is no address: cidr compares addresses"
		}
	}
	return ""
}
