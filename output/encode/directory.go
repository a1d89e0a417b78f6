package encode

import "breachsim/generator/record"

type (
	practitioner = record.Practitioner
	account      = record.Account
	network      = record.Network
)

// Practitioners writes records/practitioners.csv.
func Practitioners() CSV[record.Practitioner] { return NewCSV(practitionerColumns) }

// Accounts writes records/accounts.csv.
func Accounts() CSV[record.Account] { return NewCSV(accountColumns) }

// Networks writes records/networks.csv.
func Networks() CSV[record.Network] { return NewCSV(networkColumns) }

var practitionerColumns = []Column[practitioner]{
	{Field{"rpps", "text(11)", "Number in the directory of practitioners; empty for a desk or a laboratory. Keep it as text."},
		func(b []byte, p *practitioner) []byte { return append(b, p.RPPS...) }},
	{Field{"last_name", "text", "Family name."},
		func(b []byte, p *practitioner) []byte { return append(b, p.LastName...) }},
	{Field{"first_name", "text", "First name."},
		func(b []byte, p *practitioner) []byte { return append(b, p.FirstName...) }},
	{Field{"sex", "M|F", "Sex; empty for a desk."},
		func(b []byte, p *practitioner) []byte {
			if p.Sex == 0 {
				return b
			}
			return append(b, p.Sex)
		}},
	{Field{"profession", "text", "Code of the profession, as in the audit log."},
		func(b []byte, p *practitioner) []byte { return append(b, p.Profession...) }},
	{Field{"profession_name", "text", "Name of the profession."},
		func(b []byte, p *practitioner) []byte { return append(b, p.ProfessionName...) }},
	{Field{"specialty", "text", "Specialty; empty = none."},
		func(b []byte, p *practitioner) []byte { return append(b, p.Specialty...) }},
	{Field{"site", "text", "Id of the site; `org` in the audit log."},
		func(b []byte, p *practitioner) []byte { return append(b, p.Site...) }},
	{Field{"site_name", "text", "Name of the site."},
		func(b []byte, p *practitioner) []byte { return append(b, p.SiteName...) }},
	{Field{"dept", "text", "Code of the site's département. Keep it as text."},
		func(b []byte, p *practitioner) []byte { return append(b, p.Dept...) }},
	{Field{"commune", "text", "Commune of the site: a fictitious name."},
		func(b []byte, p *practitioner) []byte { return append(b, p.Commune...) }},
	{Field{"email", "text", "E-mail address under a reserved domain."},
		func(b []byte, p *practitioner) []byte { return append(b, p.Email...) }},
	{Field{"phone", "text", "Telephone number of a range kept for fiction."},
		func(b []byte, p *practitioner) []byte { return append(b, p.Phone...) }},
	{Field{"account", "text(9)", "Account on the portal, as in the logs."},
		func(b []byte, p *practitioner) []byte { return append(b, p.Account...) }},
	{syntheticField, func(b []byte, _ *practitioner) []byte { return append(b, "true"...) }},
}

var accountColumns = []Column[account]{
	{Field{"account", "text(9)", "Account on the portal, as in the logs: PS and seven digits in no telling order."},
		func(b []byte, a *account) []byte { return append(b, a.ID...) }},
	{Field{"rpps", "text(11)", "RPPS of the owner; empty for a desk or a laboratory. Keep it as text."},
		func(b []byte, a *account) []byte { return append(b, a.RPPS...) }},
	{Field{"profile", "text", "Profile of use in the scenario."},
		func(b []byte, a *account) []byte { return append(b, a.Profile...) }},
	{Field{"profession", "text", "Code of the profession, as in the audit log."},
		func(b []byte, a *account) []byte { return append(b, a.Profession...) }},
	{Field{"site", "text", "Id of the site; `org` in the audit log."},
		func(b []byte, a *account) []byte { return append(b, a.Site...) }},
	{Field{"dept", "text", "Code of the site's département. Keep it as text."},
		func(b []byte, a *account) []byte { return append(b, a.Dept...) }},
	{Field{"auth", "password|cps|ecps", "Usual sign-in method."},
		func(b []byte, a *account) []byte { return append(b, a.Auth...) }},
	{Field{"created_on", "date", "Day the account was opened."},
		func(b []byte, a *account) []byte { return appendDate(b, a.CreatedOn) }},
	{Field{"delegates", "integer", "Persons who use the account on the owner's behalf."},
		func(b []byte, a *account) []byte { return appendUint(b, uint32(a.Delegates)) }},
	{syntheticField, func(b []byte, _ *account) []byte { return append(b, "true"...) }},
}

var networkColumns = []Column[network]{
	{Field{"prefix", "CIDR", "Block of addresses; all lie in ranges that are never routed."},
		func(b []byte, n *network) []byte { return append(b, n.Prefix...) }},
	{Field{"asn", "integer", "Number of the autonomous system, of those kept for documentation."},
		func(b []byte, n *network) []byte { return appendUint(b, n.ASN) }},
	{Field{"org", "text", "Holder of the system: an invented name; `as_org` in the audit log."},
		func(b []byte, n *network) []byte { return append(b, n.Org...) }},
	{Field{"kind", "text", "Kind of network: fibre, mobile, hospital, hosting, proxy and so on."},
		func(b []byte, n *network) []byte { return append(b, n.Kind...) }},
	{Field{"country", "text(2)", "Country, ISO 3166-1."},
		func(b []byte, n *network) []byte { return append(b, n.Country...) }},
	{Field{"continent", "text(2)", "Continent."},
		func(b []byte, n *network) []byte { return append(b, n.Continent...) }},
	{Field{"city", "text", "City: a fictitious name."},
		func(b []byte, n *network) []byte { return append(b, n.City...) }},
	{Field{"lat", "decimal", "Latitude, degrees."},
		func(b []byte, n *network) []byte { return append(b, n.Lat...) }},
	{Field{"lon", "decimal", "Longitude, degrees."},
		func(b []byte, n *network) []byte { return append(b, n.Lon...) }},
}
