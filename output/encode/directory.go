package encode

import "breachsim/generator/record"

type (
	practitioner = record.Practitioner
	account      = record.Account
	network      = record.Network
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
	{Field{"rpps", "text(11)", "Number in the directory of practitioners; empty for a desk or a laboratory. Keep it as text."}, Rule{Origin: "made: prefix 997, which is used for tests", Null: true, Unique: true, Form: rppsForm},
		func(b []byte, p *practitioner) []byte { return append(b, p.RPPS...) }},
	{Field{"last_name", "text", "Family name."}, Rule{Origin: "drawn: Insee surnames", Null: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.LastName...) }},
	{Field{"first_name", "text", "First name."}, Rule{Origin: "drawn: Insee first names", Null: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.FirstName...) }},
	{Field{"sex", "M|F", "Sex; empty for a desk."}, Rule{Origin: "drawn", Null: true, Few: true},
		func(b []byte, p *practitioner) []byte {
			if p.Sex == 0 {
				return b
			}
			return append(b, p.Sex)
		}},
	{Field{"profession", "text", "Code of the profession, as in the audit log."}, Rule{Origin: "public nomenclature of professions; desk and lab are ours", Few: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.Profession...) }},
	{Field{"profession_name", "text", "Name of the profession."}, Rule{Origin: "public nomenclature of professions", Few: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.ProfessionName...) }},
	{Field{"specialty", "text", "Specialty; empty = none."}, Rule{Origin: "code of the sickness insurance", Null: true, Few: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.Specialty...) }},
	{Field{"site", "text", "Id of the site; `org` in the audit log."}, Rule{Origin: "made: a number of a département that does not exist"},
		func(b []byte, p *practitioner) []byte { return append(b, p.Site...) }},
	{Field{"site_name", "text", "Name of the site."}, Rule{Origin: "made"},
		func(b []byte, p *practitioner) []byte { return append(b, p.SiteName...) }},
	{Field{"dept", "text", "Code of the site's département. Keep it as text."}, Rule{Origin: "drawn: doctors, nurses and dentists by département", Few: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.Dept...) }},
	{Field{"commune", "text", "Commune of the site: a fictitious name."}, Rule{Origin: "made", Few: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.Commune...) }},
	{Field{"email", "text", "E-mail address under a reserved domain."}, Rule{Origin: "made under .example", Null: true},
		func(b []byte, p *practitioner) []byte { return append(b, p.Email...) }},
	{Field{"phone", "text", "Telephone number of a range kept for fiction."}, Rule{Origin: "one of 60,000 numbers kept for fiction", Null: true, Form: phoneForm},
		func(b []byte, p *practitioner) []byte { return append(b, p.Phone...) }},
	{Field{"account", "text(9)", "Account on the portal, as in the logs."}, Rule{Origin: "made", Key: true, Ref: "accounts.account"},
		func(b []byte, p *practitioner) []byte { return append(b, p.Account...) }},
	{syntheticField, Rule{Few: true}, func(b []byte, _ *practitioner) []byte { return append(b, "true"...) }},
}

var accountColumns = []Column[account]{
	{Field{"account", "text(9)", "Account on the portal, as in the logs: PS and seven digits in no telling order."}, Rule{Origin: "made", Key: true},
		func(b []byte, a *account) []byte { return append(b, a.ID...) }},
	{Field{"rpps", "text(11)", "RPPS of the owner; empty for a desk or a laboratory. Keep it as text."}, Rule{Origin: "rpps of the owner", Null: true, Form: rppsForm},
		func(b []byte, a *account) []byte { return append(b, a.RPPS...) }},
	{Field{"profile", "text", "Profile of use in the scenario."}, Rule{Origin: "the scenario", Few: true},
		func(b []byte, a *account) []byte { return append(b, a.Profile...) }},
	{Field{"profession", "text", "Code of the profession, as in the audit log."}, Rule{Origin: "as in practitioners", Few: true},
		func(b []byte, a *account) []byte { return append(b, a.Profession...) }},
	{Field{"site", "text", "Id of the site; `org` in the audit log."}, Rule{Origin: "as in practitioners"},
		func(b []byte, a *account) []byte { return append(b, a.Site...) }},
	{Field{"dept", "text", "Code of the site's département. Keep it as text."}, Rule{Origin: "as in practitioners", Few: true},
		func(b []byte, a *account) []byte { return append(b, a.Dept...) }},
	{Field{"auth", "password|cps|ecps", "Sign-in method on the first day; a password may give way to a card around July 2022, see auth_method of the audit log."}, Rule{Origin: "drawn", Few: true},
		func(b []byte, a *account) []byte { return append(b, a.Auth...) }},
	{Field{"created_on", "date", "Day the account was opened."}, Rule{Origin: "drawn"},
		func(b []byte, a *account) []byte { return appendDate(b, a.CreatedOn) }},
	{Field{"delegates", "integer", "Persons who use the account on the owner's behalf."}, Rule{Origin: "count", Few: true, Form: countForm},
		func(b []byte, a *account) []byte { return appendUint(b, uint32(a.Delegates)) }},
	{syntheticField, Rule{Few: true}, func(b []byte, _ *account) []byte { return append(b, "true"...) }},
}

var networkColumns = []Column[network]{
	{Field{"prefix", "CIDR", "Block of addresses; all lie in ranges that are never routed."}, Rule{Origin: "made: 240.0.0.0/4 and 3fff::/20", Key: true},
		func(b []byte, n *network) []byte { return append(b, n.Prefix...) }},
	{Field{"asn", "integer", "Number of the autonomous system, of those kept for documentation."}, Rule{Origin: "made: RFC 5398", Few: true},
		func(b []byte, n *network) []byte { return appendUint(b, n.ASN) }},
	{Field{"org", "text", "Holder of the system: an invented name; `as_org` in the audit log."}, Rule{Origin: "made", Few: true},
		func(b []byte, n *network) []byte { return append(b, n.Org...) }},
	{Field{"kind", "text", "Kind of network: fibre, mobile, hospital, hosting, proxy and so on."}, Rule{Origin: "made", Few: true},
		func(b []byte, n *network) []byte { return append(b, n.Kind...) }},
	{Field{"country", "text(2)", "Country, ISO 3166-1."}, Rule{Origin: "ISO 3166-1", Few: true},
		func(b []byte, n *network) []byte { return append(b, n.Country...) }},
	{Field{"continent", "text(2)", "Continent."}, Rule{Origin: "two letters, as address databases write it", Few: true},
		func(b []byte, n *network) []byte { return append(b, n.Continent...) }},
	{Field{"city", "text", "City: a fictitious name."}, Rule{Origin: "made", Few: true},
		func(b []byte, n *network) []byte { return append(b, n.City...) }},
	{Field{"lat", "decimal", "Latitude, degrees."}, Rule{Origin: "degrees north"},
		func(b []byte, n *network) []byte { return append(b, n.Lat...) }},
	{Field{"lon", "decimal", "Longitude, degrees."}, Rule{Origin: "degrees east"},
		func(b []byte, n *network) []byte { return append(b, n.Lon...) }},
}
