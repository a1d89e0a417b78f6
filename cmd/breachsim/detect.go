package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/read"
)

const detectHelp = `Run the reference detectors over a dataset and write their alerts, JSON Lines.
Nothing is written into a dataset.

An alert is one object a line:

  {"t":"…","entity":{"type":"account","id":"PS…"},"score":1.8,"rule":"R2",
   "from":"…","to":"…"}

Rules read the audit log in its order, as a detector in the field would; an alert
bears the time of the line that it was raised at. These run by default:

  R1   account or address: many look-ups in a short time
  R2   account: many distinct persons in a local day
  R3   account: many more distinct persons than on its own past days
  R4   session: clicks too fast or too even for a hand
  R5   account: many look-ups that find nobody
  R9   account: a volume that stays a little too high (CUSUM)

These read more of a line, and the records of accounts. They run where --rules
names them (--rules R14; --rules all for every rule) and say in "why" what they saw:

FURTHER

--tune SISTER chooses the threshold of each rule so that on another dataset,
without attacks and of another seed, it raises at most --budget false incidents
per 1,000 active practitioner-days. An incident is the alerts of one rule on one
entity within 24 hours.

The exit code is 0 whether or not there are
alerts; it is 1 where a log is not in order.`

type detectOptions struct {
	*term.Streams
	dir      string
	file     string
	rules    []string
	sister   string
	budget   float64
	settings []string
	force    bool
	quiet    bool
	json     bool

	line *term.ReadingLine
}

func newDetectCmd(s *term.Streams) *cobra.Command {
	o := &detectOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "detect DIR",
		Short: "Run the reference detectors over a dataset",
		Long: strings.Replace(detectHelp, "FURTHER", furtherHelp(), 1) +
			"\n\nParameters for --set, with their defaults; breachsim help parameters says what they mean:\n\n" +
			parameterHelp(),
		Example: `  breachsim detect dataset
  breachsim detect dataset --rules R2,R5 --set R2.count=300 -o - | head
  breachsim generate tiny --seed 8 --without-campaigns -o sister
  breachsim detect dataset --tune sister -o tuned.jsonl`,
		Args: term.Wants(1, 1, "one DIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir = args[0]
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&o.file, "output", "o", "alerts.jsonl", "file of the alerts; - for standard output")
	f.StringSliceVar(&o.rules, "rules", nil, "rules to run, or all (default R1 to R5 and R9)")
	f.StringArrayVar(&o.settings, "set", nil, "set a parameter: `NAME=VALUE`, as in R2.count=300; may be repeated")
	f.StringVar(&o.sister, "tune", "", "choose the thresholds on this dataset without attacks")
	f.Float64Var(&o.budget, "budget", 1, "false incidents per 1,000 practitioner-days that --tune allows")
	f.BoolVar(&o.force, "force", false, "replace a file that exists")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no thresholds and no summary")
	f.BoolVar(&o.json, "json", false, "print the summary for programs as well, on standard output")
	return cmd
}

// furtherHelp lists the rules that do not run by default.
func furtherHelp() string {
	var lines []string
	for _, r := range detect.Further() {
		lines = append(lines, fmt.Sprintf("  %-4s %s", r[0], r[1]))
	}
	return strings.Join(lines, "\n")
}

// parameterHelp lists the parameters of each rule on a line.
func parameterHelp() string {
	var lines []string
	p := detect.Defaults()
	last := ""
	for _, s := range p.Settings() {
		rule, name, _ := strings.Cut(s.Name, ".")
		if rule != last {
			lines = append(lines, fmt.Sprintf("  %-3s ", rule))
			last = rule
		}
		lines[len(lines)-1] += " " + name + "=" + s.String()
	}
	return strings.Join(lines, "\n")
}

func (o *detectOptions) run(ctx context.Context) error {
	opts, err := o.options()
	if err != nil {
		return err
	}
	data, err := openDataset(o.dir)
	if err != nil {
		return err
	}
	if err := term.CheckFile(o.file, []string{o.dir, o.sister}, o.force); err != nil {
		return err
	}
	o.line = o.NewReadingLine(o.quiet, o.sister == "")
	o.line.Watch(data)
	defer o.line.Clear()
	if o.sister != "" {
		if opts.Params, err = o.tune(ctx, data, opts); err != nil {
			return err
		}
	}
	var tally detect.Tally
	var stats *detect.Stats
	err = o.WriteFile(o.file, func(w io.Writer) error {
		var line []byte
		var wrong error
		stats, wrong = detect.Run(ctx, data, opts, func(a *detect.Alert) error {
			tally.Add(a)
			line = a.Append(line[:0])
			_, err := w.Write(line)
			return err
		})
		return wrong
	})
	o.line.Clear()
	if err != nil {
		return err
	}
	if !o.quiet {
		o.summarize(opts.Rules, &tally, stats)
	}
	if o.json {
		return o.print(opts.Rules, &tally, stats)
	}
	return nil
}

// chosenRules are the rules of --rules by their names; "all" is every one.
func chosenRules(asked []string) (rules []string, err error) {
	if len(asked) == 1 && strings.EqualFold(strings.TrimSpace(asked[0]), "all") {
		return detect.All(), nil
	}
	for _, r := range asked {
		rules = append(rules, strings.ToUpper(strings.TrimSpace(r)))
	}
	if err := detect.CheckRules(rules); err != nil {
		return nil, term.Usagef("%w", err)
	}
	return rules, nil
}

// options checks what was asked for before anything is read.
func (o *detectOptions) options() (detect.Options, error) {
	opts := detect.Options{Params: detect.Defaults()}
	var err error
	if opts.Rules, err = chosenRules(o.rules); err != nil {
		return opts, err
	}
	for _, s := range o.settings {
		if err := opts.Params.Set(s); err != nil {
			return opts, term.Usagef("%w", err)
		}
		name, _, _ := strings.Cut(s, "=")
		if o.sister != "" &&
			slices.ContainsFunc(detect.Tunable(), func(t string) bool { return strings.EqualFold(t, name) }) {
			return opts, term.Usagef("%s is both set and tuned", name).WithHint("leave out --set %s, or --tune", s)
		}
	}
	if o.json && o.file == "-" {
		return opts, term.Usagef("--json and -o - both want standard output").WithHint("give -o FILE for the alerts")
	}
	if !(o.budget >= 0) {
		return opts, term.Usagef("--budget %v: want 0 or more", o.budget)
	}
	return opts, nil
}

// openDataset tells a directory without a dataset from a damaged one.
func openDataset(dir string) (*read.Dataset, error) {
	d, err := read.OpenDataset(dir)
	var none *read.NotDatasetError
	if errors.As(err, &none) {
		return nil, term.Usagef("%w", err)
	}
	return d, err
}

func (o *detectOptions) tune(ctx context.Context, judged *read.Dataset, opts detect.Options) (detect.Params, error) {
	sister, err := openDataset(o.sister)
	if err == nil {
		err = read.CheckSister(sister, judged)
	}
	var p detect.Params
	var tuned []detect.Tuned
	if err == nil {
		o.line.Watch(sister)
		p, tuned, err = detect.Tune(ctx, sister, opts, o.budget)
	}
	o.line.Clear()
	var unfit *detect.SisterError
	if errors.As(err, &unfit) {
		return p, term.Usagef("%w", err)
	}
	if err != nil || o.quiet {
		return p, err
	}
	rows := [][]string{{"parameter", "default", "tuned", "false per 1,000 days"}}
	for _, t := range tuned {
		rate := strconv.FormatFloat(t.Per1000, 'f', 2, 64)
		if !t.Met {
			rate += " (the strictest there is; over the budget)"
		}
		rows = append(rows, []string{t.Parameter, t.Default, t.Value, rate})
	}
	term.Table(o.Err, rows)
	return p, nil
}

func (o *detectOptions) summarize(rules []string, t *detect.Tally, s *detect.Stats) {
	rows := [][]string{{"rule", "alerts", "entities", "incidents"}}
	total := int64(0)
	for _, r := range detect.Of(rules) {
		c := t.Count(r)
		rows = append(
			rows,
			[]string{r, term.Thousands(c.Alerts), term.Thousands(c.Entities), term.Thousands(c.Incidents)},
		)
		total += c.Alerts
	}
	term.Table(o.Err, rows)
	fmt.Fprintf(o.Err, "%s: %s, %s, %s, %s\n", o.file, term.Count(total, "alert"), term.Count(s.Events, "audit event"),
		term.Count(s.LookUps, "look-up"), term.Count(s.AccountDays, "practitioner-day"))
}

// ruleSummary is what one rule raised, for programs.
type ruleSummary struct {
	Rule      string `json:"rule"`
	Alerts    int64  `json:"alerts"`
	Entities  int64  `json:"entities"`
	Incidents int64  `json:"incidents"`
}

// print prints the summary for programs.
func (o *detectOptions) print(rules []string, t *detect.Tally, s *detect.Stats) error {
	list := []ruleSummary{}
	for _, r := range detect.Of(rules) {
		c := t.Count(r)
		list = append(list, ruleSummary{r, c.Alerts, c.Entities, c.Incidents})
	}
	return term.PrintJSON(o.Out, struct {
		Alerts      string        `json:"alerts"`
		Rules       []ruleSummary `json:"rules"`
		AuditEvents int64         `json:"audit_events"`
		LookUps     int64         `json:"look_ups"`
		AccountDays int64         `json:"practitioner_days"`
	}{o.file, list, s.Events, s.LookUps, s.AccountDays})
}
