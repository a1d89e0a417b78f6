package truth

import (
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// Table is one kind of truth file: where it lies and its keys, in order.
type Table struct {
	Path    string // in the dataset; DATE is a local day
	About   string
	Columns []schema.Field
}

// Name is the path without date and ending: "truth/events".
func (t Table) Name() string {
	return strings.TrimSuffix(strings.TrimSuffix(t.Path, ".jsonl"), "/DATE")
}

// Schema is the JSON Schema of a line of the file. A key may be null where its
// meaning says so.
func (t Table) Schema() schema.JSONSchema {
	rules := map[string]schema.KeyRule{}
	for _, c := range t.Columns {
		r := schema.KeyRule{Never: !strings.Contains(c.Meaning, "null")}
		switch c.Name {
		case "label":
			r.Values = event.Labels()
		case "benign_type":
			r.Values = event.BenignTypes()
		case "purpose":
			r.Values = event.Purposes()
		case "actor":
			r.Pattern = `^(owner|delegate-[0-9]+|.+/(bot|insider)-[0-9]+|portal|analyst|software|locum|tester|` +
				`outsider)$`
		case "line":
			r.Least = 1
		}
		rules[c.Name] = r
	}
	return schema.LineSchema("breachsim "+t.Name()+", one line", strings.ReplaceAll(t.About, "`", ""), t.Columns, rules)
}

var (
	campaignField = schema.Field{Name: "campaign", Type: "text", Meaning: "Id of the campaign; null = none."}
	accountField  = schema.Field{Name: "account", Type: "text(9)", Meaning: "Account, as in the logs; null = none."}
	ipField       = schema.Field{Name: "ip", Type: "address", Meaning: "Source address; null = none."}
	fromField     = schema.Field{Name: "from", Type: "timestamp", Meaning: "First moment."}
	toField       = schema.Field{Name: "to", Type: "timestamp", Meaning: "Last moment."}
	detailField   = schema.Field{Name: "detail", Type: "text", Meaning: "What else there is to say; null = nothing."}
)

// Tables lists all truth files.
func Tables() []Table {
	return append(append(perEvent(), append(perCampaign(), perStep()...)...), daysTable(), deliveryTable())
}

func perEvent() []Table { //nolint:funlen // a table
	return []Table{
		{
			"truth/events/DATE.jsonl",
			"The audit events that are not plainly benign, in log order; with `--truth full` all of them.",
			[]schema.Field{
				{Name: "event_id", Type: "hex(16)", Meaning: "Event of the audit log."},
				{Name: "label", Type: "text", Meaning: "benign, attack, collateral, policy or test."},
				{
					Name:    "benign_type",
					Type:    "text",
					Meaning: "Look-alike or kind of background; null = ordinary traffic.",
				},
				campaignField,
				{
					Name:    "phase",
					Type:    "acquire|validate|scrape|adapt|stop",
					Meaning: "Phase of the campaign; null = none.",
				},
				{
					Name: "actor",
					Type: "text",
					Meaning: "Who made it: owner, delegate-N, CAMPAIGN/bot-N, CAMPAIGN/insider-N " +
						"(delegate N; 0 = the owner), portal, analyst; of look-alikes software, locum or tester; " +
						"of the background outsider.",
				},
				{Name: "purpose", Type: "text", Meaning: "Why it was made; null = not told."},
				{
					Name: "caused_by",
					Type: "text",
					Meaning: "Id of the control that caused it, or that gave a look-up of an attack " +
						"a record of nobody; null = none.",
				},
			},
		},
		{
			"truth/access/DATE.jsonl",
			"The access lines that are not plainly benign, in log order; with `--truth full` all of them.",
			[]schema.Field{
				{Name: "line", Type: "integer", Meaning: "Line of that day's access log, from 1."},
				{
					Name:    "request_id",
					Type:    "hex(16)",
					Meaning: "HTTP request; `request_id` of the audit log where it has one for it.",
				},
				{
					Name:    "event_id",
					Type:    "hex(16)",
					Meaning: "Audit event to whose page flow the request belongs; null = none.",
				},
				{Name: "label", Type: "text", Meaning: "benign, attack, collateral, policy or test."},
			},
		},
		{
			"truth/exposed_persons.jsonl",
			"Each person whose data an attacker got, once, at the first exposure; in time order.",
			[]schema.Field{
				{Name: "nir_ref", Type: "hex(16)", Meaning: "The person, as in insured_persons."},
				{Name: "holder_ref", Type: "hex(16)", Meaning: "Number that was looked up: the own one or a parent's."},
				{Name: "first_exposed_at", Type: "timestamp", Meaning: "Time of the look-up."},
				{Name: "event_id", Type: "hex(16)", Meaning: "The look-up."},
				accountField,
				campaignField,
				{
					Name:    "fields",
					Type:    "list of text",
					Meaning: "Columns of insured_persons that were shown; never contact or bank details.",
				},
				{
					Name:    "notified_at",
					Type:    "timestamp",
					Meaning: "When the person was told; null = not within the story.",
				},
				{Name: "channel", Type: "email|letter", Meaning: "How; null = not told."},
			},
		},
		{
			"truth/interference.jsonl",
			"Each benign event that a campaign or a control suppressed, changed or added; in time order.",
			[]schema.Field{
				{Name: "event_id", Type: "hex(16)", Meaning: "Event of the audit log, or one that is missing from it."},
				{Name: "effect", Type: "suppressed|changed|added", Meaning: "What was done to it."},
				{Name: "cause", Type: "campaign|control", Meaning: "What did it."},
				{Name: "by", Type: "text", Meaning: "Id of the campaign or control."},
			},
		},
	}
}

func perCampaign() []Table {
	first := schema.Field{Name: "first_event_at", Type: "timestamp", Meaning: "First event of the campaign there."}
	last := schema.Field{Name: "last_event_at", Type: "timestamp", Meaning: "Last event of the campaign there."}
	return []Table{
		{"truth/accounts.jsonl", "Each campaign's use of an account.", []schema.Field{
			accountField, campaignField,
			{Name: "acquired", Type: "text", Meaning: "How the account was taken."},
			{Name: "acquired_at", Type: "timestamp", Meaning: "When it was taken."},
			first, last,
			{Name: "lookups", Type: "integer", Meaning: "Look-ups of the campaign that were answered."},
			{Name: "exposed", Type: "integer", Meaning: "Persons exposed through it."},
			{Name: "owner_active", Type: "boolean", Meaning: "Whether the owner worked in that time."},
		}},
		{"truth/tried.jsonl", "Each account that a campaign tried and did not get, in time order.", []schema.Field{
			accountField, campaignField,
			{Name: "how", Type: "text", Meaning: "credential_replay: sign-ins were refused; mailbox_reset: a link " +
				"was asked for and not used."},
			{Name: "attempts", Type: "integer", Meaning: "Sign-ins refused, or links asked for."},
			first, last,
		}},
		{"truth/ips.jsonl", "Each campaign's use of an address.", []schema.Field{
			ipField,
			{Name: "asn", Type: "integer", Meaning: "Autonomous system."},
			{Name: "as_org", Type: "text", Meaning: "Its holder."},
			{Name: "country", Type: "text(2)", Meaning: "Country."},
			{Name: "city", Type: "text", Meaning: "City, a fictitious name."},
			campaignField, first, last,
			{Name: "banned_at", Type: "timestamp", Meaning: "When it was banned; null = never."},
		}},
		{
			"truth/sessions.jsonl",
			"Each session with events of a campaign in it; a stolen one that two campaigns use has a row for each.",
			[]schema.Field{
				{Name: "session_id", Type: "hex(16)", Meaning: "Session."},
				accountField, ipField, campaignField, fromField, toField,
				{Name: "attack_events", Type: "integer", Meaning: "Audit events that the campaign made in it."},
				{Name: "benign_events", Type: "integer", Meaning: "Audit events in it that no campaign made."},
			},
		},
	}
}

func perStep() []Table {
	ts := schema.Field{Name: "ts", Type: "timestamp", Meaning: "When."}
	action := schema.Field{Name: "action", Type: "text", Meaning: "What was done."}
	return []Table{
		{"truth/campaigns.jsonl", "The steps of the threat actors, in time order.", []schema.Field{
			ts, campaignField, {Name: "phase", Type: "text", Meaning: "Phase of the campaign."},
			action, accountField, ipField, detailField,
		}},
		{"truth/responses.jsonl", "The steps of the defender and of the aftermath, in time order.", []schema.Field{
			ts, action, {Name: "control", Type: "text", Meaning: "Id of the control; null = none."},
			accountField, ipField,
			{Name: "persons", Type: "integer", Meaning: "Persons concerned; null = not about persons."},
			detailField,
		}},
		{"truth/alerts.jsonl", "Each look-up of a canary person, as an alert that `score` reads.", []schema.Field{
			{Name: "t", Type: "timestamp", Meaning: "When."},
			{Name: "entity", Type: "entity", Meaning: "The account that made it."},
			{Name: "score", Type: "number", Meaning: "Always 1."},
			{Name: "rule", Type: "text", Meaning: "Id of the control whose canary it is."},
			{Name: "events", Type: "list of text", Meaning: "The look-up."},
			{Name: "nir_ref", Type: "hex(16)", Meaning: "The canary."},
			ipField,
		}},
		{
			"truth/canaries.jsonl",
			"The canary persons: records of nobody, treated by no practitioner. Data of theirs expose nobody.",
			[]schema.Field{
				{Name: "nir_ref", Type: "hex(16)", Meaning: "The canary, as in insured_persons."},
				{Name: "control", Type: "text", Meaning: "Id of the control."},
			},
		},
		{"truth/lookalikes.jsonl", "Stretches of benign behaviour that look like an attack.", []schema.Field{
			accountField, fromField, toField,
			{Name: "kind", Type: "text", Meaning: "Which look-alike; `benign_type` of its events."},
			{Name: "fools", Type: "list of text", Meaning: "Families of detectors that it may fool."},
		}},
	}
}
