package survey

import (
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios"
)

// Survey is what a dataset holds, counted.
type Survey struct {
	Data     *read.Dataset
	Scenario *scenarios.Scenario
	Span

	Events     int64 // of the audit log
	LookUps    [Sides]int64
	Accounts   int
	Lanes      []Lane         // of the stolen accounts, those with most persons first
	Stolen     int            // accounts; Lanes has [MostLanes] of them at most
	Acts       []Act          // of the defender
	LookAlikes int            // stretches
	Exposed    int            // persons
	Curve      [Parts + 1]int // persons exposed up to the ends of [Span]

	Daily   []Daily // look-ups an account and day, by profession
	Gaps    [Sides]Spread
	Repeats [Sides]Share // look-ups of persons whom the account has asked for before, of those followed
	Clients [Sides]Share // look-ups with a client that the account has had for less than a day
	Nets    [Sides]Share // look-ups from a network, likewise
	Found   [Sides]Share // look-ups that find somebody
	Hours   [Sides][7][24]int64
	Places  []Place
	Ages    [2][Bands]int64 // persons of the records, men and women, by bands of age
}
