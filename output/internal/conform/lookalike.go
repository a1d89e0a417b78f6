package conform

import (
	"fmt"
	"slices"
	"time"

	"github.com/breachsim/breachsim/scenarios"
)

// lookAlikes compares the stretches of honest behaviour that are told with those
// that were asked for: a kind that the scenario lists has no more accounts than it
// asks for and shows at all; a kind that it does not list has none. Of the usual
// kinds a small world may lack some, and in less than a month what happens once in a
// month may not happen. Shared addresses and announcements concern whole groups.
func (c *Checker) lookAlikes() {
	who := map[string]map[string]bool{}
	for _, l := range c.period.lookAlikes {
		if who[string(l.Kind)] == nil {
			who[string(l.Kind)] = map[string]bool{}
		}
		who[string(l.Kind)][string(l.Account)] = true
	}
	b, month := &c.sc.Benign, c.sc.Time.End.Sub(c.sc.Time.Start) >= 30*24*time.Hour
	most, least := map[string]int{}, map[string]int{}
	for i := range b.LookAlikes {
		l := &b.LookAlikes[i]
		kind := l.Kind.String()
		most[kind] += l.Accounts + l.Sites
		if month && !b.UsualLookAlikes {
			least[kind] = 1
			if l.Kind == scenarios.TwinSites { // both of a pair
				least[kind] = 2
			}
		}
	}
	var strange, absent, many, unlisted flaws
	for k := range scenarios.NumLookAlikes {
		kind := k.String()
		_, listed := most[kind]
		n := len(who[kind])
		tell := func() string { return fmt.Sprintf("%s, %d accounts", kind, n) }
		group := k == scenarios.SharedNAT || k == scenarios.FlashEvent
		strange.want(listed || n == 0, tell)
		absent.want(n >= least[kind], tell)
		many.want(!listed || group || n <= most[kind], tell)
	}
	background := scenarios.BackgroundNames()
	for _, kind := range sorted(c.facts.kinds) {
		_, listed := most[kind]
		listed = listed || c.sc.Background.On() && slices.Contains(background, kind)
		unlisted.want(listed, func() string { return fmt.Sprintf("%s, %d events", kind, c.facts.kinds[kind]) })
	}
	c.none("look-alikes that the scenario does not list", strange)
	c.none("look-alikes that it lists and that do not occur", absent)
	c.none("look-alikes on more accounts than it asks for", many)
	c.none("look-alikes in the log that the scenario does not list", unlisted)
}
