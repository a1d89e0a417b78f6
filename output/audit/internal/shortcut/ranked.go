package shortcut

import (
	"fmt"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// named gives each column the name and the family of evidence that it is told by.
func named() [world.NumFields]struct{ name, family string } {
	var n [world.NumFields]struct{ name, family string }
	set := func(family string, of map[world.Field]string) {
		for f, name := range of {
			n[f].name, n[f].family = name, family
		}
	}
	set("network", map[world.Field]string{world.Block: "src_ip block", world.ASN: "asn", world.ASOrg: "as_org",
		world.Country: "country", world.City: "city"})
	set("user_agent", map[world.Field]string{world.Agent: "user_agent", world.Client: "client_fp"})
	set("errors", map[world.Field]string{world.Outcome: "outcome", world.Reason: "reason", world.Status: "status",
		world.Result: "result"})
	set("sequence", map[world.Field]string{world.Action: "action", world.Service: "service", world.Method: "method",
		world.Path: "path"})
	set("geography", map[world.Field]string{world.Dept: "patient_dept"})
	set("hour", map[world.Field]string{world.Hour: "hour"})
	return n
}

// ranked is a column after a test of ranks.
type ranked struct {
	name, family string // no family: nuisance
	test         stats.RankTest
	tries        float64 // how many values it is the strongest of
	bits         float64 // mutual information with the label
}

// judge folds the area under the curve and holds it against the bound of the family.
func (x ranked) judge(w *world.World) figure.Figure {
	bound := behaviourAUC
	if x.family == "" {
		bound = nuisanceAUC
	}
	fig := figure.Figure{Name: x.name, Value: max(x.test.AUC, 1-x.test.AUC), Bound: fmt.Sprintf("AUC ≤ %g", bound),
		N: int64(x.test.Pos),
		P: min(1, x.tries*x.test.P()), Bits: x.bits, Signal: x.family, Verdict: figure.Pass}
	switch {
	case x.test.Pos == 0 || x.test.Neg == 0:
		fig.Verdict = figure.NotApplicable
	case fig.Value > bound && fig.P < stats.Chance:
		fig.Verdict = w.Exempt(x.family)
		fig.Example = fmt.Sprintf("%s alone tells attack from benign", x.name)
	}
	return fig
}
