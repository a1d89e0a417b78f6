package scenarios

import (
	"fmt"
	"strings"
)

// eachKey visits every key of the field table in order, with its place and
// whether it, or what it belongs to, is not built yet.
func eachKey(visit func(f *field, at place, later bool)) {
	visitGroup(language(), place{}, unsupported(), false, visit)
}

func visitGroup(g *group, at place, support map[string]string, later bool, visit func(*field, place, bool)) {
	for i := range g.fields {
		f := &g.fields[i]
		here := at.key(f.name)
		_, not := support[here.pattern]
		visit(f, here, later || not)
		visitKind(f.kind, here, support, later || not, visit)
	}
}

func visitKind(k kind, at place, support map[string]string, later bool, visit func(*field, place, bool)) {
	switch k := k.(type) {
	case *group:
		visitGroup(k, at, support, later, visit)
	case *list:
		visitKind(k.of, place{at.path + "[]", at.pattern + "[]"}, support, later, visit)
	case *either:
		form := "=(mapping)"
		if _, ok := k.inside.(*list); ok {
			form = "=(list)"
		}
		_, not := support[at.pattern+form]
		visitKind(k.inside, at, support, later || not, visit)
	}
}

// Keys returns the table of all keys for the language's reference page, in
// Markdown.
func Keys() string {
	var b strings.Builder
	b.WriteString("| key | value | default | meaning |\n|---|---|---|---|\n")
	support := unsupported()
	eachKey(func(f *field, at place, later bool) {
		if strings.HasPrefix(at.pattern, "campaigns[].on_response.") && strings.Count(at.pattern, ".") > 2 {
			return // told once, in the text
		}
		def := "–"
		switch {
		case f.required:
			def = "required"
		case len(f.needs) > 0:
			def = "required for " + oneOf(f.needs)
		case f.def != "":
			def = "`" + f.def + "`"
		}
		doc := f.doc
		if e, ok := enumOf(f.kind); ok && !later {
			doc += e.explain(at, support)
		}
		if later {
			doc += " *Not supported yet.*"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", at.pattern, f.kind.brief(), def, doc)
	})
	return b.String()
}
