package detect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// Settings lists the parameters of p; what is set through the list is set in p.
func (p *Params) Settings() []rule.Setting {
	list := []rule.Setting{
		{Name: "R1.count", What: "look-ups within the window", At: &p.R1.Count},
		{Name: "R1.window", What: "length of the sliding window", At: &p.R1.Window},
		{Name: "R1.quiet", What: "time below the threshold before the rule fires again", At: &p.R1.Quiet},
		{Name: "R2.count", What: "distinct persons in a local day", At: &p.R2.Count},
		{Name: "R3.z", What: "standard deviations above the account's mean", At: &p.R3.Z},
		{Name: "R3.distinct", What: "least distinct persons in the day", At: &p.R3.Distinct},
		{Name: "R3.days", What: "days with look-ups that make the baseline", At: &p.R3.Days},
		{Name: "R3.min_days", What: "least of them", At: &p.R3.MinDays},
		{Name: "R4.lookups", What: "look-ups that a session must exceed", At: &p.R4.Lookups},
		{Name: "R4.even", What: "look-ups from which the deviation counts", At: &p.R4.Even},
		{Name: "R4.gap", What: "mean or standard deviation of the gaps", At: &p.R4.Gap},
		{Name: "R5.lookups", What: "answered look-ups in a local day", At: &p.R5.Lookups},
		{Name: "R5.share", What: "share of them that found nobody", At: &p.R5.Share},
		{Name: "R9.k", What: "allowance a day, standard deviations", At: &p.R9.K},
		{Name: "R9.h", What: "alarm level, standard deviations", At: &p.R9.H},
		{Name: "R9.clip", What: "most that one day counts, standard deviations", At: &p.R9.Clip},
		{Name: "R9.distinct", What: "least distinct persons in the day", At: &p.R9.Distinct},
		{Name: "R9.days", What: "days with look-ups that make the baseline", At: &p.R9.Days},
		{Name: "R9.min_days", What: "least of them", At: &p.R9.MinDays},
	}
	for _, r := range p.further() {
		list = append(list, r.Settings()...)
	}
	return list
}

// Set sets one parameter from the form R2.count=300.
func (p *Params) Set(assignment string) error {
	name, value, ok := strings.Cut(assignment, "=")
	if !ok {
		return fmt.Errorf("setting %q: want RULE.PARAMETER=VALUE, as in R2.count=300", assignment)
	}
	all := p.Settings()
	i := slices.IndexFunc(all, func(s rule.Setting) bool { return strings.EqualFold(s.Name, strings.TrimSpace(name)) })
	if i < 0 {
		return fmt.Errorf("setting %q: no parameter %s; there are %s", assignment, name, names(all))
	}
	if err := all[i].Parse(strings.TrimSpace(value)); err != nil {
		return fmt.Errorf("setting %s to %q: %w", all[i].Name, value, err)
	}
	return nil
}

func names(all []rule.Setting) string {
	var list []string
	for _, s := range all {
		list = append(list, s.Name)
	}
	return strings.Join(list, ", ")
}
