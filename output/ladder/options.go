package ladder

import (
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/scenarios"
)

// Options say in which worlds a scenario is measured, and how closely.
type Options struct {
	Seeds     int             // of each scenario
	Accounts  int             // at most so many in each world; 0 = as many as the scenario says
	Scale     scenarios.Scale // of all scenarios
	Budget    float64         // false incidents per 1,000 practitioner-days that tuning allows
	Resamples int             // draws of the bootstrap
	Rules     []string        // of detect.All; empty = all of them
	Version   string          // of the tool, for the manifests

	// Datasets is a folder in which datasets are kept, SCENARIO/N and SCENARIO/N-sister
	// for the N-th seed, and found again; empty = none is kept.
	Datasets string
	// Cache is a folder in which results are kept: what was measured before, of the same
	// world by the same rule, is not measured again. Empty = none is.
	Cache string
	Added []Added // detectors of others

	// Began hears of each seed when it begins; nil = nobody does. Several
	// goroutines call it at once.
	Began func(scenario string, seed int)
}

// rules lists the rules that are measured.
func (o *Options) rules() []string {
	if len(o.Rules) == 0 {
		return detect.All()
	}
	return o.Rules
}

// Added is a detector that somebody else has run on the ladder's datasets. Its alerts
// on the N-th seed of a scenario lie in Dir/SCENARIO/N.jsonl, those on the sister, which
// fix its threshold, in Dir/SCENARIO/N-sister.jsonl. It was not run on a scenario that has
// no folder.
type Added struct {
	Name, Dir string

	// Learned is a model that was trained on other scenarios only. Its verdict counts for
	// the difficulty, with that of rules that learn.
	Learned bool
}

// Stair is what was measured of one scenario.
type Stair struct {
	Scenario   *scenarios.Scenario
	Seeds      int
	Short      bool    // over within a day
	Small      bool    // one false alert breaks the budget
	Attainable float64 // share of the exposure that alerts at once would avert; below 0 = nobody is exposed
	Prevalence float64 // malicious share of the account-days
	Rungs      []Rung
	Together   *Rung  // the rules together
	Added      []Rung // detectors of others, in their order
}

// Figure is a measured value in words, and its interval.
type Figure struct{ Value, Limits string }

// Rung is how far one rule, or all together, get with one scenario.
type Rung struct {
	Rule       string
	Learned    bool     // a model trained on other scenarios, not a rule
	Absent     bool     // a detector of others that was not run on this scenario: no figure says anything
	Thresholds []string // tuned, by seed; of a detector of others the one score
	Works      bool     // all seeds together
	Alone      int      // seeds in which it works by themselves
	Days       int      // practitioner-days of the smallest dataset

	Saved   float64 // share of the exposure averted; 0 where that is unknown
	Averted Figure  // the same in words
	Minutes Figure  // until it was found
	Persons Figure  // exposed until then
	Falses  Figure  // alerts per 1,000 practitioner-days
}
