package conform

import (
	"fmt"
	"path/filepath"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/feasible"
	"github.com/breachsim/breachsim/scenarios/library"
)

// Scenario returns the scenario that a dataset says it was made from, as it was
// played: at its scale, without campaigns or controls where they were left out.
func Scenario(d *read.Dataset) (*scenarios.Scenario, error) {
	if err := d.Unsealed(); err != nil {
		return nil, err
	}
	sc, err := library.Load(filepath.Join(d.Dir, "scenario.yaml"))
	if err != nil {
		return nil, err
	}
	of := d.Manifest.Options
	if sc, err = feasible.AtScale(sc, of["scale"], of["scale_keep"]); err != nil {
		return nil, fmt.Errorf("manifest.json of %q: %w", d.Dir, err)
	}
	if of["without_campaigns"] != "" {
		sc.Campaigns = nil
	}
	if of["without_controls"] != "" {
		sc.Controls = nil
	}
	return sc, nil
}
