package cohort

import (
	"cmp"
	"slices"
	"unsafe"

	"breachsim/output/detect/rule"
)

// page is what a day comes to: the visits that matter with a share of new persons, and
// what their accounts share with others. With a greater share, some of them do.
type page struct {
	ended int64 // time of the line that ended the day
	next  int32 // day of that line
	idle  bool  // nobody was there
	sites int   // all that are known

	visits  []visit           // by account
	asked   []pairing         // person and account, of those new to it
	bands   []pairing         // of active minutes, and account
	minutes map[int32]minutes // of accounts that have bands
}

// size is how much memory a page takes, bytes.
func (d *page) size() int {
	const aKey = 2 // a map has room for about as much again
	return int(unsafe.Sizeof(*d)) + len(d.visits)*int(unsafe.Sizeof(visit{})) +
		(len(d.asked)+len(d.bands))*int(unsafe.Sizeof(pairing{})) + aKey*len(d.minutes)*int(unsafe.Sizeof(minutes{}))
}

// matters reports whether a visit had enough look-ups and so many thousandths of them for
// new persons.
func (v *visit) matters(lookUps int, fresh int64) bool {
	return v.looked >= lookUps && int64(v.fresh)*1000 >= fresh*int64(v.looked)
}

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
