package records

import (
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// LeakedList is records/leaked_list: the files that campaigns' lists come from.
func LeakedList() Table[record.LeakedRow] {
	return Table[record.LeakedRow]{
		Name:    "leaked_list",
		Columns: leakedColumns,
		About: "What threat actors held before the first look-up: patients' files of medical laboratories, one line " +
			"a number, in the order of the file. Some lines are outdated or wrong, some numbers are nobody's any more. " +
			"It is a known leak, for detectors to use, and no list of who was exposed.",
	}
}

type leakedRow = record.LeakedRow

var bloodGroup = schema.Form{Pattern: "(A|B|AB|O)[+-]"}

var leakedColumns = []Column[leakedRow]{
	{field("list", "integer", "Which file, from 1."), rule{Origin: "count, from 1", Few: true, Form: countForm},
		func(b []byte, r *leakedRow) []byte { return wire.AppendUint(b, uint32(r.List)) }},
	{field("laboratory", "text(7)", "Laboratory whose file it is."), rule{Origin: "made", Few: true},
		func(b []byte, r *leakedRow) []byte { return append(b, r.Laboratory...) }},
	{
		field("laboratory_dept", "text", "Code of the département in which it lies. Keep it as text."),
		rule{Code: true, Origin: "as the scenario says", Few: true},
		func(b []byte, r *leakedRow) []byte { return append(b, r.Dept...) },
	},
	{field("patient", "integer", "The laboratory's own number of the patient."), rule{Origin: "made", Form: countForm},
		func(b []byte, r *leakedRow) []byte { return wire.AppendUint(b, r.Patient) }},
	{
		field("nir", "text(13)", "Social-security number without its key, as the file has it. Keep it as text."),
		rule{Code: true, Origin: "an insured person's, or never given to anybody of this world", Form: nirForm},
		func(b []byte, r *leakedRow) []byte { return r.NIR.Append(b) },
	},
	{field("nir_key", "text(2)", "Its control key."),
		rule{Code: true, Origin: "97 less the remainder of the number by 97", Form: nirKeyForm},
		func(b []byte, r *leakedRow) []byte { return r.NIR.AppendKey(b) }},
	{
		field("nir_ref", "hex(16)", "The number as logs name it: not in the file, but added for joins."),
		rule{Origin: "HMAC-SHA-256 of nir under the key of the dataset, first eight bytes"},
		func(b []byte, r *leakedRow) []byte { return wire.AppendHex(b, r.Ref) },
	},
	{field("last_name", "text", "Family name: the one in use where it differs."),
		rule{Origin: "that of the person; a share is misspelt"},
		func(b []byte, r *leakedRow) []byte { return append(b, r.LastName...) }},
	{field("first_name", "text", "First name."), rule{Origin: "that of the person"},
		func(b []byte, r *leakedRow) []byte { return append(b, r.FirstName...) }},
	{field("birth_date", "date", "Date of birth."), rule{Origin: "that of the person; a share is wrong"},
		func(b []byte, r *leakedRow) []byte { return appendDate(b, r.BirthDate) }},
	{field("sex", "M|F", "Sex."), rule{Origin: "that of the person", Few: true, Form: sexForm},
		func(b []byte, r *leakedRow) []byte { return append(b, r.Sex) }},
	{field("phone", "text", "Telephone number, perhaps of before."),
		rule{Origin: "as contacts.phone; a share is outdated", Form: phoneForm},
		func(b []byte, r *leakedRow) []byte { return append(b, r.Phone...) }},
	{field("email", "text", "E-mail address; empty = none known."), rule{Origin: "as contacts.email", Null: true},
		func(b []byte, r *leakedRow) []byte { return append(b, r.Email...) }},
	{field("address", "text", "Postal address, perhaps of before."),
		rule{Origin: "as contacts.address; a share is outdated"},
		func(b []byte, r *leakedRow) []byte { return append(b, r.Address...) }},
	{field("town", "text", "Town of the address: a fictitious name."), rule{Origin: "made", Few: true},
		func(b []byte, r *leakedRow) []byte { return append(b, r.Town...) }},
	{
		field("doctor", "text(11)", "RPPS of the doctor who gets the results; empty = not known. Keep it as text."),
		rule{Code: true, Origin: "the referring doctor of the person", Null: true, Ref: "practitioners.rpps"},
		func(b []byte, r *leakedRow) []byte { return append(b, r.Doctor...) },
	},
	{field("visited_on", "date", "Last visit to the laboratory."), rule{Origin: "drawn between the scenario's days"},
		func(b []byte, r *leakedRow) []byte { return appendDate(b, r.Visited) }},
	{field("blood_group", "text", "Blood group; empty = not known."),
		rule{Origin: "drawn", Null: true, Few: true, Form: bloodGroup},
		func(b []byte, r *leakedRow) []byte { return append(b, r.Blood...) }},
	{syntheticField, rule{Few: true}, func(b []byte, _ *leakedRow) []byte { return append(b, "true"...) }},
}
