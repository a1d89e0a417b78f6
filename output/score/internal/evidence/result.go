package evidence

import (
	"context"
	"math"

	"github.com/breachsim/breachsim/output/score/internal/protocol"
	"github.com/breachsim/breachsim/output/score/internal/replay"
	"github.com/breachsim/breachsim/output/score/report"
)

// Result computes the figures with their intervals and warnings.
func (e *Evidence) Result(ctx context.Context, resamples int, sets []report.Dataset) report.Result {
	w := e.once()
	v := e.measure(w)
	samples, kinds := e.resample(ctx, resamples)
	r := report.Result{Persons: e.persons(), LookAlikes: []report.LookAlike{}, Campaigns: []report.Campaign{},
		BudgetScore: report.Number(e.least), Scores: e.scores, Warnings: []string{},
		Incidents: report.Incidents{True: e.counts[replay.TruePositive], Late: e.late,
			False: e.counts[replay.FalsePositive], Neutral: e.counts[replay.NeutralOne]}}
	column := make([]float64, len(samples))
	if e.sister != nil {
		n := report.Number(*e.sister)
		r.SisterScore = &n
	}
	for i, m := range report.Metrics() {
		if report.BySister(i) && e.sister == nil {
			continue
		}
		for b := range samples {
			column[b] = samples[b][i]
		}
		f := newFigure(v[i], column)
		f.Draws = report.DrawsOf(column)
		e.annotate(i, &f, sets)
		r.Metrics = append(r.Metrics, report.Named{Name: m.Name, Unit: m.Unit, Better: m.Better(), Figure: f})
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

// persons counts who was exposed, and who would not have been.
func (e *Evidence) persons() report.Persons {
	p := report.Persons{Exposed: e.loose, Accounts: len(e.stolen)}
	for _, i := range e.stolen {
		if e.hit[i] {
			p.AccountsFound++
		}
	}
	for i := range e.uses {
		u := &e.uses[i]
		p.Exposed += u.total
		p.Averted4h += u.total - u.kept[0]
		p.Averted24h += u.total - u.kept[1]
		p.AtBudget24h += u.total - u.atBudget[1]
		p.Attainable24h += u.total - u.atOnce[1]
	}
	return p
}

// newFigure is a value with the interval of its resamples.
func newFigure(v float64, resampled []float64) report.Figure {
	f := report.Figure{Value: report.Number(v), Warnings: []string{}}
	if math.IsNaN(v) {
		f.Lo, f.Hi = report.Number(math.NaN()), report.Number(math.NaN())
		return f
	}
	lo, hi, undefined := interval(resampled)
	f.Lo, f.Hi = report.Number(lo), report.Number(hi)
	if undefined > 0 {
		f.Warn("undefined in %d of %d resamples, which the interval leaves out", undefined, len(resampled))
	}
	return f
}

// lookAlike is the row of a kind of look-alike.
func (e *Evidence) lookAlike(i int, f report.Figure) report.LookAlike {
	k := &e.kinds[i]
	row := report.LookAlike{Kind: k.kind, Stretches: k.stretches, Accounts: len(k.list)}
	for _, x := range k.list {
		row.AccountDays += int(x.days)
		row.FalseAlerts += int(x.falses)
	}
	f.N, f.Of = row.AccountDays, "account-days of the kind"
	if row.AccountDays == 0 {
		f.Warn("no benign event of this kind is in the log: those labelled policy or test are neutral")
	}
	row.Per1000 = f
	return row
}

// campaign is the row of a campaign.
func (e *Evidence) campaign(i int, w *weights) report.Campaign {
	c := &e.campaigns[i]
	d := c.found(e, w)
	row := report.Campaign{Dataset: c.replica, Campaign: c.id, Accounts: len(c.uses), LookUps: c.lookups,
		Exposed: c.exposed, Found: !math.IsInf(d[inMinutes], 1),
		MinutesToFirst: report.Number(d[inMinutes]), LookUpsToFirst: report.Number(d[inLookUps]),
		PersonsToFirst: report.Number(d[inPersons])}
	var kept [len(protocol.Lags)]int64
	for _, u := range c.uses {
		if !math.IsInf(e.uses[u].delay[inMinutes], 1) {
			row.AccountsFound++
		}
		for lag := range protocol.Lags {
			kept[lag] += int64(e.uses[u].kept[lag])
		}
	}
	row.Averted4h = report.Number(1 - ratio(kept[0], int64(c.exposed)))
	row.Averted24h = report.Number(1 - ratio(kept[1], int64(c.exposed)))
	return row
}
