package agreement

import (
	"context"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/conform"
)

// conformance is A13: what the dataset holds against what its scenario, scaled as
// the manifest says, asks for. It asks package conform, to which the lines of the
// log are shown as they are loaded, and tells its findings as figures.
//
// Counts are met exactly: accounts, stolen accounts by profile, persons exposed
// (each once; at most so many where a control judges what the log says),
// trial look-ups. Addresses keep to the pool. Look-ups of the list lie in the
// campaign's window, with ten minutes for what a refusal sets off, and find
// somebody as often as hit_rate says (exact binomial, p < 1e-4). Bans, resets
// and the forced change come at the time of their control, within a minute, for
// every address and account used until then, those that a detection triggers
// after its alert, and truth/responses tells them so. A policy asks for a second
// factor from its time on, and of everybody once accounts are enrolled. The profile
// mix is judged by the binomial test of each profile. truth/accounts counts the
// look-ups and exposures of the log. Look-alikes are those of the scenario, on
// no more accounts than it asks for. Of a part of the period only the accounts are
// judged.
type conformance struct {
	w   *world.World
	err error
}

// NewConformance returns A13 before it has seen a dataset.
func NewConformance(w *world.World) world.Check {
	c := &conformance{w: w}
	w.Checker, c.err = conform.New(w.Set, w.Scenario)
	return c
}

// Day has nothing to do: the checker saw the lines when they were loaded.
func (c *conformance) Day(*world.Day) {}

func (c *conformance) Finish(ctx context.Context) ([]figure.Figure, error) {
	if c.err != nil {
		return nil, c.err
	}
	found, err := c.w.Checker.Findings(ctx)
	var out []figure.Figure
	for _, x := range found {
		f := figure.Figure{Name: x.Name, Value: x.Value, Bound: x.Bound, N: x.N, P: x.P, Verdict: figure.Pass}
		if !x.OK {
			f.Verdict, f.Example = figure.Fail, x.Example
		}
		out = append(out, f)
	}
	return out, err
}
