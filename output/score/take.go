package score

import (
	"cmp"
	"slices"
)

// take raises an alert: every line up to its moment has gone by.
func (p *pass) take(a *Alert) {
	if a.T < p.d.begin() || a.T > p.d.end() {
		return // told already
	}
	if !p.grounded(a) {
		p.early = append(p.early, p.next)
		return
	}
	if p.inWarmup(a) {
		p.warmup++
		return
	}
	targets := p.concerns(a)
	for _, target := range targets {
		p.hits = append(p.hits, hit{target, a.T, a.Score})
		if int(target) < len(p.d.names) {
			p.raise(a, target)
		}
	}
}

// grounded reports whether the log has shown what the alert rests on.
func (p *pass) grounded(a *Alert) bool {
	for _, id := range a.Events {
		if p.w.events[id].ts == 0 {
			return false
		}
	}
	return p.w.first(p.d, a) != 0
}

// concerns lists the entities that an alert concerns: accounts, or where it
// names none, the entity itself.
func (p *pass) concerns(a *Alert) []int32 {
	var seen map[int32]int64
	switch a.Kind {
	case OnAccount:
		if i, ok := p.d.accounts[a.ID]; ok {
			return []int32{i}
		}
		return nil // told already
	case OnPerson:
		return []int32{p.other(a, p.att.persons[mustHex(a.ID)])}
	case OnCampaign:
		seen = map[int32]int64{}
		for _, id := range a.Events {
			if x := p.w.events[id]; x.account >= 0 {
				seen[x.account] = max(seen[x.account], x.ts)
			}
		}
	default:
		from := a.From
		if from == 0 {
			from = a.T - window
		}
		seen = map[int32]int64{}
		for account, ts := range p.w.of(a).seen {
			if ts >= from {
				seen[account] = ts
			}
		}
	}
	if len(seen) == 0 {
		return []int32{p.other(a, p.att.ips[a.ID])}
	}
	return p.latest(seen)
}

// latest lists accounts, those seen last first, up to the limit.
func (p *pass) latest(seen map[int32]int64) []int32 {
	list := make([]int32, 0, len(seen))
	for account := range seen {
		list = append(list, account)
	}
	slices.SortFunc(list, func(a, b int32) int {
		return cmp.Or(cmp.Compare(seen[b], seen[a]), cmp.Compare(a, b))
	})
	if len(list) > maxEntities {
		p.capped++
		list = list[:maxEntities]
	}
	return list
}

// other numbers an entity that is no account.
func (p *pass) other(a *Alert, intervals []bare) int32 {
	key := a.Kind.String() + " " + a.ID
	i, ok := p.known[key]
	if !ok {
		i = int32(len(p.d.names) + len(p.others))
		p.known[key] = i
		p.others = append(p.others, other{intervals})
	}
	return i
}

// raise gives the account-days that an alert speaks of its score, where it is
// higher than what they have: those of its window, or the one of its moment.
func (p *pass) raise(a *Alert, account int32) {
	to := a.To
	if to == 0 {
		to = a.T
	}
	last := p.d.of(to)
	first := last
	if a.From != 0 {
		first = min(last, p.d.of(a.From+1))
	}
	for day := first; day <= last; day++ {
		key := int64(account)*int64(len(p.d.dates)) + int64(day)
		if s, ok := p.units[key]; !ok || a.Score > s {
			p.units[key] = a.Score
		}
	}
}
