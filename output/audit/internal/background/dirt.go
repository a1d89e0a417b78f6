package background

import (
	"context"
	"maps"
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// dirt is A6: the background has what real users leave behind. All figures are
// of benign events.
//
// The share of look-ups in error (mistyped, not found, no rights, upstream) and
// of refused sign-ins lies between 1 and 10 %; mistyped numbers exist and most
// are typed again within two minutes; 5 to 95 % of sessions are never signed
// out; odd clients exist: user agents that fewer than 2 % of accounts use; and
// error shares differ between accounts (more than chance would not be asked of
// a small world: only that the variance is not zero). Figures that a small
// dataset may miss by chance need 200 look-ups. Source: what reviewers named as
// tell-tales of synthetic logs, no errors, no retries, no unrelated clients.
type dirt struct {
	w                *world.World
	lookUps, errors  float64
	typos, retyped   float64
	signIns, refused float64
	opened, closed   float64
	accounts         map[world.Sym]*[2]float64 // look-ups and errors
	agents           map[world.Sym]map[world.Sym]bool
}

// NewDirt returns A6 before it has seen a dataset.
func NewDirt(w *world.World) world.Check {
	return &dirt{w: w, accounts: map[world.Sym]*[2]float64{}, agents: map[world.Sym]map[world.Sym]bool{}}
}

func (x *dirt) Day(d *world.Day) {
	for _, g := range d.Groups {
		typo := map[uint64]int64{} // by session: when a number was mistyped
		for _, i := range g {
			if r := &d.Rows[i]; r.Mark.Label == world.Benign {
				x.row(r, typo)
			}
		}
	}
}

func (x *dirt) row(r *world.Row, typo map[uint64]int64) {
	words, account := &x.w.Words, r.Of(world.Account)
	if x.agents[r.Of(world.Agent)] == nil {
		x.agents[r.Of(world.Agent)] = map[world.Sym]bool{}
	}
	x.agents[r.Of(world.Agent)][account] = true
	switch r.Of(world.Action) {
	case words.Login:
		x.signIns++
		if r.Of(world.Outcome) == words.Failure {
			x.refused++
		} else {
			x.opened++
		}
	case words.Logout:
		x.closed++
	case words.LookUp:
		a := x.accounts[account]
		if a == nil {
			a = new([2]float64)
			x.accounts[account] = a
		}
		x.lookUps++
		a[0]++
		if r.Of(world.Outcome) == words.Failure {
			x.errors++
			a[1]++
		}
		if t, ok := typo[r.Session]; ok && r.TS-t < 2*measure.Minute {
			x.retyped++
		}
		delete(typo, r.Session)
		if r.Of(world.Result) == words.BadKey {
			x.typos++
			typo[r.Session] = r.TS
		}
	}
}

func (x *dirt) Finish(context.Context) ([]figure.Figure, error) {
	n := int64(x.lookUps)
	odd := 0.0
	for _, of := range x.agents {
		if float64(len(of)) < 0.02*float64(len(x.w.Owners)) || len(of) == 1 {
			odd++
		}
	}
	mean, variance := x.errors/max(x.lookUps, 1), 0.0
	for _, a := range slices.Sorted(maps.Keys(x.accounts)) {
		e := x.accounts[a]
		variance += (e[1]/e[0] - mean) * (e[1]/e[0] - mean) / float64(len(x.accounts))
	}
	out := []figure.Figure{
		figure.Within("share of look-ups in error", mean, band(0.01, 0.10), n),
		figure.Within("share of sign-ins refused", x.refused/max(x.signIns, 1), band(0.01, 0.10), int64(x.signIns)),
		figure.Within("share of typing errors typed again", x.retyped/max(x.typos, 1), band(0.5, 1), int64(x.typos)),
		figure.Within("share of sessions never signed out", 1-x.closed/max(x.opened, 1), band(0.05, 0.95),
			int64(x.opened)),
		figure.Within("user agents of few accounts", odd, band(1, 1e9), int64(len(x.agents))),
		figure.Within("variance of error shares between accounts", variance, band(1e-9, 1), int64(len(x.accounts))),
	}
	for i := range out {
		if n < 200 {
			out[i].Verdict = figure.NotApplicable
		}
		if out[i].Verdict == figure.Fail {
			out[i].Example = "benign events of the whole dataset"
		}
	}
	return out, nil
}

func band(least, most float64) figure.Band { return figure.Band{Least: least, Most: most} }
