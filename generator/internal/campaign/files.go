package campaign

import (
	"fmt"

	"github.com/breachsim/breachsim/generator/internal/campaign/prepare"
	"github.com/breachsim/breachsim/generator/internal/campaign/targets"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// File is the leaked file that a campaign's list comes from.
type File struct {
	Key    random.Key // of what its rows say
	Source *scenarios.Source
	List   *targets.List
	Rows   uint64
}

// Files lists the leaked files that the scenario's campaigns hold, in their order,
// whether or not they are played: each list is that of the campaign, row by row.
func Files(w *World) (out []File, err error) {
	for i := range w.Scenario.Campaigns {
		spec := &w.Scenario.Campaigns[i]
		if !spec.Targets.Source.Known() {
			continue
		}
		key := prepare.KeyOf(w, spec)
		l, err := prepare.NewList(w, spec, key)
		if err != nil {
			return nil, fmt.Errorf("campaign %q: %w", spec.ID, err)
		}
		source := &spec.Targets.Source
		out = append(out, File{Key: key.At(prepare.DrawRows), Source: source, List: l, Rows: l.Rows(source.Rows)})
	}
	return out, nil
}
