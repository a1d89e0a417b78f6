package audit

import (
	"cmp"
	"fmt"

	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/scenarios"
)

// Signal is a family of evidence that the scenario declares, with the reason that it gives
// and how much the family gives away: its strongest figure. Nothing is left out: where no
// figure is outside its bound, the family is declared without need, and says so.
type Signal struct {
	Family string  `json:"family"`
	Reason string  `json:"reason,omitempty"` // "" = the scenario gives none
	Needed bool    `json:"needed"`           // a figure is outside its bound, and excused
	Beyond int     `json:"beyond"`           // how many are
	Check  string  `json:"check,omitempty"`  // "" = nothing of the family was measured
	Figure string  `json:"figure,omitempty"`
	Bound  string  `json:"bound,omitempty"`
	Value  float64 `json:"value"`
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
// bound before one within, a share or an AUC before a count, then the higher value.
func (s *Signal) see(check string, f *figure.Figure) {
	if f.Signal != s.Family || f.Verdict == figure.NotApplicable {
		return
	}
	beyond := f.Verdict == figure.Declared
	if beyond {
		s.Beyond++
	}
	if s.Check == "" || stronger(beyond, s.Needed, f.Value, s.Value) {
		s.Check, s.Figure, s.Bound, s.Value = check, f.Name, f.Bound, f.Value
	}
	s.Needed = s.Needed || beyond
}

// stronger tells whether a figure gives more away than the one that is held: values above 1
// are counts, which are not compared with shares.
func stronger(beyond, held bool, value, than float64) bool {
	if beyond != held {
		return beyond
	}
	if share, other := value <= 1, than <= 1; share != other {
		return share
	}
	return value > than
}

// phrase is what is told of it on a line.
func (s *Signal) phrase() string {
	reason := cmp.Or(s.Reason, "no reason given")
	if s.Check == "" {
		return "declared, not needed (nothing of it was measured): " + reason
	}
	most := fmt.Sprintf("%s %s %s (%s)", s.Check, s.Figure, figure.Num(s.Value), s.Bound)
	if s.Needed {
		return fmt.Sprintf("%d outside, most %s: %s", s.Beyond, most, reason)
	}
	return fmt.Sprintf("declared, not needed, most %s: %s", most, reason)
}
