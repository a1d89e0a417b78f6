package state

import "github.com/breachsim/breachsim/output/internal/disk"

// Sealed is what the manifest of a sealed dataset says beside its files.
type Sealed struct {
	Truth        string `json:"truth"`         // path of the locked truth, an age file
	TruthSHA256  string `json:"truth_sha256"`  // of what is inside, before it was packed and encrypted
	SecretSHA256 string `json:"secret_sha256"` // commitment to the secret
	SeedSHA256   string `json:"seed_sha256"`   // commitment to the seed, salted
	Canary       string `json:"canary"`        // text that no training data should have
	Timezone     string `json:"timezone"`      // of the local days that files are named by
	NIR          string `json:"nir"`           // hmac, clear or omit: how the logs name a person
}

// visible are the options that a sealed manifest repeats: they say what files there
// are and how far their lines may lie out of order, and nothing else of the scenario.
func visible() []string {
	return []string{"compress", "delivery", "format", "history", "persons", "records"}
}

// shown is the form of a sealed manifest.
type shown struct {
	Tool           string            `json:"tool"`
	ToolVersion    string            `json:"tool_version"`
	DatasetVersion int               `json:"dataset_version"`
	ScoredFrom     string            `json:"scored_from,omitempty"`
	Options        map[string]string `json:"options"`
	Sealed         *Sealed           `json:"sealed"`
	Counts         countsShown       `json:"counts"`
	Files          []disk.Entry      `json:"files"`
	SHA256         string            `json:"manifest_sha256"`
}

// countsShown are the totals that anybody can count.
type countsShown struct {
	AuditEvents    int64 `json:"audit_events"`
	AccessLines    int64 `json:"access_lines"`
	IdentityEvents int64 `json:"identity_events,omitempty"`
	Persons        int64 `json:"persons_written,omitempty"`
	Practitioners  int64 `json:"practitioners,omitempty"`
	Accounts       int64 `json:"accounts,omitempty"`
	Delegates      int64 `json:"delegates,omitempty"`
	Networks       int64 `json:"networks,omitempty"`
	History        int64 `json:"history,omitempty"`
	Alerts         int64 `json:"alerts,omitempty"`
	Tickets        int64 `json:"tickets,omitempty"`
	Reasons        int64 `json:"reasons,omitempty"`
	LeakedRows     int64 `json:"leaked_rows,omitempty"`
	Days           int64 `json:"days,omitempty"`
}

// form is what of the manifest is written.
func (m *Manifest) form() any {
	if m.Sealed == nil {
		return m
	}
	options := map[string]string{}
	for _, name := range visible() {
		if v, ok := m.Options[name]; ok {
			options[name] = v
		}
	}
	c := &m.Counts
	return &shown{
		Tool: m.Tool, ToolVersion: m.ToolVersion, DatasetVersion: m.DatasetVersion, ScoredFrom: m.ScoredFrom,
		Options: options, Sealed: m.Sealed, Files: m.Files, SHA256: m.SHA256,
		Counts: countsShown{
			AuditEvents: c.AuditLines(), AccessLines: c.AccessDelivered(), IdentityEvents: c.IdentityEvents,
			Persons: c.Persons, Practitioners: c.Practitioners, Accounts: c.Accounts, Delegates: c.Delegates,
			Networks: c.Networks, History: c.History, Alerts: c.Alerts, Tickets: c.Tickets, Reasons: c.Reasons,
			LeakedRows: c.LeakedRows, Days: c.Days,
		},
	}
}
