package ladder

import (
	"encoding/json"

	"github.com/breachsim/breachsim/generator"
)

// Schema is the version of the JSON form. Keys are added to a version, never taken away.
const Schema = "breachsim.ladder/1"

// Document is the JSON form of what was measured.
type Document struct {
	Schema         string  `json:"schema"`
	DatasetVersion int     `json:"dataset_version"`
	Seeds          int     `json:"seeds"`
	Budget         float64 `json:"false_alerts_per_1000_budget"`
	Scenarios      []Row   `json:"scenarios"`
	Larger         []Row   `json:"larger_worlds,omitempty"`
}

// Row is a scenario.
type Row struct {
	Scenario   string   `json:"scenario"`
	Accounts   int      `json:"accounts"`
	Seeds      int      `json:"seeds"`
	Measured   string   `json:"measured"` // a difficulty; "" = nothing can be said of it
	By         []string `json:"by"`
	Story      string   `json:"its_story_says"`
	Attainable float64  `json:"exposure_attainable_24h"` // share that alerts at once would avert
	Prevalence float64  `json:"malicious_account_days"`  // share
	Rules      []Result `json:"rules"`
	Added      []Result `json:"added,omitempty"`
}

// Result is how far a rule, or somebody's detector, gets in a scenario.
type Result struct {
	Rule       string   `json:"rule"`
	Class      string   `json:"class,omitempty"` // difficulty of what it solves
	Works      bool     `json:"works"`
	Alone      int      `json:"seeds_alone"`
	Averted    float64  `json:"exposure_averted_24h"` // share; 0 where unknown
	Minutes    string   `json:"minutes_to_detect"`
	Persons    string   `json:"persons_until_then"`
	Falses     string   `json:"false_alerts_per_1000"`
	Thresholds []string `json:"thresholds"` // by seed
}

// JSON is what [Page] tells, for programs.
func JSON(stairs, larger []Stair, o Options) ([]byte, error) {
	d := Document{Schema: Schema, DatasetVersion: generator.DatasetVersion, Seeds: o.Seeds, Budget: o.Budget,
		Scenarios: shown(stairs), Larger: shown(larger)}
	b, err := json.MarshalIndent(d, "", "  ")
	return append(b, '\n'), err
}

func shown(stairs []Stair) []Row {
	list := []Row{}
	for i := range stairs {
		s := &stairs[i]
		badge, by := s.Difficulty()
		x := Row{Scenario: s.Scenario.ID, Accounts: s.Scenario.Population.Accounts, Seeds: s.Seeds,
			Measured: badge, By: append([]string{}, by...), Story: claims()[s.Scenario.ID],
			Attainable: s.Attainable, Prevalence: s.Prevalence}
		for _, r := range s.Rungs {
			x.Rules = append(x.Rules, r.shown(r.class(false)))
		}
		x.Rules = append(x.Rules, s.Together.shown(Hard))
		for _, r := range s.Added {
			if r.Absent {
				continue
			}
			x.Added = append(x.Added, r.shown(r.class(true)))
		}
		list = append(list, x)
	}
	return list
}

func (r *Rung) shown(class string) Result {
	return Result{Rule: r.Rule, Class: class, Works: r.Works, Alone: r.Alone, Averted: r.Saved,
		Minutes: r.Minutes.Value, Persons: r.Persons.Value, Falses: r.Falses.Value,
		Thresholds: append([]string{}, r.Thresholds...)}
}
