package score

import "breachsim/scenarios/measure"

// The protocol; the package comment tells it as a whole.
const (
	hour = int64(measure.Hour)

	incidentLength = 24 * hour // an incident closes so long after its first alert
	margin         = 24 * hour // an alert may come so long after the last malicious event
	window         = 24 * hour // accounts of an address that an alert concerns
	maxEntities    = 200       // accounts that one alert may concern
	budget         = 1.0       // false alerts per 1,000 practitioner-days of the figures at budget
	enoughAverted  = 0.5       // exposure averted from which a campaign counts as recalled
	fprLimit       = 0.001     // false-positive rate of recall_at_fpr_0_001
	fewPositives   = 10        // fewer are warned of
)

// lags are the times that a response takes, of which exposure averted is told.
var lags = [...]int64{4 * hour, 24 * hour}

// perDay are the numbers of alerts that somebody may look at in a day.
var perDay = [...]int{5, 20, 100}
