package detect

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Setting is one parameter by its name, as --set gives it.
type Setting struct {
	Name string // rule, dot, parameter
	What string
	at   any // *int, *float64 or *time.Duration
}

// Settings lists the parameters of p; what is set through the list is set in p.
func (p *Params) Settings() []Setting {
	return []Setting{
		{"R1.count", "look-ups within the window", &p.R1.Count},
		{"R1.window", "length of the sliding window", &p.R1.Window},
		{"R1.quiet", "time below the threshold before the rule fires again", &p.R1.Quiet},
		{"R2.count", "distinct persons in a local day", &p.R2.Count},
		{"R3.z", "standard deviations above the account's mean", &p.R3.Z},
		{"R3.distinct", "least distinct persons in the day", &p.R3.Distinct},
		{"R3.days", "days with look-ups that make the baseline", &p.R3.Days},
		{"R3.min_days", "least of them", &p.R3.MinDays},
		{"R4.lookups", "look-ups that a session must exceed", &p.R4.Lookups},
		{"R4.even", "look-ups from which the deviation counts", &p.R4.Even},
		{"R4.gap", "mean or standard deviation of the gaps", &p.R4.Gap},
		{"R5.lookups", "answered look-ups in a local day", &p.R5.Lookups},
		{"R5.share", "share of them that found nobody", &p.R5.Share},
		{"R9.k", "allowance a day, standard deviations", &p.R9.K},
		{"R9.h", "alarm level, standard deviations", &p.R9.H},
		{"R9.clip", "most that one day counts, standard deviations", &p.R9.Clip},
		{"R9.distinct", "least distinct persons in the day", &p.R9.Distinct},
		{"R9.days", "days with look-ups that make the baseline", &p.R9.Days},
		{"R9.min_days", "least of them", &p.R9.MinDays},
	}
}

// String is the value as --set takes it.
func (s Setting) String() string {
	switch v := s.at.(type) {
	case *int:
		return strconv.Itoa(*v)
	case *float64:
		return strconv.FormatFloat(*v, 'f', -1, 64)
	case *time.Duration:
		return v.String()
	}
	return ""
}

// Set sets one parameter from the form R2.count=300.
func (p *Params) Set(assignment string) error {
	name, value, ok := strings.Cut(assignment, "=")
	if !ok {
		return fmt.Errorf("setting %q: want RULE.PARAMETER=VALUE, as in R2.count=300", assignment)
	}
	all := p.Settings()
	i := slices.IndexFunc(all, func(s Setting) bool { return strings.EqualFold(s.Name, strings.TrimSpace(name)) })
	if i < 0 {
		return fmt.Errorf("setting %q: no parameter %s; there are %s", assignment, name, names(all))
	}
	if err := all[i].parse(strings.TrimSpace(value)); err != nil {
		return fmt.Errorf("setting %s to %q: %w", all[i].Name, value, err)
	}
	return nil
}

func names(all []Setting) string {
	var list []string
	for _, s := range all {
		list = append(list, s.Name)
	}
	return strings.Join(list, ", ")
}

// parse sets the value. All parameters are positive; nothing else is asked of
// them.
func (s Setting) parse(text string) error {
	switch at := s.at.(type) {
	case *int:
		v, err := strconv.Atoi(text)
		if err != nil || v < 1 || v > 1e9 {
			return fmt.Errorf("want a whole number from 1 to 1000000000")
		}
		*at = v
	case *float64:
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || !(v > 0 && v < 1e9) {
			return fmt.Errorf("want a number above 0")
		}
		*at = v
	case *time.Duration:
		v, err := time.ParseDuration(text)
		if err != nil || v < time.Microsecond || v > 366*24*time.Hour {
			return fmt.Errorf("want a length of time, as in 500ms or 1m")
		}
		*at = v
	}
	return nil
}
