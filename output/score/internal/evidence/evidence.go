package evidence

import (
	"cmp"
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/score/internal/protocol"
	"github.com/breachsim/breachsim/output/score/internal/replay"
)

// Evidence is what the figures are computed from, of one dataset or of several
// pooled: for each account what it adds, so that a resample is a list of
// weights. Accounts have numbers over all datasets; after those of a dataset
// comes one number for entities that are no accounts.
type Evidence struct {
	replicas  []replica
	benign    []int32 // benign account-days
	malicious []int32 // malicious account-days
	falses    []int32 // false-positive incidents
	atSister  []int32 // and those at the sister's threshold
	uses      []useFacts
	campaigns []campaignFacts
	units     []unit  // account-days with a score, highest first
	queues    []queue // incidents of a day
	kinds     []kindFacts
	stolen    []int32  // accounts that a campaign used
	hit       []bool   // by account: found at least once
	loose     int      // exposures that no account's reset averts
	least     float64  // lowest score within the budget
	scores    int      // different ones that the alerts have
	sister    *float64 // and within that of the sister; nil = there is none
	counts    [3]int   // incidents by verdict
	late      int      // true ones on days on which only the owner was at work
	Field     float64  // prevalence in the field

	passes []*replay.Pass
	judged []*replay.Judged // of each pass, all its alerts
}

// replica is one dataset in the evidence.
type replica struct {
	base   int32
	n      int32   // accounts
	stolen []int32 // numbers of the accounts that a campaign used
	others []int32 // and of the others
}

// useFacts is a use with what an alert on it averts.
type useFacts struct {
	account  int32
	campaign int
	total    int                     // persons exposed
	kept     [len(protocol.Lags)]int // of them exposed all the same, all alerts taken
	atBudget [len(protocol.Lags)]int // and those within the budget
	atSister [len(protocol.Lags)]int // and those at the sister's threshold
	atOnce   [len(protocol.Lags)]int // and had there been an alert at its first event
	delay    delay                   // of the campaign, until its first true positive
	minutes  float64                 // of the account, from the first event on it; +Inf = never
	watched  float64                 // minutes for which it could be found
}

// delay is the time until a campaign is found, in three measures; +Inf =
// never.
type delay [3]float64

const (
	inMinutes = iota
	inLookUps
	inPersons
)

func never() delay { return delay{math.Inf(1), math.Inf(1), math.Inf(1)} }

// campaignFacts is a campaign with the time for which it could be watched.
type campaignFacts struct {
	id      string
	replica int
	lookups int
	exposed int
	watched delay // until the end: censoring times
	other   delay // found through what is no account
	uses    []int // by delay
}

// unit is an account-day with the highest score of the alerts on it.
type unit struct {
	score     float64
	account   int32
	malicious bool
}

// queue is the incidents that open on one day, highest score first.
type queue struct {
	replica int
	list    []queued
}

type queued struct {
	score   float64
	account int32
	hit     bool
}

// Gather makes the evidence of datasets whose logs were read; sister is the threshold
// that sisters fix, nil where there are none.
func Gather(list []*replay.Pass, sister *float64) *Evidence {
	e := &Evidence{least: math.Inf(-1), sister: sister, passes: list}
	for _, p := range list {
		e.addAccounts(p)
	}
	e.least, e.scores = replay.AtBudget(list), len(replay.Scores(list))
	for i, p := range list {
		j := judged{all: p.Judge(math.Inf(-1)), within: p.Judge(e.least)}
		if e.sister != nil {
			j.sister = p.Judge(*e.sister)
		}
		e.judged = append(e.judged, j.all)
		e.addJudged(i, p, &j)
	}
	slices.SortFunc(e.units, func(a, b unit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.account, b.account))
	})
	return e
}

// addAccounts adds the account-days of a dataset.
func (e *Evidence) addAccounts(p *replay.Pass) {
	r := replica{base: int32(len(e.benign)), n: int32(len(p.D.Names))}
	for i := range r.n {
		benign, malicious := p.Days.Count(i)
		e.benign, e.malicious = append(e.benign, int32(benign)), append(e.malicious, int32(malicious))
		if p.Att.ByAccount[i] != nil {
			r.stolen = append(r.stolen, r.base+i)
		} else {
			r.others = append(r.others, r.base+i)
		}
	}
	e.benign, e.malicious = append(e.benign, 0), append(e.malicious, 0)
	e.falses, e.hit = append(e.falses, make([]int32, r.n+1)...), append(e.hit, make([]bool, r.n+1)...)
	e.atSister = append(e.atSister, make([]int32, r.n+1)...)
	e.stolen = append(e.stolen, r.stolen...)
	e.replicas = append(e.replicas, r)
	e.loose += p.Att.Loose
	for key, score := range p.Units {
		account, day := int32(key/int64(len(p.D.Dates))), int(key%int64(len(p.D.Dates)))
		bad := p.Days.Malicious(account, day)
		if bad || p.Days.Benign(account, day) {
			e.units = append(e.units, unit{score, r.base + account, bad})
		}
	}
}

// judged is what the alerts on a dataset found: all of them, those within the budget,
// and those at the sister's threshold, nil where there is no sister.
type judged struct{ all, within, sister *replay.Judged }

// addJudged adds what the alerts on a dataset found.
func (e *Evidence) addJudged(replica int, p *replay.Pass, j *judged) {
	r := e.replicas[replica]
	byDay := make([][]queued, len(p.D.Dates))
	for _, x := range j.all.Incidents {
		e.counts[x.Verdict]++
		if x.Verdict == replay.NeutralOne {
			continue
		}
		account := r.base + min(x.Target, r.n)
		hit := x.Verdict == replay.TruePositive
		day := p.D.Of(x.T)
		if hit {
			e.hit[account] = true
		} else {
			e.falses[account]++
		}
		if hit && x.Target < r.n && !p.Days.Malicious(x.Target, day) {
			e.late++
		}
		byDay[day] = append(byDay[day], queued{x.Score, account, hit})
	}
	for _, list := range byDay {
		if len(list) > 0 {
			slices.SortFunc(list, func(a, b queued) int {
				return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.account, b.account))
			})
			e.queues = append(e.queues, queue{replica, list})
		}
	}
	if j.sister != nil {
		for _, x := range j.sister.Incidents {
			if x.Verdict == replay.FalsePositive {
				e.atSister[r.base+min(x.Target, r.n)]++
			}
		}
	}
	e.addCampaigns(replica, p, j)
	e.addKinds(r, p, j.all)
}
