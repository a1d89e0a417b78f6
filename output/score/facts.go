package score

import (
	"cmp"
	"slices"

	"breachsim/scenarios/measure"
)

// addCampaigns adds the uses and campaigns of a dataset. A campaign that used
// no account has nothing to be found by and is left out.
func (e *evidence) addCampaigns(replica int, p *pass, all, within *judged) {
	for c := range p.att.campaigns {
		x := &p.att.campaigns[c]
		if len(x.uses) == 0 {
			continue
		}
		f := campaignFacts{id: x.id, replica: replica, lookups: x.lookups.n, other: never()}
		start := x.lookups.first()
		if x.lookups.n == 0 {
			start = x.first
		}
		at := x.moments(all, c)
		delays := p.delays(x, start, at)
		find := func(t int64) delay {
			if t == 0 {
				return never()
			}
			i, _ := slices.BinarySearch(at, t)
			return delays[i]
		}
		for _, i := range x.uses {
			u := &p.att.uses[i]
			f.exposed += u.exposed.n
			f.uses = append(f.uses, len(e.uses))
			e.uses = append(e.uses, useFacts{
				account: e.replicas[replica].base + u.account, campaign: len(e.campaigns), total: u.exposed.n,
				kept: u.kept(all.uses[i]), atBudget: u.kept(within.uses[i]), delay: find(all.uses[i]),
			})
		}
		f.other = find(all.campaigns[c])
		f.watched = delay{minutes(start, min(x.last+margin, p.d.end())), float64(f.lookups), float64(f.exposed)}
		slices.SortFunc(f.uses, func(a, b int) int { return cmp.Compare(e.uses[a].delay[inMinutes], e.uses[b].delay[inMinutes]) })
		e.campaigns = append(e.campaigns, f)
	}
}

// moments lists, in order, when a campaign was found.
func (c *campaign) moments(j *judged, index int) []int64 {
	var at []int64
	for _, i := range c.uses {
		if t := j.uses[i]; t != 0 {
			at = append(at, t)
		}
	}
	if t := j.campaigns[index]; t != 0 {
		at = append(at, t)
	}
	slices.Sort(at)
	return slices.Compact(at)
}

// delays measures moments from the start of a campaign.
func (p *pass) delays(c *campaign, start int64, at []int64) []delay {
	lookups, persons := make([]int, len(at)), make([]int, len(at))
	c.lookups.counts(at, lookups)
	for _, i := range c.uses {
		p.att.uses[i].exposed.counts(at, persons)
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
func (u *use) kept(t int64) (n [len(lags)]int) {
	for i, lag := range lags {
		n[i] = u.exposed.n
		if t != 0 {
			n[i] = u.exposed.until(t + lag)
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
func (e *evidence) addKinds(r replica, p *pass, j *judged) {
	falses := map[int32][]int64{}
	for _, x := range j.incidents {
		if x.verdict == falsePositive && x.target < r.n {
			falses[x.target] = append(falses[x.target], x.t)
		}
	}
	for _, key := range p.days.alikes() {
		a := p.days.alike[key]
		n := int32(0)
		for _, t := range falses[key.account] {
			if a.events.near(t) || a.table.near(t) {
				n++
			}
		}
		i := slices.IndexFunc(e.kinds, func(k kindFacts) bool { return k.kind == key.kind })
		if i < 0 {
			i = len(e.kinds)
			e.kinds = append(e.kinds, kindFacts{kind: key.kind})
		}
		e.kinds[i].stretches += a.stretches
		e.kinds[i].list = append(e.kinds[i].list, kindOf{r.base + key.account, int32(a.days), n})
	}
	slices.SortFunc(e.kinds, func(a, b kindFacts) int { return cmp.Compare(a.kind, b.kind) })
}
