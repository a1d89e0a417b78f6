package evidence

import (
	"fmt"
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/score/internal/protocol"
	"github.com/breachsim/breachsim/output/score/internal/replay"
	"github.com/breachsim/breachsim/output/score/report"
)

// annotate adds to a figure what it rests on and what to beware of.
func (e *Evidence) annotate(metric int, f *report.Figure, sets []report.Dataset) {
	switch metric {
	case report.ExposureAverted4h, report.ExposureAverted24h, report.BudgetAverted4h, report.BudgetAverted24h,
		report.SisterAverted4h, report.SisterAverted24h, report.Attainable4h, report.Attainable24h:
		f.N, f.Of = len(e.uses), "uses of an account by a campaign"
		e.warnExposure(f, sets)
	case report.DetectMinutes, report.DetectLookUps, report.DetectPersons:
		f.N, f.Of = len(e.campaigns), "campaigns"
		e.warnTimes(f, metric-report.DetectMinutes)
	case report.CampaignRecall:
		f.N, f.Of = len(e.campaigns), "campaigns"
		if len(e.campaigns) == 1 {
			f.Warn("a single campaign: the share is 0 or 1")
		}
	case report.EntityRecall, report.RecallAt5, report.RecallAt20, report.RecallAt100:
		f.N, f.Of = len(e.stolen), "accounts used by a campaign"
		few(f, len(e.stolen), "accounts used by a campaign")
	case report.PrecisionAt5, report.PrecisionAt20, report.PrecisionAt100:
		f.N, f.Of = e.counts[replay.TruePositive]+e.counts[replay.FalsePositive], "incidents"
		if f.N == 0 {
			f.Warn("there is no incident to look at")
		}
	case report.PRAUC, report.PRAUCLift, report.RecallAtFPR:
		f.N, f.Of = e.days(e.malicious), "malicious account-days"
		few(f, f.N, "malicious account-days")
	case report.Prevalence:
		f.N, f.Of = e.days(e.malicious)+e.days(e.benign), "account-days"
	case report.DetectAccountMinutes:
		f.N, f.Of = len(e.uses), "uses of an account by a campaign"
		e.warnAccountTimes(f)
	case report.FalseAlerts, report.SisterFalseAlerts:
		f.N, f.Of = e.days(e.benign), "benign account-days"
		e.warnZero(f)
	case report.PPV:
		f.N, f.Of = len(e.units), "account-days with an alert"
		e.warnPredictive(f)
	}
}

func (e *Evidence) days(list []int32) (n int) {
	for _, x := range list {
		n += int(x)
	}
	return n
}

func (e *Evidence) warnExposure(f *report.Figure, sets []report.Dataset) {
	if !f.Value.Known() {
		f.Warn("nobody is exposed")
		return
	}
	few(f, len(e.uses), "uses of an account")
	for i := range sets {
		if sets[i].Controls && sets[i].Campaigns {
			f.Warn("measured in a defended world, whose own controls end the exposure; " +
				"compare detectors with --without-controls")
			return
		}
	}
}

// warnTimes tells of a median that is not reached.
func (e *Evidence) warnTimes(f *report.Figure, measure int) {
	censored, longest := 0, 0.0
	for i := range e.campaigns {
		c := &e.campaigns[i]
		if math.IsInf(c.found(e, e.once())[inMinutes], 1) {
			censored++
			longest = max(longest, c.watched[measure])
		}
	}
	switch {
	case len(e.campaigns) == 0:
		f.Warn("there are no campaigns")
		return
	case len(e.campaigns) == 1:
		f.Warn("a single campaign")
	}
	warnCensored(f, censored, len(e.campaigns), longest)
}

// warnCensored tells of a median over so many, some of whom were never found although
// they were watched for the longest time given.
func warnCensored(f *report.Figure, censored, of int, longest float64) {
	if censored > 0 {
		f.Warn("%d of %d never found, censored", censored, of)
	}
	if math.IsInf(float64(f.Value), 1) {
		f.AtLeast = &longest
	} else if math.IsInf(float64(f.Hi), 1) {
		f.Warn("the interval is open: in some resamples the median is not reached")
	}
}

// warnAccountTimes tells of accounts that are never found.
func (e *Evidence) warnAccountTimes(f *report.Figure) {
	censored, longest := 0, 0.0
	for i := range e.uses {
		if u := &e.uses[i]; math.IsInf(u.minutes, 1) {
			censored++
			longest = max(longest, u.watched)
		}
	}
	warnCensored(f, censored, len(e.uses), longest)
}

// ruleOfThree is the upper 95 % limit of a rate of which n trials showed
// nothing: 3/n (Hanley & Lippman-Hand 1983, "If nothing goes wrong, is
// everything all right?", JAMA 249). Resampling nothing gives nothing.
func ruleOfThree(n int) float64 { return min(1, 3/float64(n)) }

func (e *Evidence) warnZero(f *report.Figure) {
	if f.Value == 0 && f.N > 0 {
		f.Hi = report.Number(1000 * ruleOfThree(f.N))
		f.Warn("no false alert seen; the upper limit is by the rule of three")
	}
	if len(e.kinds) == 0 {
		f.Warn("no look-alikes in the data: the field has more that looks like an attack")
	}
}

// warnPredictive sees to a value of 1 from no false alert at all.
func (e *Evidence) warnPredictive(f *report.Figure) {
	n := e.days(e.benign)
	switch {
	case !f.Value.Known():
		f.Warn("no account-day has an alert")
	case f.Value == 1 && n > 0:
		c := e.curve(e.once())
		f.Lo = report.Number(predictive(c.recall, ruleOfThree(n), e.Field))
		f.Warn("no benign account-day has an alert; the lower limit is by the rule of three")
	}
}

// warnings are those of a result as a whole.
func (e *Evidence) warnings(sets []report.Dataset) (list []string) {
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	for _, s := range sets[1:] {
		if s.Scenario != sets[0].Scenario || s.Controls != sets[0].Controls || s.Scale != sets[0].Scale {
			add("the datasets differ in scenario, world or scale: the pooled figures mix them")
			break
		}
	}
	if slices.ContainsFunc(sets, func(d report.Dataset) bool { return d.AlertRules > 1 }) {
		add("several rules raised the alerts, whose scores are ranked together: " +
			"figures that rank mean little unless one scale fits all; --rules scores one rule")
	}
	for _, s := range sets {
		if s.AlertsCapped > 0 {
			add("%d alerts concerned more than %d accounts; the latest seen were taken", s.AlertsCapped,
				protocol.MaxEntities)
		}
	}
	if e.loose > 0 {
		add("%d persons were exposed through no known account; nothing averts that", e.loose)
	}
	if len(e.stolen) == 0 {
		add("no campaign used an account: only false alerts can be counted")
	}
	if math.IsInf(e.least, 1) {
		add("no score keeps the false alerts within the budget of %g per 1,000 practitioner-days: "+
			"the figures at budget are those of no alerts", protocol.Budget)
	}
	return list
}

// few warns of a value that rests on few cases.
func few(f *report.Figure, n int, what string) {
	switch {
	case n == 0:
		f.Warn("there are no %s", what)
	case n < protocol.FewPositives:
		f.Warn("few positives: %d %s", n, what)
	}
}
