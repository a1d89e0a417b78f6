package ladder

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/score/report"
)

// unknown lists the detectors of others whose alerts were not scored before.
func (o *Options) unknown(known *results, scenario string) (list []Added, err error) {
	for _, a := range o.Added {
		if !a.ran(scenario) {
			continue
		}
		key, err := a.key(scenario, o.Seeds)
		if err != nil {
			return nil, err
		}
		if _, ok := known.Rungs[key]; !ok {
			list = append(list, a)
		}
	}
	return list, nil
}

// measureAdded scores the detectors of others on the seeds of a scenario: each at the
// threshold that its own alerts on the sisters fix, and by what it raises above that.
func (o *Options) measureAdded(ctx context.Context, known *results, tries []try, list []Added) error {
	for _, a := range list {
		scenario := tries[0].sc.ID
		key, err := a.key(scenario, o.Seeds)
		if err != nil {
			return err
		}
		r, err := a.score(ctx, scenario, tries, o.Resamples)
		if err != nil {
			return err
		}
		rung := newRung(a.Name, r, known.Short)
		rung.Thresholds = []string{threshold(r)}
		known.Rungs[key] = *rung
	}
	return nil
}

// ran reports whether the detector was run on a scenario: it has a folder then.
func (a *Added) ran(scenario string) bool {
	info, err := os.Stat(filepath.Join(a.Dir, scenario))
	return err == nil && info.IsDir()
}

// rung is what is known of the detector in a scenario.
func (a *Added) rung(known *results, scenario string, seeds int) (Rung, error) {
	if !a.ran(scenario) {
		return Rung{Rule: a.Name, Learned: a.Learned, Absent: true}, nil
	}
	key, err := a.key(scenario, seeds)
	r := known.Rungs[key]
	r.Rule, r.Learned = a.Name, a.Learned
	return r, err
}

// files lists a detector's alerts on the seeds of a scenario and on their sisters.
func (a *Added) files(scenario string, seeds int) (list []string) {
	for n := range seeds {
		for _, suffix := range []string{"", "-sister"} {
			list = append(list, filepath.Join(a.Dir, scenario, fmt.Sprint(n+1)+suffix+".jsonl"))
		}
	}
	return list
}

// key names the detector's alerts by what stands in them.
func (a *Added) key(scenario string, seeds int) (string, error) {
	sum := sha256.New()
	for _, name := range a.files(scenario, seeds) {
		f, err := a.open(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(sum, name[len(a.Dir):])
		_, err = io.Copy(sum, f)
		f.Close() // only read
		if err != nil {
			return "", err
		}
	}
	return "added " + hex.EncodeToString(sum.Sum(nil)), nil
}

func (a *Added) open(name string) (*os.File, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Usage("detector %s: %q is missing; run it on the dataset of that seed, and write an empty "+
			"file where it raises nothing", a.Name, name)
	}
	return f, err
}

// threshold writes the score above which alerts count.
func threshold(r *report.Report) string {
	if s := r.Result.SisterScore; s != nil && s.Known() {
		return "> " + strconv.FormatFloat(float64(*s), 'g', 4, 64)
	}
	return "any"
}

// score holds the detector's alerts on all seeds against the truth.
func (a *Added) score(ctx context.Context, scenario string, tries []try, resamples int) (*report.Report, error) {
	var lists [2][]score.Input // of the datasets, and of their sisters
	for i, name := range a.files(scenario, len(tries)) {
		f, err := a.open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close() // only read
		t := &tries[i/2]
		dir := []string{t.dir, t.sister()}[i%2]
		lists[i%2] = append(lists[i%2], score.Input{Dir: dir, Name: name, Alerts: f})
	}
	inputs, sisters := lists[0], lists[1]
	return score.Score(ctx, inputs, score.Options{Resamples: resamples, Sisters: sisters, OnlyAtSister: true})
}
