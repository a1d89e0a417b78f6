package help

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/score/report"
)

// topics are commands that do nothing: cobra lists them as topics of the help command.
func topics() []*cobra.Command {
	return []*cobra.Command{
		{
			Use:   "figures",
			Short: "The figures of score and test, for --min",
			Long: "The figures that breachsim score prints, and that --min of score and test may ask of, as in\n" +
				"exposure_averted_24h>=0.5. With .lo or .hi behind its name a figure is an end of its interval:\n" +
				"false_alerts_per_1000.hi<=1.\n\n" + figures(),
		},
		{
			Use:   "parameters",
			Short: "Parameters of the reference rules: detect --set, arena --param",
			Long: "The parameters of the reference rules with their defaults, for detect --set and\n" +
				"arena --param, as in R2.count=300.\n\n" + parameters(),
		},
	}
}

// figures lists the figures of a score with what they mean.
func figures() string {
	var b strings.Builder
	for _, m := range report.Metrics() {
		b.WriteString("  " + m.Name + "\n      " + m.About + "\n")
	}
	return b.String()
}

// parameters lists the parameters of the reference rules with their defaults.
func parameters() string {
	var rows [][]string
	p := detect.Defaults()
	for _, s := range p.Settings() {
		rows = append(rows, []string{"  " + s.Name, s.String(), s.What})
	}
	var b strings.Builder
	term.Table(&b, rows)
	return b.String()
}
