package ladder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"breachsim/output/internal/fault"
	"breachsim/output/score"
	"breachsim/output/score/report"
)

// measureAdded scores the detectors of others on the seeds of a scenario: each at the
// threshold that its own alerts on the sisters fix, and by what it raises above that.
func (o *Options) measureAdded(ctx context.Context, scenario string, tries []try, short bool) ([]Rung, error) {
	var list []Rung
	for _, a := range o.Added {
		r, err := a.score(ctx, scenario, tries, o.Resamples)
		if err != nil {
			return nil, err
		}
		rung := newRung(a.Name, r, short)
		rung.Thresholds = []string{threshold(r)}
		list = append(list, *rung)
	}
	return list, nil
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
	var inputs, sisters []score.Input
	for n := range tries {
		for _, of := range []struct {
			dir, suffix string
			list        *[]score.Input
		}{{tries[n].dir, "", &inputs}, {tries[n].sister(), "-sister", &sisters}} {
			name := filepath.Join(a.Dir, scenario, fmt.Sprint(n+1)+of.suffix+".jsonl")
			f, err := os.Open(name)
			if errors.Is(err, fs.ErrNotExist) {
				return nil, fault.Usage("detector %s has no alerts on %q: %q is missing; "+
					"run it on that dataset, and write an empty file where it raises nothing", a.Name, of.dir, name)
			}
			if err != nil {
				return nil, err
			}
			defer f.Close() // only read
			*of.list = append(*of.list, score.Input{Dir: of.dir, Name: name, Alerts: f})
		}
	}
	return score.Score(ctx, inputs, score.Options{Resamples: resamples, Sisters: sisters, OnlyAtSister: true})
}
