package explain

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"breachsim/output/detect/rule"
)

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

// Defaults returns the published values. K is that of R9, half the shift to be found.
// The level is higher than R9's: five days, a working week, tell less of an account
// than 28, and it takes three days at the clip. Both, the week and the one day for
// which the profession counts are assumed.
func Defaults() Params { return Params{H: 15, K: 0.75, Clip: 6, LookUps: 5, Learn: 5, Peers: 1} }

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

// New returns a rule that knows sites, professions, households and doctors, and whom
// accounts asked for before where there is a history.
func (p *Params) New(ctx context.Context, w rule.World) (rule.Rule, error) {
	if w.NIRMode() == "omit" {
		return nil, fmt.Errorf("the log omits numbers (output.nir: omit), so that no look-up can be explained; " +
			"generate it with output.nir: hmac or clear")
	}
	kin, err := w.Kin(ctx)
	if err != nil {
		return nil, err
	}
	accounts, err := w.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	a := newAudit(p, kin)
	for i := range accounts {
		x := &accounts[i]
		a.records[x.ID] = entry{x.Site, x.Profession}
		if doctor, err := strconv.ParseUint(x.RPPS, 10, 64); err == nil {
			a.worksAt[place{doctor, a.site(x.ID)}] = true
		}
	}
	for past, err := range w.History(ctx) {
		if err != nil {
			return nil, err
		}
		a.note(a.account(past.Account), past.Person)
	}
	return a, nil
}

// thousandths of a standard deviation, as whole numbers.
func thousandths(z float64) int64 { return int64(math.Round(min(z, 1e9) * 1000)) }
