package evidence

import (
	"cmp"
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/score/internal/protocol"
	"github.com/breachsim/breachsim/output/score/internal/replay"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// addCampaigns adds the uses and campaigns of a dataset. A campaign that used
// no account has nothing to be found by and is left out.
func (e *Evidence) addCampaigns(replica int, p *replay.Pass, j *judged) {
	for c := range p.Att.Campaigns {
		x := &p.Att.Campaigns[c]
		if len(x.Uses) == 0 {
			continue
		}
		f := campaignFacts{id: x.Id, replica: replica, lookups: x.Lookups.N, other: never()}
		start := x.Lookups.First()
		if x.Lookups.N == 0 {
			start = x.First
		}
		at := moments(x, j.all, c)
		delays := delays(p, x, start, at)
		find := func(t int64) delay {
			if t == 0 {
				return never()
			}
			i, _ := slices.BinarySearch(at, t)
			return delays[i]
		}
		for _, i := range x.Uses {
			u := &p.Att.Uses[i]
			f.exposed += u.Exposed.N
			f.uses = append(f.uses, len(e.uses))
			use := useFacts{
				account: e.replicas[replica].base + u.Account, campaign: len(e.campaigns), total: u.Exposed.N,
				kept: kept(u, j.all.Uses[i]), atBudget: kept(u, j.within.Uses[i]), atOnce: kept(u, u.First),
				delay:   find(j.all.Uses[i]),
				minutes: math.Inf(1), watched: minutes(u.First, min(u.Last+protocol.Margin, p.D.End())),
			}
			if t := j.all.Uses[i]; t != 0 {
				use.minutes = minutes(u.First, t)
			}
			if j.sister != nil {
				use.atSister = kept(u, j.sister.Uses[i])
			}
			e.uses = append(e.uses, use)
		}
		f.other = find(j.all.Campaigns[c])
		f.watched = delay{minutes(start, min(x.Last+protocol.Margin, p.D.End())), float64(f.lookups),
			float64(f.exposed)}
		slices.SortFunc(f.uses,
			func(a, b int) int { return cmp.Compare(e.uses[a].delay[inMinutes], e.uses[b].delay[inMinutes]) })
		e.campaigns = append(e.campaigns, f)
	}
}

// moments lists, in order, when a campaign was found.
func moments(c *replay.Campaign, j *replay.Judged, index int) []int64 {
	var at []int64
	for _, i := range c.Uses {
		if t := j.Uses[i]; t != 0 {
			at = append(at, t)
		}
	}
	if t := j.Campaigns[index]; t != 0 {
		at = append(at, t)
	}
	slices.Sort(at)
	return slices.Compact(at)
}

// delays measures moments from the start of a campaign.
func delays(p *replay.Pass, c *replay.Campaign, start int64, at []int64) []delay {
	lookups, persons := make([]int, len(at)), make([]int, len(at))
	c.Lookups.Counts(at, lookups)
	for _, i := range c.Uses {
		p.Att.Uses[i].Exposed.Counts(at, persons)
	}
	list := make([]delay, len(at))
	for i, t := range at {
		list[i] = delay{minutes(start, t), float64(lookups[i]), float64(persons[i])}
	}
	return list
}

// minutes between two moments; a campaign that is found before its first
// look-up is found at once.
func minutes(from, to int64) float64 { return float64(max(0, to-from)) / measure.Minute }

// kept tells how many persons are exposed through a use although it is found
// at t: those up to t + lag.
func kept(u *replay.Use, t int64) (n [len(protocol.Lags)]int) {
	for i, lag := range protocol.Lags {
		n[i] = u.Exposed.N
		if t != 0 {
			n[i] = u.Exposed.Until(t + lag)
		}
	}
	return n
}

// kindFacts is one kind of look-alike over all accounts that have it.
type kindFacts struct {
	kind      string
	stretches int
	list      []kindOf
}

// kindOf is what one account adds to a kind.
type kindOf struct {
	account int32
	days    int32 // account-days with events of the kind
	falses  int32 // false-positive incidents within 24 h of one
}

// addKinds counts the false positives on look-alikes.
func (e *Evidence) addKinds(r replica, p *replay.Pass, j *replay.Judged) {
	falses := map[int32][]int64{}
	for _, x := range j.Incidents {
		if x.Verdict == replay.FalsePositive && x.Target < r.n {
			falses[x.Target] = append(falses[x.Target], x.T)
		}
	}
	for _, key := range p.Days.Alikes() {
		a := p.Days.Alike[key]
		n := int32(0)
		for _, t := range falses[key.Account] {
			if a.Events.Near(t) || a.Table.Near(t) {
				n++
			}
		}
		i := slices.IndexFunc(e.kinds, func(k kindFacts) bool { return k.kind == key.Kind })
		if i < 0 {
			i = len(e.kinds)
			e.kinds = append(e.kinds, kindFacts{kind: key.Kind})
		}
		e.kinds[i].stretches += a.Stretches
		e.kinds[i].list = append(e.kinds[i].list, kindOf{r.base + key.Account, int32(a.Days), n})
	}
	slices.SortFunc(e.kinds, func(a, b kindFacts) int { return cmp.Compare(a.kind, b.kind) })
}
