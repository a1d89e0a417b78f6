package encode

import (
	"breachsim/generator/nir"
	"breachsim/generator/record"
)

type (
	person  = record.Person
	contact = record.Contact
)

// Persons is records/insured_persons.
func Persons() Table[record.Person] {
	return Table[record.Person]{Name: "insured_persons", About: "The persons asked for with `--persons`, by default those that some log line names.",
		Columns: personColumns, own: map[string]Lines[person]{"fhir": fhirPatients()}}
}

// Contacts is records/contacts.
func Contacts() Table[record.Contact] {
	return Table[record.Contact]{Name: "contacts", About: "What the portal never shows, of the same persons.",
		Columns: contactColumns}
}

var personColumns = []Column[person]{
	{Field{"nir", "text(13)", "Social-security number without its key. Keep it as text: Corsican numbers hold 2A or 2B. The birthplace code was never attributed."}, Rule{Code: true, Origin: "made: real structure, birthplace never attributed", Key: true, Form: nirForm},
		func(b []byte, p *person) []byte { return p.NIR.Append(b) }},
	{Field{"nir_key", "text(2)", "Control key, 01 to 97."}, Rule{Code: true, Origin: "97 less the remainder of the number by 97", Form: nirKeyForm},
		func(b []byte, p *person) []byte { return p.NIR.AppendKey(b) }},
	{Field{"nir_ref", "hex(16)", "Keyed reference of the number: how logs and truth name the person."}, Rule{Origin: "HMAC-SHA-256 of nir under the key of the dataset, first eight bytes", Unique: true},
		func(b []byte, p *person) []byte { return AppendHex(b, p.Ref) }},
	{Field{"birth_name", "text", "Family name at birth."}, Rule{Origin: "drawn by decade of birth: Insee surnames, with a made tail"},
		func(b []byte, p *person) []byte { return append(b, p.BirthName...) }},
	{Field{"used_name", "text", "Name in use where it differs; empty = the birth name."}, Rule{Origin: "drawn as birth_name", Null: true},
		func(b []byte, p *person) []byte { return append(b, p.UsedName...) }},
	{Field{"first_names", "text", "First names, separated by spaces."}, Rule{Origin: "drawn by sex and decade of birth: Insee first names"},
		func(b []byte, p *person) []byte { return append(b, p.FirstNames...) }},
	{Field{"sex", "M|F", "Sex."}, Rule{Origin: "drawn: Insee population pyramid", Few: true, Form: sexForm},
		func(b []byte, p *person) []byte { return append(b, p.Sex) }},
	{Field{"birth_date", "date", "Date of birth."}, Rule{Origin: "drawn: Insee population pyramid and births by month"},
		func(b []byte, p *person) []byte { return appendDate(b, p.BirthDate) }},
	{Field{"birth_place", "text", "Place of birth: a fictitious name."}, Rule{Origin: "made", Few: true},
		func(b []byte, p *person) []byte { return append(b, p.BirthPlace...) }},
	{Field{"residence_dept", "text", "Code of the département of residence. Keep it as text: 01, 2A, 976."}, Rule{Code: true, Origin: "drawn: Insee population of the départements", Few: true},
		func(b []byte, p *person) []byte { return append(b, p.ResidenceDept...) }},
	{Field{"residence_commune", "text", "Commune of residence: a fictitious name."}, Rule{Origin: "made", Few: true},
		func(b []byte, p *person) []byte { return append(b, p.ResidenceCommune...) }},
	{Field{"regime", "text", "Code of the insurance scheme."}, Rule{Code: true, Origin: "drawn by residence", Few: true},
		func(b []byte, p *person) []byte { return append(b, p.Regime...) }},
	{Field{"fund", "text", "Code of the sickness fund."}, Rule{Code: true, Origin: "drawn by residence: funds of the general scheme", Few: true},
		func(b []byte, p *person) []byte { return append(b, p.Fund...) }},
	{Field{"holder_nir", "text(13)", "Number under which the person is found: the own one, or the mother's for a child."}, Rule{Code: true, Origin: "nir of the holder", Form: nirForm},
		func(b []byte, p *person) []byte { return p.Holder.Append(b) }},
	{Field{"second_holder_nir", "text(13)", "The other parent's number, for a child who is found under both; empty = none."}, Rule{Code: true, Origin: "nir of the mother's partner", Null: true, Form: nirForm},
		func(b []byte, p *person) []byte { return appendHolder(b, p.SecondHolder) }},
	{Field{"birth_rank", "integer", "Rank among persons of one birth date under one holder."}, Rule{Origin: "count, from 1", Few: true, Form: countForm},
		func(b []byte, p *person) []byte { return appendUint(b, uint32(p.BirthRank)) }},
	{Field{"referring_doctor", "text(11)", "RPPS of the declared referring doctor; empty = none declared. Keep it as text."}, Rule{Code: true, Origin: "rpps of a doctor near the residence", Null: true, Ref: "practitioners.rpps"},
		func(b []byte, p *person) []byte { return append(b, p.ReferringDoctor...) }},
	{Field{"c2s", "free|participation", "Complémentaire santé solidaire; empty = none."}, Rule{Origin: "drawn by age and place", Null: true, Few: true},
		func(b []byte, p *person) []byte { return append(b, p.C2S...) }},
	{Field{"ame", "boolean", "Aide médicale de l'État."}, Rule{Origin: "drawn by age and origin"},
		func(b []byte, p *person) []byte { return appendBool(b, p.AME) }},
	{Field{"full_coverage", "boolean", "100 % coverage."}, Rule{Origin: "drawn with ald"},
		func(b []byte, p *person) []byte { return appendBool(b, p.FullCoverage) }},
	{Field{"ald", "boolean", "Holds a right for a long-term illness."}, Rule{Origin: "drawn by age and sex"},
		func(b []byte, p *person) []byte { return appendBool(b, p.ALD) }},
	{Field{"rights_start", "date", "First day of the rights."}, Rule{Origin: "made"},
		func(b []byte, p *person) []byte { return appendDate(b, p.RightsStart) }},
	{Field{"rights_end", "date", "Last day of the rights; empty = open."}, Rule{Origin: "made", Null: true},
		func(b []byte, p *person) []byte { return appendDate(b, p.RightsEnd) }},
	{syntheticField, Rule{Few: true}, func(b []byte, _ *person) []byte { return append(b, "true"...) }},
}

var syntheticField = Field{"synthetic", "true", "Always true: the line describes nobody."}

var contactColumns = []Column[contact]{
	{Field{"nir", "text(13)", "Number of the person."}, Rule{Origin: "nir of the person", Key: true, Ref: "insured_persons.nir"},
		func(b []byte, c *contact) []byte { return c.NIR.Append(b) }},
	{Field{"nir_ref", "hex(16)", "Keyed reference of the number."}, Rule{Origin: "nir_ref of the person", Unique: true},
		func(b []byte, c *contact) []byte { return AppendHex(b, c.Ref) }},
	{Field{"email", "text", "E-mail address under a reserved domain; empty = none known."}, Rule{Origin: "made under .example", Null: true},
		func(b []byte, c *contact) []byte { return append(b, c.Email...) }},
	{Field{"phone", "text", "Telephone number of a range kept for fiction."}, Rule{Origin: "one of 60,000 numbers kept for fiction", Form: phoneForm},
		func(b []byte, c *contact) []byte { return append(b, c.Phone...) }},
	{Field{"address", "text", "Postal address: fictitious."}, Rule{Origin: "made; no post code, for each belongs to a real commune"},
		func(b []byte, c *contact) []byte { return append(b, c.Address...) }},
	{Field{"iban", "text", "Bank details in a form that no bank can have given."}, Rule{Origin: "made: check digits 00, which no account has", Form: ibanForm},
		func(b []byte, c *contact) []byte { return append(b, c.IBAN...) }},
	{syntheticField, Rule{Few: true}, func(b []byte, _ *contact) []byte { return append(b, "true"...) }},
}

// appendHolder appends a number; 0 is none.
func appendHolder(dst []byte, n nir.NIR) []byte {
	if n == 0 {
		return dst
	}
	return n.Append(dst)
}
