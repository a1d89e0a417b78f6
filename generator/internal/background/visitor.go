package background

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/client"
	"github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/generator/internal/portal"
)

// look emits the visit of a person without an account: somebody who looks for another
// site of the insurance, or has the address nearly right. Some type it wrong first,
// some leave before the page has come.
func (t *teller) look(v *visit) {
	draw := v.key.At(drawCourse).Rand()
	o := t.from(network.Homes, v.key)
	o.agent = t.world.Browsers.PoolAgent(v.key.At(drawAgent), v.day)
	to, ts, pos := t.visitor(v, &o), v.from, 0
	to.Browser, to.Referers, to.HTTP2 = true, true, client.HTTP2(o.agent)
	to.Cache = portal.Cache{Cold: true, Apple: client.TouchIcons(o.agent)}
	next := func(what int, least, most int64) {
		t.ask(&to, step(v, pos, ts), what)
		pos, ts = pos+1, ts+draw.Between(least, most)
	}
	if draw.Chance(350_000) {
		next(firstMistyped+int(draw.Below(uint64(len(mistyped)))), 4*second, 40*second)
		if draw.Chance(400_000) {
			return
		}
	}
	if draw.Chance(500_000) { // typed without https, and HTTP/2 needs it
		to.HTTP2 = false
		next(plain, 25*millisecond, 120*millisecond)
		to.HTTP2 = client.HTTP2(o.agent)
	}
	next(root, 30*millisecond, 300*millisecond)
	if draw.Chance(60_000) {
		s := step(v, pos, ts)
		t.out.Ask(&to, s, portal.Ask{Method: event.GET, Path: event.PathSignIn, Status: 499, Median: 80 * millisecond})
		return
	}
	t.out.Look(&to, step(v, pos, ts))
	pos++
	if draw.Chance(120_000) {
		ts += draw.Between(5*second, 60*second)
		t.out.Ask(&to, step(v, pos, ts), portal.Ask{Method: event.GET, Path: event.PathForgotten, Status: 200,
			RespBytes: 4_982, Median: 12 * millisecond})
	}
}
