// Package judging holds the verb that holds a detector against the truth.
package judging

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/score/export"
	"github.com/breachsim/breachsim/output/score/report"
	"github.com/breachsim/breachsim/output/sweep"
)

const scoreHelp = `Hold the alerts of a detector against the truth of a dataset. With several
datasets (the same scenario, other seeds) give --alerts once for each, in the
same order: the figures are pooled.

Alerts are JSON Lines, or CSV with the columns
t,entity_type,entity_id,score,rule[,from,to,events]:

  {"t":"2022-03-08T07:15:01Z","entity":{"type":"account","id":"PS0412233"},
   "score":3.2,"rule":"R2"}

A JSON array of such objects is read too, and with --alerts-from what a product
exports: ocsf, elastic, splunk, crowdsec, wazuh, rsigma (output/score/README.md has
the fields that count).

An alert speaks of an account, ip, session, person or campaign, and may rest on
log lines up to t only: one that is too early is refused. Where anything is wrong
with the alerts, all of it is told by line, nothing is scored, and the exit code
is 1; so it is where a demand of --min is not met, or where a figure is worse
than that of the baseline beyond its interval. Where the baseline judged the same
datasets, the interval is that of the difference in the same resamples of accounts.

Printed is the verdict; --all prints every figure, what it rests on and the false
alerts by look-alike. "Undefended" data (generate --without-controls) are those where
nobody stops the attack, so that what your detector would have saved can be told.
"Neutral" incidents are on policy changes, tests, collateral of the attack or attempts
that failed: neither right nor wrong. What figures rest on: a "use" is one campaign's
use of one account.

A sweep (generate with a matrix or --replicates) is scored in one go: give its folder,
and a folder of alerts with one file a dataset, named after it: ALERTS/DIRECTORY.jsonl.

The figures at budget choose their threshold on what is judged, which nobody can do
in the field: they are an upper bound. With --sister, another dataset and the alerts
of the same detector on it fix the threshold, and figures at_sister say what it gives.

Of a dataset that breachsim seal made, the truth is opened with --key FILE. The score
then names neither scenario nor seed, so that it may be told while the seal holds.

The figures, for --min; breachsim help figures says what they mean:

`

// NewScoreCmd is the verb.
func NewScoreCmd(s *term.Streams) *cobra.Command {
	o := &scoreOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "score DIR... --alerts FILE",
		Short: "Hold the alerts of a detector against the truth",
		Long:  scoreHelp + "  " + scoreFigures(),
		Example: `  breachsim score dataset --alerts alerts.jsonl
  breachsim score dataset --alerts alerts.jsonl --all --incidents found.jsonl
  breachsim score sweep --alerts alerts-of-sweep
  breachsim score dataset --alerts alerts.jsonl \
      --min 'exposure_averted_24h>=0.5,false_alerts_per_1000<=1'
  breachsim score seed1 seed2 --alerts a1.jsonl --alerts a2.jsonl --json >s.json
  breachsim score dataset --alerts alerts.jsonl \
      --sister quiet --sister-alerts quiet-alerts.jsonl
  breachsim score public --alerts alerts.jsonl --key judge.key
  breachsim score dataset --alerts alerts.csv --baseline s.json --junit s.xml`,
		Args: term.Wants(1, -1, "one DIR or more"),
		RunE: func(cmd *cobra.Command, dirs []string) error {
			o.dirs = dirs
			if !cmd.Flags().Changed("reference") {
				o.reference = !o.json && !o.markdown && !o.all
			}
			o.line = s.NewReadingLine(o.quiet, false)
			if len(dirs) == 1 && sweep.Is(dirs[0]) {
				return o.runSweep(cmd.Context())
			}
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringArrayVar(&o.alerts, "alerts", nil, "`file` of alerts, - for standard input; once for each DIR")
	f.StringVar(&o.from, "alerts-from", "",
		"product that wrote the alerts: "+strings.Join(export.Names(), ", ")+" (default our own form)")
	f.StringSliceVar(&o.rules, "rules", nil, "score the alerts of these rules only (default all)")
	f.StringArrayVar(&o.sisters, "sister", nil,
		"another dataset (its `directory`), of another seed, that fixes the threshold; may be repeated")
	f.StringArrayVar(&o.theirs, "sister-alerts", nil,
		"`file` of alerts of the same detector on it; once for each --sister")
	f.StringVar(&o.min, "min", "", "demands such as entity_recall>=0.9,false_alerts_per_1000.hi<=1")
	f.StringVar(&o.baseline, "baseline", "", "earlier score, as --json wrote it, to compare with")
	f.StringVar(&o.incidents, "incidents", "",
		"write each incident to this file: what it hit or what fooled it, and the accounts missed")
	f.StringVar(&o.key, "key", "", term.KeyUsage)
	f.BoolVar(&o.all, "all", false, "print every figure, not the verdict alone")
	f.BoolVar(&o.reference, "reference", true,
		"run the reference rules R1 to R5 and R9 to compare with; only for the verdict unless given")
	f.BoolVar(&o.json, "json", false, "print the score for programs")
	f.BoolVar(&o.markdown, "markdown", false, "print the score in Markdown")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress on a terminal")
	f.StringVar(&o.junit, "junit", "", "write a JUnit report to this file as well")
	f.Float64Var(
		&o.prevalence,
		"deployment-prevalence",
		score.DefaultPrevalence,
		"assumed share of malicious account-days in the field",
	)
	f.IntVar(&o.resamples, "resamples", score.DefaultResamples, "draws of the bootstrap; 0 for no intervals")
	return cmd
}

// scoreFigures names the figures, two a line.
func scoreFigures() string {
	var b strings.Builder
	for i, m := range report.Metrics() {
		if i%2 == 0 {
			fmt.Fprintf(&b, "\n  %-34s ", m.Name)
		} else {
			b.WriteString(m.Name)
		}
	}
	return strings.Trim(b.String(), "\n ")
}
