package detect

import "time"

// Params are the parameters of all rules. [Defaults] gives the published values.
type Params struct {
	R1 RateParams
	R2 VolumeParams
	R3 DeviationParams
	R4 ClickParams
	R5 NotFoundParams
	R9 DriftParams
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

// Defaults returns the parameters as published or usual.
//
//   - R1: 30 look-ups are about 100 HTTP requests of this portal, the burst
//     that the OWASP Core Rule Set 3.3 counts within 60 s (dos_counter_threshold,
//     dos_burst_time_slice); it then blocks for 600 s (dos_block_timeout), which
//     is the quiet time here.
//   - R2: 200 persons a day, between a busy practice (22 visits a working day,
//     DREES) and a laboratory's desk; assumed.
//   - R3: three standard deviations as in Panther's rules on a user's own past,
//     which want 10 observations to begin; 28 days are four whole weeks; 30
//     persons keep small accounts out; assumed.
//   - R4: Splunk security content, anomalous user click speed: more than 5
//     clicks, mean or standard deviation of the gaps below 0.5 s. It looks at
//     whole sessions; the 30 look-ups that a deviation waits for are assumed.
//   - R5: 40 look-ups, 10 %: a list ages at a few per cent a year, a typed
//     number is mostly right; assumed.
//   - R9: E. S. Page, Continuous inspection schemes, Biometrika 41 (1954). k is
//     half the shift to be found (1.5 standard deviations), h = 5 the usual
//     interval; the clip keeps one odd day from raising the alarm alone.
func Defaults() Params {
	past := Baseline{Days: 28, MinDays: 10}
	return Params{
		R1: RateParams{Count: 30, Window: time.Minute, Quiet: 10 * time.Minute},
		R2: VolumeParams{Count: 200},
		R3: DeviationParams{Z: 3, Distinct: 30, Baseline: past},
		R4: ClickParams{Lookups: 5, Even: 30, Gap: 500 * time.Millisecond},
		R5: NotFoundParams{Lookups: 40, Share: 0.10},
		R9: DriftParams{K: 0.75, H: 5, Clip: 3, Distinct: 30, Baseline: past},
	}
}
