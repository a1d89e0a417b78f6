package shortcut

import (
	"context"
	"fmt"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
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
	w        *world.World
	columns  []column
	prefixes []column // of session ids, by session: of the attack where any event is
}

type column struct {
	name, family string
	least        uint32
	of           func(r *world.Row) world.Sym
	ofHit        func(h *world.Hit) world.Sym
	count        stats.Counts[[2]uint32]
}

// NewExclusive returns A3 before it has seen a dataset.
func NewExclusive(w *world.World) world.Check {
	x := &exclusive{w: w}
	x.columns = []column{
		{name: "user agents", family: "user_agent", of: func(r *world.Row) world.Sym { return r.Of(world.Agent) },
			ofHit: func(h *world.Hit) world.Sym { return h.Agent }},
		{name: "address blocks", family: "network", of: func(r *world.Row) world.Sym { return r.Of(world.Block) },
			ofHit: func(h *world.Hit) world.Sym { return h.Block }},
		{name: "paths", family: "sequence", of: func(r *world.Row) world.Sym { return r.Of(world.Path) },
			ofHit: func(h *world.Hit) world.Sym { return h.Path }},
		{name: "statuses", family: "errors", of: func(r *world.Row) world.Sym { return r.Of(world.Status) }},
	}
	for i := range x.columns {
		x.columns[i].least = 20
	}
	for _, digits := range prefixDigits {
		name := fmt.Sprintf("session-id prefixes of %d digits", digits)
		x.prefixes = append(x.prefixes, column{name: name, least: 4})
	}
	return x
}

func (x *exclusive) Day(d *world.Day) {
	for i := range d.Rows {
		r := &d.Rows[i]
		if r.Mark.Label == world.Neutral {
			continue
		}
		x.session(r)
		for k := range x.columns {
			x.columns[k].add(x.columns[k].of(r), r.Mark.Label == world.Attack)
		}
	}
}

// Access takes lines of the access log.
func (x *exclusive) Access(_ *world.Day, p *world.Part) {
	for i := range p.Hits {
		h := &p.Hits[i]
		for k := range x.columns {
			if c := &x.columns[k]; c.ofHit != nil && h.Label != world.Neutral {
				c.add(c.ofHit(h), h.Label == world.Attack)
			}
		}
	}
}

// prefixDigits are how many digits of session ids are looked at.
var prefixDigits = [...]int{2, 4}

// session counts the prefixes of a session's id, when it begins and when an attack comes into it.
func (x *exclusive) session(r *world.Row) {
	if !r.Begins && !r.Turns {
		return
	}
	for i, digits := range prefixDigits {
		n := x.prefixes[i].count.At(world.Sym(r.Session>>(64-4*digits)) + 1)
		n[stats.Class(r.Mark.Label == world.Attack)]++
		if r.Turns {
			n[world.Benign]--
		}
	}
}

func (c *column) add(v world.Sym, positive bool) {
	if v == 0 {
		return
	}
	c.count.At(v)[stats.Class(positive)]++
}

func (x *exclusive) Finish(context.Context) ([]figure.Figure, error) {
	var out []figure.Figure
	for i := range x.columns {
		out = append(out, x.judge(&x.columns[i], x.w.Syms.Name))
	}
	for i, digits := range prefixDigits {
		name := func(v world.Sym) string { return fmt.Sprintf("%0*x…", digits, v-1) }
		out = append(out, x.judge(&x.prefixes[i], name))
	}
	return out, nil
}

func (x *exclusive) judge(c *column, name func(world.Sym) string) figure.Figure {
	var total [2]uint32
	for _, n := range c.count.All() {
		total[0], total[1] = total[0]+n[0], total[1]+n[1]
	}
	f := figure.Figure{Name: c.name, Bound: fmt.Sprintf("none at ≥ %d", c.least), N: int64(total[1]), Signal: c.family,
		Verdict: figure.Pass}
	if total[1] == 0 {
		f.Verdict = figure.NotApplicable
		return f
	}
	all := int64(total[0]) + int64(total[1])
	for v, n := range c.count.All() {
		k := int64(n[1])
		// ln 1e-4
		if n[0] > 0 || n[1] < c.least || stats.LogAllOf(k, int64(total[1]), all) > -9.21 {
			continue
		}
		if f.Value == 0 {
			f.Example = fmt.Sprintf("%s: %d events, all attack", name(v), k)
		}
		f.Value += float64(k)
		f.Verdict = x.w.Exempt(c.family)
	}
	return f
}
