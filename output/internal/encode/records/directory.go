package records

import (
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// Practitioners is records/practitioners.
func Practitioners() Table[record.Practitioner] {
	return Table[record.Practitioner]{Name: "practitioners", About: "The owners of accounts.",
		Columns: practitionerColumns, own: map[string]Lines[practitioner]{"directory": publicDirectory()}}
}

// Accounts is records/accounts.
func Accounts() Table[record.Account] {
	return Table[record.Account]{Name: "accounts", About: "The accounts of the portal.",
		Columns: accountColumns}
}

// Networks is records/networks.
func Networks() Table[record.Network] {
	return Table[record.Network]{Name: "networks", About: "The invented address plan; networks.mmdb says the same.",
		Columns: networkColumns}
}

var practitionerColumns = []Column[practitioner]{
	{
		field(
			"rpps",
			"text(11)",
			"Number in the directory of practitioners; empty for a desk or a laboratory. Keep it as text.",
		),
		rule{Origin: "made: prefix 997, which is used for tests", Null: true, Unique: true, Form: rppsForm},
		func(b []byte, p *practitioner) []byte { return append(b, p.RPPS...) },
	},
	{field("last_name", "text", "Family name."), rule{Origin: "drawn: Insee surnames", Null: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.LastName...) }},
	{field("first_name", "text", "First name."), rule{Origin: "drawn: Insee first names", Null: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.FirstName...) }},
	{field("sex", "M|F", "Sex; empty for a desk."), rule{Origin: "drawn", Null: true, Few: true},
		func(b []byte, p *practitioner) []byte {
			if p.Sex == 0 {
				return b
			}
			return append(b, p.Sex)
		}},
	{
		field("profession", "text", "Code of the profession, as in the audit log."),
		rule{Origin: "public nomenclature of professions; desk and lab are ours", Few: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.Profession...) },
	},
	{
		field("profession_name", "text", "Name of the profession."),
		rule{Origin: "public nomenclature of professions", Few: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.ProfessionName...) },
	},
	{
		field("specialty", "text", "Specialty; empty = none."),
		rule{Origin: "code of the sickness insurance", Null: true, Few: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.Specialty...) },
	},
	{
		field("site", "text", "Id of the site; `org` in the audit log."),
		rule{Origin: "made: a number of a département that does not exist"},
		func(b []byte, p *practitioner) []byte { return append(b, p.Site...) },
	},
	{field("site_name", "text", "Name of the site."), rule{Origin: "made"},
		func(b []byte, p *practitioner) []byte { return append(b, p.SiteName...) }},
	{
		field("dept", "text", "Code of the site's département. Keep it as text."),
		rule{Origin: "drawn: doctors, nurses and dentists by département", Few: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.Dept...) },
	},
	{field("commune", "text", "Commune of the site: a fictitious name."), rule{Origin: "made", Few: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.Commune...) }},
	{field("email", "text", "E-mail address under a reserved domain."), rule{Origin: "made under .example", Null: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.Email...) }},
	{
		field("phone", "text", "Telephone number of a range kept for fiction."),
		rule{Origin: "one of 60,000 numbers kept for fiction", Null: true, Form: phoneForm},
		func(b []byte, p *practitioner) []byte { return append(b, p.Phone...) },
	},
	{
		field("account", "text(9)", "Account on the portal, as in the logs."),
		rule{Origin: "made", Key: true, Ref: "accounts.account"},
		func(b []byte, p *practitioner) []byte { return append(b, p.Account...) },
	},
	{syntheticField, rule{Few: true}, func(b []byte, _ *practitioner) []byte { return append(b, "true"...) }},
}

var accountColumns = []Column[account]{
	{
		field("account", "text(9)", "Account on the portal, as in the logs: PS and seven digits in no telling order."),
		rule{Origin: "made", Key: true},
		func(b []byte, a *account) []byte { return append(b, a.ID...) },
	},
	{
		field("rpps", "text(11)", "RPPS of the owner; empty for a desk or a laboratory. Keep it as text."),
		rule{Origin: "rpps of the owner", Null: true, Form: rppsForm},
		func(b []byte, a *account) []byte { return append(b, a.RPPS...) },
	},
	{field("profile", "text", "Profile of use in the scenario."), rule{Origin: "the scenario", Few: true},
		func(b []byte, a *account) []byte { return append(b, a.Profile...) }},
	{
		field("profession", "text", "Code of the profession, as in the audit log."),
		rule{Origin: "as in practitioners", Few: true},
		func(b []byte, a *account) []byte { return append(b, a.Profession...) },
	},
	{field("site", "text", "Id of the site; `org` in the audit log."), rule{Origin: "as in practitioners"},
		func(b []byte, a *account) []byte { return append(b, a.Site...) }},
	{
		field("dept", "text", "Code of the site's département. Keep it as text."),
		rule{Origin: "as in practitioners", Few: true},
		func(b []byte, a *account) []byte { return append(b, a.Dept...) },
	},
	{
		field(
			"auth",
			"password|cps|ecps",
			"Sign-in method on the first day; a password may give way to a card around July 2022, see auth_method of the audit log.",
		),
		rule{Origin: "drawn", Few: true},
		func(b []byte, a *account) []byte { return append(b, a.Auth...) },
	},
	{field("created_on", "date", "Day the account was opened."), rule{Origin: "drawn"},
		func(b []byte, a *account) []byte { return appendDate(b, a.CreatedOn) }},
	{
		field("delegates", "integer", "Persons who use the account on the owner's behalf."),
		rule{Origin: "count", Few: true, Form: countForm},
		func(b []byte, a *account) []byte { return wire.AppendUint(b, uint32(a.Delegates)) },
	},
	{syntheticField, rule{Few: true}, func(b []byte, _ *account) []byte { return append(b, "true"...) }},
}

var networkColumns = []Column[network]{
	{
		field("prefix", "CIDR", "Block of addresses; all lie in ranges that are never routed."),
		rule{Origin: "made: 240.0.0.0/4 and 3fff::/20", Key: true},
		func(b []byte, n *network) []byte { return append(b, n.Prefix...) },
	},
	{
		field("asn", "integer", "Number of the autonomous system, of those kept for documentation."),
		rule{Origin: "made: RFC 5398", Few: true},
		func(b []byte, n *network) []byte { return wire.AppendUint(b, n.ASN) },
	},
	{
		field("org", "text", "Holder of the system: an invented name; `as_org` in the audit log."),
		rule{Origin: "made", Few: true},
		func(b []byte, n *network) []byte { return append(b, n.Org...) },
	},
	{
		field("kind", "text", "Kind of network: fibre, mobile, hospital, hosting, proxy and so on."),
		rule{Origin: "made", Few: true},
		func(b []byte, n *network) []byte { return append(b, n.Kind...) },
	},
	{field("country", "text(2)", "Country, ISO 3166-1."), rule{Origin: "ISO 3166-1", Few: true},
		func(b []byte, n *network) []byte { return append(b, n.Country...) }},
	{field("continent", "text(2)", "Continent."), rule{Origin: "two letters, as address databases write it", Few: true},
		func(b []byte, n *network) []byte { return append(b, n.Continent...) }},
	{field("city", "text", "City: a fictitious name."), rule{Origin: "made", Few: true},
		func(b []byte, n *network) []byte { return append(b, n.City...) }},
	{field("lat", "decimal", "Latitude, degrees."), rule{Origin: "degrees north"},
		func(b []byte, n *network) []byte { return append(b, n.Lat...) }},
	{field("lon", "decimal", "Longitude, degrees."), rule{Origin: "degrees east"},
		func(b []byte, n *network) []byte { return append(b, n.Lon...) }},
}
