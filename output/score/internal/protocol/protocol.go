package protocol

import "github.com/breachsim/breachsim/scenarios/measure"

// The protocol; the package comment tells it as a whole.
const (
	Hour = int64(measure.Hour)

	IncidentLength = 24 * Hour // an incident closes so long after its first alert
	Margin         = 24 * Hour // an alert may come so long after the last malicious event
	Window         = 24 * Hour // accounts of an address that an alert concerns
	MaxEntities    = 200       // accounts that one alert may concern
	Budget         = 1.0       // false alerts per 1,000 practitioner-days of the figures at budget
	EnoughAverted  = 0.5       // exposure averted from which a campaign counts as recalled
	FprLimit       = 0.001     // false-positive rate of recall_at_fpr_0_001
	FewPositives   = 10        // fewer are warned of
)

// Lags are the times that a response takes, of which exposure averted is told.
var Lags = [...]int64{4 * Hour, 24 * Hour}

// PerDay are the numbers of alerts that somebody may look at in a day.
var PerDay = [...]int{5, 20, 100}
