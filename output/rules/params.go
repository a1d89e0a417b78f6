package rules

// One is the whole of what is counted in fractions: a standard deviation, or all
// of the answers. Half of it is One / 2.
const One = 1_000_000_000_000

// Most is the largest fraction that is told apart, some 2.3 million times One:
// sums and deviations beyond it are taken as it, and so should parameters be.
const Most = 1 << 61

// Params are the parameters of the rules. [Defaults] gives the published values.
type Params struct {
	Judge Fired // the rules that are judged; the others never fire and cost nothing
	R1    RateParams
	R2    CountParams
	R3    DeviationParams
	R4    ClickParams
	R5    NotFoundParams
	R9    DriftParams
}

// RateParams of R1: at least Count look-ups within Window.
type RateParams struct {
	Count  int   // look-ups, at least 1
	Window int64 // microseconds, sliding, open at its start: two look-ups one Window apart are not in one
	Quiet  int64 // microseconds without a full window after which the rule may fire again
}

// CountParams of R2: at least Count distinct persons in a local day.
type CountParams struct {
	Count int
}

// DeviationParams of R3: the distinct persons of the day are at least Distinct
// and more than Z standard deviations above the account's own mean.
type DeviationParams struct {
	Z        int64 // 1/One of a standard deviation
	Distinct int
	Baseline
}

// Baseline is the account's own past that a day is compared with: its last Days
// days with look-ups, today excluded. With fewer than MinDays of them, or fewer
// than two, there is no verdict.
type Baseline struct {
	Days    int
	MinDays int
}

// ClickParams of R4: a session with more than Lookups look-ups whose gaps have a
// mean below Gap, or, once there are Even look-ups, a standard deviation below
// it.
type ClickParams struct {
	Lookups int
	Even    int
	Gap     int64 // microseconds
}

// NotFoundParams of R5: at least Lookups answered look-ups in a local day of
// which at least Share found nobody.
type NotFoundParams struct {
	Lookups int
	Share   int64 // 1/One
}

// DriftParams of R9: a one-sided CUSUM over days with look-ups,
//
//	S = max(0, S + min(max(z, -Clip), Clip) - K), alarm where S > H
//
// with z as in R3, on days with at least Distinct distinct persons.
type DriftParams struct {
	K, H, Clip int64 // 1/One of a standard deviation
	Distinct   int
	Baseline
}

// Defaults returns the parameters as published or usual, with all rules judged.
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
//   - R9: E. S. Page, Continuous inspection schemes, Biometrika 41 (1954). K is
//     half the shift to be found (1.5 standard deviations), H = 5 the usual
//     interval; the clip keeps one odd day from raising the alarm alone.
func Defaults() Params {
	const second = 1_000_000
	past := Baseline{Days: 28, MinDays: 10}
	return Params{
		Judge: All,
		R1:    RateParams{Count: 30, Window: 60 * second, Quiet: 600 * second},
		R2:    CountParams{Count: 200},
		R3:    DeviationParams{Z: 3 * One, Distinct: 30, Baseline: past},
		R4:    ClickParams{Lookups: 5, Even: 30, Gap: second / 2},
		R5:    NotFoundParams{Lookups: 40, Share: One / 10},
		R9:    DriftParams{K: 3 * One / 4, H: 5 * One, Clip: 3 * One, Distinct: 30, Baseline: past},
	}
}
