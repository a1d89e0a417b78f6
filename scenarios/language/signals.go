package language

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// signalNames are the families of evidence.
func signalNames() *schema.Enum {
	family := func(name, doc string) schema.EnumWord { return named(name, scenarios.Signal(name), doc) }
	return enum(
		family("volume", "How much an account does in a day, an hour or a session."),
		family("rhythm", "Pauses and their regularity, and how long answers take."),
		family("network", "Addresses, networks and places that requests come from."),
		family("user_agent", "Browsers, libraries and their handshakes."),
		family("errors", "Refusals, failures and look-ups that find nobody."),
		family("novelty", "Persons that the account has never had to do with, or asks for once only."),
		family("geography", "Where the persons live."),
		family("sequence", "What is done after what, and what is left out."),
		family("coherence", "Accounts that have a client, a network or a list in common."),
		family("hour", "Times of the day and of the week."),
	)
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
