package campaign

import (
	"cmp"
	"slices"
	"sort"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/nir"
	"breachsim/generator/portal"
)

// Filler emits the campaigns' part of slices. One Filler serves one goroutine.
type Filler struct {
	p       *Plan
	refs    *nir.Refs
	cursors []*cursor
	due     []due
	house   []uint32
}

// due is one look-up of a segment in or near the slice.
type due struct {
	k   uint64 // entry of the list
	ts  int64
	seg *segment
	l   *lane
	i   uint64
	cut bool // only what came before it was made: it was refused
}

// NewFiller returns a Filler; refs may be nil when the logs omit the number.
func (p *Plan) NewFiller(refs *nir.Refs) *Filler {
	f := &Filler{p: p, refs: refs}
	for _, c := range p.campaigns {
		f.cursors = append(f.cursors, c.list.cursor())
	}
	return f
}

// Fill emits every event of campaigns and controls in the slice: the script in
// order of time, then each campaign's look-ups in the order of its list.
func (f *Filler) Fill(e *portal.Emitter) {
	from := sort.Search(len(f.p.script), func(i int) bool { return f.p.script[i].step.TS >= e.From-portal.After })
	for i := from; i < len(f.p.script) && f.p.script[i].step.TS < e.To+portal.Before; i++ {
		f.emit(e, &f.p.script[i])
	}
	for i, c := range f.p.campaigns {
		f.due = f.due[:0]
		for _, l := range c.lanes {
			f.gather(e, c, l)
		}
		slices.SortFunc(f.due, func(a, b due) int { return cmp.Or(cmp.Compare(a.k, b.k), cmp.Compare(a.seg.from, b.seg.from)) })
		for j := range f.due {
			f.scrape(e, c, f.cursors[i], &f.due[j])
		}
		f.failing(e, c, f.cursors[i])
	}
}

// gather lists a lane's look-ups near the slice.
func (f *Filler) gather(e *portal.Emitter, c *resolved, l *lane) {
	ahead := int64(portal.Before)
	if c.sc.Client.Blend > 0 {
		ahead += coverReach // requests before a look-up may lie in the slice when it does not
	}
	for s := range l.segments {
		seg := &l.segments[s]
		if seg.from >= e.To+portal.Before || seg.to+portal.After < e.From {
			continue
		}
		for i := max(seg.first, l.first(seg, e.From-portal.After)); i < seg.last; i++ {
			ts := l.time(seg, i)
			if ts >= e.To+ahead {
				break
			}
			f.due = append(f.due, due{k: c.deal.entry(l.number, i), ts: ts, seg: seg, l: l, i: i})
		}
		if seg.tail.until != 0 {
			f.due = append(f.due, due{k: c.deal.entry(l.number, seg.last), ts: l.time(seg, seg.last), seg: seg, l: l, i: seg.last, cut: true})
		}
	}
}

// retryBit marks the name of a try that failed upstream before the look-up
// proper.
const retryBit = 1 << 41

// longestTry is the longest time from a try that fails to the look-up.
const longestTry = 1500*1000 + 3*calendar.Second

// fails reports whether the directory fails before look-up i at ts, and when.
func (l *lane) fails(i uint64, ts int64, seg *segment) (before int64, ok bool) {
	key := l.key.At2(5, i)
	if !key.At(3).Chance(4_000) {
		return 0, false
	}
	before = ts - 1500*1000 - int64(key.At(1).Below(uint64(3*calendar.Second)))
	return before, before > seg.from
}

// scrape emits look-up d: now and then (as for everybody, 4 in 1,000) the
// directory fails first, and the same entry is asked for again.
func (f *Filler) scrape(e *portal.Emitter, c *resolved, cur *cursor, d *due) {
	key := d.l.key.At2(5, d.i)
	step := portal.Step{Name: portal.ListName(c.name, d.k), TS: d.ts, Key: key}
	if d.seg.why != event.NoReason {
		v := f.p.seat(c, d.l, d.seg, d.i, d.ts, d.ts)
		why := d.seg.why
		if _, out := f.p.outlaw(v.Addr, d.ts); out {
			why = event.Banned // which comes before what else refuses it
		}
		f.refused(e, &v, step, cur.at(d.k), why)
		return
	}
	before, fails := d.l.fails(d.i, d.ts, d.seg)
	fails = fails && (!d.cut || before < d.seg.tail.until)
	failed := portal.Step{Name: portal.ListName(c.name, d.k|retryBit), TS: before, Key: key.At(2)}
	var en entry
	if !d.cut && e.Needs(step.TS) || fails && e.Needs(failed.TS) {
		en = cur.at(d.k)
	}
	if fails && e.Touches(failed.TS) {
		q := f.query(en)
		q.Result, q.Persons, q.Dept, q.Doctor = event.ResultError, 0, event.NoPlace, d.seg.doctor
		v := f.p.seat(c, d.l, d.seg, d.i, before, before)
		e.LookUp(&v, failed, &q)
		if en.hit && e.Holds(failed.TS) {
			e.Batch.Persons = append(e.Batch.Persons, en.holder)
		}
	}
	if !d.cut {
		v := f.p.seat(c, d.l, d.seg, d.i, d.ts, d.ts)
		f.lookUp(e, &v, step, en, d.seg, f.slow(d))
	}
	for n, of := 0, d.l.covers(c, d.seg, d.i); n < of; n++ {
		f.cover(e, c, d, n, of)
	}
}

// cover emits request n of those that cover look-up d.
func (f *Filler) cover(e *portal.Emitter, c *resolved, d *due, n, of int) {
	step := d.l.cover(d.seg, d.i, n, of, d.ts)
	if !e.Touches(step.TS) || d.cut && step.TS >= d.seg.tail.until {
		return
	}
	step.Name = portal.ListName(c.name, d.k|uint64(n+1)<<tryBit)
	v := f.p.seat(c, d.l, d.seg, d.i, step.TS, step.TS)
	v.Truth.Purpose = event.Cover
	if why := f.p.outside(d.seg, v.Addr, step.TS); why != event.NoReason {
		v.Truth.Phase = event.Adapt
		e.RefuseUse(&v, step, coverService(step), why)
		return
	}
	e.Use(&v, step, coverService(step))
}

// lookUp emits one look-up of a list entry and the exposures it makes.
func (f *Filler) lookUp(e *portal.Emitter, v *portal.Visit, s portal.Step, en entry, seg *segment, slow uint32) {
	if !e.Needs(s.TS) {
		e.LookUp(v, s, &portal.Query{Dept: event.NoPlace, Doctor: seg.doctor}) // the page flow around it, if any
		return
	}
	q := f.query(en)
	q.Doctor, q.Slow = seg.doctor, slow
	e.LookUp(v, s, &q)
	if !en.hit || !e.Holds(s.TS) {
		return
	}
	if c := f.p.w.Persons.Canary(en.holder); c != 0 {
		e.Batch.AuditTruth[len(e.Batch.AuditTruth)-1].CausedBy = c
	}
	if seg.trap.decoy { // the record is nobody's
		e.Batch.AuditTruth[len(e.Batch.AuditTruth)-1].CausedBy = seg.trap.by
		e.Batch.Persons = append(e.Batch.Persons, en.holder)
		return
	}
	e.Batch.Persons = append(e.Batch.Persons, f.house...)
	for _, i := range f.p.exposes(v.Truth.Campaign, f.house) {
		x := event.Exposure{TS: s.TS, Event: e.IDs.Event(s.Name), Holder: q.Ref, Person: i, Account: v.Account, Campaign: v.Truth.Campaign, Doctor: seg.doctor}
		if f.refs != nil {
			x.Ref = f.refs.Ref(f.p.w.Persons.NIR(i))
		}
		x.NotifiedAt, x.Channel = f.p.notice(i)
		e.Batch.Exposures = append(e.Batch.Exposures, x)
	}
}

// query is the portal's view of an entry; it leaves the household in f.house.
func (f *Filler) query(en entry) portal.Query {
	q := portal.Query{NIR: en.nir, Dept: event.NoPlace, Result: event.NotFound}
	f.house = f.house[:0]
	if en.hit {
		f.house = f.p.w.Persons.Household(en.holder, f.house)
		q.Result, q.Persons, q.Dept = event.Found, len(f.house), f.p.w.Persons.Dept(en.holder)
	}
	if f.refs != nil {
		q.Ref = f.refs.Ref(en.nir)
	}
	return q
}
