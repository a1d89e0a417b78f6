package arena

import (
	"context"
	"fmt"
	"io"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/generator/draw"
	"github.com/breachsim/breachsim/output/arena"
	"github.com/breachsim/breachsim/output/arena/evade"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// hunt is a search for the campaign that gets most persons past a detector.
type hunt struct {
	source   evade.Source
	how      arena.Options
	detector arena.Maker
}

// run searches in so many worlds.
func (h *hunt) run(ctx context.Context, worlds int) (*evade.Result, error) {
	sc, err := h.source.Open(nil)
	if err != nil {
		return nil, err
	}
	space, err := evade.Campaign(sc, 0, h.source.Loads)
	if err != nil {
		return nil, term.Usagef("--evade: %w", err)
	}
	s := evade.Search{Space: *space, Key: draw.New(sc.Seed).Stream(draw.Search), Worlds: worlds}
	return evade.Run(ctx, s, h.evaluate)
}

// evaluate plays a candidate in a part of a world: at a part of the scale.
func (h *hunt) evaluate(ctx context.Context, c evade.Candidate, part float64) (float64, error) {
	sc, err := h.source.Open(c.Sets)
	if err != nil {
		return 0, evade.ErrUnfit
	}
	how := h.how
	whole := how.Generator.Scale
	if whole == 0 {
		whole = measure.Million
	}
	how.Generator.Scale = max(whole*scenarios.Scale(part*measure.Million)/measure.Million, 1)
	a, err := arena.New(sc, how)
	if err != nil {
		return 0, evade.ErrUnfit
	}
	out, err := a.Run(ctx, h.detector)
	if err != nil {
		return 0, err
	}
	return float64(out.Persons()), nil
}

// worst is what a search has found, and where it is written.
type worst struct {
	*evade.Result
	scenario, detector, file string
}

// tell prints the curve and the worst case.
func (x *worst) tell(w io.Writer) error {
	rows := [][]string{{"worlds", "campaigns tried", "persons of the worst"}}
	for _, s := range x.Curve {
		rows = append(rows, []string{fmt.Sprintf("%.1f", s.Worlds), term.Thousands(int64(s.Tried)),
			term.Thousands(int64(s.Persons))})
	}
	term.Table(w, rows)
	_, err := fmt.Fprintf(w, "\n%s gets %s past %s as it is, and %s in its worst case, written to %s\n",
		x.scenario, term.Count(int64(x.First.Persons), "person"), x.detector,
		term.Thousands(int64(x.Best.Persons)), x.file)
	for _, set := range x.Best.Sets {
		if err == nil {
			_, err = fmt.Fprintf(w, "  --set %s\n", set)
		}
	}
	return err
}
