package htmlreport

import (
	"context"
	"fmt"
	"io"

	"github.com/breachsim/breachsim/output/arena/verdict"
	"github.com/breachsim/breachsim/output/audit"
	"github.com/breachsim/breachsim/output/htmlreport/internal/survey"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/score/report"
)

// Detector is whose alerts are shown.
type Detector struct {
	Name   string // on the page
	File   string // for messages
	Alerts io.Reader
	From   string // the product that wrote them, as score has it; "" = none
}

// MostDetectors is how many detectors one page shows: more lines nobody tells apart.
const MostDetectors = 5

// Options are what a page is made of.
type Options struct {
	Detectors []Detector
	Audit     bool // run the audit too, which reads the dataset once more
	Resamples int  // of the bootstrap; 0 = no intervals
}

// Story is what a page of one dataset is made from.
type Story struct {
	*survey.Survey
	Judged []Judged
	Audit  *audit.Report    // nil = it was not asked for
	Loop   *verdict.Verdict // of the arena that made the dataset; nil = none did
}

// Judged is a detector and what its alerts are worth.
type Judged struct {
	Name   string
	Report *report.Report
}

// Read reads a dataset, scores the alerts on it, and audits it where that is asked for.
// Errors are those of packages read, score and audit.
func Read(ctx context.Context, d *read.Dataset, o Options) (*Story, error) {
	if len(o.Detectors) > MostDetectors {
		return nil, fmt.Errorf("%d detectors on one page: want at most %d", len(o.Detectors), MostDetectors)
	}
	s := &Story{}
	var err error
	if s.Survey, err = survey.Take(ctx, d); err != nil {
		return nil, err
	}
	if s.Loop, err = readLoop(d.Dir); err != nil {
		return nil, err
	}
	if err := s.judge(ctx, o); err != nil {
		return nil, err
	}
	if o.Audit && !d.Imperfect() { // of which it needs every line
		s.Audit, err = audit.Run(ctx, d.Dir, audit.Options{})
	}
	return s, err
}

// judge scores the alerts of each detector.
func (s *Story) judge(ctx context.Context, o Options) error {
	resamples := o.Resamples
	if resamples == 0 {
		resamples = -1
	}
	var inputs []score.Input
	for _, x := range o.Detectors {
		inputs = append(inputs, score.Input{Dir: s.Data.Dir, Name: x.File, Alerts: x.Alerts, From: x.From})
	}
	reports, err := score.Beside(ctx, inputs,
		score.Options{Resamples: resamples, Incidents: true, Moments: survey.Parts})
	for i, r := range reports {
		s.Judged = append(s.Judged, Judged{o.Detectors[i].Name, r})
	}
	return err
}

// UnfitError says that a dataset has no log to look at.
type UnfitError = survey.UnfitError
