package past

import (
	"github.com/breachsim/breachsim/output/features/internal/fixed"
	"github.com/breachsim/breachsim/output/features/internal/trail"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// Past is what is remembered of an account. Make it with [New].
type Past struct {
	Days    int64 // local days with any line, before today
	LastDay int32 // the last of them, days since 1 January 1970; 0 = none

	// Of days with look-ups.
	Persons, LookUps, Returned       Mean // a day
	Away, NewShare, NewDepts, Failed Mean // shares, see package table
	Gap, Hours, Sessions, Pages      Mean

	weekday   [7]int64 // persons on the same day of the week last time, thousandths
	hours     uint32   // local hours with look-ups, one bit each
	depts     [2]uint64
	persons   known
	clients   recent
	nets      recent
	blocks    recent
	reset     int64 // time of the last new password; 0 = none
	at        int64 // time of the last line with a place
	lat, lon  int64
	hasPlaces bool
}

// New returns the past of an account that was never seen.
func New() *Past {
	return &Past{clients: recent{most: 16}, nets: recent{most: 16}, blocks: recent{most: 32}}
}

// Knows reports whether the account has asked for a person before, and remembers
// that it has now.
func (p *Past) Knows(person uint64) bool {
	known := p.persons.has(person)
	p.persons.add(person)
	return known
}

// KnowsDept reports whether the account asked for somebody of a département, a
// number from 1, on an earlier day.
func (p *Past) KnowsDept(dept int) bool { return p.depts[dept/64%2]>>(dept%64)&1 != 0 }

// NewClient reports whether a client has been in use since that day only. 0 is no client.
func (p *Past) NewClient(key uint64, day int32) bool { return fresh(&p.clients, key, day) }

// NewNet is as [Past.NewClient], of networks.
func (p *Past) NewNet(key uint64, day int32) bool { return fresh(&p.nets, key, day) }

// NewBlock is as [Past.NewClient], of blocks of addresses.
func (p *Past) NewBlock(key uint64, day int32) bool { return fresh(&p.blocks, key, day) }

func fresh(r *recent, key uint64, day int32) bool { return key != 0 && r.see(key, day) == day }

// SetReset remembers that the account has a new password.
func (p *Past) SetReset(ts int64) { p.reset = ts }

// HoursSinceReset is how long ago the last new password was, in whole hours;
// Null where there was none.
func (p *Past) HoursSinceReset(ts int64) int64 {
	if p.reset == 0 {
		return fixed.Null
	}
	return (ts - p.reset) / measure.Hour
}

// NewHours counts the hours of a trail in which the account had no look-up on an
// earlier day.
func (p *Past) NewHours(t *trail.Trail) (n int64) {
	for h, lookups := range t.Hours {
		if lookups > 0 && p.hours>>h&1 == 0 {
			n++
		}
	}
	return n
}

// OnWeekday is how many persons the account asked for on the same day of the
// week last time, in thousandths; Null before that.
func (p *Past) OnWeekday(day int32) int64 {
	if v := p.weekday[day%7]; v > 0 {
		return v
	}
	return fixed.Null
}

// Values are what the means of a day are taken of, in thousandths.
type Values struct {
	Persons, LookUps, Returned       int64
	Away, NewShare, NewDepts, Failed int64
	Gap, Hours, Sessions, Pages      int64
}

// ValuesOf takes them from the trail of a day.
func ValuesOf(t *trail.Trail) Values {
	lookups := t.Kinds[trail.LookUp]
	hours := int64(0)
	for _, n := range t.Hours {
		if n > 0 {
			hours++
		}
	}
	return Values{
		Persons: t.Persons * fixed.OneRatio, LookUps: lookups * fixed.OneRatio, Returned: t.Returned * fixed.OneRatio,
		Away: fixed.Ratio(t.Away, t.Placed), NewShare: fixed.Ratio(t.New, t.Named),
		NewDepts: fixed.Ratio(t.NewDepts, t.Told), Failed: fixed.Ratio(lookups-t.Results[trail.Found], lookups),
		Gap: t.Gaps.Median(), Hours: hours * fixed.OneRatio, Sessions: t.Sessions.Count() * fixed.OneRatio,
		Pages: fixed.Ratio(t.Kinds[trail.Page], lookups),
	}
}

// Learn takes a day that is over into the past.
func (p *Past) Learn(day int32, t *trail.Trail) {
	p.Days++
	p.LastDay = day
	if t.Kinds[trail.LookUp] == 0 {
		return
	}
	v := ValuesOf(t)
	p.Persons.add(v.Persons)
	p.LookUps.add(v.LookUps)
	p.Returned.add(v.Returned)
	p.Away.add(v.Away)
	p.NewShare.add(v.NewShare)
	p.NewDepts.add(v.NewDepts)
	p.Failed.add(v.Failed)
	p.Gap.add(v.Gap)
	p.Hours.add(v.Hours)
	p.Sessions.add(v.Sessions)
	p.Pages.add(v.Pages)
	p.weekday[day%7] = v.Persons
	for h, n := range t.Hours {
		if n > 0 {
			p.hours |= 1 << h
		}
	}
	for i, bits := range t.Depts() {
		p.depts[i] |= bits
	}
}
