package records

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

type (
	warning = record.Warning
	ticket  = record.Ticket
	ground  = record.Ground
)

// Warnings is logs/alerts: what a firewall and a SIEM raised, false ones included.
func Warnings() Table[record.Warning] {
	return Table[record.Warning]{
		Name:   "alerts",
		Folder: "logs",
		About: "Alerts that a firewall for web applications and a SIEM with simple rules raised at the time, in time " +
			"order: some are false, and some that were due are missing. With `output.alerts` only.",
		Columns: []Column[warning]{
			{field("alert_id", "hex(16)", "The alert."), rule{Origin: "keyed", Key: true},
				func(b []byte, w *warning) []byte { return wire.AppendHex(b, w.ID) }},
			{field("ts", "timestamp", "When it was raised, UTC with microseconds."),
				rule{Origin: "the last event and a delay"},
				func(b []byte, w *warning) []byte { return wire.AppendMoment(b, w.TS) }},
			{field("source", "waf|siem", "System that raised it."), rule{Origin: "follows from rule", Few: true},
				func(b []byte, w *warning) []byte { return append(b, w.Source...) }},
			{field("rule", oneOf(event.WarningRules()), "Rule that fired."),
				rule{Origin: "rules of the page", Few: true},
				func(b []byte, w *warning) []byte { return append(b, w.Rule...) }},
			{field("severity", "low|medium|high", "Urgency of the rule."), rule{Origin: "follows from rule", Few: true},
				func(b []byte, w *warning) []byte { return append(b, w.Severity...) }},
			{field("account", "text(9)", "Account, as in the logs; empty: the rule is about the address."),
				rule{Origin: "as in the audit log", Null: true, Ref: "accounts.account"},
				func(b []byte, w *warning) []byte { return append(b, w.Account...) }},
			{field("src_ip", "address", "Address of the last event."), rule{Origin: "as in the audit log"},
				func(b []byte, w *warning) []byte { return append(b, w.Addr...) }},
			{field("session_id", "hex(16)", "Session of the last event; empty: none."),
				rule{Origin: "as in the audit log", Null: true},
				func(b []byte, w *warning) []byte { return appendIDOrNull(b, w.Session) }},
			{field("event_id", "hex(16)", "Last event that it is about; joins the audit log."),
				rule{Origin: "as in the audit log"},
				func(b []byte, w *warning) []byte { return wire.AppendHex(b, w.Event) }},
			{field("first_event_at", "timestamp", "First event that it is about."), rule{Origin: "as in the audit log"},
				func(b []byte, w *warning) []byte { return wire.AppendMoment(b, w.From) }},
			{field("last_event_at", "timestamp", "Last event that it is about."), rule{Origin: "as in the audit log"},
				func(b []byte, w *warning) []byte { return wire.AppendMoment(b, w.To) }},
			{field("events", "integer", "How many events it is about."), rule{Origin: "count, from 1", Form: countForm},
				func(b []byte, w *warning) []byte { return wire.AppendUint(b, w.Count) }},
		},
	}
}

// Tickets is logs/tickets: calls at the help desk and analysts' cases. In clear mode nir
// takes the place of nir_ref, as in the audit log.
func Tickets(mode schema.NIRMode) Table[record.Ticket] {
	t := Table[record.Ticket]{
		Name:   "tickets",
		Folder: "logs",
		About: "Tickets of the help desk, and with `output.alerts` the analysts' cases, in the order in which they " +
			"were opened. What has not happened when the dataset ends is empty. With `output.tickets` only.",
		Columns: []Column[ticket]{
			{field("ticket_id", "hex(16)", "The ticket."), rule{Origin: "keyed", Key: true},
				func(b []byte, t *ticket) []byte { return wire.AppendHex(b, t.ID) }},
			{field("kind", oneOf(event.TicketKinds()), "access: the user cannot sign in; question: how the portal "+
				"works; complaint: an insured person asks who looked; case: an analyst looks into an alert."),
				rule{Origin: "who opens it", Few: true},
				func(b []byte, t *ticket) []byte { return append(b, t.Kind...) }},
			{field("channel", oneOf(event.TicketChannels()), "How it came in."),
				rule{Origin: "drawn by kind", Few: true},
				func(b []byte, t *ticket) []byte { return append(b, t.Channel...) }},
			{field("opened_at", "timestamp", "UTC with microseconds."), rule{Origin: "the event and a delay"},
				func(b []byte, t *ticket) []byte { return wire.AppendMoment(b, t.Opened) }},
			{field("assigned_at", "timestamp", "When somebody took it; empty: nobody yet."),
				rule{Origin: "as opened_at", Null: true},
				func(b []byte, t *ticket) []byte { return appendMomentOrNull(b, t.Assigned) }},
			{field("closed_at", "timestamp", "When it was closed; empty: not yet."),
				rule{Origin: "as opened_at", Null: true},
				func(b []byte, t *ticket) []byte { return appendMomentOrNull(b, t.Closed) }},
			{field("account", "text(9)", "Account that it is about, as in the logs; empty: none."),
				rule{Origin: "as in the audit log", Null: true, Ref: "accounts.account"},
				func(b []byte, t *ticket) []byte { return append(b, t.Account...) }},
			{field("nir_ref", "hex(16)", "Insured person who complains; empty: none."),
				rule{Origin: "as in the audit log", Null: true},
				func(b []byte, t *ticket) []byte { return appendIDOrNull(b, t.Ref) }},
			{field("event_id", "hex(16)", "Last event that it is about; joins the audit log."),
				rule{Origin: "as in the audit log"},
				func(b []byte, t *ticket) []byte { return wire.AppendHex(b, t.Event) }},
			{field("alert_id", "hex(16)", "Alert that a case is about; empty: no case."),
				rule{Origin: "as in alerts", Null: true},
				func(b []byte, t *ticket) []byte { return appendIDOrNull(b, t.Warning) }},
			{field("verdict", oneOf(event.Verdicts()), "What the analyst holds the alert to be, right or wrong; "+
				"empty: no case, or not closed."),
				rule{Origin: "the truth, and errors at the stated rate", Null: true, Few: true},
				func(b []byte, t *ticket) []byte { return append(b, t.Verdict...) }},
			{field("closed_reason", oneOf(event.Closures()), "Why it was closed; empty: not yet."),
				rule{Origin: "drawn by kind and verdict", Null: true, Few: true},
				func(b []byte, t *ticket) []byte { return append(b, t.Closure...) }},
		},
	}
	if mode == schema.Clear {
		t.replace(numberOf("Insured person who complains, with the key of the number; empty: none.",
			func(t *ticket) nir.NIR { return t.NIR }))
	}
	return t
}

// Grounds is records/reasons: why persons were looked up, where some other system knows.
func Grounds(mode schema.NIRMode) Table[record.Ground] {
	t := Table[record.Ground]{
		Name: "reasons",
		About: "Why a person was looked up, as far as other systems than the portal know it, in the order of the " +
			"audit log. A look-up without a row has no reason on record, which is no proof that it had none. " +
			"With `output.reasons` only.",
		Columns: []Column[ground]{
			{field("event_id", "hex(16)", "The look-up; joins the audit log."),
				rule{Origin: "as in the audit log", Key: true},
				func(b []byte, g *ground) []byte { return wire.AppendHex(b, g.Event) }},
			{field("account", "text(9)", "Account, as in the logs."),
				rule{Origin: "as in the audit log", Few: true, Ref: "accounts.account"},
				func(b []byte, g *ground) []byte { return append(b, g.Account...) }},
			{field("nir_ref", "hex(16)", "Number that was looked up, as a keyed reference; empty where the logs name "+
				"nobody."), rule{Origin: "as in the audit log", Null: true},
				func(b []byte, g *ground) []byte { return appendIDOrNull(b, g.Ref) }},
			{field("looked_up_at", "timestamp", "Time of the look-up, UTC with microseconds."),
				rule{Origin: "as in the audit log"},
				func(b []byte, g *ground) []byte { return wire.AppendMoment(b, g.TS) }},
			{field("reason", oneOf(event.GroundKinds()), "What explains it: an appointment booked, the person's card "+
				"read, an invoice, a referral or prescription, a stay in hospital."),
				rule{Origin: "drawn by purpose and profession", Few: true},
				func(b []byte, g *ground) []byte { return append(b, g.Kind...) }},
			{field("reason_at", "timestamp", "When it was booked, read, billed, written or begun; an invoice comes "+
				"after the look-up, all else before."), rule{Origin: "whole seconds"},
				func(b []byte, g *ground) []byte { return wire.AppendMoment(b, g.At) }},
		},
	}
	if mode == schema.Clear {
		t.replace(numberOf("Number that was looked up, with its key.", func(g *ground) nir.NIR { return g.NIR }))
	}
	return t
}

// oneOf is the type word of a column that has the names of an enumeration.
func oneOf(names []string) (word string) {
	for _, n := range names {
		if word != "" && n != "" {
			word += "|"
		}
		word += n
	}
	return word
}

// replace puts a column in the place of nir_ref.
func (t *Table[T]) replace(c Column[T]) {
	i := slices.IndexFunc(t.Columns, func(c Column[T]) bool { return c.Name == "nir_ref" })
	c.Null = t.Columns[i].Null
	t.Columns[i] = c
}

// numberOf is the column nir of a table, empty for none.
func numberOf[T any](meaning string, of func(r *T) nir.NIR) Column[T] {
	return Column[T]{field("nir", "text(15)", meaning), rule{Origin: "as in the audit log"},
		func(b []byte, r *T) []byte {
			n := of(r)
			if n == 0 {
				return b
			}
			return n.AppendKey(n.Append(b))
		}}
}

func appendIDOrNull(b []byte, id uint64) []byte {
	if id == 0 {
		return b
	}
	return wire.AppendHex(b, id)
}

func appendMomentOrNull(b []byte, ts int64) []byte {
	if ts == 0 {
		return b
	}
	return wire.AppendMoment(b, ts)
}
