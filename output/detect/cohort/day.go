package cohort

import (
	"cmp"
	"fmt"
	"slices"

	"breachsim/output/detect/rule"
)

// endDay links what the day and the visits of the days before share, says which
// accounts hang together, and begins another day.
func (g *group) endDay(day int32, say func(rule.Said)) {
	if len(g.today) > 0 {
		g.links.reset(g.sites.Len())
		of := g.gather()
		g.linkPlaces()
		g.linkDay(of)
		g.report(say)
	}
	g.day = day
	for _, at := range g.today {
		m := &g.members[at]
		m.visits, m.minutes = m.visits[:0], minutes{}
	}
	g.today, g.asked = g.today[:0], g.asked[:0]
	clear(g.blocks)
	clear(g.agents)
	g.visits = slices.DeleteFunc(g.visits, func(v visit) bool { return day-v.day >= int32(g.p.Days) })
}

// gather returns today's visits that matter, one or more of an account, by account.
// Those from new places join the visits of the last days, of which they are then a
// part.
func (g *group) gather() []*visit {
	var now []visit
	for _, at := range g.today {
		for _, v := range g.members[at].visits {
			if v.looked >= g.p.LookUps && int64(v.fresh)*1000 >= g.fresh*int64(v.looked) {
				v.crowd = g.blocks[v.block]
				now = append(now, v)
			}
		}
	}
	slices.SortStableFunc(now, func(a, b visit) int { return cmp.Compare(a.member, b.member) })
	g.visits = append(g.visits, now...)
	var of []*visit
	for i := len(g.visits) - len(now); i < len(g.visits); i++ {
		of = append(of, &g.visits[i])
	}
	return of
}

// linkPlaces joins the sites whose accounts came from one new block.
func (g *group) linkPlaces() {
	var list []pairing
	for i := range g.visits {
		v := &g.visits[i]
		if v.newPlace && v.crowd <= g.p.Crowd {
			list = append(list, pairing{v.block, int32(i)})
		}
	}
	g.joinRuns(list, "place")
}

// linkDay joins the sites whose accounts share a client, a list or minutes today.
func (g *group) linkDay(of []*visit) {
	first := len(g.visits) - len(of)
	var clients, lists, series []pairing
	here := map[int32]int32{} // account to its first visit
	for i, v := range of {
		at := int32(first + i)
		if v.newClient && g.agents[v.client] <= g.p.Crowd {
			clients = append(clients, pairing{v.client, at})
		}
		if _, ok := here[v.member]; !ok {
			here[v.member] = at
			series = g.members[v.member].minutes.sketch(series, at)
		}
	}
	g.joinRuns(clients, "client")
	for _, x := range g.asked {
		if at, ok := here[x.of]; ok {
			lists = append(lists, pairing{x.key, at})
		}
	}
	shared(lists, g.p.Persons, func(a, b int32) { g.join(a, b, "list") })
	shared(series, 1, func(a, b int32) {
		x, y := &g.members[g.visits[a].member].minutes, &g.members[g.visits[b].member].minutes
		if x.correlated(y, g.alike) {
			g.join(a, b, "minutes")
		}
	})
}

// joinRuns joins visits with the same key, unless a crowd has it.
func (g *group) joinRuns(list []pairing, by string) {
	for run := range runs(list) {
		sites := map[int32]bool{}
		for _, x := range run {
			sites[g.siteOf(x.of)] = true
		}
		if len(sites) > g.p.Crowd {
			continue
		}
		for _, x := range run[1:] {
			g.join(run[0].of, x.of, by)
		}
	}
}

// join links two visits of different sites.
func (g *group) join(a, b int32, by string) {
	if g.siteOf(a) == g.siteOf(b) {
		return
	}
	g.links.join(g.siteOf(a), g.siteOf(b))
	for _, at := range []int32{a, b} {
		if v := &g.visits[at]; !v.linked {
			v.linked, v.by = true, by
		}
	}
}

func (g *group) siteOf(visit int32) int32 { return g.members[g.visits[visit].member].site }

// report says each linked visit once, when its site hangs together with enough
// others: also earlier visits, whose company has only come now.
func (g *group) report(say func(rule.Said)) {
	for i := range g.visits {
		v := &g.visits[i]
		m := &g.members[v.member]
		n := g.links.together(m.site)
		if !v.linked || v.said || n < g.p.Sites {
			continue
		}
		v.said = true
		say(rule.Said{Type: rule.Account, ID: m.id, Score: float64(n) / float64(g.p.Sites), From: v.first,
			Why: fmt.Sprintf("%d of %d look-ups for persons new to the account; "+
				"by %s it hangs together with accounts of %d other sites", v.fresh, v.looked, word(v.by), n-1)})
	}
}

func word(by string) string {
	switch by {
	case "place":
		return "a block of addresses that is new to it"
	case "client":
		return "a rare client that is new to it"
	case "list":
		return "the persons asked for"
	}
	return "its active minutes"
}
