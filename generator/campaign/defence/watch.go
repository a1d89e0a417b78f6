package defence

import (
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/traffic"
	"breachsim/output/rules"
	"breachsim/scenarios"
)

// trigger is a control that a detection triggers.
type trigger struct {
	id      uint8
	control *scenarios.Control
	rule    rules.Fired // that it waits for; 0 = none
}

func (d *Defence) newTrigger(id uint8, c *scenarios.Control) trigger {
	d.reading = d.reading || c.Type == scenarios.Canary || c.Detect.Rule != 1 && c.Detect.Rule != 4
	t := trigger{id, c, ruleOf[c.Detect.Rule]}
	d.params.Judge |= t.rule
	return t
}

// watched is what the rules remember of one account.
type watched struct {
	account *rules.Account
	volumes []rules.Volume // by trigger
	quiet   []int64        // by trigger: no alert before
}

// countedBefore is how many days before a campaign gets an account its look-ups
// are counted from: as long as a count of persons may reach back.
const countedBefore = 8

// WatchFrom begins to count the look-ups of an account that a campaign gets at an
// instant, and returns from when its owner has to be on the stage: some days
// before where look-ups are counted, and before that from where no limit remembers
// anything of the account.
func (d *Defence) WatchFrom(a *Account, acquired int64) int64 {
	w := d.world
	begin := w.Scenario.Time.Begin().UnixMicro()
	if len(d.triggers) == 0 {
		return max(d.calm(a, acquired), begin)
	}
	day := max(w.Calendar.Of(max(acquired, begin)).Number-countedBefore, w.Calendar.First())
	from := max(w.Calendar.Day(day).Start, min(begin, w.Start()))
	d.Watch(a, w.Calendar.Of(from).Number, func(visit func(persons int)) { d.past(a.Index, w.Calendar.Of(from).Number, visit) })
	return max(d.calm(a, from), begin)
}

// calm is an instant before another at which no limit remembers anything of an
// account: what honest users do before is played by package traffic.
func (d *Defence) calm(a *Account, ts int64) int64 {
	if len(d.limits) == 0 {
		return ts
	}
	return d.world.Base.Calm(a.Index, ts)
}

// pastDays is how many days before it is counted an account's past is looked for: two
// rules want the last 28 on which it looked somebody up.
const pastDays = 56

// past visits the distinct persons whom an account looked up a day, on the days
// with look-ups before a day.
func (d *Defence) past(k uint32, before int32, visit func(persons int)) {
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
func (d *Defence) Watch(a *Account, day int32, past Past) {
	if a.watch != nil || len(d.triggers) == 0 {
		return
	}
	n := len(d.triggers)
	a.watch = &watched{account: rules.NewAccount(&d.params), volumes: make([]rules.Volume, n), quiet: make([]int64, n)}
	if d.reading {
		past(a.watch.account.Past)
	}
}

// Watched reports whether the look-ups of an account are counted.
func (a *Account) Watched() bool { return a.watch != nil }

// Count shows a look-up to the rules, which may trigger controls.
func (d *Defence) Count(x *Answer) {
	a := x.Account
	if a.watch == nil {
		return
	}
	look := rules.Look{
		TS: x.TS, Day: d.world.Calendar.Of(x.TS).Number, Session: x.Session, Person: uint64(x.NIR),
		Answered: x.Answered, NotFound: x.NotFound,
	}
	fired := a.watch.account.See(&look)
	if d.params.Judge.Has(rules.R1) && d.rate(x.Addr).See(x.TS, &d.params.R1) {
		fired |= rules.R1
	}
	d.ring(x)
	for i := range d.triggers {
		t := &d.triggers[i]
		hit := d.hits(a, i, x, &look, fired)
		if hit && x.TS >= t.control.At.UnixMicro() && x.TS >= a.watch.quiet[i] && a.Began != 0 {
			d.alert(a, i, x.TS)
		}
	}
}

// hits reports whether a trigger fires on a look-up.
func (d *Defence) hits(a *Account, i int, x *Answer, look *rules.Look, fired rules.Fired) bool {
	t := &d.triggers[i]
	switch v := &t.control.Detect.Volume; {
	case t.control.Type == scenarios.Canary:
		return x.Answered && x.Canary == t.id
	case t.control.Detect.Rule == 0:
		return a.watch.volumes[i].See(look, &rules.Threshold{Count: v.Count, Per: int64(v.Per)})
	}
	return fired.Has(t.rule)
}

// rate returns the window of an address.
func (d *Defence) rate(addr event.Addr) *rules.Rate {
	r := d.rates[addr]
	if r == nil {
		r = &rules.Rate{}
		d.rates[addr] = r
	}
	return r
}

// ruleOf names the reference rules that controls wait for, by number.
var ruleOf = map[scenarios.Rule]rules.Fired{1: rules.R1, 2: rules.R2, 3: rules.R3, 4: rules.R4, 5: rules.R5, 9: rules.R9}

// ring writes the alert that each look-up of a canary raises. Honest users look
// none of them up: they are nobody's patients.
func (d *Defence) ring(x *Answer) {
	if x.Canary == 0 || !x.Answered {
		return
	}
	at := slices.IndexFunc(d.triggers, func(t trigger) bool { return t.control.Type == scenarios.Canary && t.id == x.Canary })
	if at < 0 || x.TS < d.triggers[at].control.At.UnixMicro() {
		return
	}
	d.book.Journal.Alerts = append(d.book.Journal.Alerts, event.Alert{
		TS: x.TS, Event: x.Event, Person: x.Holder, Account: x.Account.Index, Addr: x.Addr, Control: x.Canary,
	})
}
