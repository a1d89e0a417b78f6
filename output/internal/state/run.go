package state

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Tool is the program that made a dataset.
const Tool = "breachsim"

// Run is the identity of a dataset: two runs with the same one have the same
// bytes.
type Run struct {
	Tool           string            `json:"tool"`
	ToolVersion    string            `json:"tool_version"`
	DatasetVersion int               `json:"dataset_version"`
	Scenario       string            `json:"scenario"`
	ScenarioSHA256 string            `json:"scenario_sha256"`
	Seed           uint64            `json:"seed"`
	ScoredFrom     string            `json:"scored_from,omitempty"` // RFC 3339, local; "" = no warm-up
	Options        map[string]string `json:"options"`
}

// Same returns an error that names the first difference to another run.
func (r Run) Same(o Run) error {
	type pair struct{ what, a, b string }
	list := []pair{
		{"tool", r.Tool, o.Tool},
		{"dataset version", strconv.Itoa(r.DatasetVersion), strconv.Itoa(o.DatasetVersion)},
		{"tool version", r.ToolVersion, o.ToolVersion},
		{"scenario", r.Scenario, o.Scenario},
		{"seed", strconv.FormatUint(r.Seed, 10), strconv.FormatUint(o.Seed, 10)},
		{"scored_from", r.ScoredFrom, o.ScoredFrom},
	}
	names := map[string]string{}
	maps.Copy(names, r.Options)
	maps.Copy(names, o.Options)
	for _, k := range slices.Sorted(maps.Keys(names)) {
		list = append(list, pair{"option " + k, r.Options[k], o.Options[k]})
	}
	list = append(list, pair{"digest of the scenario", r.ScenarioSHA256, o.ScenarioSHA256})
	for _, p := range list {
		if p.a != p.b {
			return fmt.Errorf("%s %q, not %q", p.what, p.a, p.b)
		}
	}
	if len(r.Options) != len(o.Options) {
		return errors.New("other options")
	}
	return nil
}
