package story

import (
	"fmt"
	"io"
	"time"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/scenarios"
)

// lags are the times after which a campaign is noticed and stopped.
var lags = []struct {
	name string
	long time.Duration
}{{"1 hour", time.Hour}, {"4 hours", 4 * time.Hour}, {"1 day", 24 * time.Hour}, {"4 days", 4 * 24 * time.Hour}}

// printDefence tells, campaign by campaign, whom the scenario's controls spare,
// and whom others would that stop it so long after its first look-up.
func printDefence(w io.Writer, sc *scenarios.Scenario, plan *generator.Plan, opts generator.Options) error {
	opts.WithoutControls = true
	free, err := generator.New(sc, opts)
	if err != nil {
		return err
	}
	end := plan.Scenario().Time.End
	fmt.Fprintln(w, "\nDefence")
	if len(plan.Scenario().Campaigns) == 0 {
		fmt.Fprintln(w, "  nobody attacks")
	}
	for n := range plan.Scenario().Campaigns {
		c := &plan.Scenario().Campaigns[n]
		begins := free.Begins(n)
		if begins.IsZero() {
			fmt.Fprintf(w, "  %s: looks nobody of its list up\n", c.ID)
			continue
		}
		at := []time.Time{end}
		for _, l := range lags {
			at = append(at, begins.Add(l.long))
		}
		got := free.Exposed(n, at...)
		fmt.Fprintf(w, "  %s: first look-up of the list %s\n", c.ID, term.Moment(begins))
		row := func(what string, exposed int64) {
			fmt.Fprintf(
				w,
				"    %-34s %9s exposed %9s saved  %5s\n",
				what,
				term.Thousands(exposed),
				term.Thousands(got[0]-exposed),
				percent(got[0]-exposed, got[0]),
			)
		}
		row("if nobody stops it", got[0])
		row("stopped by the scenario's controls", plan.Exposed(n, end)[0])
		for i, l := range lags {
			row("noticed and stopped after "+l.name, got[i+1])
		}
	}
	return nil
}

// percent writes a share, to a tenth.
func percent(part, whole int64) string {
	if whole == 0 {
		return "0 %"
	}
	tenths := (part*1000 + whole/2) / whole
	return fmt.Sprintf("%d.%d %%", tenths/10, tenths%10)
}
