package audit

import (
	"fmt"
	"time"

	"breachsim/output/truth"
	"breachsim/scenarios"
)

// lookAlikes judges truth/lookalikes.jsonl: a kind that the scenario lists has
// no more accounts than it asks for (shared addresses and announcements
// concern whole groups) and shows at all, unless the usual ones are asked for,
// of which a small world has not all; a kind that it does not list has none.
func (c *conformance) lookAlikes() []Figure {
	who := map[string]map[string]bool{}
	if err := each(c.w, "truth/lookalikes.jsonl", func(_ int, l *truth.LookAlike) {
		k := string(l.Kind)
		if who[k] == nil {
			who[k] = map[string]bool{}
		}
		who[k][string(l.Account)] = true
	}); err != nil {
		c.err = err
		return nil
	}
	b := &c.w.scenario.Benign
	asked, listed := map[string]int{}, map[string]bool{}
	for i := range b.LookAlikes {
		l := &b.LookAlikes[i]
		listed[l.Kind.String()] = true
		asked[l.Kind.String()] += l.Accounts + l.Sites
	}
	var strange, absent, many violations
	for k := range scenarios.NumLookAlikes {
		name := k.String()
		n := len(who[name])
		strange.of, absent.of, many.of = strange.of+1, absent.of+1, many.of+1
		tell := func() string { return fmt.Sprintf("%s, %d accounts", name, n) }
		group := k == scenarios.SharedNAT || k == scenarios.FlashEvent
		switch {
		case !listed[name] && n > 0:
			strange.add(tell)
		case listed[name] && n == 0 && !b.UsualLookAlikes && c.aMonth():
			absent.add(tell)
		case !group && n > asked[name]:
			many.add(tell)
		}
	}
	return []Figure{none("look-alikes that the scenario does not list", strange), none("look-alikes that it lists and that do not occur", absent),
		none("look-alikes on more accounts than it asks for", many)}
}

// aMonth reports whether what happens once in a month happens at all.
func (c *conformance) aMonth() bool {
	return c.w.scenario.Time.End.Sub(c.w.scenario.Time.Start) >= 30*24*time.Hour
}
