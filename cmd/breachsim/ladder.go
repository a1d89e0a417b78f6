package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"breachsim/generator"
	"breachsim/output"
	"breachsim/output/dataset"
	"breachsim/output/detect"
	"breachsim/output/read"
	"breachsim/output/score"
	"breachsim/scenarios"
)

// ladderOptions measure how far each reference detector gets with each
// scenario: for those who keep the library.
type ladderOptions struct {
	*streams
	scenarios []string
	seeds     int
	scale     string // empty = each scenario's small one
	budget    float64
	resamples int
	file      string
	quiet     bool
}

func newLadderCmd(s *streams) *cobra.Command {
	o := &ladderOptions{streams: s}
	cmd := &cobra.Command{
		Use:    "ladder [SCENARIO...]",
		Hidden: true,
		Short:  "Measure the reference detectors on scenarios",
		Long: `For each scenario (default: every built-in one with a campaign) and seed: make the
dataset at the scenario's small scale with nobody to stop the attack, and a sister
with another seed and no attack; tune each rule on the sister to the budget of false
alerts; let it judge the dataset; score the seeds together. Prints a page in Markdown.
Datasets lie in a temporary folder and are removed.`,
		Args: wants(0, -1, "scenarios"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.scenarios = args
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.IntVar(&o.seeds, "seeds", 5, "seeds of each scenario")
	f.StringVar(&o.scale, "scale", "", "scale of all scenarios (default each one's small scale)")
	f.Float64Var(&o.budget, "budget", 1, "false incidents per 1,000 practitioner-days that tuning allows")
	f.IntVar(&o.resamples, "resamples", score.DefaultResamples, "draws of the bootstrap")
	f.StringVarP(&o.file, "output", "o", "-", "file of the page; - for standard output")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "tell nothing while at work")
	return cmd
}

// rung is how far one rule gets with one scenario.
type rung struct {
	rule                    string
	thresholds              []string // tuned, by seed
	averted, detect, falses [2]string
	works                   bool // half the exposure averted at 24 h
}

// stair is what was measured of one scenario.
type stair struct {
	id    string
	scale scenarios.Scale
	rungs []rung
}

func (o *ladderOptions) run(ctx context.Context) error {
	if o.seeds < 1 || o.seeds > 1000 || !(o.budget > 0) || o.resamples < 1 {
		return usagef("--seeds %d, --budget %v, --resamples %d: want 1 to 1000, above 0, 1 or more", o.seeds, o.budget, o.resamples)
	}
	if len(o.scenarios) == 0 {
		o.scenarios = attacked()
	}
	var stairs []stair
	for _, id := range o.scenarios {
		s, err := o.climb(ctx, id)
		if err != nil {
			return fmt.Errorf("scenario %s: %w", id, err)
		}
		stairs = append(stairs, *s)
	}
	page := o.page(stairs)
	if o.file == "-" {
		_, err := o.out.Write([]byte(page))
		return err
	}
	if err := os.WriteFile(o.file, []byte(page), 0o644); err != nil {
		return &failure{code: exitWrite, err: fmt.Errorf("writing %q: %w", o.file, plainCause(err))}
	}
	return nil
}

// attacked lists the built-in scenarios with a campaign.
func attacked() (ids []string) {
	for _, info := range scenarios.Builtins() {
		if sc, err := scenarios.Builtin(info.ID); err == nil && len(sc.Campaigns) > 0 {
			ids = append(ids, info.ID)
		}
	}
	return ids
}

// climb measures all rules on one scenario.
func (o *ladderOptions) climb(ctx context.Context, id string) (*stair, error) {
	sc, err := scenarios.Open(id, nil)
	if err != nil {
		return nil, err
	}
	if len(sc.Campaigns) == 0 {
		return nil, usagef("it has no campaign")
	}
	scale := sc.SmallScale()
	if o.scale != "" {
		if scale, err = parseScale(o.scale); err != nil {
			return nil, err
		}
	}
	dir, err := os.MkdirTemp("", "breachsim-ladder-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) // nothing in it is wanted
	s := &stair{id: sc.ID, scale: scale}
	thresholds, alerts := map[string][]string{}, make([][]byte, o.seeds)
	for n := range o.seeds {
		if !o.quiet {
			fmt.Fprintf(o.err, "%s at scale %v: seed %d of %d\n", sc.ID, s.scale, n+1, o.seeds)
		}
		if alerts[n], err = o.judge(ctx, sc, s.scale, dir, n, thresholds); err != nil {
			return nil, err
		}
	}
	for _, rule := range detect.Rules() {
		r, err := o.rung(ctx, dir, rule, alerts)
		if err != nil {
			return nil, err
		}
		r.thresholds = thresholds[rule]
		s.rungs = append(s.rungs, *r)
	}
	return s, nil
}

// judge makes the n-th dataset and its sister, tunes, and returns the alerts.
func (o *ladderOptions) judge(ctx context.Context, sc *scenarios.Scenario, scale scenarios.Scale, dir string, n int, thresholds map[string][]string) ([]byte, error) {
	judged, err := makeSet(ctx, sc, generator.Options{Scale: scale, WithoutControls: true}, setDir(dir, n), scenarios.ReplicateSeed(sc.Seed, 2*n+1))
	if err != nil {
		return nil, err
	}
	sisterDir := filepath.Join(dir, "sister")
	sister, err := makeSet(ctx, sc, generator.Options{Scale: scale, WithoutCampaigns: true}, sisterDir, scenarios.ReplicateSeed(sc.Seed, 2*n+2))
	if err != nil {
		return nil, err
	}
	p, tuned, err := detect.Tune(ctx, sister, detect.Options{Params: detect.Defaults()}, o.budget)
	if err != nil {
		return nil, err
	}
	for _, t := range tuned {
		thresholds[t.Rule] = append(thresholds[t.Rule], t.Value)
	}
	var alerts []byte
	_, err = detect.Run(ctx, judged, detect.Options{Params: p}, func(a *detect.Alert) error { alerts = a.Append(alerts); return nil })
	return alerts, errors.Join(err, os.RemoveAll(sisterDir))
}

func setDir(dir string, n int) string { return filepath.Join(dir, fmt.Sprint(n)) }

// makeSet makes a dataset and opens it.
func makeSet(ctx context.Context, sc *scenarios.Scenario, g generator.Options, dir string, seed uint64) (*read.Dataset, error) {
	one := *sc
	one.Seed = seed
	plan, err := generator.New(&one, g)
	if err != nil {
		return nil, err
	}
	_, err = output.Write(ctx, dataset.Source(plan, toolVersion), output.Options{Dir: dir, Formats: []string{"jsonl"}, Persons: "exposed"})
	if err != nil {
		return nil, err
	}
	return read.OpenDataset(dir)
}

// rung scores one rule over all seeds.
func (o *ladderOptions) rung(ctx context.Context, dir, rule string, alerts [][]byte) (*rung, error) {
	var inputs []score.Input
	for n := range alerts {
		inputs = append(inputs, score.Input{Dir: setDir(dir, n), Name: fmt.Sprintf("alerts of seed %d", n+1), Alerts: bytes.NewReader(alerts[n])})
	}
	report, err := score.Score(ctx, inputs, score.Options{Rules: []string{rule}, Resamples: o.resamples})
	if err != nil {
		return nil, err
	}
	r := &rung{rule: rule}
	for i := range report.Result.Metrics {
		m := &report.Result.Metrics[i]
		value, limits := m.Words()
		switch words := [2]string{value, limits}; m.Name {
		case "exposure_averted_24h":
			r.averted, r.works = words, m.Value.Known() && m.Value >= 0.5
		case "time_to_detect_minutes":
			r.detect = words
		case "false_alerts_per_1000":
			r.falses = words
		}
	}
	return r, nil
}

// page is the result in Markdown.
func (o *ladderOptions) page(stairs []stair) string {
	var b strings.Builder
	fmt.Fprintf(&b, ladderHead, o.budget, o.seeds, o.resamples, o.seeds)
	b.WriteString("| scenario | least rule that works |\n|---|---|\n")
	for i := range stairs {
		fmt.Fprintf(&b, "| %s | %s |\n", stairs[i].id, stairs[i].least())
	}
	for i := range stairs {
		s := &stairs[i]
		fmt.Fprintf(&b, "\n## %s, scale %v\n\n| rule | thresholds tuned | exposure averted, 24 h | 95 %% | minutes to detect | 95 %% | false alerts per 1,000 days | 95 %% |\n|---|---|---:|---|---:|---|---:|---|\n", s.id, s.scale)
		for _, r := range s.rungs {
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s |\n", r.rule, strings.Join(r.thresholds, ", "),
				r.averted[0], r.averted[1], r.detect[0], r.detect[1], r.falses[0], r.falses[1])
		}
	}
	return b.String()
}

// least names the first group of rules of which one averts half.
func (s *stair) least() string {
	groups := []struct{ name, rules string }{{"simple thresholds", "R1 R2 R4"}, {"own past, failures, drift", "R3 R5 R9"}}
	for _, g := range groups {
		var works []string
		for _, r := range s.rungs {
			if r.works && strings.Contains(g.rules, r.rule) {
				works = append(works, r.rule)
			}
		}
		if len(works) > 0 {
			return strings.Join(works, ", ") + " (" + g.name + ")"
		}
	}
	return "none of these"
}

const ladderHead = `# How far the reference detectors get

Made by ` + "`go run ./cmd/breachsim ladder -o scenarios/LADDER.md`" + `; run it again after a change of scenarios, traffic or rules.

Each scenario at its small scale (that of its page; another with --scale), nobody stopping the attack, so that a detector does not change what it is
judged on. Each rule's threshold is tuned on a sister, another seed without attack, to at most %v false incidents per 1,000
practitioner-days; then it judges a dataset that it has not seen. %d seeds together; intervals are bootstraps (%d draws) over
accounts and seeds. Exposure averted: persons not exposed had each account been cut off 24 h after its first true alert.
A rule works where half is averted. Small worlds have few practitioner-days: thresholds vary from seed to seed, false alerts
of a rule that was tuned to none are not always none, and a world of a few accounts tells next to nothing. These are no
difficulty badges: those hold at scale 1, where each account of a campaign looks up as many persons as the story says; at a
hundredth it looks up a hundredth, and rules that count persons see less. Seeds: the first %d pairs of replicates of each scenario.

`
