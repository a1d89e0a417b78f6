package detect

import (
	"math"
	"slices"
	"time"

	"github.com/breachsim/breachsim/output/detect/internal/cohort"
	"github.com/breachsim/breachsim/output/detect/internal/explain"
	"github.com/breachsim/breachsim/output/detect/internal/manner"
	"github.com/breachsim/breachsim/output/detect/internal/origin"
	"github.com/breachsim/breachsim/output/detect/internal/persons"
	"github.com/breachsim/breachsim/output/detect/internal/sequence"
	"github.com/breachsim/breachsim/output/rules"
)

// Params are the parameters of all rules. [Defaults] gives the published values.
type Params struct {
	R1 RateParams
	R2 VolumeParams
	R3 DeviationParams
	R4 ClickParams
	R5 NotFoundParams
	R9 DriftParams

	R6  persons.StrangerParams
	R7  origin.StrangeParams
	R8  cohort.Params
	R10 manner.UnbrokenParams
	R11 explain.Params
	R12 sequence.Params
	R13 persons.AwayParams
	R14 origin.TwoParams
	R15 manner.RetryParams
}

// RateParams of R1: an account or an address with at least Count look-ups
// within Window.
type RateParams struct {
	Count  int           // look-ups
	Window time.Duration // sliding, open at its start: two look-ups one Window apart are not in one
	Quiet  time.Duration // without a full window after which the rule may fire again on the same entity
}

// VolumeParams of R2: an account with at least Count distinct persons in a
// local day.
type VolumeParams struct {
	Count int
}

// DeviationParams of R3: an account whose distinct persons of the day are at
// least Distinct and more than Z standard deviations above its own mean.
type DeviationParams struct {
	Z        float64
	Distinct int
	Baseline
}

// Baseline is the account's own past that a day is compared with: its last
// Days days with look-ups, today excluded. With fewer than MinDays of them
// there is no verdict.
type Baseline struct {
	Days    int
	MinDays int
}

// ClickParams of R4: a session with more than Lookups look-ups whose gaps have
// a mean below Gap, or, once there are Even look-ups, a standard deviation
// below it. The deviation waits: of five gaps with a true deviation of 1.5
// times the threshold, chance puts one sample in six below it, and a rule that
// looks at every prefix of every session would meet that chance daily.
type ClickParams struct {
	Lookups int
	Even    int
	Gap     time.Duration
}

// NotFoundParams of R5: an account with at least Lookups answered look-ups in a
// local day of which at least Share found nobody.
type NotFoundParams struct {
	Lookups int
	Share   float64 // 0 to 1
}

// DriftParams of R9: a one-sided CUSUM over days,
//
//	S = max(0, S + min(max(z, -Clip), Clip) - K), alarm where S > H
//
// with z as in R3, on days with at least Distinct distinct persons.
type DriftParams struct {
	K, H, Clip float64 // in standard deviations
	Distinct   int
	Baseline
}

// Defaults returns the parameters as published or usual; [rules.Defaults] gives
// their sources.
func Defaults() Params {
	d := rules.Defaults()
	return Params{
		R1: RateParams{Count: d.R1.Count, Window: length(d.R1.Window), Quiet: length(d.R1.Quiet)},
		R2: VolumeParams{Count: d.R2.Count},
		R3: DeviationParams{Z: decimal(d.R3.Z), Distinct: d.R3.Distinct, Baseline: Baseline(d.R3.Baseline)},
		R4: ClickParams{Lookups: d.R4.Lookups, Even: d.R4.Even, Gap: length(d.R4.Gap)},
		R5: NotFoundParams{Lookups: d.R5.Lookups, Share: decimal(d.R5.Share)},
		R9: DriftParams{K: decimal(d.R9.K), H: decimal(d.R9.H), Clip: decimal(d.R9.Clip),
			Distinct: d.R9.Distinct, Baseline: Baseline(d.R9.Baseline)},
		R6:  persons.StrangerDefaults(),
		R7:  origin.StrangeDefaults(),
		R8:  cohort.Defaults(),
		R10: manner.UnbrokenDefaults(),
		R11: explain.Defaults(),
		R12: sequence.Defaults(),
		R13: persons.AwayDefaults(),
		R14: origin.TwoDefaults(),
		R15: manner.RetryDefaults(),
	}
}

// counted is p as the counters take it, for the rules of the list, all where it
// is empty: times in microseconds, fractions to twelve places. Less than such a
// unit is taken as one, and more than [rules.Most], some 2.3 million standard
// deviations, as that much.
func (p *Params) counted(list []string) rules.Params {
	out := rules.Params{
		R1: rules.RateParams{Count: p.R1.Count, Window: p.R1.Window.Microseconds(), Quiet: p.R1.Quiet.Microseconds()},
		R2: rules.CountParams(p.R2),
		R3: rules.DeviationParams{Z: whole(p.R3.Z), Distinct: p.R3.Distinct, Baseline: rules.Baseline(p.R3.Baseline)},
		R4: rules.ClickParams{Lookups: p.R4.Lookups, Even: p.R4.Even, Gap: p.R4.Gap.Microseconds()},
		R5: rules.NotFoundParams{Lookups: p.R5.Lookups, Share: whole(p.R5.Share)},
		R9: rules.DriftParams{K: whole(p.R9.K), H: whole(p.R9.H), Clip: whole(p.R9.Clip),
			Distinct: p.R9.Distinct, Baseline: rules.Baseline(p.R9.Baseline)},
	}
	for i, name := range Rules() {
		if len(list) == 0 || slices.Contains(list, name) {
			out.Judge |= bits()[i]
		}
	}
	return out
}

func length(us int64) time.Duration { return time.Duration(us) * time.Microsecond }

func decimal(v int64) float64 { return float64(v) / rules.One }

func whole(f float64) int64 {
	return int64(min(max(math.Round(f*rules.One), 1), rules.Most))
}
