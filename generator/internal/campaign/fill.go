package campaign

import (
	"cmp"
	"slices"
	"sort"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/actor"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
	"github.com/breachsim/breachsim/generator/internal/campaign/targets"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/nir"
)

// Filler emits the campaigns' part of slices. One Filler serves one goroutine.
type Filler struct {
	p       *Plan
	refs    *nir.Refs
	cursors []*targets.Cursor
	due     []due
	house   []uint32
	extras  []spell.Extra
}

// due is one look-up of a spell in or near the slice.
type due struct {
	spell.Look
	log *spell.Log
}

// NewFiller returns a Filler; refs may be nil when the logs omit the number.
func (p *Plan) NewFiller(refs *nir.Refs) *Filler {
	f := &Filler{p: p, refs: refs}
	for _, c := range p.campaigns {
		f.cursors = append(f.cursors, c.List.Cursor())
	}
	return f
}

// Fill emits every event of campaigns and controls in the slice: the script in
// order of time, then each campaign's look-ups in the order of its list.
func (f *Filler) Fill(e *portal.Emitter) {
	all := f.p.book.Actions
	from := sort.Search(len(all), func(i int) bool { return all[i].Step.TS >= e.From-portal.After })
	for i := from; i < len(all) && all[i].Step.TS < e.To+portal.Before; i++ {
		f.emit(e, &all[i])
	}
	for i, c := range f.p.campaigns {
		to := e.To + portal.Before
		if c.Spec.Client.Blend > 0 {
			to += spell.CoverReach // requests before a look-up may lie in the slice when it does not
		}
		f.due = f.due[:0]
		for _, a := range c.Actors {
			a.Log().Looks(e.From-portal.After-spell.BehindReach, to, func(l *spell.Look) {
				f.due = append(f.due, due{*l, a.Log()})
			})
		}
		slices.SortFunc(f.due, func(a, b due) int {
			return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Spell.From, b.Spell.From))
		})
		for j := range f.due {
			f.scrape(e, c, f.cursors[i], &f.due[j])
		}
		f.failing(e, c, f.cursors[i])
	}
}

// scrape emits look-up d with what comes before it and behind it: now and then (as for
// everybody, 4 in 1,000) the directory fails first, and the same entry is asked for again.
func (f *Filler) scrape(e *portal.Emitter, c *actor.Campaign, cur *targets.Cursor, d *due) {
	s := d.Spell
	step := portal.Step{
		Name: portal.ListName(c.Name, d.Entry), TS: d.TS, Key: c.Extras.StepKey(d.Entry),
		Prior: d.Prior, From: d.from(),
	}
	if s.Why != event.NoReason {
		if !d.Cut && e.Touches(d.TS) {
			v := d.log.Seat(s, d.I, d.TS)
			f.refused(e, &v, step, asked{entry: entryOf(cur, d.Entry), why: s.Why})
		}
		return
	}
	f.extras = d.log.AppendBehind(d.log.AppendAhead(f.extras[:0], &d.Look), &d.Look)
	for i := range f.extras {
		if x := &f.extras[i]; e.Touches(x.TS) {
			f.extra(e, c, cur, with{d, x})
		}
	}
	step.Prior = f.before(d, d.TS)
	if d.Cut || !e.Touches(d.TS) {
		return
	}
	var en script.Entry
	if e.Needs(step.TS) {
		en = entryOf(cur, d.Entry)
	}
	v := d.log.Seat(s, d.I, d.TS)
	v.Truth.Purpose = purposeOf(c, v.Truth.Purpose, en)
	hide(&v, en)
	f.lookUp(e, &v, step, asked{
		entry: en, doctor: s.Doctor, first: d.I+s.Shift == 0, slow: f.slow(c, d), decoy: decoyOf(s),
	})
}

// before is when the last step before an instant was, among a look-up and what comes
// with it.
func (f *Filler) before(d *due, ts int64) int64 {
	prior := d.Prior
	if ts > d.TS {
		prior = d.TS
	}
	for i := range f.extras {
		if at := f.extras[i].TS; at < ts {
			prior = max(prior, at)
		}
	}
	return prior
}

// page is the page on which a look-up is made.
func (d *due) page() event.Path {
	if d.Spell.Doctor {
		return event.PathReferringDoctor
	}
	return event.PathInfopatient
}

// from is the page that was left for a look-up: that of the one before it.
func (d *due) from() event.Path {
	if d.I+d.Spell.Shift == 0 {
		return event.PathHome
	}
	return d.page()
}

// with is what comes with a look-up.
type with struct {
	*due
	*spell.Extra
}

// extra emits what comes with a look-up.
func (f *Filler) extra(e *portal.Emitter, c *actor.Campaign, cur *targets.Cursor, x with) {
	at := x.Extra.Step(c.Name, x.Look.Entry)
	at.Prior, at.From = f.before(x.due, at.TS), x.from()
	if at.TS > x.Look.TS {
		at.From = x.page()
	}
	if !x.Kind.LooksUp() {
		f.page(e, x, at)
		return
	}
	var en script.Entry
	if e.Needs(at.TS) {
		en = entryOf(cur, x.Extra.Entry)
	}
	v := x.log.Seat(x.Spell, x.I, at.TS)
	v.Truth.Purpose = purposeOf(c, v.Truth.Purpose, en)
	hide(&v, en)
	switch x.Kind {
	case spell.Again:
		f.lookUp(e, &v, at, asked{entry: en, doctor: x.Spell.Doctor, again: true})
	case spell.Mistyped:
		f.lookUp(e, &v, at, asked{entry: en, doctor: x.Spell.Doctor, keyOff: spell.KeyOff(at)})
	default:
		f.fail(e, at, en, x.due)
	}
}

// hide notes that a look-up is made to hide others.
func hide(v *portal.Visit, en script.Entry) {
	if en.Cover {
		v.Truth.Purpose = event.Cover
	}
}

func entryOf(cur *targets.Cursor, k uint64) script.Entry {
	en := cur.At(k)
	return script.Entry{NIR: en.NIR, Holder: en.Holder, Hit: en.Hit, Cover: en.Cover}
}

// decoyOf is the control whose tarpit answers a spell with the records of nobody;
// 0 = none.
func decoyOf(s *spell.Spell) uint8 {
	if s.Tarpit.Decoy {
		return s.Tarpit.By
	}
	return 0
}

// fail emits a try that failed upstream.
func (f *Filler) fail(e *portal.Emitter, at portal.Step, en script.Entry, d *due) {
	q := f.query(en, at.TS, false)
	q.Result, q.Persons, q.Dept, q.Doctor = event.ResultError, 0, event.NoPlace, d.Spell.Doctor
	v := d.log.Seat(d.Spell, d.I, at.TS)
	e.LookUp(&v, at, &q)
	if en.Hit && e.Holds(at.TS) {
		e.Batch.Persons = append(e.Batch.Persons, en.Holder)
	}
}

// purposeOf is why a campaign looks up an entry: for what its bearer is to the account's
// user, if anything, else as for all of its entries.
func purposeOf(c *actor.Campaign, usual event.Purpose, en script.Entry) event.Purpose {
	if r, ok := c.List.RelationOf(en.Holder); ok && en.Hit {
		return event.OfFamily + event.Purpose(r)
	}
	return usual
}

// page emits a request for another service. While the address is banned, or the session
// closed, it is refused.
func (f *Filler) page(e *portal.Emitter, x with, at portal.Step) {
	v := x.log.Seat(x.Spell, x.I, at.TS)
	if x.Kind == spell.Cover {
		v.Truth.Purpose = event.Cover
	}
	if why := f.p.outside(x.Spell, v.Addr, at.TS); why != event.NoReason {
		v.Truth.Phase = event.Adapt
		e.RefuseUse(&v, at, x.Service, why)
		return
	}
	e.Use(&v, at, x.Service)
}

// outside is why a request that covers a look-up is refused.
func (p *Plan) outside(s *spell.Spell, addr event.Addr, ts int64) event.Reason {
	if _, out := p.defence.Banned(addr, ts); out {
		return event.Banned
	}
	if s.Closed != 0 && ts >= s.Closed {
		return event.SessionRevoked
	}
	return event.NoReason
}

// failing emits the tries of a campaign that fail in the outages near the slice.
func (f *Filler) failing(e *portal.Emitter, c *actor.Campaign, cur *targets.Cursor) {
	for o := range f.p.w.Portal.Outages(e.From-portal.After, e.To+portal.Before) {
		for _, a := range c.Actors {
			a.Log().In(o.From, o.To, func(s *spell.Spell) {
				a.Log().Retries(s, o, func(n int, i uint64, ts int64) {
					if !e.Touches(ts) {
						return
					}
					k := s.Entry(i)
					step := portal.Step{
						Name: portal.ListName(c.Name, k|spell.TryMark(n)),
						TS:   ts,
						Key:  c.Extras.TryKey(k, n),
					}
					var en script.Entry
					if e.Needs(ts) {
						en = entryOf(cur, k)
					}
					f.fail(e, step, en, &due{Look: spell.Look{Spell: s, I: i}, log: a.Log()})
				})
			})
		}
	}
}

// slow is how long a tarpit takes over a look-up of a campaign; 0 where none does.
// It is never longer than since the look-up before.
func (f *Filler) slow(c *actor.Campaign, d *due) uint32 {
	if !d.Spell.Tarpit.Slow {
		return 0
	}
	draw := c.Extras.TarpitKey(d.Entry).Rand()
	return uint32(min(int64(portal.Slowed(&draw)), max(d.TS-d.Prior-50_000, 200_000)))
}

// asked is a look-up and how it is answered.
type asked struct {
	entry  script.Entry
	why    event.Reason // it is refused; NoReason = it is not
	doctor bool
	first  bool   // of its session: the page of the form is fetched before it
	slow   uint32 // microseconds of a tarpit
	decoy  uint8  // control that answers with the record of nobody
	again  bool   // the person was looked up before
	keyOff uint8  // the number is mistyped; 0 = it is not
}

// lookUp emits one look-up and the exposures that it makes.
func (f *Filler) lookUp(e *portal.Emitter, v *portal.Visit, s portal.Step, a asked) {
	if !e.Needs(s.TS) {
		// the page flow around it, if any
		e.LookUp(v, s, &portal.Query{Dept: event.NoPlace, First: a.first, Doctor: a.doctor, Slow: a.slow})
		return
	}
	q := f.query(a.entry, s.TS, a.decoy != 0)
	q.First, q.Doctor, q.Slow, q.Again = a.first, a.doctor, a.slow, a.again
	if a.keyOff != 0 {
		q.Result, q.Persons, q.Dept, q.KeyOff = event.BadKey, 0, event.NoPlace, a.keyOff
	}
	e.LookUp(v, s, &q)
	if !a.entry.Hit || !e.Holds(s.TS) {
		return
	}
	if a.keyOff != 0 {
		e.Batch.Persons = append(e.Batch.Persons, a.entry.Holder)
		return
	}
	truth := &e.Batch.AuditTruth[len(e.Batch.AuditTruth)-1]
	if c := f.p.w.Persons.Canary(a.entry.Holder); c != 0 {
		truth.CausedBy = c
	}
	if a.decoy != 0 {
		truth.CausedBy = a.decoy
	}
	if a.decoy != 0 || q.Result == event.NoRights {
		e.Batch.Persons = append(e.Batch.Persons, a.entry.Holder)
		return
	}
	e.Batch.Persons = append(e.Batch.Persons, f.house...)
	if a.again {
		return
	}
	for _, i := range f.p.exposes(v.Truth.Campaign, f.house) {
		x := event.Exposure{
			TS:       s.TS,
			Event:    e.IDs.Event(s.Name),
			Holder:   q.Ref,
			Person:   i,
			Account:  v.Account,
			Campaign: v.Truth.Campaign,
			Doctor:   a.doctor,
		}
		if f.refs != nil {
			x.Ref = f.refs.Ref(f.p.w.Persons.NIR(i))
		}
		x.NotifiedAt, x.Channel = f.p.notice(i)
		e.Batch.Exposures = append(e.Batch.Exposures, x)
	}
}

// query is the portal's view of an entry; it leaves the household in f.house, of
// somebody who has rights at the instant. Where the record of nobody stands in for the
// entry, that has rights.
func (f *Filler) query(en script.Entry, ts int64, decoy bool) portal.Query {
	q := portal.Query{NIR: en.NIR, Dept: event.NoPlace, Result: event.NotFound}
	f.house = f.house[:0]
	switch {
	case en.Hit && !decoy && f.p.w.Base.Ended(f.p.w.Persons.Status.End(en.Holder), ts):
		q.Result = event.NoRights
	case en.Hit:
		f.house = f.p.w.Persons.Household(en.Holder, f.house)
		q.Result, q.Persons, q.Dept = event.Found, len(f.house), f.p.w.Persons.Dept(en.Holder)
		q.Shown = f.p.w.Base.OnPage(en.Holder)
	}
	if f.refs != nil {
		q.Ref = f.refs.Ref(en.NIR)
	}
	return q
}

// emit appends the lines of a scripted step that fall into the slice.
func (f *Filler) emit(e *portal.Emitter, a *script.Action) {
	if !e.Touches(a.Step.TS) {
		return
	}
	switch a.Do {
	case script.SignIn:
		e.SignIn(&a.Visit, a.Step, a.OK, a.Why)
	case script.RequestReset:
		e.RequestReset(&a.Visit, a.Step)
	case script.SetPassword:
		e.SetPassword(&a.Visit, a.Step, a.Why)
	case script.LookUp:
		f.lookUp(e, &a.Visit, a.Step, asked{entry: a.Entry})
	case script.RefusedLookUp:
		f.refused(e, &a.Visit, a.Step, asked{entry: a.Entry, why: a.Why})
	case script.Administer:
		e.Administer(&a.Visit, a.Step, a.Admin, a.Why)
	case script.Answer:
		e.Challenge(&a.Visit, a.Step, a.OK)
	case script.Factor:
		e.Factor(&a.Visit, a.Step, a.Why, a.Wait)
	case script.Again:
		f.again(e, a)
	case script.SignOut:
		e.SignOut(&a.Visit, a.Step)
	case script.OpenPage:
		e.Use(&a.Visit, a.Step, a.Service)
	case script.Expired:
		e.Refuse(&a.Visit, a.Step, &portal.Query{Dept: event.NoPlace}, event.SessionExpired)
	}
	if a.Added && e.Holds(a.Step.TS) {
		e.Batch.Interference = append(e.Batch.Interference, event.Interference{
			TS: a.Step.TS, Event: e.IDs.Event(a.Step.Name), Effect: event.Added, Cause: a.Cause, Index: a.By,
		})
	}
}

// again emits the look-up that an honest user repeats.
func (f *Filler) again(e *portal.Emitter, a *script.Action) {
	q := f.query(a.Entry, a.Step.TS, false)
	e.LookUp(&a.Visit, a.Step, &q)
	if e.Holds(a.Step.TS) {
		e.Batch.Persons = append(e.Batch.Persons, a.Entry.Holder)
	}
}

// refused emits a look-up that the portal did not let through.
func (f *Filler) refused(e *portal.Emitter, v *portal.Visit, s portal.Step, a asked) {
	q := f.query(a.entry, s.TS, false)
	q.Persons, q.Dept, q.Result = 0, event.NoPlace, event.ResultError
	e.Refuse(v, s, &q, a.why)
	if a.entry.Hit && e.Holds(s.TS) {
		e.Batch.Persons = append(e.Batch.Persons, a.entry.Holder)
	}
}
