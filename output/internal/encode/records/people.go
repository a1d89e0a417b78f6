package records

import (
	"slices"

	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// Persons is records/insured_persons.
func Persons() Table[record.Person] {
	return Table[record.Person]{
		Name:    "insured_persons",
		About:   "The persons asked for with `--persons`, by default those that some log line names.",
		Columns: personColumns,
		own:     map[string]Lines[person]{"fhir": fhirPatients()},
		csv:     appendPersonCSV,
	}
}

// Contacts is records/contacts.
func Contacts() Table[record.Contact] {
	return Table[record.Contact]{Name: "contacts", About: "What the portal never shows, of the same persons.",
		Columns: contactColumns}
}

var personColumns = []Column[person]{
	{
		field(
			"nir",
			"text(13)",
			"Social-security number without its key. Keep it as text: Corsican numbers hold 2A or 2B. The birthplace code was never attributed.",
		),
		rule{Code: true, Origin: "made: real structure, birthplace never attributed", Key: true, Form: nirForm},
		func(b []byte, p *person) []byte { return p.NIR.Append(b) },
	},
	{
		field("nir_key", "text(2)", "Control key, 01 to 97."),
		rule{Code: true, Origin: "97 less the remainder of the number by 97", Form: nirKeyForm},
		func(b []byte, p *person) []byte { return p.NIR.AppendKey(b) },
	},
	{
		field("nir_ref", "hex(16)", "Keyed reference of the number: how logs and truth name the person."),
		rule{Origin: "HMAC-SHA-256 of nir under the key of the dataset, first eight bytes", Unique: true},
		func(b []byte, p *person) []byte { return wire.AppendHex(b, p.Ref) },
	},
	{
		field("birth_name", "text", "Family name at birth."),
		rule{Origin: "drawn by decade of birth: Insee surnames, with a made tail"},
		func(b []byte, p *person) []byte { return append(b, p.BirthName...) },
	},
	{
		field("used_name", "text", "Name in use where it differs; empty = the birth name."),
		rule{Origin: "drawn as birth_name", Null: true},
		func(b []byte, p *person) []byte { return append(b, p.UsedName...) },
	},
	{
		field("first_names", "text", "First names, separated by spaces."),
		rule{Origin: "drawn by sex and decade of birth: Insee first names"},
		func(b []byte, p *person) []byte { return append(b, p.FirstNames...) },
	},
	{field("sex", "M|F", "Sex."), rule{Origin: "drawn: Insee population pyramid", Few: true, Form: sexForm},
		func(b []byte, p *person) []byte { return append(b, p.Sex) }},
	{field("birth_date", "date", "Date of birth."), rule{Origin: "drawn: Insee population pyramid and births by month"},
		func(b []byte, p *person) []byte { return appendDate(b, p.BirthDate) }},
	{field("birth_place", "text", "Place of birth: a fictitious name."), rule{Origin: "made", Few: true},
		func(b []byte, p *person) []byte { return append(b, p.BirthPlace...) }},
	{
		field("residence_dept", "text", "Code of the département of residence. Keep it as text: 01, 2A, 976."),
		rule{Code: true, Origin: "drawn: Insee population of the départements", Few: true},
		func(b []byte, p *person) []byte { return append(b, p.ResidenceDept...) },
	},
	{field("residence_commune", "text", "Commune of residence: a fictitious name."), rule{Origin: "made", Few: true},
		func(b []byte, p *person) []byte { return append(b, p.ResidenceCommune...) }},
	{
		field("regime", "text", "Code of the insurance scheme."),
		rule{Code: true, Origin: "drawn by residence", Few: true},
		func(b []byte, p *person) []byte { return append(b, p.Regime...) },
	},
	{
		field("fund", "text", "Code of the sickness fund."),
		rule{Code: true, Origin: "drawn by residence: funds of the general scheme", Few: true},
		func(b []byte, p *person) []byte { return append(b, p.Fund...) },
	},
	{
		field(
			"holder_nir",
			"text(13)",
			"Number under which the person is found: the own one, or the mother's for a child.",
		),
		rule{Code: true, Origin: "nir of the holder", Form: nirForm},
		func(b []byte, p *person) []byte { return p.Holder.Append(b) },
	},
	{
		field(
			"second_holder_nir",
			"text(13)",
			"The other parent's number, for a child who is found under both; empty = none.",
		),
		rule{Code: true, Origin: "nir of the mother's partner", Null: true, Form: nirForm},
		func(b []byte, p *person) []byte { return appendHolder(b, p.SecondHolder) },
	},
	{
		field("birth_rank", "integer", "Rank among persons of one birth date under one holder."),
		rule{Origin: "count, from 1", Few: true, Form: countForm},
		func(b []byte, p *person) []byte { return wire.AppendUint(b, uint32(p.BirthRank)) },
	},
	{
		field(
			"referring_doctor",
			"text(11)",
			"RPPS of the declared referring doctor; empty = none declared. Keep it as text.",
		),
		rule{Code: true, Origin: "rpps of a doctor near the residence", Null: true, Ref: "practitioners.rpps"},
		func(b []byte, p *person) []byte { return append(b, p.ReferringDoctor...) },
	},
	{
		field("c2s", "free|participation", "Complémentaire santé solidaire; empty = none."),
		rule{Origin: "drawn by age and place", Null: true, Few: true},
		func(b []byte, p *person) []byte { return append(b, p.C2S...) },
	},
	{field("ame", "boolean", "Aide médicale de l'État."), rule{Origin: "drawn by age and origin"},
		func(b []byte, p *person) []byte { return appendBool(b, p.AME) }},
	{field("full_coverage", "boolean", "100 % coverage."), rule{Origin: "drawn with ald"},
		func(b []byte, p *person) []byte { return appendBool(b, p.FullCoverage) }},
	{field("ald", "boolean", "Holds a right for a long-term illness."), rule{Origin: "drawn by age and sex"},
		func(b []byte, p *person) []byte { return appendBool(b, p.ALD) }},
	{field("rights_start", "date", "First day of the rights."), rule{Origin: "made"},
		func(b []byte, p *person) []byte { return appendDate(b, p.RightsStart) }},
	{field("rights_end", "date", "Last day of the rights; empty = open."), rule{Origin: "made", Null: true},
		func(b []byte, p *person) []byte { return appendDate(b, p.RightsEnd) }},
	{syntheticField, rule{Few: true}, func(b []byte, _ *person) []byte { return append(b, "true"...) }},
}

var syntheticField = field("synthetic", "true", "Always true: the line describes nobody.")

var contactColumns = []Column[contact]{
	{
		field("nir", "text(13)", "Number of the person."),
		rule{Origin: "nir of the person", Key: true, Ref: "insured_persons.nir"},
		func(b []byte, c *contact) []byte { return c.NIR.Append(b) },
	},
	{field("nir_ref", "hex(16)", "Keyed reference of the number."), rule{Origin: "nir_ref of the person", Unique: true},
		func(b []byte, c *contact) []byte { return wire.AppendHex(b, c.Ref) }},
	{
		field("email", "text", "E-mail address under a reserved domain; empty = none known."),
		rule{Origin: "made under .example", Null: true},
		func(b []byte, c *contact) []byte { return append(b, c.Email...) },
	},
	{
		field("phone", "text", "Telephone number of a range kept for fiction."),
		rule{Origin: "one of 60,000 numbers kept for fiction", Form: phoneForm},
		func(b []byte, c *contact) []byte { return append(b, c.Phone...) },
	},
	{
		field("address", "text", "Postal address: fictitious."),
		rule{Origin: "made; no post code, for each belongs to a real commune"},
		func(b []byte, c *contact) []byte { return append(b, c.Address...) },
	},
	{
		field("iban", "text", "Bank details in a form that no bank can have given."),
		rule{Origin: "made: check digits 00, which no account has", Form: ibanForm},
		func(b []byte, c *contact) []byte { return append(b, c.IBAN...) },
	},
	{syntheticField, rule{Few: true}, func(b []byte, _ *contact) []byte { return append(b, "true"...) }},
}

// appendHolder appends a number; 0 is none.
func appendHolder(dst []byte, n nir.NIR) []byte {
	if n == 0 {
		return dst
	}
	return n.Append(dst)
}

// personLineBytes is more than a line has beside its texts.
const personLineBytes = 256

// appendPersonCSV is the line of a person in the CSV form, written out: the table has
// many more lines than all others. A test holds it against the columns.
func appendPersonCSV(dst []byte, p *person) []byte {
	texts := len(p.BirthName) + len(p.UsedName) + len(p.FirstNames) + len(p.BirthPlace) + len(p.ResidenceCommune)
	dst = slices.Grow(dst, personLineBytes+texts)
	number := len(dst)
	dst = append(p.NIR.Append(dst), ',')
	dst = append(p.NIR.AppendKey(dst), ',')
	dst = append(wire.AppendHex(dst, p.Ref), ',')
	dst = append(appendQuoted(dst, p.BirthName), ',')
	dst = append(appendQuoted(dst, p.UsedName), ',')
	dst = append(appendQuoted(dst, p.FirstNames), ',')
	dst = append(dst, p.Sex, ',')
	dst = append(appendDate(dst, p.BirthDate), ',')
	dst = append(appendQuoted(dst, p.BirthPlace), ',')
	dst = append(appendCode(dst, p.ResidenceDept), ',')
	dst = append(appendQuoted(dst, p.ResidenceCommune), ',')
	dst = append(appendCode(dst, p.Regime), ',')
	dst = append(appendCode(dst, p.Fund), ',')
	if p.Holder == p.NIR {
		dst = append(dst, dst[number:number+13]...)
	} else {
		dst = p.Holder.Append(dst)
	}
	dst = append(appendHolder(append(dst, ','), p.SecondHolder), ',')
	dst = append(wire.AppendUint(dst, uint32(p.BirthRank)), ',')
	dst = append(append(dst, p.ReferringDoctor...), ',')
	dst = append(append(dst, p.C2S...), ',')
	dst = append(appendBool(dst, p.AME), ',')
	dst = append(appendBool(dst, p.FullCoverage), ',')
	dst = append(appendBool(dst, p.ALD), ',')
	dst = append(appendDate(dst, p.RightsStart), ',')
	if p.RightsEnd != (record.Date{}) {
		dst = appendDate(dst, p.RightsEnd)
	}
	return append(dst, ",true\n"...)
}

// appendQuoted appends a text, in quotes where CSV needs them.
func appendQuoted(dst []byte, text string) []byte {
	if text == "" {
		return dst
	}
	return wire.AppendCSV(dst, text)
}

// appendCode appends a code. Those of two characters are the most, and not worth a call.
func appendCode(dst []byte, code string) []byte {
	if len(code) == 2 {
		return append(dst, code[0], code[1])
	}
	return append(dst, code...)
}
