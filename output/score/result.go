package score

import (
	"context"
	"fmt"
	"math"
)

// result computes the figures with their intervals and warnings.
func (e *evidence) result(ctx context.Context, o Options, sets []Dataset) Result {
	e.field = o.DeploymentPrevalence
	w := e.once()
	v := e.measure(w)
	samples, kinds := e.resample(ctx, o.Resamples)
	r := Result{LookAlikes: []LookAlike{}, Campaigns: []Campaign{}, BudgetScore: Number(e.least), Warnings: []string{},
		Incidents: Incidents{True: e.counts[truePositive], False: e.counts[falsePositive], Neutral: e.counts[neutralOne]}}
	column := make([]float64, len(samples))
	for i, m := range Metrics() {
		for b := range samples {
			column[b] = samples[b][i]
		}
		f := newFigure(v[i], column)
		e.annotate(i, &f, sets)
		r.Metrics = append(r.Metrics, Named{Name: m.Name, Unit: m.Unit, Better: m.better(), Figure: f})
	}
	for i, rate := range e.kindRates(w) {
		for b := range kinds {
			column[b] = kinds[b][i]
		}
		r.LookAlikes = append(r.LookAlikes, e.lookAlike(i, newFigure(rate, column)))
	}
	for i := range e.campaigns {
		r.Campaigns = append(r.Campaigns, e.campaign(i, w))
	}
	r.Warnings = append(r.Warnings, e.warnings(sets)...)
	return r
}

func (m *Metric) better() string {
	switch {
	case m.Gauge:
		return "none"
	case m.Higher:
		return "higher"
	}
	return "lower"
}

// newFigure is a value with the interval of its resamples.
func newFigure(v float64, resampled []float64) Figure {
	f := Figure{Value: Number(v), Warnings: []string{}}
	if math.IsNaN(v) {
		f.Lo, f.Hi = Number(math.NaN()), Number(math.NaN())
		return f
	}
	lo, hi, undefined := interval(resampled)
	f.Lo, f.Hi = Number(lo), Number(hi)
	if undefined > 0 {
		f.warn("undefined in %d of %d resamples, which the interval leaves out", undefined, len(resampled))
	}
	return f
}

func (f *Figure) warn(format string, args ...any) {
	f.Warnings = append(f.Warnings, fmt.Sprintf(format, args...))
}

// lookAlike is the row of a kind of look-alike.
func (e *evidence) lookAlike(i int, f Figure) LookAlike {
	k := &e.kinds[i]
	row := LookAlike{Kind: k.kind, Stretches: k.stretches, Accounts: len(k.list)}
	for _, x := range k.list {
		row.AccountDays += int(x.days)
		row.FalseAlerts += int(x.falses)
	}
	f.N, f.Of = row.AccountDays, "account-days of the kind"
	if row.AccountDays == 0 {
		f.warn("no benign event of this kind is in the log: those labelled policy or test are neutral")
	}
	row.Per1000 = f
	return row
}

// campaign is the row of a campaign.
func (e *evidence) campaign(i int, w *weights) Campaign {
	c := &e.campaigns[i]
	d := c.found(e, w)
	row := Campaign{Dataset: c.replica, Campaign: c.id, Accounts: len(c.uses), LookUps: c.lookups, Exposed: c.exposed, Found: !math.IsInf(d[inMinutes], 1),
		MinutesToFirst: Number(d[inMinutes]), LookUpsToFirst: Number(d[inLookUps]), PersonsToFirst: Number(d[inPersons])}
	var kept [len(lags)]int64
	for _, u := range c.uses {
		if !math.IsInf(e.uses[u].delay[inMinutes], 1) {
			row.AccountsFound++
		}
		for lag := range lags {
			kept[lag] += int64(e.uses[u].kept[lag])
		}
	}
	row.Averted4h = Number(1 - ratio(kept[0], int64(c.exposed)))
	row.Averted24h = Number(1 - ratio(kept[1], int64(c.exposed)))
	return row
}
