package background

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// teller hands requests to the portal, for one slice at a time.
type teller struct {
	world *World
	out   *portal.Emitter
}

// from is a machine of a sort that the key names; it has no user agent yet.
func (t *teller) from(of network.Outside, key random.Key) (o origin) {
	o.addr, o.net, o.place = t.world.Networks.OutsideAddress(of, key.At(drawAddress))
	return o
}

// visitor is what the portal sees of a visit.
func (t *teller) visitor(v *visit, o *origin) portal.Visit {
	return portal.Visit{
		Account: event.NoAccount, Addr: o.addr, Net: o.net, Place: o.place, UserAgent: o.agent, Lone: true,
		Truth: event.Truth{Benign: event.Background(v.kind), Actor: event.Outsider},
	}
}

// step is request number pos of a visit.
func step(v *visit, pos int, ts int64) portal.Step {
	return portal.Step{Name: v.name.At(pos), TS: ts, Key: v.key.At2(drawStep, uint64(pos))}
}

// ask emits one request of the table.
func (t *teller) ask(to *portal.Visit, s portal.Step, what int) {
	if !t.out.Holds(s.TS) {
		return
	}
	t.out.Ask(to, s, ask(what))
}

// ask is a request of the table, as the portal answers it.
func ask(what int) portal.Ask {
	a := &answers[what]
	q := portal.Ask{Strange: uint16(what), Status: a.status, ReqBytes: a.form, RespBytes: a.bytes, Proxy: a.proxy,
		Median: 4 * millisecond}
	if a.proxy {
		q.Median = millisecond / 2
	}
	if a.status == 408 { // the time that the proxy waits for a request
		q.Median = 10 * second
	}
	return q
}
