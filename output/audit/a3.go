package audit

import (
	"context"
	"fmt"

	"breachsim/output/stats"
)

// exclusive is A3: values that only the attack has.
//
// Taken: user agents, address blocks (/24, /48), paths and HTTP statuses of
// both logs, by event; the first two and the first four hex digits of
// session ids, by session.
// A value fails when at least 20 attack events (4 sessions) and no benign one
// carry it, and when that is no chance: the probability that k draws without
// replacement are all attack is C(a,k)/C(n,k) < 1e-4 (hypergeometric). The
// families user_agent, network and sequence may declare it; a prefix of session
// ids cannot be declared. The figure is the number of events with such values.
// Source: the disjoint address and client sets that Arp et al. 2022 and Flood
// et al. 2024 report of intrusion data.
type exclusive struct {
	w        *world
	columns  []column
	sessions map[uint64]bool // any attack event
}

type column struct {
	name, family string
	least        uint32
	of           func(r *row) sym
	ofHit        func(h *hit) sym
	count        stats.Counts[[2]uint32]
}

func newExclusive(w *world) check {
	x := &exclusive{w: w, sessions: map[uint64]bool{}}
	x.columns = []column{
		{name: "user agents", family: "user_agent", of: func(r *row) sym { return r.cat[fAgent] }, ofHit: func(h *hit) sym { return h.agent }},
		{name: "address blocks", family: "network", of: func(r *row) sym { return r.cat[fBlock] }, ofHit: func(h *hit) sym { return h.block }},
		{name: "paths", family: "sequence", of: func(r *row) sym { return r.cat[fPath] }, ofHit: func(h *hit) sym { return h.path }},
		{name: "statuses", family: "errors", of: func(r *row) sym { return r.cat[fStatus] }},
	}
	for i := range x.columns {
		x.columns[i].least = 20
	}
	return x
}

func (x *exclusive) day(d *day) {
	for i := range d.rows {
		r := &d.rows[i]
		if r.mark.label == neutral {
			continue
		}
		if r.session != 0 {
			x.sessions[r.session] = x.sessions[r.session] || r.mark.label == attack
		}
		for k := range x.columns {
			x.columns[k].add(x.columns[k].of(r), r.mark.label == attack)
		}
	}
	for i := range d.hits {
		h := &d.hits[i]
		for k := range x.columns {
			if c := &x.columns[k]; c.ofHit != nil && h.label != neutral {
				c.add(c.ofHit(h), h.label == attack)
			}
		}
	}
}

func (c *column) add(v sym, positive bool) {
	if v == 0 {
		return
	}
	c.count.At(v)[stats.Class(positive)]++
}

func (x *exclusive) finish(context.Context) ([]Figure, error) {
	var out []Figure
	for i := range x.columns {
		out = append(out, x.judge(&x.columns[i], x.w.syms.name))
	}
	for _, digits := range []int{2, 4} {
		c := column{name: fmt.Sprintf("session-id prefixes of %d digits", digits), least: 4}
		for id, positive := range x.sessions {
			c.add(sym(id>>(64-4*digits))+1, positive)
		}
		out = append(out, x.judge(&c, func(v sym) string { return fmt.Sprintf("%0*x…", digits, v-1) }))
	}
	return out, nil
}

func (x *exclusive) judge(c *column, name func(sym) string) Figure {
	var total [2]uint32
	for _, n := range c.count.All() {
		total[0], total[1] = total[0]+n[0], total[1]+n[1]
	}
	f := Figure{Name: c.name, Bound: fmt.Sprintf("none at ≥ %d", c.least), N: int64(total[1]), Signal: c.family, Verdict: Pass}
	if total[1] == 0 {
		f.Verdict = NotApplicable
		return f
	}
	all := int64(total[0]) + int64(total[1])
	for v, n := range c.count.All() {
		k := int64(n[1])
		if n[0] > 0 || n[1] < c.least || stats.LogChoose(int64(total[1]), k)-stats.LogChoose(all, k) > -9.21 { // ln 1e-4
			continue
		}
		if f.Value == 0 {
			f.Example = fmt.Sprintf("%s: %d events, all attack", name(v), k)
		}
		f.Value += float64(k)
		f.Verdict = x.w.exempt(c.family)
	}
	return f
}
