package scenarios

import "breachsim/scenarios/internal/schema"

// lookAlikes is `none`, `default`, or a list.
func lookAlikes() schema.Kind {
	words := &schema.Enum{Words: []schema.EnumWord{word("none", noLookAlikes, ""), word("default", usualLookAlikes, "all twenty, at their usual frequency")}}
	return &schema.Either{Single: words, Inside: &schema.ListOf{Of: lookAlikeTable(), Most: 200}}
}

// lookAlikeWord is what benign.look_alikes is when it is no list.
type lookAlikeWord uint8

const (
	noLookAlikes lookAlikeWord = iota + 1
	usualLookAlikes
)

func lookAlikeTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "type", Kind: lookAlikeTypes(), Required: true, Decides: true, Example: "batch_rights_check", Doc: "Which look-alike."},
		{Name: "accounts", Kind: schema.Whole(1, maxAccounts), Example: "60", Doc: "Accounts that show it."},
		{Name: "sites", Kind: schema.Whole(1, maxAccounts), Example: "25", Doc: "Sites that show it: shared addresses, or sites of pairs."},
		{Name: "lookups", Kind: schema.Range(), Example: "120-400", Doc: "Look-ups each time."},
		{Name: "think_time", Kind: schema.Distribution(), Example: `"lognormal(median=6s, sigma=0.5)"`, Doc: "Time between two look-ups."},
		{Name: "duration", Kind: schema.Duration(), Example: "14d", Doc: "How long it lasts, in whole days."},
		{Name: "day", Kind: schema.Moment(), Example: "2022-03-07", Doc: "The day it happens. Left out: the Monday after the school holidays, or one that is drawn."},
		{Name: "schedule", Kind: schema.Schedule(), Example: `"06:30 mon-sat"`, Doc: "When it runs."},
		{Name: "per_month", Kind: schema.Whole(1, 30), Example: "1", Doc: "Times in 30 days and account."},
		{Name: "first_seen_share", Kind: schema.Share(0), Example: "0.97", Doc: "Share of persons from outside the account's own circle."},
		{Name: "not_found_share", Kind: schema.Share(0), Example: "0.25", Doc: "Share of look-ups that find nobody."},
		{Name: "accounts_per_ip", Kind: schema.Range(), Example: "8-60", Doc: "Accounts behind one address, as far as the département has so many."},
		{Name: "gain", Kind: schema.Factor(one, 10*one), Example: "1.4", Doc: "What it makes of the usual demand."},
		{Name: "new_asn", Kind: schema.Boolean(), Example: "true", Doc: "Whether the network is new to the account."},
		{Name: "resets", Kind: schema.Boolean(), Example: "true", Doc: "Whether passwords are reset."},
		{Name: "authorised", Kind: schema.Boolean(), Example: "true", Doc: "That it is agreed with the operator; one that is not is a campaign."},
		{Name: "user_agent", Kind: &schema.Enum{Words: []schema.EnumWord{word("library", LibraryAgent, ""), word("fixed", FixedAgent, "")}}, Example: "library", Doc: "How the client names itself."},
		{Name: "country", Kind: &schema.ListOf{Of: schema.Country(networkCountries()), Most: 50, Unique: true}, Example: "[ES, GB]", Doc: "Where it comes from."},
		{Name: "order", Kind: &schema.Enum{Words: []schema.EnumWord{word("sorted", Sorted, ""), word("random", Random, "")}}, Example: "sorted", Doc: "Order of the persons looked up."},
		{Name: "network", Kind: &schema.Enum{Words: rentedNetworks()}, Example: "datacentre", Doc: "Kind of network it comes from."},
	}}
}

// rentedNetworks are the kinds of network that have addresses of their own.
func rentedNetworks() []schema.EnumWord {
	var out []schema.EnumWord
	for _, v := range networkKinds() {
		if v.Value != any(OwnerHost) {
			out = append(out, v)
		}
	}
	return out
}

// lookAlikeTypes lists the twenty look-alikes, each with what it takes.
func lookAlikeTypes() schema.Kind {
	rules := lookAlikeRules()
	var words []schema.EnumWord
	for k := range NumLookAlikes {
		words = append(words, word(k.String(), k, rules[k].doc))
	}
	return &schema.Enum{Words: words}
}
