package audit

import (
	"context"

	"github.com/breachsim/breachsim/output/audit/internal/splits"
	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
)

// Together is what is judged of several datasets at once.
type Together struct {
	Datasets int            `json:"datasets"`
	Verdict  figure.Verdict `json:"verdict"`
	Checks   []Result       `json:"checks"`
}

// RunAll audits each dataset, and where there are several also what they have in common
// (A17) and when their attacks begin (A10); with one, Together is nil. Errors are those of
// [Run].
func RunAll(ctx context.Context, dirs []string, o Options) ([]*Report, *Together, error) {
	chosen, err := choose(o.Checks)
	if err != nil {
		return nil, nil, err
	}
	var reports []*Report
	var sets []*splits.Facts
	for _, dir := range dirs {
		w, err := world.Open(ctx, dir)
		if err != nil {
			return nil, nil, err
		}
		o.opened(w)
		place := splits.NewPlace(w)
		r, err := judge(ctx, w, chosen, place)
		if err != nil {
			return nil, nil, err
		}
		facts, err := place.Facts()
		if err != nil {
			return nil, nil, err
		}
		reports, sets = append(reports, r), append(sets, facts)
	}
	if len(dirs) < 2 {
		return reports, nil, nil
	}
	return reports, together(chosen, sets), nil
}

// together judges what was held of the datasets.
func together(chosen []kind, sets []*splits.Facts) *Together {
	t := &Together{Datasets: len(sets), Verdict: figure.NotApplicable, Checks: []Result{}}
	for _, k := range chosen {
		r := Result{ID: k.id, Title: k.title}
		switch k.id {
		case "A10":
			r.Figures = splits.Starts(sets)
		case "A17":
			r.Figures = splits.Shared(sets)
		default:
			continue
		}
		r.settle()
		t.Checks = append(t.Checks, r)
		if r.Verdict.Rank() > t.Verdict.Rank() {
			t.Verdict = r.Verdict
		}
	}
	return t
}

// Good reports whether no check fails; nothing to judge is good.
func (t *Together) Good() bool { return t == nil || t.Verdict != figure.Fail }
