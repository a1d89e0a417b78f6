package defence

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/output/rules"
	"github.com/breachsim/breachsim/scenarios"
)

// trigger is a control that a detection triggers.
type trigger struct {
	control
	rule rules.Fired // that it waits for; 0 = none
}

// detection counts the look-ups of accounts as detectors do, and raises alerts,
// which trigger controls.
//
//	Answer ─► rules, volumes, canaries ─► alert ─► decided, later ─► acts
type detection struct {
	world    *script.World
	book     *script.Book
	queue    *clock.Queue
	acts     *acts
	triggers []trigger
	rates    map[event.Addr]*shared
	params   rules.Params // published thresholds, of the rules that controls wait for
	reading  bool         // some rule asks who was looked up
	looking  bool         // some control counts look-ups, or may stand before them
}

func newDetection(x *acts) *detection {
	d := &detection{world: x.world, book: x.book, queue: x.queue, acts: x, rates: map[event.Addr]*shared{}}
	d.params = rules.Defaults()
	d.params.Judge = 0
	return d
}

// add adds a control that a detection triggers.
func (d *detection) add(c control) {
	t := trigger{c, ruleOf[c.Detect.Rule]}
	d.looking = d.looking || !c.Detect.Outside || !c.Contains()
	if !c.Detect.Outside {
		d.reading = d.reading || c.Type == scenarios.Canary || c.Detect.Rule != 1 && c.Detect.Rule != 4
		d.params.Judge |= t.rule
	}
	d.triggers = append(d.triggers, t)
}

// Reads reports whether some control wants to know who was looked up.
func (d *detection) Reads() bool { return d.reading }

// countedBefore is how many days before a campaign gets an account its look-ups
// are counted from: as long as a count of persons may reach back.
const countedBefore = 8

// watchFrom begins to count the look-ups of an account some days before a campaign
// gets it, and returns when that is; acquired where no look-ups are counted.
func (d *detection) watchFrom(a *Account, acquired int64) int64 {
	if !d.looking {
		return acquired
	}
	w := d.world
	begin := w.Scenario.Time.Begin().UnixMicro()
	day := max(w.Calendar.Of(max(acquired, begin)).Number-countedBefore, w.Calendar.First())
	from := max(w.Calendar.Day(day).Start, min(begin, w.Start()))
	d.Watch(
		a,
		w.Calendar.Of(from).Number,
		func(visit func(persons int)) { d.past(a.Index, w.Calendar.Of(from).Number, visit) },
	)
	return from
}

// pastDays is how many days before it is counted an account's past is looked for: two
// rules want the last 28 on which it looked somebody up.
const pastDays = 56

// past visits the distinct persons whom an account looked up a day, on the days
// with look-ups before a day.
func (d *detection) past(k uint32, before int32, visit func(persons int)) {
	w := d.world
	from := max(before-pastDays, w.Calendar.First())
	byDay, r := map[int32]map[uint32]bool{}, w.Base.NewReader()
	for n := from; n < before; n++ {
		for st := range r.Day(k, n) {
			if st.Action != event.Lookup || st.Result == event.BadKey || st.Result == event.ResultError {
				continue
			}
			on := w.Calendar.Of(st.TS).Number
			if byDay[on] == nil {
				byDay[on] = map[uint32]bool{}
			}
			who := st.Person
			if who != traffic.NoPerson {
				who = w.Persons.Holder(who)
			} else {
				who = ^uint32(0) - uint32(len(byDay[on])) // somebody else each time
			}
			byDay[on][who] = true
		}
	}
	for n := from; n < before; n++ {
		if persons := byDay[n]; persons != nil {
			visit(len(persons))
		}
	}
}

// Past tells the defence how many distinct persons an account looked up on the
// days before it is watched: day by day, in order.
type Past func(visit func(persons int))

// Watch begins to count the look-ups of an account on a local day.
func (d *detection) Watch(a *Account, day int32, past Past) {
	if a.watch != nil || !d.looking {
		return
	}
	n := len(d.triggers)
	a.watch = &watched{account: rules.NewAccount(&d.params), volumes: make([]rules.Volume, n), quiet: make([]int64, n)}
	if d.reading {
		past(a.watch.account.Past)
	}
}

// Count shows a look-up to the rules, which may trigger controls. What an owner does
// more than a day behind the campaign is as on any account that none has touched: a
// detector raises its alert, and no control follows.
func (d *detection) Count(x *Answer) {
	a := x.Account
	if a.watch == nil {
		return
	}
	if x.Attack {
		a.Seen = max(a.Seen, x.TS)
	}
	seen := counted{Answer: x}
	seen.look = rules.Look{
		TS: x.TS, Day: d.world.Calendar.Of(x.TS).Number, Session: x.Session, Person: uint64(x.NIR),
		Answered: x.Answered, NotFound: x.NotFound,
	}
	seen.fired = a.watch.account.See(&seen.look)
	if d.CountsAddresses() && d.rate(x.Addr).see(x.TS, &d.params.R1, d.bannedAt(x.Addr)) {
		seen.fired |= rules.R1
	}
	d.ring(x)
	for i := range d.triggers {
		hit := d.hits(i, &seen)
		if hit && x.TS >= d.triggers[i].at() && x.TS >= a.watch.quiet[i] && a.concerned(x.TS) {
			d.alert(a, i, x.TS)
		}
	}
}

// counted is a look-up that the rules have counted.
type counted struct {
	*Answer
	look  rules.Look
	fired rules.Fired // rules that raise an alert on it
}

// hits reports whether trigger i fires on a look-up.
func (d *detection) hits(i int, x *counted) bool {
	t := &d.triggers[i]
	switch v := &t.Detect.Volume; {
	case t.Detect.Outside:
		return false
	case t.Type == scenarios.Canary:
		return x.Answered && x.Canary == t.id
	case t.Detect.Rule == 0:
		return x.Account.watch.volumes[i].See(&x.look, &rules.Threshold{Count: v.Count, Per: int64(v.Per)})
	}
	return x.fired.Has(t.rule)
}

// shared is R1 of an address: what campaigns and the owners of stolen accounts look up
// from it, and what others do.
type shared struct {
	rules.Rate
	others []int64 // look-ups of others to come
	sorted bool
}

// see counts a look-up behind those of others, and reports whether R1 has fired since
// the one before: an alert that others have raised concerns the account as well.
func (s *shared) see(ts int64, p *rules.RateParams, banned func(ts int64) bool) (fired bool) {
	if !s.sorted {
		slices.Sort(s.others)
		s.sorted = true
	}
	for len(s.others) > 0 && s.others[0] < ts {
		if !banned(s.others[0]) {
			fired = s.See(s.others[0], p) || fired
		}
		s.others = s.others[1:]
	}
	return s.See(ts, p) || fired
}

// CountsAddresses reports whether a rule counts the look-ups of an address.
func (d *detection) CountsAddresses() bool { return d.params.Judge.Has(rules.R1) }

// Beside notes a look-up of somebody who is not on the stage, from an address that a
// campaign uses. All of them are noted before the first look-up is counted.
func (d *detection) Beside(addr event.Addr, ts int64) {
	s := d.rate(addr)
	s.others = append(s.others, ts)
}

// bannedAt tells when an address is banned.
func (d *detection) bannedAt(addr event.Addr) func(ts int64) bool {
	return func(ts int64) bool {
		_, out := d.acts.addrs.Banned(addr, ts)
		return out
	}
}

// rate returns R1 of an address.
func (d *detection) rate(addr event.Addr) *shared {
	r := d.rates[addr]
	if r == nil {
		r = &shared{}
		d.rates[addr] = r
	}
	return r
}

// ruleOf names the reference rules that controls wait for, by number.
var ruleOf = map[scenarios.Rule]rules.Fired{
	1: rules.R1,
	2: rules.R2,
	3: rules.R3,
	4: rules.R4,
	5: rules.R5,
	9: rules.R9,
}

// ring writes the alert that each look-up of a canary raises. Honest users look
// none of them up: they are nobody's patients.
func (d *detection) ring(x *Answer) {
	if x.Canary == 0 || !x.Answered {
		return
	}
	at := slices.IndexFunc(d.triggers, func(t trigger) bool { return t.Type == scenarios.Canary && t.id == x.Canary })
	if at < 0 || x.TS < d.triggers[at].At.UnixMicro() {
		return
	}
	d.book.Journal.Alerts = append(d.book.Journal.Alerts, event.Alert{
		TS: x.TS, Event: x.Event, Person: x.Holder, Account: x.Account.Index, Addr: x.Addr, Control: x.Canary,
	})
}

// alert is a detector's: the control follows.
func (d *detection) alert(a *Account, i int, now int64) {
	t := &d.triggers[i]
	d.book.Respond(event.Response{TS: now, Action: event.Alerted, Control: t.id, Account: a.Index})
	at := d.decided(t, d.world.Key.Stream(script.AlertStream).At2(uint64(t.id), uint64(a.Index)), now)
	d.queue.At(at, func(now int64) { d.acts.carryOut(t.control, a, now) })
	if t.Detect.Outside {
		return
	}
	a.watch.quiet[i] = at + aDay
	if t.Type == scenarios.IPBan && t.Duration > 0 {
		a.watch.quiet[i] = at + int64(t.Duration) // a machine bans again as soon as it has stopped
	}
}

// Alert is when a detector outside raises an alert, and when the control acts on it;
// 0 = after the delay of the detection.
type Alert struct{ TS, Acts int64 }

// expect queues an alert that a detector outside raises about an account.
func (d *detection) expect(control uint8, a *Account, x Alert) {
	i := slices.IndexFunc(d.triggers, func(t trigger) bool { return t.id == control })
	if x.Acts == 0 {
		d.queue.At(x.TS, func(now int64) { d.alert(a, i, now) })
		return
	}
	c := d.triggers[i].control
	d.book.Respond(event.Response{TS: x.TS, Action: event.Alerted, Control: c.id, Account: a.Index})
	d.queue.At(x.Acts, func(now int64) { d.acts.carryOut(c, a, now) })
}

// expectAt queues an alert that a detector outside raises about an address.
func (d *detection) expectAt(control uint8, u *event.AddressInterval, x Alert) Ban {
	t := &d.triggers[slices.IndexFunc(d.triggers, func(t trigger) bool { return t.id == control })]
	d.book.Respond(event.Response{
		TS: x.TS, Action: event.Alerted, Control: t.id, Account: event.NoAccount, Addr: u.Addr,
	})
	if x.Acts == 0 {
		x.Acts = d.decided(t, d.world.Key.Stream(script.AlertStream).At2(uint64(t.id), u.Addr.Hi).At(u.Addr.Lo), x.TS)
	}
	c := t.control
	d.queue.At(x.Acts, func(now int64) { d.acts.banNamed(c, u, now) })
	return Ban{Addr: u.Addr, From: x.Acts, To: d.acts.end(c, x.Acts), By: c.id}
}
