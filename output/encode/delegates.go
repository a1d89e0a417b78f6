package encode

import "breachsim/generator/record"

type delegate = record.Delegate

// Delegates is records/delegates.
func Delegates() Table[record.Delegate] {
	return Table[record.Delegate]{Name: "delegates", About: "Those who use an account on its owner's behalf, such as a secretary; as many as `delegates` of accounts says.",
		Columns: delegateColumns}
}

var delegateColumns = []Column[delegate]{
	{Field{"account", "text(9)", "Account on the portal, as in the logs."}, Rule{Origin: "made", Key: true, Ref: "accounts.account"},
		func(b []byte, d *delegate) []byte { return append(b, d.Account...) }},
	{Field{"number", "integer", "Number among the delegates of the account; delegate-N as actor in truth/events."}, Rule{Origin: "count, from 1", Key: true, Few: true, Form: delegateForm},
		func(b []byte, d *delegate) []byte { return appendUint(b, uint32(d.Number)) }},
	{Field{"last_name", "text", "Family name."}, Rule{Origin: "drawn: Insee surnames"},
		func(b []byte, d *delegate) []byte { return append(b, d.LastName...) }},
	{Field{"first_name", "text", "First name."}, Rule{Origin: "drawn: Insee first names"},
		func(b []byte, d *delegate) []byte { return append(b, d.FirstName...) }},
	{Field{"sex", "M|F", "Sex."}, Rule{Origin: "drawn", Few: true},
		func(b []byte, d *delegate) []byte { return append(b, d.Sex) }},
	{Field{"role", "secretary|assistant|preparer|pharmacist|student|colleague|substitute|clerk|technician", "What the person does at the site."}, Rule{Origin: "drawn by profession of the owner", Few: true},
		func(b []byte, d *delegate) []byte { return append(b, d.Role...) }},
	{Field{"since", "date", "First day of use, before the dataset begins."}, Rule{Origin: "drawn"},
		func(b []byte, d *delegate) []byte { return appendDate(b, d.Since) }},
	{syntheticField, Rule{Few: true}, func(b []byte, _ *delegate) []byte { return append(b, "true"...) }},
}
