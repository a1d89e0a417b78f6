package score

import (
	"cmp"
	"math"
	"slices"
)

// verdict is what an incident turned out to be.
type verdict uint8

const (
	falsePositive verdict = iota
	truePositive
	neutralOne
)

// incident is the alerts on one entity within [incidentLength].
type incident struct {
	target  int32
	t       int64
	score   float64
	verdict verdict
}

// judged is a dataset's incidents with what they found.
type judged struct {
	incidents []incident
	uses      []int64 // first true positive of each use; 0 = none
	campaigns []int64 // and of each campaign through what is no account
	counts    [3]int  // by verdict
}

// judge merges the hits with at least a score into incidents and holds them
// against the truth.
func (p *pass) judge(least float64) *judged {
	j := &judged{uses: make([]int64, len(p.att.uses)), campaigns: make([]int64, len(p.att.campaigns))}
	for _, h := range p.hits {
		if h.score < least {
			continue
		}
		n := len(j.incidents)
		if n > 0 && j.incidents[n-1].target == h.target && h.t < j.incidents[n-1].t+incidentLength {
			j.incidents[n-1].score = max(j.incidents[n-1].score, h.score)
			continue
		}
		j.incidents = append(j.incidents, incident{target: h.target, t: h.t, score: h.score})
	}
	for i := range j.incidents {
		x := &j.incidents[i]
		x.verdict = p.verdict(x, j)
		j.counts[x.verdict]++
	}
	return j
}

// sortHits brings the hits of each entity together, as judge wants them.
func (p *pass) sortHits() {
	slices.SortStableFunc(p.hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.target, b.target), cmp.Compare(a.t, b.t))
	})
}

// verdict matches an incident and notes what it is the first to find.
func (p *pass) verdict(x *incident, j *judged) verdict {
	earliest := func(at *int64) {
		if *at == 0 || x.t < *at {
			*at = x.t
		}
	}
	found := falsePositive
	if int(x.target) >= len(p.d.names) {
		for _, b := range p.others[int(x.target)-len(p.d.names)].intervals {
			if b.first <= x.t && x.t <= b.last+margin {
				earliest(&j.campaigns[b.campaign])
				found = truePositive
			}
		}
		return found
	}
	for _, i := range p.att.byAccount[x.target] {
		if u := &p.att.uses[i]; u.first <= x.t && x.t <= u.last+margin {
			earliest(&j.uses[i])
			found = truePositive
		}
	}
	if s := p.days.quiet[x.target]; found == falsePositive && s != nil && s.near(x.t) {
		return neutralOne
	}
	return found
}

// atBudget finds the lowest score from which on the false alerts of all
// datasets together stay within the budget: -Inf where all alerts do, +Inf
// where none may stay. It is found by halving: dropping alerts never makes more
// incidents, though now and then it turns one from true to false, so that a
// score below may fit as well.
func atBudget(list []*pass, benignDays int64) float64 {
	fits := func(least float64) bool {
		n := 0
		for _, p := range list {
			n += p.judge(least).counts[falsePositive]
		}
		return float64(n)*1000 <= budget*float64(benignDays)
	}
	if fits(math.Inf(-1)) {
		return math.Inf(-1)
	}
	var scores []float64
	for _, p := range list {
		for _, h := range p.hits {
			scores = append(scores, h.score)
		}
	}
	slices.Sort(scores)
	scores = slices.Compact(scores)
	lo, hi := 0, len(scores) // scores[lo-1] does not fit, scores[hi] does
	for lo < hi {
		if m := (lo + hi) / 2; fits(scores[m]) {
			hi = m
		} else {
			lo = m + 1
		}
	}
	if lo == len(scores) {
		return math.Inf(1)
	}
	return scores[lo]
}
