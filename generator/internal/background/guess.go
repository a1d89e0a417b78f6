package background

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/client"
	"github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Draws of the key of a burst; entries of its list have keys of their own behind them.
const (
	burstCourse = 1 + iota
	burstMachines
	burstInvented
	burstUnknown
	burstKnown
)

// list is one burst: its course, and the machines that share it.
type list struct {
	burst
	kind       scenarios.BackgroundKind
	key        random.Key
	number     int // of the day's
	from, last int64
}

// guesses lists the guesses of the bursts that begin on a day: one visit each, since
// each is made from any of the machines.
func (w *World) guesses(d *calendar.Day, out []visit) []visit {
	number := 0
	for k := scenarios.BackgroundStuffing; k <= scenarios.BackgroundSpraying; k++ {
		b := bursts[k]
		key := w.burstKey(k, d.Number)
		draw := key.Rand()
		for i := range min(draw.Poisson(w.times(b.perDay)), portal.MaxSessions/2) {
			l := list{burst: b, kind: k, key: key.At(uint64(i)), number: number}
			course := l.key.At(burstCourse).Rand()
			l.from = d.Start + int64(course.Below(uint64(d.Length)))
			l.last = min(max(course.LogNormal(50*minute, random.One*7/10), 10*minute), longest-minute)
			number++
			out = w.entries(&l, d.Number, out)
		}
	}
	return out
}

// burstKey names the bursts of a kind that begin on a day.
func (w *World) burstKey(k scenarios.BackgroundKind, day int32) random.Key {
	return w.key.Stream(stBurst).At(uint64(k)).At(uint64(uint32(day)))
}

// entries lists the guesses of a burst. Each entry of the list says by its own key
// when it is tried.
func (w *World) entries(l *list, day int32, out []visit) []visit {
	add := func(actor uint32, key random.Key, account uint32) {
		ts := l.from + int64(key.At(drawWhen).Below(uint64(l.last)))
		out = append(out, visit{kind: l.kind, day: day, key: key, from: ts, to: ts + 1, number: account,
			name: portal.SessionName(portal.OutsideKind, actor, day, l.number)})
	}
	for i := range l.invented {
		add(uint32(l.kind)<<groupBits|uint32(i), l.key.At2(burstInvented, uint64(i)), event.NoAccount)
	}
	unknown, known := l.key.At(burstUnknown), l.key.At(burstKnown)
	for a := range uint32(w.Accounts) {
		if key := unknown.At(uint64(a)); key.Chance(l.unknown) {
			add(ofUnknown|a, key.At(drawVisit), event.NoAccount)
		}
		if key := known.At(uint64(a)); key.Chance(l.known) {
			add(ofKnown|a, key.At(drawVisit), a)
		}
	}
	return out
}

// machines is how many a burst comes from at most: those of one renter of servers, or
// a net of bots.
const machines = 24

// Draws about a burst, and about what a machine calls itself.
const (
	drawBots    = 1 // whether it is a net of bots
	drawMachine = 2 // by machine

	drawCopied = 1 // whether the line of a browser is copied
	drawCopy   = 2 // which
)

// guess emits one try at the sign-in. Which machine makes it follows from the name of
// the burst, so that an address tries many identifiers.
func (t *teller) guess(v *visit) {
	key := t.world.burstKey(v.kind, v.day).At2(burstMachines, uint64(v.name.Session()))
	of, most := network.Servers, 1+key.Below(5)
	if key.At(drawBots).Chance(400_000) {
		of, most = network.Abroad, machines
	}
	machine := key.At2(drawMachine, v.key.At(drawAddress).Below(most))
	o := t.from(of, machine)
	o.agent = client.LibraryAgent(int(machine.At(drawAgent).Below(8)))
	shown := client.Fingerprint(o.agent)                      // the library's handshake, whatever line is copied
	if machine.At(drawAgent).At(drawCopied).Chance(600_000) { // a copied line of a browser
		o.agent = client.FixedAgent(int(machine.At(drawAgent).At(drawCopy).Below(6)))
	}
	to := t.visitor(v, &o)
	to.Account, to.Auth, to.ClientFP, to.Lone = v.number, event.Password, shown, false
	to.Truth.Label = event.Policy // misuse that is not scraping
	why := event.BadCredentials
	if v.number == event.NoAccount {
		why = event.UnknownAccount
	}
	t.out.SignIn(&to, portal.Step{Name: v.name, TS: v.from, Key: v.key.At(drawStep)}, false, why)
}
