package replay

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/output/score/alert"
	"github.com/breachsim/breachsim/output/score/internal/protocol"
)

// take raises an alert: every line up to its moment has gone by.
func (p *Pass) take(a *alert.Alert) {
	if a.T < p.D.Begin() || a.T > p.D.End() {
		return // told already
	}
	if !p.grounded(a) {
		p.early = append(p.early, p.next)
		return
	}
	if p.InWarmup(a) {
		p.Warmup++
		return
	}
	targets := p.concerns(a)
	for _, target := range targets {
		p.hits = append(p.hits, hit{target, p.ruleOf(a), a.T, a.Score})
		if int(target) < len(p.D.Names) {
			p.raise(a, target)
		}
	}
}

// grounded reports whether the log has shown what the alert rests on.
func (p *Pass) grounded(a *alert.Alert) bool {
	for _, id := range a.Events {
		if p.W.events[id].ts == 0 {
			return false
		}
	}
	return p.W.first(p.D, a) != 0
}

// concerns lists the entities that an alert concerns: accounts, or where it
// names none, the entity itself.
func (p *Pass) concerns(a *alert.Alert) []int32 {
	var seen map[int32]int64
	switch a.Kind {
	case alert.OnAccount:
		if i, ok := p.D.accounts[a.ID]; ok {
			return []int32{i}
		}
		return nil // told already
	case alert.OnPerson:
		return []int32{p.other(a, p.Att.persons[mustHex(a.ID)])}
	case alert.OnCampaign:
		seen = map[int32]int64{}
		for _, id := range a.Events {
			if x := p.W.events[id]; x.account >= 0 {
				seen[x.account] = max(seen[x.account], x.ts)
			}
		}
	default:
		from := a.From
		if from == 0 {
			from = a.T - protocol.Window
		}
		seen = map[int32]int64{}
		for account, ts := range p.W.of(a).seen {
			if ts >= from {
				seen[account] = ts
			}
		}
	}
	if len(seen) == 0 {
		return []int32{p.other(a, p.Att.ips[a.ID])}
	}
	return p.latest(seen)
}

// latest lists accounts, those seen last first, up to the limit.
func (p *Pass) latest(seen map[int32]int64) []int32 {
	list := make([]int32, 0, len(seen))
	for account := range seen {
		list = append(list, account)
	}
	slices.SortFunc(list, func(a, b int32) int {
		return cmp.Or(cmp.Compare(seen[b], seen[a]), cmp.Compare(a, b))
	})
	if len(list) > protocol.MaxEntities {
		p.Capped++
		list = list[:protocol.MaxEntities]
	}
	return list
}

// other numbers an entity that is no account.
func (p *Pass) other(a *alert.Alert, intervals []bare) int32 {
	key := a.Kind.String() + " " + a.ID
	i, ok := p.known[key]
	if !ok {
		i = int32(len(p.D.Names) + len(p.others))
		p.known[key] = i
		p.others = append(p.others, other{a.Kind.String(), a.ID, intervals})
	}
	return i
}

// raise gives the account-days that an alert speaks of its score, where it is
// higher than what they have: those of its window, or the one of its moment.
func (p *Pass) raise(a *alert.Alert, account int32) {
	to := a.To
	if to == 0 {
		to = a.T
	}
	last := p.D.Of(to)
	first := last
	if a.From != 0 {
		first = min(last, p.D.Of(a.From+1))
	}
	for day := first; day <= last; day++ {
		key := int64(account)*int64(len(p.D.Dates)) + int64(day)
		if s, ok := p.Units[key]; !ok || a.Score > s {
			p.Units[key] = a.Score
		}
	}
}
