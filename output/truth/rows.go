package truth

import "github.com/breachsim/breachsim/generator/event"

// Event is a row of truth/events/DATE.jsonl. Empty texts are null.
type Event struct {
	EventID    ID     `json:"event_id"`
	Label      string `json:"label"`
	BenignType string `json:"benign_type"`
	Campaign   string `json:"campaign"`
	Phase      string `json:"phase"`
	Actor      string `json:"actor"`
	Purpose    string `json:"purpose"`
	CausedBy   string `json:"caused_by"`
}

// Access is a row of truth/access/DATE.jsonl. Line counts from 1 within the
// access log of that day.
type Access struct {
	Line      int64  `json:"line"`
	RequestID ID     `json:"request_id"`
	EventID   ID     `json:"event_id"`
	Label     string `json:"label"`
}

// Exposed is a row of truth/exposed_persons.jsonl: one person, at the first
// exposure.
type Exposed struct {
	NIRRef         ID       `json:"nir_ref"`
	HolderRef      ID       `json:"holder_ref"`
	FirstExposedAt Time     `json:"first_exposed_at"`
	EventID        ID       `json:"event_id"`
	Account        string   `json:"account"`
	Campaign       string   `json:"campaign"`
	Fields         []string `json:"fields"`
	NotifiedAt     Time     `json:"notified_at"`
	Channel        string   `json:"channel"`
}

// Interference is a row of truth/interference.jsonl.
type Interference struct {
	EventID ID     `json:"event_id"`
	Effect  string `json:"effect"`
	Cause   string `json:"cause"`
	By      string `json:"by"`
}

// Account is a row of truth/accounts.jsonl: one campaign's use of one account.
type Account struct {
	Account     Text  `json:"account"`
	Campaign    Text  `json:"campaign"`
	Acquired    Text  `json:"acquired"`
	AcquiredAt  Time  `json:"acquired_at"`
	First       Time  `json:"first_event_at"`
	Last        Time  `json:"last_event_at"`
	LookUps     int64 `json:"lookups"`
	Exposed     int64 `json:"exposed"`
	OwnerActive bool  `json:"owner_active"`
}

// Tried is a row of truth/tried.jsonl: an account that a campaign tried and did not
// get.
type Tried struct {
	Account  Text `json:"account"`
	Campaign Text `json:"campaign"`
	How      Text `json:"how"`
	Attempts int  `json:"attempts"`
	First    Time `json:"first_event_at"`
	Last     Time `json:"last_event_at"`
}

// IP is a row of truth/ips.jsonl: one campaign's use of one address.
type IP struct {
	IP       Text   `json:"ip"`
	ASN      uint32 `json:"asn"`
	ASOrg    Text   `json:"as_org"`
	Country  Text   `json:"country"`
	City     Text   `json:"city"`
	Campaign Text   `json:"campaign"`
	First    Time   `json:"first_event_at"`
	Last     Time   `json:"last_event_at"`
	BannedAt Time   `json:"banned_at"`
}

// Session is a row of truth/sessions.jsonl: a session with events of a
// campaign in it.
type Session struct {
	SessionID ID    `json:"session_id"`
	Account   Text  `json:"account"`
	IP        Text  `json:"ip"`
	Campaign  Text  `json:"campaign"`
	From      Time  `json:"from"`
	To        Time  `json:"to"`
	Attack    int64 `json:"attack_events"`
	Benign    int64 `json:"benign_events"`
}

// Step is a row of truth/campaigns.jsonl: one step of a threat actor.
type Step struct {
	TS       Time `json:"ts"`
	Campaign Text `json:"campaign"`
	Phase    Text `json:"phase"`
	Action   Text `json:"action"`
	Account  Text `json:"account"`
	IP       Text `json:"ip"`
	Detail   Text `json:"detail"`
}

// Response is a row of truth/responses.jsonl: one step of the defender or of
// the aftermath.
type Response struct {
	TS      Time   `json:"ts"`
	Action  Text   `json:"action"`
	Control Text   `json:"control"`
	Account Text   `json:"account"`
	IP      Text   `json:"ip"`
	Persons *int64 `json:"persons"`
	Detail  Text   `json:"detail"`
}

// LookAlike is a row of truth/lookalikes.jsonl: benign behaviour that looks
// like an attack.
type LookAlike struct {
	Account Text     `json:"account"`
	From    Time     `json:"from"`
	To      Time     `json:"to"`
	Kind    Text     `json:"kind"`
	Fools   []string `json:"fools"`
}

// Alert is a row of truth/alerts.jsonl: a look-up of a canary person.
type Alert struct {
	T      Time     `json:"t"`
	Entity Entity   `json:"entity"`
	Score  int      `json:"score"`
	Rule   Text     `json:"rule"`
	Events []string `json:"events"`
	NIRRef ID       `json:"nir_ref"`
	IP     Text     `json:"ip"`
}

// Entity is whom an alert is about.
type Entity struct {
	Type string `json:"type"`
	ID   Text   `json:"id"`
}

// Canary is a row of truth/canaries.jsonl.
type Canary struct {
	NIRRef  ID   `json:"nir_ref"`
	Control Text `json:"control"`
}

// The measures that readers look for in truth/responses. Their words are those
// of event.Measure, so that a reader needs to know no word by heart.
var (
	Alerted       = textOf(event.Alerted)
	AddressBanned = textOf(event.AddressBanned)
	AccountReset  = textOf(event.AccountReset)
)

func textOf(m event.Measure) Text { return Text(m.String()) }
