package cohort

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// endDay returns what the day came to and begins that of the line.
func (g *group) endDay(l *rule.Line) page {
	today := page{ended: l.TS, next: l.Day, idle: len(g.today) == 0, sites: g.sites.Len(), minutes: map[int32]minutes{}}
	for _, at := range g.today {
		g.gather(&today, &g.members[at])
	}
	slices.SortStableFunc(today.visits, func(a, b visit) int { return cmp.Compare(a.member, b.member) })
	g.gatherAsked(&today)
	g.day = l.Day
	for _, at := range g.today {
		m := &g.members[at]
		m.visits, m.minutes = m.visits[:0], minutes{}
	}
	g.today, g.asked = g.today[:0], g.asked[:0]
	clear(g.blocks)
	clear(g.agents)
	return today
}

// gather puts in the visits of an account that matter, and its minutes.
func (g *group) gather(today *page, m *member) {
	before := len(today.visits)
	for _, v := range m.visits {
		if v.matters(g.p.LookUps, g.circle.fresh) {
			v.crowd, v.users = g.blocks[v.block], g.agents[v.client]
			today.visits = append(today.visits, v)
		}
	}
	if len(today.visits) == before {
		return
	}
	at := today.visits[before].member
	bands := m.minutes.sketch(today.bands, at)
	if len(bands) > len(today.bands) {
		today.bands, today.minutes[at] = bands, m.minutes
	}
}

// gatherAsked puts in whom the accounts of the visits asked for.
func (g *group) gatherAsked(today *page) {
	here := map[int32]bool{}
	for i := range today.visits {
		here[today.visits[i].member] = true
	}
	for _, x := range g.asked {
		if here[x.of] {
			today.asked = append(today.asked, x)
		}
	}
	sortPairings(today.asked)
	sortPairings(today.bands)
}
