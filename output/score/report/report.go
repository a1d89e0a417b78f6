package report

import (
	"encoding/json"
	"fmt"
	"math"
)

// Schema is the version of the JSON form of a [Report]. Keys are added to a
// version, never taken away.
const Schema = "breachsim.score/1"

// Number is a figure that may be unknown: NaN and infinite ones are null in
// JSON.
type Number float64

// Known reports whether there is a number.
func (n Number) Known() bool { return !math.IsNaN(float64(n)) && !math.IsInf(float64(n), 0) }

// MarshalJSON writes the number, or null.
func (n Number) MarshalJSON() ([]byte, error) {
	if !n.Known() {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

// UnmarshalJSON reads a number, or null.
func (n *Number) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*n = Number(math.NaN())
		return nil
	}
	return json.Unmarshal(b, (*float64)(n))
}

// Figure is a measured value with its uncertainty.
type Figure struct {
	Value Number `json:"value"` // null = undefined or, of a time, never
	Lo    Number `json:"lo"`    // 95 % bootstrap interval; null = unknown
	Hi    Number `json:"hi"`    // null = unknown or, of a time, open
	// N is what the value rests on: accounts, campaigns, incidents or
	// account-days, as Of says.
	N  int    `json:"n"`
	Of string `json:"of"`
	// AtLeast is a lower bound of a time that is null since it was not reached.
	AtLeast *float64 `json:"at_least,omitempty"`
	// Draws are the values of the bootstrap, by which a later score is compared.
	Draws    Draws    `json:"draws,omitempty"`
	Warnings []string `json:"warnings"`
}

// Named is a figure with its name.
type Named struct {
	Name   string `json:"name"`
	Unit   string `json:"unit"`
	Better string `json:"better"` // higher, lower, or none of a property of the dataset
	Figure
}

// Campaign is what became of one campaign.
type Campaign struct {
	Campaign       string `json:"campaign"`
	Accounts       int    `json:"accounts"`
	AccountsFound  int    `json:"accounts_found"`
	LookUps        int    `json:"lookups"`
	Exposed        int    `json:"exposed"`
	Found          bool   `json:"found"`
	MinutesToFirst Number `json:"minutes_to_first_true_alert"` // null = never
	LookUpsToFirst Number `json:"lookups_to_first_true_alert"`
	PersonsToFirst Number `json:"persons_to_first_true_alert"`
	Averted4h      Number `json:"exposure_averted_4h"`
	Averted24h     Number `json:"exposure_averted_24h"`
	Dataset        int    `json:"dataset"` // index
}

// LookAlike is one kind of benign behaviour that looks like an attack.
type LookAlike struct {
	Kind        string `json:"kind"`
	Stretches   int    `json:"stretches"` // as the truth lists them
	Accounts    int    `json:"accounts"`
	AccountDays int    `json:"account_days"`
	FalseAlerts int    `json:"false_alerts"` // incidents within 24 h of it
	Per1000     Figure `json:"per_1000_account_days"`
}

// Result is the figures of one dataset, or of several pooled.
type Result struct {
	Persons    Persons     `json:"persons"`
	Metrics    []Named     `json:"metrics"`
	LookAlikes []LookAlike `json:"lookalikes"` // empty = there are none
	Campaigns  []Campaign  `json:"campaigns"`
	Incidents  Incidents   `json:"incidents"`
	// BudgetScore is the lowest score of the alerts that the figures at budget
	// keep; null where they keep all, or none.
	BudgetScore Number `json:"budget_score"`
	// Scores is how many different scores the alerts have: where it is one, no
	// threshold drops some of them and keeps others.
	Scores int `json:"distinct_scores"`
	// SisterScore is the lowest score that the figures at the sister's threshold keep;
	// left out where there is no sister, null where they keep all.
	SisterScore *Number  `json:"sister_score,omitempty"`
	Warnings    []string `json:"warnings"`
}

// Persons counts those whom the campaigns exposed, and those of them who would not have
// been exposed had each found account been cut off so long after its first alert.
type Persons struct {
	Exposed       int `json:"exposed"`
	Averted4h     int `json:"averted_4h"`
	Averted24h    int `json:"averted_24h"`
	AtBudget24h   int `json:"averted_24h_at_budget"`
	Attainable24h int `json:"attainable_24h"` // with an alert at the first malicious event of each account
	Accounts      int `json:"accounts"`       // that a campaign used
	AccountsFound int `json:"accounts_found"`
}

// Incidents counts them by what they turned out to be.
type Incidents struct {
	True int `json:"true_positive"`
	// Late are those of the true ones on days on which only the owner was at work.
	Late    int `json:"true_on_owners_days"`
	False   int `json:"false_positive"`
	Neutral int `json:"neutral"` // only policy, test, collateral or failed attempts
}

// Dataset is one dataset that was scored.
type Dataset struct {
	Scenario          string `json:"scenario"`
	ScenarioSHA256    string `json:"scenario_sha256"`
	DatasetVersion    int    `json:"dataset_version"`
	Seed              uint64 `json:"seed"`
	Scale             string `json:"scale"`
	Controls          bool   `json:"controls"`  // the world: whether the defender acted
	Campaigns         bool   `json:"campaigns"` // whether the campaigns were played
	Days              int    `json:"days"`
	Accounts          int    `json:"accounts"`
	AuditEvents       int64  `json:"audit_events"`
	BenignAccountDays int    `json:"benign_account_days"`
	AttackAccountDays int    `json:"malicious_account_days"`
	Alerts            int    `json:"alerts"`
	AlertRules        int    `json:"alert_rules"`   // how many rules raised them
	AlertsCapped      int    `json:"alerts_capped"` // concerned more than 200 accounts
	// before it lies a warm-up, of which nothing counts above; "" = there is none
	ScoredFrom     string  `json:"scored_from,omitempty"`
	AlertsInWarmup int     `json:"alerts_in_warmup,omitempty"` // left out
	Result         *Result `json:"result,omitempty"`           // of its own, where there are several
}

// Protocol is what the figures were made with.
type Protocol struct {
	IncidentHours        int     `json:"incident_hours"`
	MarginHours          int     `json:"margin_hours"`
	MaxEntities          int     `json:"max_entities_per_alert"`
	Budget               float64 `json:"false_alerts_per_1000_budget"`
	DeploymentPrevalence float64 `json:"deployment_prevalence"`
	Resamples            int     `json:"resamples"`
	Confidence           float64 `json:"confidence"`
	// Rules are those whose alerts were taken; none = all.
	Rules []string `json:"rules,omitempty"`
}

// Report is a score: what was scored, how, and what came out.
type Report struct {
	Schema   string       `json:"schema"`
	Protocol Protocol     `json:"protocol"`
	Datasets []Dataset    `json:"datasets"`
	Result   Result       `json:"result"`
	Gate     []GateResult `json:"min,omitempty"`
	Baseline []Compared   `json:"baseline,omitempty"`

	Reference *Reference `json:"reference,omitempty"` // nil = no reference rule was run

	// Incidents are told one by one in a file of their own.
	Incidents []IncidentRow `json:"-"`

	// Timeline is drawn, not told; nil = nobody asked for it, or there are several datasets.
	Timeline *Timeline `json:"-"`
}

// Reference is the reference rule that averts most on the same datasets, untuned, within
// the budget of false alerts.
type Reference struct {
	Rule        string `json:"rule"`
	AtBudget24h int    `json:"averted_24h_at_budget"` // persons
	Among       string `json:"among"`                 // rules that were run
}

// GateResult is what became of a demand.
type GateResult struct {
	Clause string `json:"clause"`
	Metric string `json:"metric"`
	Value  Number `json:"value"` // null = undefined or not reached
	Met    bool   `json:"met"`
	By     Number `json:"by"` // how far the value is from the demand, in its unit; 0 = met
	Text   string `json:"text"`
}

// Compared is a figure beside that of an earlier score.
type Compared struct {
	Name    string `json:"name"`
	Before  Number `json:"before"`
	Now     Number `json:"now"`
	Delta   Number `json:"delta"`
	Lo      Number `json:"lo"`
	Hi      Number `json:"hi"`
	Verdict string `json:"verdict"` // same, better, worse, or unknown
	Paired  bool   `json:"paired"`  // drawn in the same resamples
}

// World says in words which world a dataset is.
func (d *Dataset) World() string {
	switch {
	case !d.Campaigns:
		return "without campaigns"
	case d.Controls:
		return "defended (controls on)"
	}
	return "undefended (controls off)"
}

// Warn adds a warning to a figure.
func (f *Figure) Warn(format string, args ...any) {
	f.Warnings = append(f.Warnings, fmt.Sprintf(format, args...))
}
