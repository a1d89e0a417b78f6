package audit

import (
	"context"
	"maps"
	"slices"

	"breachsim/scenarios/measure"
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
	w                *world
	lookUps, errors  float64
	typos, retyped   float64
	signIns, refused float64
	opened, closed   float64
	accounts         map[sym]*[2]float64 // look-ups and errors
	agents           map[sym]map[sym]bool
}

func newDirt(w *world) check {
	return &dirt{w: w, accounts: map[sym]*[2]float64{}, agents: map[sym]map[sym]bool{}}
}

func (x *dirt) day(d *day) {
	for _, g := range d.groups {
		typo := map[uint64]int64{} // by session: when a number was mistyped
		for _, i := range g {
			if r := &d.rows[i]; r.mark.label == benign {
				x.row(r, typo)
			}
		}
	}
}

func (x *dirt) row(r *row, typo map[uint64]int64) {
	c, words, account := &r.cat, &x.w.words, r.cat[fAccount]
	if x.agents[c[fAgent]] == nil {
		x.agents[c[fAgent]] = map[sym]bool{}
	}
	x.agents[c[fAgent]][account] = true
	switch c[fAction] {
	case words.login:
		x.signIns++
		if c[fOutcome] == words.failure {
			x.refused++
		} else {
			x.opened++
		}
	case words.logout:
		x.closed++
	case words.lookUp:
		a := x.accounts[account]
		if a == nil {
			a = new([2]float64)
			x.accounts[account] = a
		}
		x.lookUps++
		a[0]++
		if c[fOutcome] == words.failure {
			x.errors++
			a[1]++
		}
		if t, ok := typo[r.session]; ok && r.ts-t < 2*measure.Minute {
			x.retyped++
		}
		delete(typo, r.session)
		if c[fResult] == words.badKey {
			x.typos++
			typo[r.session] = r.ts
		}
	}
}

func (x *dirt) finish(context.Context) ([]Figure, error) {
	n := int64(x.lookUps)
	odd := 0.0
	for _, of := range x.agents {
		if float64(len(of)) < 0.02*float64(len(x.w.owners)) || len(of) == 1 {
			odd++
		}
	}
	mean, variance := x.errors/max(x.lookUps, 1), 0.0
	for _, a := range slices.Sorted(maps.Keys(x.accounts)) {
		e := x.accounts[a]
		variance += (e[1]/e[0] - mean) * (e[1]/e[0] - mean) / float64(len(x.accounts))
	}
	out := []Figure{
		within("share of look-ups in error", mean, 0.01, 0.10, n),
		within("share of sign-ins refused", x.refused/max(x.signIns, 1), 0.01, 0.10, int64(x.signIns)),
		within("share of typing errors typed again", x.retyped/max(x.typos, 1), 0.5, 1, int64(x.typos)),
		within("share of sessions never signed out", 1-x.closed/max(x.opened, 1), 0.05, 0.95, int64(x.opened)),
		within("user agents of few accounts", odd, 1, 1e9, int64(len(x.agents))),
		within("variance of error shares between accounts", variance, 1e-9, 1, int64(len(x.accounts))),
	}
	for i := range out {
		if n < 200 {
			out[i].Verdict = NotApplicable
		}
		if out[i].Verdict == Fail {
			out[i].Example = "benign events of the whole dataset"
		}
	}
	return out, nil
}
