package ladder

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/read"
)

// thresholds are what rules were tuned to on one sister, by rule, edition and budget,
// as [detect.Params.Set] takes them.
type thresholds map[string]string

func atBudget(rule string, budget float64) string {
	return fmt.Sprintf("%s at %v", edition(rule), budget)
}

// tune sets the parameters of rules to what keeps each of them to each of the budgets on
// the sister, which is made where somebody must look at it. The thresholds told are those
// of the first budget.
func (t *try) tune(
	ctx context.Context,
	sister func() (*read.Dataset, error),
	rules []string,
	budgets ...float64,
) ([]detect.Params, error) {
	known := thresholds{}
	if err := t.recall(t.tunedFile(), &known); err != nil {
		return nil, err
	}
	if missing := known.missing(rules, budgets); len(missing) > 0 {
		data, err := sister()
		if err != nil {
			return nil, err
		}
		list, err := detect.TuneEach(ctx, data, detect.Options{Rules: missing, Params: detect.Defaults()}, budgets...)
		if err != nil {
			return nil, err
		}
		for i := range list {
			for _, x := range list[i].Tuned {
				known[atBudget(x.Rule, budgets[i])] = x.Parameter + "=" + x.Value
			}
		}
		if err := t.keep(t.tunedFile(), known); err != nil {
			return nil, err
		}
	}
	t.thresholds = map[string]string{}
	for _, rule := range rules {
		_, t.thresholds[rule], _ = strings.Cut(known[atBudget(rule, budgets[0])], "=")
	}
	list := make([]detect.Params, len(budgets))
	for i, budget := range budgets {
		list[i] = detect.Defaults()
		for _, rule := range rules {
			if err := list[i].Set(known[atBudget(rule, budget)]); err != nil {
				return nil, fmt.Errorf("%q: %w", t.tunedFile(), err)
			}
		}
	}
	return list, nil
}

// missing lists the rules that were not tuned to all of the budgets.
func (k thresholds) missing(rules []string, budgets []float64) (list []string) {
	for _, rule := range rules {
		if slices.ContainsFunc(budgets, func(b float64) bool { return k[atBudget(rule, b)] == "" }) {
			list = append(list, rule)
		}
	}
	return list
}

// tunedFile is where the thresholds of this seed lie: its name follows from all that the
// sister depends on.
func (t *try) tunedFile() string {
	text := world(t.sc)
	key := fmt.Sprintf("%s\n%d %v sister %d", text, generator.DatasetVersion, t.Scale, t.number)
	return filepath.Join(t.Cache, "tuned", t.sc.ID+"-"+textHash([]byte(key))[:16]+".json")
}
