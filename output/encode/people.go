package encode

import "breachsim/generator/record"

type (
	person  = record.Person
	contact = record.Contact
)

// Persons writes records/insured_persons.csv.
func Persons() CSV[record.Person] { return NewCSV(personColumns) }

// Contacts writes records/contacts.csv.
func Contacts() CSV[record.Contact] { return NewCSV(contactColumns) }

var personColumns = []Column[person]{
	{Field{"nir", "text(13)", "Social-security number without its key. Keep it as text: Corsican numbers hold 2A or 2B. The birthplace code was never attributed."},
		func(b []byte, p *person) []byte { return p.NIR.Append(b) }},
	{Field{"nir_key", "text(2)", "Control key, 01 to 97."},
		func(b []byte, p *person) []byte { return p.NIR.AppendKey(b) }},
	{Field{"nir_ref", "hex(16)", "Keyed reference of the number: how logs and truth name the person."},
		func(b []byte, p *person) []byte { return AppendHex(b, p.Ref) }},
	{Field{"birth_name", "text", "Family name at birth."},
		func(b []byte, p *person) []byte { return append(b, p.BirthName...) }},
	{Field{"used_name", "text", "Name in use where it differs; empty = the birth name."},
		func(b []byte, p *person) []byte { return append(b, p.UsedName...) }},
	{Field{"first_names", "text", "First names, separated by spaces."},
		func(b []byte, p *person) []byte { return append(b, p.FirstNames...) }},
	{Field{"sex", "M|F", "Sex."},
		func(b []byte, p *person) []byte { return append(b, p.Sex) }},
	{Field{"birth_date", "date", "Date of birth."},
		func(b []byte, p *person) []byte { return appendDate(b, p.BirthDate) }},
	{Field{"birth_place", "text", "Place of birth: a fictitious name."},
		func(b []byte, p *person) []byte { return append(b, p.BirthPlace...) }},
	{Field{"residence_dept", "text", "Code of the département of residence. Keep it as text: 01, 2A, 976."},
		func(b []byte, p *person) []byte { return append(b, p.ResidenceDept...) }},
	{Field{"residence_commune", "text", "Commune of residence: a fictitious name."},
		func(b []byte, p *person) []byte { return append(b, p.ResidenceCommune...) }},
	{Field{"regime", "text", "Code of the insurance scheme."},
		func(b []byte, p *person) []byte { return append(b, p.Regime...) }},
	{Field{"fund", "text", "Code of the sickness fund."},
		func(b []byte, p *person) []byte { return append(b, p.Fund...) }},
	{Field{"holder_nir", "text(13)", "Number under which the person is found: the own one, or a parent's for a child."},
		func(b []byte, p *person) []byte { return p.Holder.Append(b) }},
	{Field{"birth_rank", "integer", "Rank among persons of one birth date under one holder."},
		func(b []byte, p *person) []byte { return appendUint(b, uint32(p.BirthRank)) }},
	{Field{"referring_doctor", "text(11)", "RPPS of the declared referring doctor; empty = none declared. Keep it as text."},
		func(b []byte, p *person) []byte { return append(b, p.ReferringDoctor...) }},
	{Field{"c2s", "free|participation", "Complémentaire santé solidaire; empty = none."},
		func(b []byte, p *person) []byte { return append(b, p.C2S...) }},
	{Field{"ame", "boolean", "Aide médicale de l'État."},
		func(b []byte, p *person) []byte { return appendBool(b, p.AME) }},
	{Field{"full_coverage", "boolean", "100 % coverage."},
		func(b []byte, p *person) []byte { return appendBool(b, p.FullCoverage) }},
	{Field{"ald", "boolean", "Holds a right for a long-term illness."},
		func(b []byte, p *person) []byte { return appendBool(b, p.ALD) }},
	{Field{"rights_start", "date", "First day of the rights."},
		func(b []byte, p *person) []byte { return appendDate(b, p.RightsStart) }},
	{Field{"rights_end", "date", "Last day of the rights; empty = open."},
		func(b []byte, p *person) []byte { return appendDate(b, p.RightsEnd) }},
	{syntheticField, func(b []byte, _ *person) []byte { return append(b, "true"...) }},
}

var syntheticField = Field{"synthetic", "true", "Always true: the line describes nobody."}

var contactColumns = []Column[contact]{
	{Field{"nir", "text(13)", "Number of the person."},
		func(b []byte, c *contact) []byte { return c.NIR.Append(b) }},
	{Field{"nir_ref", "hex(16)", "Keyed reference of the number."},
		func(b []byte, c *contact) []byte { return AppendHex(b, c.Ref) }},
	{Field{"email", "text", "E-mail address under a reserved domain; empty = none known."},
		func(b []byte, c *contact) []byte { return append(b, c.Email...) }},
	{Field{"phone", "text", "Telephone number of a range kept for fiction."},
		func(b []byte, c *contact) []byte { return append(b, c.Phone...) }},
	{Field{"address", "text", "Postal address: fictitious."},
		func(b []byte, c *contact) []byte { return append(b, c.Address...) }},
	{Field{"iban", "text", "Bank details in a form that no bank can have given."},
		func(b []byte, c *contact) []byte { return append(b, c.IBAN...) }},
	{syntheticField, func(b []byte, _ *contact) []byte { return append(b, "true"...) }},
}
