package records

import (
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// History is the table history, which lies at the root of the dataset. In
// clear mode nir takes the place of nir_ref, as in the audit log.
func History(mode schema.NIRMode) Table[record.Acquaintance] {
	columns := append([]Column[acquaintance]{historyAccount}, historyRef)
	if mode == schema.Clear {
		columns[1] = historyNIR
	}
	return Table[record.Acquaintance]{
		Name:    "history",
		Root:    true,
		Columns: append(columns, historyCounts...),
		About: "The persons that the users of each account found in the days before the logs begin: " +
			"one line an account and a number, in the order of accounts and of first look-ups.",
	}
}

var historyAccount = Column[acquaintance]{
	field("account", "text(9)", "Account, as in the logs."),
	rule{Origin: "accounts.account", Few: true, Ref: "accounts.account"},
	func(b []byte, a *acquaintance) []byte { return append(b, a.Account...) },
}

var historyRef = Column[acquaintance]{
	field("nir_ref", "hex(16)", "Number that was looked up, as a keyed reference; joins the audit log."),
	rule{Origin: "as in the audit log"},
	func(b []byte, a *acquaintance) []byte { return wire.AppendHex(b, a.Ref) },
}

var historyNIR = Column[acquaintance]{
	field("nir", "text(15)", "Number that was looked up, with its key; joins the audit log."),
	rule{Origin: "as in the audit log"},
	func(b []byte, a *acquaintance) []byte { return a.NIR.AppendKey(a.NIR.Append(b)) },
}

var historyCounts = []Column[acquaintance]{
	{
		field("first_seen", "timestamp", "First look-up that found somebody under the number, UTC with microseconds."),
		rule{Origin: "the calendar of the scenario, before its start"},
		func(b []byte, a *acquaintance) []byte { return wire.AppendMoment(b, a.First) },
	},
	{field("last_seen", "timestamp", "Last such look-up."), rule{Origin: "as first_seen"},
		func(b []byte, a *acquaintance) []byte { return wire.AppendMoment(b, a.Last) }},
	{field("count", "integer", "How many there were."), rule{Origin: "count, from 1", Form: countForm},
		func(b []byte, a *acquaintance) []byte { return wire.AppendUint(b, a.Count) }},
}
