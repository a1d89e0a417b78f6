package identity

import (
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// Path is where the log lies in the dataset.
const Path = "logs/identity/DATE.jsonl"

// About says what the log is.
const About = "One line a step of an identity, or a mail because of it. Every key is always present; " +
	"what does not apply is null. With `output.identity` only."

// LineBytes is the size of a line, on the high side.
const LineBytes = 430

// Fields lists the columns in their order.
func Fields() []schema.Field {
	type f = schema.Field
	return []f{
		{Name: "ts", Type: "timestamp",
			Meaning: "Time, UTC with microseconds."},
		{Name: "type", Type: either(event.IdentityTypes()),
			Meaning: "What happened."},
		{Name: "outcome", Type: either(event.Outcomes()),
			Meaning: "Whether it succeeded."},
		{Name: "reason", Type: "text",
			Meaning: "Why not, or why; the words of the audit log."},
		{Name: "event_id", Type: "hex(16)",
			Meaning: "Audit event that the line belongs to; its labels are the line's."},
		{Name: "account", Type: "text(9)",
			Meaning: "Account; null where what was typed is nobody's."},
		{Name: "identifier", Type: "text",
			Meaning: "What was typed to name the account. Of nobody's it is not kept: " +
				"people type passwords there."},
		{Name: "identifier_kind", Type: either(event.Identifiers()),
			Meaning: "A mail address, an account's number, " +
				"or a card."},
		{Name: "auth_method", Type: either(event.Auths()),
			Meaning: "How the sign-in is made."},
		{Name: "session_id", Type: "hex(16)",
			Meaning: "Session that begins, is asked about or ends; as in the audit log."},
		{Name: "device", Type: either(event.Devices()),
			Meaning: "Of an accepted sign-in: whether the browser " +
				"brought the account's cookie."},
		{Name: "mail", Type: either(event.Mails()),
			Meaning: "What a mail is about. A mail that was opened shows only " +
				"where its pictures are loaded."},
		{Name: "src_ip", Type: "address",
			Meaning: "Source address; null where no client asks."},
		{Name: "user_agent", Type: "text",
			Meaning: "User-Agent header."},
		{Name: "client_fp", Type: "hex(16)",
			Meaning: "Fingerprint of the TLS handshake; as in the audit log."},
	}
}

// either is the type word of a column with these values; the empty one is null.
func either(values []string) string {
	return strings.TrimPrefix(strings.Join(values, "|"), "|")
}

// Schema is the JSON Schema of a line.
func Schema() schema.JSONSchema {
	rules := map[string]schema.KeyRule{"reason": {Values: event.Reasons()}}
	for _, never := range []string{"ts", "type", "outcome", "event_id"} {
		rules[never] = schema.KeyRule{Never: true}
	}
	return schema.LineSchema("breachsim identity log, one line",
		"A step of an identity, or a mail because of it. Every key is present; what does not apply is null.",
		Fields(), rules)
}
