package language

import (
	"fmt"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// key is the row of a key whose value is kept in a T.
func key[T any](name string, kind schema.Kind, place func(*T) any, doc string) schema.Row {
	return schema.Key(name, kind, place, doc)
}

// word is a word of the language for a value, with its meaning in a phrase.
func word(v fmt.Stringer, doc string) schema.EnumWord { return named(v.String(), v, doc) }

// named is a word of the language for a value that does not know its name.
func named(name string, v any, doc string) schema.EnumWord {
	return schema.EnumWord{Name: name, Value: v, Doc: doc}
}

func enum(words ...schema.EnumWord) *schema.Enum { return &schema.Enum{Words: words} }

// lines is a list that is written one item a line.
func lines(of schema.Kind, most int) *schema.ListOf {
	return &schema.ListOf{Of: of, Most: most, Lines: true}
}

// setOf is a list on one line in which no value stands twice.
func setOf(of schema.Kind, most int) *schema.ListOf {
	return &schema.ListOf{Of: of, Most: most, Unique: true}
}

// constant is a value that is written and not kept.
func constant[T any](v T) *T { return &v }

// profiles names the classes of account, in canonical order.
func profiles() []schema.EnumWord {
	return []schema.EnumWord{
		word(scenarios.GP, "General practitioners."),
		word(scenarios.Pharmacy, "Pharmacies."),
		word(scenarios.Nurse, "Self-employed nurses."),
		word(scenarios.Other, "Other practitioners: specialists, physiotherapists, midwives, dentists."),
		word(scenarios.HospitalDesk, "Admission desks of hospitals."),
		word(scenarios.Lab, "Medical laboratories."),
		word(scenarios.Vaccination, "Vaccination sites."),
	}
}

// keyed is a mapping from words of a list to values of one kind.
func keyed(words []schema.EnumWord, of schema.Kind) *schema.Group {
	g := &schema.Group{}
	for _, w := range words {
		g.Rows = append(g.Rows, schema.Row{Name: w.Name, Kind: of, Doc: w.Doc})
	}
	return g
}

func acquisitions() []schema.EnumWord {
	return []schema.EnumWord{
		word(scenarios.CredentialReplay, "Known credentials are replayed."),
		word(scenarios.MailboxReset, "The password is reset through the owner's mailbox."),
		word(scenarios.SessionTheft, "A session cookie is stolen: the owner's sessions are used while they live."),
		word(scenarios.DormantAccount, "An account whose owner has been silent for two to six months."),
		word(scenarios.SelfRegistration, "An account that the threat actor registered in the weeks before the "+
			"scenario begins."),
		word(scenarios.Insider, "A delegate or the owner, from their own machine."),
	}
}

func networkKinds() []schema.EnumWord {
	return []schema.EnumWord{
		word(scenarios.Datacentre, "rented servers"),
		word(scenarios.VPN, "a commercial VPN"),
		word(scenarios.ResidentialProxy, "other people's connections"),
		word(scenarios.MobileCGNAT, "carrier addresses shared by many"),
		word(scenarios.Tor, "an anonymity network"),
		word(scenarios.OwnerHost, "the owner's own machine"),
	}
}

// networkCountries are the countries that the network table has addresses in.
func networkCountries() []string {
	return []string{"FR", "NL", "DE", "GB", "BE", "ES", "IT", "CH", "LU", "RO", "PL", "US"}
}
