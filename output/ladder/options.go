package ladder

import "breachsim/scenarios"

// Options say in which worlds a scenario is measured, and how closely.
type Options struct {
	Seeds     int             // of each scenario
	Accounts  int             // at most so many in each world; 0 = as many as the scenario says
	Scale     scenarios.Scale // of all scenarios
	Budget    float64         // false incidents per 1,000 practitioner-days that tuning allows
	Resamples int             // draws of the bootstrap
	Version   string          // of the tool, for the manifests

	// Began hears of each seed when it begins; nil = nobody does. Several
	// goroutines call it at once.
	Began func(scenario string, seed int)
}

// Stair is what was measured of one scenario.
type Stair struct {
	Scenario *scenarios.Scenario
	Short    bool // over within a day
	Small    bool // one false alert breaks the budget
	Rungs    []Rung
	Together *Rung // the rules together
}

// Figure is a measured value in words, and its interval.
type Figure struct{ Value, Limits string }

// Rung is how far one rule, or all together, get with one scenario.
type Rung struct {
	Rule       string
	Thresholds []string // tuned, by seed
	Works      bool     // all seeds together
	Alone      int      // seeds in which it works by themselves
	Days       int      // practitioner-days of the smallest dataset

	Averted Figure // share of the exposure
	Minutes Figure // until it was found
	Persons Figure // exposed until then
	Falses  Figure // alerts per 1,000 practitioner-days
}
