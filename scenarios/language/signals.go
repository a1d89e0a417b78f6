package language

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"breachsim/scenarios"
	"breachsim/scenarios/internal/schema"
)

// signalNames are the families of evidence.
func signalNames() *schema.Enum {
	e := enum()
	for _, name := range strings.Fields("volume rhythm network user_agent errors novelty geography sequence " +
		"coherence hour") {
		e.Words = append(e.Words, named(name, scenarios.Signal(name), ""))
	}
	return e
}

// reason is why a family of evidence is there: a sentence of the story.
func reason() schema.Kind { return schema.Text(200, false) }

// declared keeps the families that a file declares: a mapping from family to reason, or a
// list of families.
type declared struct{ to *[]scenarios.Declared }

// Take keeps a checked list or mapping; families stand in the order of the language.
func (d *declared) Take(v any) {
	*d.to = nil
	switch v := v.(type) {
	case []*schema.Entry:
		for _, e := range v {
			if family, ok := e.Value.(scenarios.Signal); ok {
				*d.to = append(*d.to, scenarios.Declared{Family: family})
			}
		}
	case *schema.Record:
		for _, w := range signalNames().Words {
			if reason, ok := schema.Value[string](v, w.Name); ok {
				*d.to = append(*d.to, scenarios.Declared{Family: scenarios.Signal(w.Name), Reason: reason})
			}
		}
	}
}

// Give writes a mapping where there are reasons, else a list.
func (d *declared) Give() any {
	reasoned := slices.ContainsFunc(*d.to, func(x scenarios.Declared) bool { return x.Reason != "" })
	parts := make([]string, len(*d.to))
	for i, x := range *d.to {
		parts[i] = string(x.Family)
		if reasoned {
			parts[i] += ": " + strconv.Quote(cmp.Or(x.Reason, "not said"))
		}
	}
	if reasoned {
		return schema.Raw("{" + strings.Join(parts, ", ") + "}")
	}
	return schema.Raw("[" + strings.Join(parts, ", ") + "]")
}
