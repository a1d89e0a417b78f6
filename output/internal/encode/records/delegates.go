package records

import (
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// Delegates is records/delegates.
func Delegates() Table[record.Delegate] {
	return Table[record.Delegate]{
		Name: "delegates",
		About: "Those who use an account on its owner's behalf, such as a secretary; " +
			"as many as `delegates` of accounts says.",
		Columns: delegateColumns,
	}
}

var delegateColumns = []Column[delegate]{
	{
		field("account", "text(9)", "Account on the portal, as in the logs."),
		rule{Origin: "made", Key: true, Ref: "accounts.account"},
		func(b []byte, d *delegate) []byte { return append(b, d.Account...) },
	},
	{
		field("number", "integer", "Number among the delegates of the account; delegate-N as actor in truth/events."),
		rule{Origin: "count, from 1", Key: true, Few: true, Form: delegateForm},
		func(b []byte, d *delegate) []byte { return wire.AppendUint(b, uint32(d.Number)) },
	},
	{field("last_name", "text", "Family name."), rule{Origin: "drawn: Insee surnames"},
		func(b []byte, d *delegate) []byte { return append(b, d.LastName...) }},
	{field("first_name", "text", "First name."), rule{Origin: "drawn: Insee first names"},
		func(b []byte, d *delegate) []byte { return append(b, d.FirstName...) }},
	{field("sex", "M|F", "Sex."), rule{Origin: "drawn", Few: true},
		func(b []byte, d *delegate) []byte { return append(b, d.Sex) }},
	{
		field(
			"role",
			"secretary|assistant|preparer|pharmacist|student|colleague|substitute|clerk|technician",
			"What the person does at the site.",
		),
		rule{Origin: "drawn by profession of the owner", Few: true},
		func(b []byte, d *delegate) []byte { return append(b, d.Role...) },
	},
	{field("since", "date", "First day of use, before the dataset begins."), rule{Origin: "drawn"},
		func(b []byte, d *delegate) []byte { return appendDate(b, d.Since) }},
	{syntheticField, rule{Few: true}, func(b []byte, _ *delegate) []byte { return append(b, "true"...) }},
}
