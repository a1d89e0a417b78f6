package cohort

import (
	"fmt"
	"slices"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// circle links the visits of some days and says which accounts hang together. It is all
// of the rule that its dial changes.
type circle struct {
	p      Params
	fresh  int64 // thousandths
	alike  int64
	visits []visit // that matter: of today, and from new places of the last days
	links  links
}

func newCircle(p *Params, fresh int64) circle {
	return circle{p: *p, fresh: fresh, alike: rule.Thousandths(p.Alike, mostShare)}
}

// take links what a day and the visits of the days before share, and says which accounts
// hang together.
func (c *circle) take(today *page, say func(rule.Said)) {
	if !today.idle {
		c.links.reset(today.sites)
		first := len(c.visits)
		for i := range today.visits {
			if v := &today.visits[i]; v.matters(c.p.LookUps, c.fresh) {
				c.visits = append(c.visits, *v)
			}
		}
		c.linkPlaces()
		c.linkDay(today, first)
		c.report(say)
	}
	c.visits = slices.DeleteFunc(c.visits, func(v visit) bool { return today.next-v.day >= int32(c.p.Days) })
}

// linkPlaces joins the sites whose accounts came from one new block.
func (c *circle) linkPlaces() {
	var list []pairing
	for i := range c.visits {
		v := &c.visits[i]
		if v.newPlace && v.crowd <= c.p.Crowd {
			list = append(list, pairing{v.block, int32(i)})
		}
	}
	c.joinRuns(list, "place")
}

// linkDay joins the sites whose accounts share a client, a list or minutes today. The
// visits of today are those from the first on.
func (c *circle) linkDay(today *page, first int) {
	var clients []pairing
	here := map[int32]int32{} // account to its first visit
	for at := first; at < len(c.visits); at++ {
		v := &c.visits[at]
		if v.newClient && v.users <= c.p.Crowd {
			clients = append(clients, pairing{v.client, int32(at)})
		}
		if _, ok := here[v.member]; !ok {
			here[v.member] = int32(at)
		}
	}
	c.joinRuns(clients, "client")
	shared(visitsOf(today.asked, here), c.p.Persons, func(a, b int32) { c.join(a, b, "list") })
	shared(visitsOf(today.bands, here), 1, func(a, b int32) {
		x, y := today.minutes[c.visits[a].member], today.minutes[c.visits[b].member]
		if x.correlated(&y, c.alike) {
			c.join(a, b, "minutes")
		}
	})
}

// visitsOf is a list of accounts as one of their visits, of those that have one.
func visitsOf(list []pairing, here map[int32]int32) (visits []pairing) {
	for _, x := range list {
		if at, ok := here[x.of]; ok {
			visits = append(visits, pairing{x.key, at})
		}
	}
	return visits
}

// joinRuns joins visits with the same key, unless a crowd has it.
func (c *circle) joinRuns(list []pairing, by string) {
	for run := range runs(list) {
		sites := map[int32]bool{}
		for _, x := range run {
			sites[c.visits[x.of].site] = true
		}
		if len(sites) > c.p.Crowd {
			continue
		}
		for _, x := range run[1:] {
			c.join(run[0].of, x.of, by)
		}
	}
}

// join links two visits of different sites.
func (c *circle) join(a, b int32, by string) {
	if c.visits[a].site == c.visits[b].site {
		return
	}
	c.links.join(c.visits[a].site, c.visits[b].site)
	for _, at := range []int32{a, b} {
		if v := &c.visits[at]; !v.linked {
			v.linked, v.by = true, by
		}
	}
}

// report says each linked visit once, when its site hangs together with enough
// others: also earlier visits, whose company has only come now.
func (c *circle) report(say func(rule.Said)) {
	for i := range c.visits {
		v := &c.visits[i]
		n := c.links.together(v.site)
		if !v.linked || v.said || n < c.p.Sites {
			continue
		}
		v.said = true
		say(rule.Said{Type: rule.Account, ID: v.account, Score: float64(n) / float64(c.p.Sites), From: v.first,
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
