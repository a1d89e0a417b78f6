package conform

import "breachsim/scenarios"

// bound holds the look-ups that a campaign makes with each account against what any time of a
// length may hold, whatever the portal answers.
type bound struct {
	most   scenarios.Threshold
	latest map[string][]int64 // by account, those that are not older than the bound's time
	beyond flaws
}

// see takes up a look-up.
func (x *bound) see(l *Line) {
	if x.most.Count == 0 {
		return
	}
	list := append(x.latest[l.Account], l.TS)
	for list[0] <= l.TS-int64(x.most.Per) {
		list = list[1:]
	}
	x.latest[l.Account] = list
	x.beyond.want(len(list) <= x.most.Count, l.where)
}

// boundOf compares how close together look-ups come.
func (c *Checker) boundOf(k *scenarios.Campaign, f *campaign) {
	if k.Pacing.AtMost.Count > 0 {
		c.none(of(k, "look-ups beyond pacing.at_most"), f.bound.beyond)
	}
}
