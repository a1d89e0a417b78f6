package arena

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"breachsim/cmd/breachsim/internal/term"
	"breachsim/generator"
	"breachsim/output/arena"
	"breachsim/output/arena/analyst"
	"breachsim/output/arena/process"
	"breachsim/output/encode"
	"breachsim/output/sweep"
	"breachsim/scenarios/measure"
)

// deskOptions say how the analysts work.
type deskOptions struct {
	latency, hours, days, budget string
	work                         time.Duration
	analysts                     int
	beyond, order                string
	wrong                        string
}

// worldOptions say what is played.
type worldOptions struct {
	seed       uint64
	scale      string
	keep       string
	sets       []string
	replicates int
}

func helpText() string {
	return strings.Replace(help, "ACTIONS", strings.Join(arena.Actions(), ", "), 1)
}

func (o *options) addFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.detector.command, "exec", "", "detector as a command of the shell")
	f.DurationVar(&o.detector.timeout, "timeout", process.DefaultTimeout, "how long a process may take to answer")
	f.StringSliceVar(&o.detector.rules, "rules", nil, "detector as rules: names such as R2, or files and folders in Sigma")
	f.StringArrayVar(&o.detector.settings, "param", nil, "set a parameter of a reference rule, as in R2.count=300")
	f.StringVarP(&o.to.Dir, "output", "o", "", "directory of the dataset to make")
	f.StringSliceVar(&o.actions, "action", []string{"account_reset", "ip_ban"}, "what is done about an alert")
	f.DurationVar(&o.stands, "for", 24*time.Hour, "how long bans, challenges and tarpits last; 0 = for good")
	f.StringVar(&o.desk.latency, "latency", "1h", "until an analyst can have an alert: 1h, or 30m-4h for any between")
	f.DurationVar(&o.desk.work, "work", 10*time.Minute, "time that an analyst needs for an alert")
	f.IntVar(&o.desk.analysts, "analysts", 1, "analysts who work at the same time")
	f.StringVar(&o.desk.hours, "hours", "all", "hours of the analysts, as 08:30-18:00")
	f.StringVar(&o.desk.days, "days", "all", "days of the analysts, as mon-fri")
	f.StringVar(&o.desk.budget, "budget", "all", "alerts that analysts look at in a day, as 20/d")
	f.StringVar(&o.desk.beyond, "beyond", "wait", "alerts beyond the budget: wait, or drop")
	f.StringVar(&o.desk.order, "order", "first", "which alert comes next: first (come), or score")
	f.StringVar(&o.desk.wrong, "analyst-error", "",
		"share of alerts that analysts judge wrongly, 0 to 1 (default: they believe all of them)")
	f.DurationVar(&o.step, "step", time.Minute, "time of the log after which a process is asked for its alerts")
	f.BoolVar(&o.keep, "keep-controls", false, "the scenario's own controls act as well")
	f.StringSliceVar(&o.compare, "compare", nil, "reference rules to play in the same loop, each by itself")
	f.Uint64Var(&o.world.seed, "seed", 0, "seed of the world (default the scenario's)")
	f.StringVar(&o.world.scale, "scale", "1", "factor of accounts, persons and exposed persons")
	f.StringVar(&o.world.keep, "scale-keep", "accounts", term.KeepUsage)
	f.StringArrayVar(&o.world.sets, "set", nil, "override a value of the scenario: PATH=VALUE (may be repeated)")
	f.IntVar(&o.world.replicates, "replicates", 0, "worlds with other seeds to play besides")
	f.StringSliceVar(&o.to.Formats, "format", []string{"jsonl", "combined"}, "formats of the logs, of breachsim formats")
	f.StringSliceVar(&o.to.Records, "records", []string{"csv"}, "formats of the records, of breachsim formats")
	f.StringVar(&o.to.Compress, "compress", "none", "of the logs: none, gzip or zstd")
	f.StringVar(&o.to.Persons, "persons", "referenced", "persons in the records: exposed, referenced, all, or how many")
	f.BoolVar(&o.to.TruthFull, "truth-full", false, "truth of every line, not only of those that are not plainly benign")
	f.IntVar(&o.to.Workers, "workers", 0, "goroutines that write slices (default one a processor)")
	f.BoolVar(&o.to.Force, "force", false, "replace a dataset of this program in the directory")
	f.BoolVar(&o.json, "json", false, "print the verdict for programs")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress and no summary")
}

// check refuses flags that are wrong by themselves.
func (o *options) check() error {
	if err := o.detector.check(o.Err); err != nil {
		return err
	}
	if o.world.replicates < 0 || o.world.replicates > sweep.MostReplicates {
		return term.Usagef("--replicates %d: want 0 to %d", o.world.replicates, sweep.MostReplicates)
	}
	if o.to.Workers < 0 {
		return term.Usagef("--workers %d: want 1 or more, or 0 for one a processor", o.to.Workers)
	}
	if _, err := encode.LogFormats(o.to.Formats); err != nil {
		return term.Usagef("--format: %w", err).WithHint("breachsim formats lists them")
	}
	if _, err := encode.RecordFormats(o.to.Records); err != nil {
		return term.Usagef("--records: %w", err).WithHint("breachsim formats lists them")
	}
	if !slices.Contains([]string{"none", "gzip", "zstd"}, o.to.Compress) {
		return term.Usagef("--compress %q: want none, gzip or zstd", o.to.Compress)
	}
	for _, r := range o.compare {
		if _, err := referenceRules([]string{r}, o.detector.settings); err != nil {
			return err
		}
	}
	_, err := o.options()
	return err
}

// options are those of a run.
func (o *options) options() (arena.Options, error) {
	how := arena.Options{Do: o.actions, Stands: o.stands, Step: o.step, KeepControls: o.keep}
	if o.stands < 0 || o.stands > 0 && o.stands < time.Second {
		return how, term.Usagef("--for %v: want 1s or more, or 0 for good", o.stands)
	}
	scale, err := term.ParseScale(o.world.scale)
	if err != nil {
		return how, err
	}
	keep, err := term.ParseKeep(o.world.keep)
	if err != nil {
		return how, err
	}
	how.Generator = generator.Options{Scale: scale, KeepRates: keep}
	how.Shift, how.Judged, err = o.desk.shift()
	return how, err
}

// shift is how the analysts work; judged, that they tell true alerts from false ones.
func (d *deskOptions) shift() (s analyst.Shift, judged bool, err error) {
	if s.Latency, err = analyst.ParseLatency(d.latency); err != nil {
		return s, false, term.Usagef("--latency: %w", err)
	}
	if s.Opens, s.Closes, err = analyst.ParseHours(d.hours); err != nil {
		return s, false, term.Usagef("--hours: %w", err)
	}
	if s.Weekdays, err = analyst.ParseWeekdays(d.days); err != nil {
		return s, false, term.Usagef("--days: %w", err)
	}
	if s.Budget, err = analyst.ParseBudget(d.budget); err != nil {
		return s, false, term.Usagef("--budget: %w", err)
	}
	if d.analysts < 1 || d.work < 0 {
		return s, false, term.Usagef("--analysts %d, --work %v: want 1 or more, and 0 or more", d.analysts, d.work)
	}
	s.Analysts, s.Work = d.analysts, d.work.Microseconds()
	switch d.beyond {
	case "wait":
	case "drop":
		s.Beyond = analyst.Drop
	default:
		return s, false, term.Usagef("--beyond %q: want wait or drop", d.beyond)
	}
	switch d.order {
	case "first":
	case "score":
		s.Order = analyst.ByScore
	default:
		return s, false, term.Usagef("--order %q: want first or score", d.order)
	}
	if d.wrong == "" {
		return s, false, nil
	}
	share, err := strconv.ParseFloat(d.wrong, 64)
	if err != nil || !(share >= 0 && share <= 1) {
		return s, false, term.Usagef("--analyst-error %q: want a share from 0 to 1, such as 0.05", d.wrong)
	}
	s.Missed = int64(math.Round(share * measure.Million))
	s.Fooled = s.Missed
	return s, true, nil
}
