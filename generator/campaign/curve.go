package campaign

import "breachsim/generator/event"

// Begins returns when campaign n, counted from 0, first looks up an entry of its
// list; 0 where it never does.
func (p *Plan) Begins(n int) int64 {
	first := int64(0)
	c := p.campaigns[n]
	for _, l := range c.lanes {
		for i := range l.segments {
			seg := &l.segments[i]
			if seg.first == seg.last || seg.why != event.NoReason {
				continue
			}
			if ts := l.time(seg, seg.first); first == 0 || ts < first {
				first = ts
			}
			break
		}
	}
	return first
}

// Exposed returns how many persons campaign n has got before each of the
// instants, trial look-ups included.
func (p *Plan) Exposed(n int, before []int64) []int64 {
	c, out := p.campaigns[n], make([]int64, len(before))
	var house []uint32
	add := func(ts int64, en entry) {
		if !en.hit || ts == forever {
			return
		}
		house = p.w.Persons.Household(en.holder, house[:0])
		for i, t := range before {
			if ts < t {
				out[i] += int64(len(p.exposes(c.id, house)))
			}
		}
	}
	for i := range p.script {
		if a := &p.script[i]; a.do == doLookUp && a.visit.Truth.Campaign == c.id {
			add(a.step.TS, a.entry)
		}
	}
	cur := c.list.cursor()
	for k := range c.reached() {
		if ts := c.when(k); ts != forever {
			add(ts, cur.at(k))
		}
	}
	return out
}
