package audit

import (
	"cmp"
	"fmt"

	"breachsim/output/audit/figure"
	"breachsim/scenarios"
)

// Signal is a family of evidence that the scenario declares, with the reason that it gives
// and how much the family gives away: its strongest figure.
type Signal struct {
	Family string  `json:"family"`
	Reason string  `json:"reason,omitempty"` // "" = the scenario gives none
	Needed bool    `json:"needed"`           // a figure is outside its bound, and excused
	Beyond int     `json:"beyond"`           // how many are
	Check  string  `json:"check,omitempty"`
	Figure string  `json:"figure,omitempty"`
	Value  float64 `json:"value,omitempty"`
}

// signals tells what each declared family gives away.
func signals(declared []scenarios.Declared, checks []Result) []Signal {
	list := []Signal{}
	for _, d := range declared {
		s := Signal{Family: string(d.Family), Reason: d.Reason}
		for i := range checks {
			for k := range checks[i].Figures {
				s.see(checks[i].ID, &checks[i].Figures[k])
			}
		}
		list = append(list, s)
	}
	return list
}

// see takes a figure of the family that is stronger than those before: one outside its
// bound before one within, then the higher value.
func (s *Signal) see(check string, f *figure.Figure) {
	if f.Signal != s.Family || f.Verdict == figure.NotApplicable {
		return
	}
	beyond := f.Verdict == figure.Declared
	if beyond {
		s.Beyond++
	}
	if s.Check == "" || beyond && !s.Needed || beyond == s.Needed && cmp.Compare(f.Value, s.Value) > 0 && f.Value <= 1 {
		s.Check, s.Figure, s.Value = check, f.Name, f.Value
	}
	s.Needed = s.Needed || beyond
}

// phrase is what is told of it on a line.
func (s *Signal) phrase() string {
	reason := cmp.Or(s.Reason, "no reason given")
	switch {
	case s.Needed:
		return fmt.Sprintf("%s; %d outside, most of all %s %s: %s", reason, s.Beyond, s.Check, s.Figure,
			figure.Num(s.Value))
	case s.Check == "":
		return reason + "; not needed: nothing of it was measured"
	}
	return fmt.Sprintf("%s; not needed: all within, most %s %s: %s", reason, s.Check, s.Figure, figure.Num(s.Value))
}
