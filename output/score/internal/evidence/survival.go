package evidence

import (
	"cmp"
	"math"
	"slices"
)

// found is when a campaign is found in a resample: by the first true positive
// on one of its accounts that were drawn, or on what is no account.
func (c *campaignFacts) found(e *Evidence, w *weights) delay {
	d := c.other
	for _, i := range c.uses {
		if u := &e.uses[i]; w.of[u.account] > 0 {
			if u.delay[inMinutes] < d[inMinutes] {
				d = u.delay
			}
			break // they are in order
		}
	}
	return d
}

// observed is a time until something happens, or until watching ended.
type observed struct {
	at       float64
	weight   float64
	happened bool
}

// detectMedian is the Kaplan–Meier median over campaigns of the time until the
// first true positive: a campaign never found is no success of unknown length
// but is known to have lasted until watching ended.
func (e *Evidence) detectMedian(w *weights, measure int) float64 {
	var list []observed
	for i := range e.campaigns {
		c := &e.campaigns[i]
		n := float64(w.replica[c.replica])
		if n == 0 {
			continue
		}
		if at := c.found(e, w)[measure]; math.IsInf(at, 1) {
			list = append(list, observed{c.watched[measure], n, false})
		} else {
			list = append(list, observed{at, n, true})
		}
	}
	return medianSurvival(list)
}

// accountMedian is the Kaplan–Meier median over uses of accounts of the time from a
// campaign's first event on the account to the first true positive there.
func (e *Evidence) accountMedian(w *weights) float64 {
	var list []observed
	for i := range e.uses {
		u := &e.uses[i]
		switch n := float64(w.of[u.account]); {
		case n == 0:
		case math.IsInf(u.minutes, 1):
			list = append(list, observed{u.watched, n, false})
		default:
			list = append(list, observed{u.minutes, n, true})
		}
	}
	return medianSurvival(list)
}

// medianSurvival is the smallest t at which the product-limit estimate
//
//	S(t) = Π_{t_j ≤ t} (1 - d_j / n_j)
//
// is at most 1/2; d_j happen at t_j, n_j are watched until then (Kaplan & Meier
// 1958, "Nonparametric estimation from incomplete observations", Journal of
// the American Statistical Association 53). +Inf where it stays above, NaN
// where there is nothing to watch.
//
//	S 1 ┤━━━━━┓
//	    │     ┗━━━━┓ +        + = watching ended
//	1/2 ┤┄┄┄┄┄┄┄┄┄┄┗━━━━┓
//	  0 └──────────┴────┴──► t
//	            median
func medianSurvival(list []observed) float64 {
	if len(list) == 0 {
		return math.NaN()
	}
	slices.SortFunc(list, func(a, b observed) int { return cmp.Compare(a.at, b.at) })
	left := 0.0
	for _, o := range list {
		left += o.weight
	}
	const rounding = 1e-12 // of the products, that a half is seen as a half
	s := 1.0
	for i := 0; i < len(list); {
		died, gone, at := 0.0, 0.0, list[i].at
		for ; i < len(list) && list[i].at == at; i++ {
			gone += list[i].weight
			if list[i].happened {
				died += list[i].weight
			}
		}
		s *= 1 - died/left
		if s <= 0.5+rounding {
			return at
		}
		left -= gone
	}
	return math.Inf(1)
}
