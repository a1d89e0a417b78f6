package replay

import (
	"cmp"
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/score/internal/protocol"
)

// Verdict is what an incident turned out to be.
type Verdict uint8

// The verdicts. A neutral incident is on policy changes, tests, collateral or attempts that
// failed: neither right nor wrong.
const (
	FalsePositive Verdict = iota
	TruePositive
	NeutralOne
)

// Incident is the alerts on one entity within [protocol.IncidentLength].
type Incident struct {
	Target  int32 // account, or more than those: something else
	T       int64
	Score   float64
	Verdict Verdict
	Alerts  int
	Uses    []int // of the account by a campaign, which it found

	from, to int     // of the pass's hits, those of the incident
	least    float64 // and of these the ones with at least this score
}

// Judged is a dataset's incidents with what they found.
type Judged struct {
	Incidents []Incident
	Uses      []int64 // first true positive of each use; 0 = none
	Campaigns []int64 // and of each campaign through what is no account
	counts    [3]int  // by verdict
}

// Judge merges the hits with at least a score into incidents and holds them
// against the truth.
func (p *Pass) Judge(least float64) *Judged {
	j := &Judged{Uses: make([]int64, len(p.Att.Uses)), Campaigns: make([]int64, len(p.Att.Campaigns))}
	for i := range p.hits {
		h := &p.hits[i]
		if h.score < least {
			continue
		}
		n := len(j.Incidents)
		if n == 0 || j.Incidents[n-1].Target != h.target || h.t >= j.Incidents[n-1].T+protocol.IncidentLength {
			j.Incidents = append(j.Incidents, Incident{Target: h.target, T: h.t, Score: h.score, from: i, least: least})
			n++
		}
		j.Incidents[n-1].join(h, i)
	}
	for i := range j.Incidents {
		x := &j.Incidents[i]
		x.Verdict = p.verdict(x, j)
		j.counts[x.Verdict]++
	}
	return j
}

// join adds an alert to the incident, by its place among the hits.
func (x *Incident) join(h *hit, place int) {
	x.Score = max(x.Score, h.score)
	x.Alerts++
	x.to = place + 1
}

// SortHits brings the hits of each entity together, as judge wants them.
func (p *Pass) SortHits() {
	slices.SortStableFunc(p.hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.target, b.target), cmp.Compare(a.t, b.t))
	})
}

// verdict matches an incident and notes what it is the first to find.
func (p *Pass) verdict(x *Incident, j *Judged) Verdict {
	earliest := func(at *int64) {
		if *at == 0 || x.T < *at {
			*at = x.T
		}
	}
	found := FalsePositive
	if int(x.Target) >= len(p.D.Names) {
		for _, b := range p.others[int(x.Target)-len(p.D.Names)].intervals {
			if b.first <= x.T && x.T <= b.last+protocol.Margin {
				earliest(&j.Campaigns[b.campaign])
				found = TruePositive
			}
		}
		return found
	}
	for _, i := range p.Att.ByAccount[x.Target] {
		if u := &p.Att.Uses[i]; u.First <= x.T && x.T <= u.Last+protocol.Margin {
			earliest(&j.Uses[i])
			x.Uses = append(x.Uses, i)
			found = TruePositive
		}
	}
	if s := p.Days.quiet[x.Target]; found == FalsePositive && s != nil && s.Near(x.T) {
		return NeutralOne
	}
	return found
}

// AtBudget finds the lowest score from which on the false alerts of all
// datasets together stay within the budget of their benign account-days: -Inf where all alerts do, +Inf
// where none may stay. It is found by halving: dropping alerts never makes more
// incidents, though now and then it turns one from true to false, so that a
// score below may fit as well.
func AtBudget(list []*Pass) float64 {
	scores, n := withinBudget(list)
	switch n {
	case 0:
		return math.Inf(-1)
	case len(scores):
		return math.Inf(1)
	}
	return scores[n]
}

// AboveBudget is the least score above all that have to go for the false alerts of all
// datasets together to stay within the budget: -Inf where none has to. It is a threshold
// for other data, on which scores lie that these do not have.
func AboveBudget(list []*Pass) float64 {
	scores, n := withinBudget(list)
	if n == 0 {
		return math.Inf(-1)
	}
	return math.Nextafter(scores[n-1], math.Inf(1))
}

// withinBudget lists the distinct scores of some datasets, and tells how many of the
// lowest have to go for the false alerts to stay within the budget.
func withinBudget(list []*Pass) (scores []float64, n int) {
	benignDays := 0
	for _, p := range list {
		for i := range p.D.Names {
			benign, _ := p.Days.Count(int32(i))
			benignDays += benign
		}
	}
	fits := func(least float64) bool {
		n := 0
		for _, p := range list {
			n += p.Judge(least).counts[FalsePositive]
		}
		return float64(n)*1000 <= protocol.Budget*float64(benignDays)
	}
	if fits(math.Inf(-1)) {
		return nil, 0
	}
	scores = Scores(list)
	lo, hi := 0, len(scores) // scores[lo-1] does not fit, scores[hi] does
	for lo < hi {
		if m := (lo + hi) / 2; fits(scores[m]) {
			hi = m
		} else {
			lo = m + 1
		}
	}
	return scores, lo
}

// Scores lists the different scores of the alerts on some datasets, lowest first.
func Scores(list []*Pass) (scores []float64) {
	for _, p := range list {
		for _, h := range p.hits {
			scores = append(scores, h.score)
		}
	}
	slices.Sort(scores)
	return slices.Compact(scores)
}
