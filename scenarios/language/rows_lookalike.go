package language

import (
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// lookAlikes is `none`, `default`, or a list.
func lookAlikes() schema.Kind {
	words := enum(
		named("none", noLookAlikes, ""),
		named("default", usualLookAlikes, "all twenty, at their usual frequency"),
	)
	return &schema.Either{Single: words, Inside: lines(lookAlikeRows(), 200)}
}

// lookAlikeWord is what benign.look_alikes is when it is no list.
type lookAlikeWord uint8

const (
	noLookAlikes lookAlikeWord = iota + 1
	usualLookAlikes
)

// lookAlikeRows are written in the order in which the kind takes them.
func lookAlikeRows() *schema.Group {
	written := func(of any) []string {
		l, _ := of.(*scenarios.LookAlike)
		return append([]string{"type"}, l.Kind.Takes()...)
	}
	return &schema.Group{Order: written, Rows: []schema.Row{
		key("type", lookAlikeTypes(), func(l *scenarios.LookAlike) any { return &l.Kind },
			"Which look-alike.").Decider("batch_rights_check"),
		key("accounts", schema.Whole(1, scenarios.MaxAccounts),
			func(l *scenarios.LookAlike) any { return &l.Accounts },
			"Accounts that show it.").Like("60"),
		key("sites", schema.Whole(1, scenarios.MaxAccounts), func(l *scenarios.LookAlike) any { return &l.Sites },
			"Sites that show it: shared addresses, or sites of pairs.").Like("25"),
		key("lookups", schema.Range(), func(l *scenarios.LookAlike) any { return &l.LookUps },
			"Look-ups each time.").Like("120-400").EvenZero(),
		key("think_time", schema.Distribution(), func(l *scenarios.LookAlike) any { return &l.Think },
			"Time between two look-ups.").Like(`"lognormal(median=6s, sigma=0.5)"`).EvenZero(),
		key("duration", schema.Duration(), func(l *scenarios.LookAlike) any { return &l.Duration },
			"How long it lasts, in whole days.").Like("14d"),
		key("day", schema.Moment(), func(l *scenarios.LookAlike) any { return &l.Day },
			"The day it happens. Left out: the Monday after the school holidays, or one that is drawn.").
			Like("2022-03-07"),
		key("schedule", schema.Schedule(), func(l *scenarios.LookAlike) any { return &l.Schedule },
			"When it runs.").Like(`"06:30 mon-sat"`),
		key("per_month", schema.Whole(1, 30), func(l *scenarios.LookAlike) any { return &l.PerMonth },
			"Times in 30 days and account.").Like("1"),
		key("first_seen_share", schema.Share(0), func(l *scenarios.LookAlike) any { return &l.FirstSeen },
			"Share of persons from outside the account's own circle.").Like("0.97").EvenZero(),
		key("not_found_share", schema.Share(0), func(l *scenarios.LookAlike) any { return &l.NotFound },
			"Share of look-ups that find nobody.").Like("0.25").EvenZero(),
		key("accounts_per_ip", schema.Range(), func(l *scenarios.LookAlike) any { return &l.PerAddress },
			"Accounts behind one address, as far as the département has so many.").Like("8-60").EvenZero(),
		key("gain", schema.Factor(quantity.One, 10*quantity.One), func(l *scenarios.LookAlike) any { return &l.Gain },
			"What it makes of the usual demand.").Like("1.4"),
		key("new_asn", schema.Boolean(), func(l *scenarios.LookAlike) any { return &l.NewASN },
			"Whether the network is new to the account.").Like("true"),
		key("resets", schema.Boolean(), func(l *scenarios.LookAlike) any { return &l.Resets },
			"Whether passwords are reset.").Like("true"),
		key("authorised", schema.Boolean(), func(*scenarios.LookAlike) any { return constant(true) },
			"That it is agreed with the operator; one that is not is a campaign.").Like("true"),
		key("user_agent", enum(
			word(scenarios.LibraryAgent, ""),
			word(scenarios.FixedAgent, ""),
		),
			func(l *scenarios.LookAlike) any { return &l.UserAgent },
			"How the client names itself.").Like("library"),
		key("country", setOf(bareCountry(), 50), func(l *scenarios.LookAlike) any { return &l.Countries },
			"Where it comes from.").Like("[ES, GB]"),
		key("order", enum(
			word(scenarios.Sorted, ""),
			word(scenarios.Random, ""),
		),
			func(l *scenarios.LookAlike) any { return &l.Order },
			"Order of the persons looked up.").Like("sorted"),
		key("network", rentedNetworks(), func(l *scenarios.LookAlike) any { return &l.Network },
			"Kind of network it comes from.").Like("datacentre"),
	}}
}

// bareCountry is a country that is written without quotes.
func bareCountry() schema.Kind {
	s := schema.Country(networkCountries())
	s.Quoted = false
	return s
}

// rentedNetworks are the kinds of network that have addresses of their own.
func rentedNetworks() *schema.Enum {
	e := enum()
	for _, v := range networkKinds() {
		if v.Value != any(scenarios.OwnerHost) {
			e.Words = append(e.Words, v)
		}
	}
	return e
}

// lookAlikeTypes lists the twenty look-alikes.
func lookAlikeTypes() *schema.Enum {
	e := enum()
	for k := range scenarios.NumLookAlikes {
		e.Words = append(e.Words, word(k, k.Doc()))
	}
	return e
}

// lookAlikeList keeps the look-alikes, each with the usual values that the file
// does not change, or that all of them are the usual ones.
type lookAlikeList struct{ *scenarios.Benign }

func (x lookAlikeList) Take(v any) {
	x.UsualLookAlikes = v == usualLookAlikes
	entries, _ := v.([]*schema.Entry)
	rows := lookAlikeRows()
	for _, e := range entries {
		r, _ := e.Value.(*schema.Record)
		l := scenarios.UsualLookAlike(schema.Get[scenarios.LookAlikeKind](r, "type"))
		rows.Fill(r, &l)
		x.LookAlikes = append(x.LookAlikes, l)
	}
}

func (x lookAlikeList) Give() any {
	switch {
	case x.UsualLookAlikes:
		return schema.Raw("default")
	case len(x.LookAlikes) == 0:
		return schema.Raw("none")
	}
	return &x.LookAlikes
}
