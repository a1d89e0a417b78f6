package arena

import (
	"context"
	"fmt"

	"breachsim/output/arena/verdict"
	"breachsim/scenarios"
)

// others plays reference rules and other seeds, and notes them in the verdict.
func (o *options) others(ctx context.Context, sc *scenarios.Scenario, v *verdict.Verdict) error {
	for _, name := range o.compare {
		rule, err := referenceRules([]string{name}, o.detector.settings)
		if err != nil {
			return err
		}
		out, err := o.play(ctx, sc, ruleMaker(rule), o.quiet)
		if err != nil {
			return fmt.Errorf("comparing with %s: %w", name, err)
		}
		v.Compare(out.Verdict(rule.Rules[0]))
	}
	for n := 1; n <= o.world.replicates; n++ {
		again := *sc
		again.Seed = scenarios.ReplicateSeed(sc.Seed, n)
		out, err := o.play(ctx, &again, o.detector.maker, o.quiet)
		if err != nil {
			return fmt.Errorf("with seed %d: %w", again.Seed, err)
		}
		v.Replicate(out.Verdict(v.Detector))
	}
	return nil
}
