package explain

import "github.com/breachsim/breachsim/output/internal/detect/rule"

// Params of R11: a one-sided CUSUM over days with look-ups,
//
//	S = max(0, S + min(max(z, -Clip), Clip) - K), alarm where S > H
//
// of z, how far the day's unexplained look-ups lie above what is expected, on days with
// at least LookUps of them. Expected is what the account had on its first Learn days
// with look-ups, to which a mean day of its profession is added Peers times.
type Params struct {
	H, K, Clip float64 // in standard deviations
	LookUps    int
	Learn      int
	Peers      int
}

// Defaults returns the published values. Five days, a working week, tell less of an
// account than the 28 of R9, and honest work grows with the season; so the allowance a
// day is more than half the shift to be found, and it takes a day twelve deviations
// above what is expected, or several that are half as far. All of it is assumed.
func Defaults() Params { return Params{H: 9, K: 2.5, Clip: 12, LookUps: 5, Learn: 5, Peers: 1} }

// Name is R11.
func (*Params) Name() string { return "R11" }

// What says what the rule finds.
func (*Params) What() string {
	return "account: look-ups that no visit, household, colleague or doctor explains"
}

// Settings lists the parameters.
func (p *Params) Settings() []rule.Setting {
	return []rule.Setting{
		{Name: "R11.h", What: "alarm level, standard deviations", At: &p.H},
		{Name: "R11.k", What: "allowance a day, standard deviations", At: &p.K},
		{Name: "R11.clip", What: "most that one day counts, standard deviations", At: &p.Clip},
		{Name: "R11.lookups", What: "least unexplained look-ups in the day", At: &p.LookUps},
		{Name: "R11.learn", What: "days with look-ups that are learnt from", At: &p.Learn},
		{Name: "R11.peers", What: "days for which the profession counts", At: &p.Peers},
	}
}

// Dial turns the level from 0.1 to 200.
func (p *Params) Dial() rule.Dial {
	return rule.Dial{Parameter: "R11.h", Steps: 1999, Set: func(i int) { p.H = float64(1+i) / 10 }}
}

// Level is the alarm level in thousandths.
func (p *Params) Level() int64 { return rule.Thousandths(p.H, mostDeviations) }

// mostDeviations is what a parameter counts as at most.
const mostDeviations = 1e9
