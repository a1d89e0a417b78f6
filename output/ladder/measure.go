package ladder

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"time"

	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/score/report"
	"github.com/breachsim/breachsim/output/truth"
)

// measure scores the missing rules on all seeds, each by itself, and all together, and
// adds them to what is known.
func (o *Options) measure(ctx context.Context, known *results, tries []try, missing []string) error {
	var err error
	if known.Short, err = overInADay(tries[0].dir); err != nil {
		return err
	}
	var choices [][]string
	for _, rule := range missing {
		choices = append(choices, []string{rule})
	}
	alone, err := o.score(ctx, tries, choices, func(t *try) []byte { return t.alerts })
	if err != nil {
		return err
	}
	all, err := o.score(ctx, tries, [][]string{nil}, func(t *try) []byte { return t.together })
	if err != nil {
		return err
	}
	for i, rule := range missing {
		r := newRung(rule, alone[i], known.Short)
		for n := range tries {
			r.Thresholds = append(r.Thresholds, tries[n].thresholds[rule])
		}
		known.Rungs[edition(rule)] = *r
	}
	r := newRung("all", all[0], known.Short)
	known.Rungs[together(o.rules())] = *r
	known.Small = float64(r.Days)*o.Budget < 1000
	known.Attainable = -1
	if most := all[0].Result.Find(attainable).Value; most.Known() {
		known.Attainable = float64(most)
	}
	known.Prevalence = float64(all[0].Result.Find("prevalence").Value)
	return nil
}

// score holds alerts of all seeds against the truth, for each choice of rules.
func (o *Options) score(
	ctx context.Context,
	tries []try,
	choices [][]string,
	alerts func(*try) []byte,
) ([]*report.Report, error) {
	var inputs []score.Input
	for n := range tries {
		inputs = append(inputs, score.Input{
			Dir: tries[n].dir, Name: fmt.Sprintf("alerts of seed %d", n+1), Alerts: bytes.NewReader(alerts(&tries[n])),
		})
	}
	return score.Each(ctx, inputs, score.Options{Resamples: o.Resamples}, choices)
}

// newRung tells how far a rule got with all seeds.
func newRung(name string, of *report.Report, short bool) *Rung {
	r := &Rung{Rule: name, Works: works(&of.Result, short), Days: math.MaxInt}
	for i := range of.Datasets {
		d := &of.Datasets[i]
		r.Days = min(r.Days, d.BenignAccountDays)
		if own := cmp.Or(d.Result, &of.Result); works(own, short) {
			r.Alone++
		}
	}
	words := func(name string) (f Figure) {
		f.Value, f.Limits = of.Result.Find(name).Words()
		return f
	}
	r.Averted, r.Falses = words(averted), words("false_alerts_per_1000")
	if v := of.Result.Find(averted).Value; v.Known() {
		r.Saved = float64(v)
	}
	r.Minutes, r.Persons = words("time_to_detect_minutes"), words("time_to_detect_persons")
	return r
}

// averted is the figure that difficulty goes by, attainable the most that it can be.
const (
	averted    = "exposure_averted_24h"
	attainable = "exposure_attainable_24h"
)

// works reports whether half of what can be averted is averted or, where all is over
// within a day or nobody is exposed, whether the campaigns are found while half is still
// to come.
func works(r *report.Result, short bool) bool {
	m, most := r.Find(averted), r.Find(attainable)
	if short || !most.Value.Known() {
		return foundEarly(r.Campaigns)
	}
	return m.Value.Known() && m.Value > 0 && m.Value >= most.Value/2
}

// foundEarly reports whether each campaign is found while half of its persons
// are still to come.
func foundEarly(campaigns []report.Campaign) bool {
	for i := range campaigns {
		if c := &campaigns[i]; !c.Found || float64(c.PersonsToFirst) > float64(c.Exposed)/2 {
			return false
		}
	}
	return true
}

// overInADay reports whether no campaign of a dataset lasts longer, trial
// look-ups included: the answer of the next day averts nothing then.
func overInADay(dir string) (bool, error) {
	f, err := os.Open(filepath.Join(dir, "truth", "accounts.jsonl"))
	if err != nil {
		return false, err
	}
	defer f.Close() // only read
	first, last := map[truth.Text]truth.Time{}, map[truth.Text]truth.Time{}
	for row, err := range truth.Read[truth.Account](f) {
		if err != nil {
			return false, err
		}
		if row.First == 0 {
			continue
		}
		if at, ok := first[row.Campaign]; !ok || row.First < at {
			first[row.Campaign] = row.First
		}
		last[row.Campaign] = max(last[row.Campaign], row.Last)
	}
	for c := range first {
		if last[c]-first[c] > truth.Time(24*time.Hour/time.Microsecond) {
			return false, nil
		}
	}
	return true, nil
}
