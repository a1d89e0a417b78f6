package figure

import (
	"fmt"

	"github.com/breachsim/breachsim/output/internal/stats"
)

// mostNuisance is the AUC, of either side, that a number which should tell nothing may have.
const mostNuisance = 0.55

// Nuisance judges a number that should tell nothing, by a rank test of its values in both
// classes: it fails above an AUC of 0.55, where that is no chance. tells says what it gives away
// then, as in "who was taken"; a class without values makes it n/a.
func Nuisance(name string, values *stats.Sketch, tells string) Figure {
	t := stats.MannWhitney(values.Cells())
	f := Figure{Name: name, Value: max(t.AUC, 1-t.AUC), Bound: fmt.Sprintf("AUC ≤ %g", mostNuisance),
		N: int64(t.Pos), P: t.P(), Verdict: Pass}
	switch {
	case t.Pos == 0 || t.Neg == 0:
		f.Verdict = NotApplicable
	case f.Value > mostNuisance && f.P < stats.Chance:
		f.Verdict, f.Example = Fail, name+" tells "+tells
	}
	return f
}
