package report

import (
	"encoding/json"
	"io"
)

// What an incident turned out to be.
const (
	TrueVerdict    = "true"    // it is on what a campaign used
	FalseVerdict   = "false"   // it is on honest work
	NeutralVerdict = "neutral" // only policy, test, collateral or failed attempts are near
	MissedVerdict  = "missed"  // no incident: a campaign used the account, and no alert is on it
)

// Entity is whom an alert names.
type Entity struct {
	Type string `json:"type"` // account, ip, session, person or campaign
	ID   string `json:"id"`
}

// IncidentRow tells of one incident, the alerts on one entity within 24 hours, what it
// hit or what fooled it; or of a stolen account that was missed.
type IncidentRow struct {
	Dataset int      `json:"dataset"` // index
	Verdict string   `json:"verdict"`
	T       string   `json:"t"` // of its first alert; of the first malicious event where it was missed
	Entity  Entity   `json:"entity"`
	Score   *float64 `json:"score,omitempty"`  // highest
	Rules   []string `json:"rules,omitempty"`  // whose alerts it has
	Alerts  int      `json:"alerts,omitempty"` // how many it has

	Campaigns   []string `json:"campaigns,omitempty"`       // that used the account
	FirstAttack string   `json:"first_malicious,omitempty"` // event of theirs on it
	Exposed     int      `json:"exposed,omitempty"`         // persons, through the account in all
	Averted24h  int      `json:"averted_24h,omitempty"`     // of them, by this incident, which is the first
	Repeated    bool     `json:"found_before,omitempty"`    // an earlier incident had found the account
	OwnersDay   bool     `json:"on_owners_day,omitempty"`   // only the owner was at work
	LookAlikes  []string `json:"lookalikes,omitempty"`      // kinds within 24 h of a false one
}

// WriteIncidents writes the incidents as JSON Lines.
func WriteIncidents(w io.Writer, rows []IncidentRow) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for i := range rows {
		if err := e.Encode(&rows[i]); err != nil {
			return err
		}
	}
	return nil
}
