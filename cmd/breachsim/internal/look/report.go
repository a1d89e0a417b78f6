package look

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/htmlreport"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/score/alert"
	"github.com/breachsim/breachsim/output/score/export"
	"github.com/breachsim/breachsim/output/sweep"
	"github.com/breachsim/breachsim/scenarios/cause"
)

const reportHelp = `Make one HTML page of a dataset: what happened, persons exposed over time, each stolen
account in a lane, and what separates the attack from honest work. With --alerts it
shows what detectors made of it as well: persons saved on the curve, their alerts in
the lanes, what fooled them. Every figure about a detector is that of breachsim score.

The page is a single file that asks nothing of the network and needs no script. Behind
each picture is a table. It is made for light and dark screens, narrow ones and paper.

A folder with the datasets of a sweep gives one page with the curve of each dataset and
a table; --alerts NAME=FOLDER then names a folder with DIRECTORY.jsonl of each. A file
that breachsim ladder --json wrote gives a page of how far detectors get.

The audit of the data, which takes longer than all the rest, is left out with --no-audit.`

type reportOptions struct {
	*term.Streams
	open      term.Opener
	alerts    []string
	from      string
	out       string
	pictures  string
	noAudit   bool
	resamples int
	force     bool
}

// NewReportCmd is the verb.
func NewReportCmd(s *term.Streams, open term.Opener) *cobra.Command {
	o := &reportOptions{Streams: s, open: open}
	cmd := &cobra.Command{
		Use:   "report DATASET [--alerts [NAME=]FILE]... -o FILE.html",
		Short: "Make an HTML page of a dataset, and of what detectors made of it",
		Long:  reportHelp,
		Example: `  breachsim report dataset -o report.html
  breachsim detect dataset --rules R2 -o r2.jsonl
  breachsim report dataset --alerts R2=r2.jsonl --alerts mine=a.jsonl -o r.html`,
		Args: term.Wants(1, 1, "one DATASET"),
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args[0]) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringArrayVar(&o.alerts, "alerts", nil,
		"alerts of a detector, with its name on the page: `NAME=FILE`; may be given up to five times")
	f.StringVar(&o.from, "alerts-from", "", "the product that wrote the alerts: "+strings.Join(export.Names(), ", "))
	f.StringVarP(&o.out, "output", "o", "", "the page to write; - for standard output")
	f.StringVar(&o.pictures, "pictures", "", "write each picture into this folder as well, as an SVG file of its own")
	f.BoolVar(&o.noAudit, "no-audit", false, "leave the audit of the data out")
	f.IntVar(&o.resamples, "resamples", score.DefaultResamples, "draws of the bootstrap for intervals; 0 for none")
	f.BoolVar(&o.force, "force", false, "replace a page that exists")
	return cmd
}

func (o *reportOptions) run(ctx context.Context, dir string) error {
	if err := o.check(); err != nil {
		return err
	}
	if sweep.Is(dir) {
		return o.runSweep(ctx, dir)
	}
	if st, err := os.Stat(dir); err == nil && !st.IsDir() {
		return o.runClimb(dir)
	}
	d, err := o.open(dir)
	if err != nil {
		return err
	}
	if err := term.CheckFile(o.out, []string{dir}, o.force); err != nil {
		return err
	}
	if o.pictures != "" {
		if err := term.CheckFile(filepath.Join(o.pictures, "a.svg"), []string{dir}, true); err != nil {
			return err
		}
	}
	detectors, err := o.detectors()
	defer closeAll(detectors)
	if err != nil {
		return err
	}
	story, err := htmlreport.Read(ctx, d,
		htmlreport.Options{Detectors: detectors, Audit: !o.noAudit, Resamples: o.resamples})
	if err != nil {
		return o.explain(err)
	}
	if err := o.WriteFile(o.out, story.Write); err != nil || o.pictures == "" {
		return err
	}
	return o.writePictures(story)
}

// writePictures writes each picture as a file of its own.
func (o *reportOptions) writePictures(story *htmlreport.Story) error {
	if err := os.MkdirAll(o.pictures, 0o777); err != nil {
		return &term.Failure{Code: term.ExitWrite, Err: fmt.Errorf("making %q: %w", o.pictures, cause.Of(err))}
	}
	for _, p := range story.Pictures() {
		err := o.WriteFile(filepath.Join(o.pictures, p.Name+".svg"), func(w io.Writer) error {
			_, err := w.Write(p.SVG)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// check finds wrong usage before anything is read.
func (o *reportOptions) check() error {
	switch {
	case o.out == "":
		return term.Usagef("no page to write").WithHint("add -o report.html")
	case len(o.alerts) > htmlreport.MostDetectors:
		return term.Usagef("%d files of alerts: a page shows at most %d detectors", len(o.alerts),
			htmlreport.MostDetectors).WithHint("make two pages")
	case o.from != "" && !export.Known(o.from):
		return term.Usagef("--alerts-from %q is no product whose alerts are read", o.from).
			WithHint("one of: %s", strings.Join(export.Names(), ", "))
	case o.resamples < 0:
		return term.Usagef("--resamples %d: want 0 or more", o.resamples)
	}
	return nil
}

// detectors opens the alerts. What was opened is returned with an error too.
func (o *reportOptions) detectors() (list []htmlreport.Detector, err error) {
	for _, text := range o.alerts {
		name, file := named(text)
		if slices.ContainsFunc(list, func(d htmlreport.Detector) bool { return d.Name == name }) {
			return list, term.Usagef("two detectors are called %q", name).WithHint("name them: --alerts NAME=FILE")
		}
		f, err := os.Open(file)
		if err != nil {
			return list, term.Usagef("opening the alerts %q: %w", file, cause.Of(err))
		}
		list = append(list, htmlreport.Detector{Name: name, File: file, Alerts: f, From: o.from})
	}
	return list, nil
}

// named takes apart NAME=FILE; without a name it is that of the file.
func named(text string) (name, file string) {
	name, file, both := strings.Cut(text, "=")
	if _, err := os.Stat(text); err == nil || !both { // a file may have = in its name
		return strings.TrimSuffix(filepath.Base(text), filepath.Ext(text)), text
	}
	return name, file
}

func closeAll(list []htmlreport.Detector) {
	for _, d := range list {
		if c, ok := d.Alerts.(io.Closer); ok {
			c.Close() // only read
		}
	}
}

// explain tells bad alerts one by one, and finds the exit code of the rest.
func (o *reportOptions) explain(err error) error {
	var bad *alert.Problems
	var unfit *score.UnfitError
	var nolog *htmlreport.UnfitError
	switch {
	case errors.As(err, &bad):
		bad.Tell(o.Err)
		return &term.Failure{Code: term.ExitBad, Err: err}
	case errors.As(err, &unfit), errors.As(err, &nolog):
		return term.Usagef("%w", err)
	}
	return err
}

// runClimb makes a page of what ladder --json wrote.
func (o *reportOptions) runClimb(file string) error {
	if len(o.alerts) > 0 || o.pictures != "" {
		return term.Usagef("%q is no dataset: --alerts and --pictures are for one", file)
	}
	c, err := htmlreport.ReadClimb(file)
	if err != nil {
		return term.Usagef("%w", err)
	}
	if err := term.CheckFile(o.out, nil, o.force); err != nil {
		return err
	}
	return o.WriteFile(o.out, c.Write)
}

// runSweep makes one page of all datasets of a sweep.
func (o *reportOptions) runSweep(ctx context.Context, folder string) error {
	if o.pictures != "" {
		return term.Usagef("%q is a sweep: --pictures is for one dataset", folder)
	}
	index, err := sweep.Open(folder)
	if err != nil {
		return term.Usagef("%w", err)
	}
	if err := term.CheckFile(o.out, []string{folder}, o.force); err != nil {
		return err
	}
	page := htmlreport.Sweep{Scenario: index.Scenario, Paths: index.Paths}
	for _, run := range index.Runs {
		story, err := o.cell(ctx, folder, run.Directory)
		if err != nil {
			return o.explain(err)
		}
		page.Cells = append(page.Cells,
			htmlreport.Cell{Name: run.Directory, Values: run.Values, Seed: run.Seed, Story: story})
	}
	return o.WriteFile(o.out, page.Write)
}

// cell reads one dataset of a sweep with the alerts on it.
func (o *reportOptions) cell(ctx context.Context, folder, name string) (*htmlreport.Story, error) {
	d, err := o.open(filepath.Join(folder, name))
	if err != nil {
		return nil, err
	}
	one := *o
	one.alerts = nil
	for _, text := range o.alerts {
		detector, alerts := named(text)
		one.alerts = append(one.alerts, detector+"="+filepath.Join(alerts, name+".jsonl"))
	}
	detectors, err := one.detectors()
	defer closeAll(detectors)
	if err != nil {
		return nil, err
	}
	return htmlreport.ReadCell(ctx, d, htmlreport.Options{Detectors: detectors, Resamples: o.resamples})
}
