package background

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/client"
	"github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// gatewayTimeouts is the share of a monitor's questions that the portal does not answer
// within the proxy's minute (an assumption: one in two days).
const gatewayTimeouts = 1_000

// drawPhase names the second of the interval at which a monitor asks, beside its days.
const drawPhase = 0

// monitor emits the questions of a monitor: one every so often, at its own minute and
// second, late by up to half a second.
func (t *teller) monitor(v *visit) {
	to := t.visitor(v, &t.world.posts[v.number])
	phase := int64(t.world.key.Stream(stMonitor).At2(uint64(v.number), drawPhase).Below(uint64(monitorEvery - second)))
	for pos := max((t.out.From-v.from-phase)/monitorEvery-1, 0); ; pos++ {
		at := v.from + phase + pos*monitorEvery
		if at >= min(v.to, t.out.To) {
			return
		}
		s := step(v, int(pos), at)
		s.TS += int64(s.Key.At(drawCourse).Below(uint64(second / 2)))
		if !t.out.Holds(s.TS) || s.TS >= v.to {
			continue
		}
		var q portal.Ask
		switch v.number {
		case 0:
			q = ask(headSignIn)
		case monitors - 1:
			q = ask(check)
		default:
			q = portal.Ask{Method: event.GET, Path: event.PathSignIn, Status: 200, RespBytes: t.out.SignInBytes(s.TS)}
		}
		if q.Median = 9 * millisecond; s.Key.At(drawWhen).Chance(gatewayTimeouts) {
			q.Status, q.RespBytes, q.Median = 504, 160, 60*second
		}
		t.out.Ask(&to, s, q)
	}
}

// crawler emits the visit of a search engine: what it may read, then the first pages.
func (t *teller) crawler(v *visit) {
	draw := v.key.At(drawCourse).Rand()
	machine := t.world.key.Stream(stCrawler).At(draw.Below(3)).At(draw.Below(4)) // three robots, four machines each
	o := t.from(network.Servers, machine)
	o.agent = client.StrangeAgent(client.CrawlerAgents, machine.At(drawAgent))
	to, ts := t.visitor(v, &o), v.from
	t.ask(&to, step(v, 0, ts), robots)
	for pos := 1; pos <= 1+int(draw.Below(3)); pos++ {
		ts += draw.Between(second, 90*second)
		switch u := draw.Below(10); {
		case u < 4:
			t.ask(&to, step(v, pos, ts), root)
		case u < 5:
			t.ask(&to, step(v, pos, ts), siteMap)
		default:
			s := step(v, pos, ts)
			t.out.Ask(&to, s, portal.Ask{Method: event.GET, Path: event.PathSignIn, Status: 200,
				RespBytes: t.out.SignInBytes(ts), Median: 12 * millisecond})
		}
	}
}

// research emits the visit of a survey: the first page, in one of four after a greeting
// in another protocol.
func (t *teller) research(v *visit) {
	draw := v.key.At(drawCourse).Rand()
	o := t.from(network.Servers, v.key)
	o.agent = client.StrangeAgent(client.ResearchAgents, v.key.At(drawAgent))
	to, pos, ts := t.visitor(v, &o), 0, v.from
	if draw.Chance(250_000) {
		silent := to
		silent.UserAgent = 0
		t.ask(&silent, step(v, pos, ts), t.greeting(&draw))
		pos, ts = 1, ts+draw.Between(200*millisecond, 5*second)
	}
	what := root
	switch u := draw.Below(100); {
	case u < 15:
		what = headRoot
	case u < 50:
		what = plain
	}
	t.ask(&to, step(v, pos, ts), what)
}

// noHTTP is the first of the odd requests that are no HTTP.
const noHTTP = firstOdd + 9

// greeting draws something that is no HTTP request: one of the sorts of TLS as often
// as one of the others.
func (t *teller) greeting(draw *random.Rand) int {
	sort := int(draw.Below(uint64(len(hellos) + firstProbed - noHTTP)))
	if sort < len(hellos) {
		return firstHello + sort*takes + int(draw.Below(takes))
	}
	return noHTTP + sort - len(hellos)
}

// probe emits the one request of somebody who tries every address: a path off the front
// of the lists, the first page, or something odd.
func (t *teller) probe(v *visit) {
	draw := v.key.At(drawCourse).Rand()
	of := network.Servers
	if draw.Chance(550_000) {
		of = network.Abroad // of households: a bot
	}
	o := t.from(of, v.key)
	o.agent = client.StrangeAgent(client.ScannerAgents, v.key.At(drawAgent))
	what := root
	switch u := draw.Below(100); {
	case u < 14:
	case u < 34:
		what = plain
	case u < 70: // the front of the list far more often
		n := uint64(len(probed))
		what = firstProbed + int(draw.Below(n)*draw.Below(n)*draw.Below(n)/(n*n))
	case u < 82:
		what = firstOdd + int(draw.Below(9))
	default:
		what = t.greeting(&draw)
	}
	if answers[what].method == "" {
		o.agent = 0
	}
	to := t.visitor(v, &o)
	t.ask(&to, step(v, 0, v.from), what)
}

// A scan goes through some part of the list: a few dozen paths within minutes, or as
// fast as a tool can.
const (
	scanLongest = 90 * minute
	scanMedian  = 45
	scanMean    = 60 // of the clamped law below, rounded up
	limitedFrom = 30 // requests of a fast scan after which the proxy refuses some
)

// scan emits the visit of a scanner.
func (t *teller) scan(v *visit) {
	draw := v.key.At(drawCourse).Rand()
	of := network.Servers
	if draw.Chance(200_000) {
		of = network.Abroad
	}
	o := t.from(of, v.key)
	o.agent = client.StrangeAgent(client.ScannerAgents, v.key.At(drawAgent))
	to := t.visitor(v, &o)
	n := int(min(max(draw.LogNormal(scanMedian, random.One*8/10), 4), int64(len(probed))))
	gap, fast := draw.LogNormal(3*second, random.One), draw.Chance(300_000)
	if fast {
		gap = draw.Between(15*millisecond, 80*millisecond)
	}
	gap = min(gap, 20*second)
	first, ts := int(draw.Below(uint64(len(probed)))), v.from
	for pos := range n {
		if ts >= t.out.To {
			return
		}
		s := step(v, pos, ts)
		if t.out.Holds(ts) {
			t.out.Ask(&to, s, scanned(s.Key.At(drawCourse), (first+pos)%len(probed), fast && pos >= limitedFrom))
		}
		ts += min(max(draw.Exp(gap), 2*millisecond), 40*second)
	}
}

// drawClosed names the draw whether a tool closes a request, beside whether it is refused.
const drawClosed = 1

// scanned is a scanner's request. The proxy refuses one in four of those that come too
// fast; a tool that does not wait closes one in a hundred before the answer.
func scanned(key random.Key, i int, soon bool) portal.Ask {
	q := ask(firstProbed + i)
	switch {
	case soon && key.Chance(250_000):
		q.Status, q.RespBytes, q.Proxy, q.Median = 429, limitedPage, true, millisecond/3
	case key.At(drawClosed).Chance(12_000):
		q.Status, q.RespBytes = 499, 0
	}
	return q
}
