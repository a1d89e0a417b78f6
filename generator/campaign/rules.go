package campaign

import (
	"cmp"
	"math/big"
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/nir"
	"breachsim/generator/traffic"
	"breachsim/output/rules"
	"breachsim/scenarios"
)

// The rules that trigger controls count as a detector would count from the
// portal's own log, which reaches back before the dataset begins. Thresholds
// are the published or usual ones:
//
//	R1  30 look-ups of an account or an address within 60 s (about the 100
//	    requests of the OWASP Core Rule Set 3.3), again after ten quiet minutes
//	R2  200 distinct persons a day
//	R3  30 distinct persons a day, 3 standard deviations above the account's
//	    last 28 days with look-ups, of which there are 10
//	R4  a session of more than 5 look-ups with a mean gap below half a second,
//	    or of 30 with a deviation below it (Splunk, anomalous click speed)
//	R5  40 answered look-ups a day, of which 10 % found nobody
//	R9  a CUSUM over days (Page 1954) with k = 0.75, h = 5 and z as in R3, clipped
//	    at 3, on days with 30 persons
//
// R1 and R4 are counted by package rules, as the detectors count them. All of it
// is whole numbers: no verdict depends on a processor.
const (
	dayPersons  = 200
	leastPerson = 30
	pastDays    = 28
	leastDays   = 10
	listCount   = 40
	one         = 1024 // of z and of the sum of R9
	drift       = one * 3 / 4
	level       = 5 * one
	clip        = 3 * one
)

// counter is what the rules remember of one account.
type counter struct {
	day      int32
	persons  map[nir.NIR]bool
	answered int
	notFound int
	past     []int // distinct persons of the last days with look-ups
	sum      int64 // of R9, up to yesterday
	looked   bool  // today
	rate     rules.Rate
	sessions rules.Sessions
	volumes  []volume // by trigger
	said     []int32  // by trigger: 1 + the day on which it last fired
	quiet    []int64  // by trigger: no alert before
	attacked int64    // when the campaign was last seen
}

// verdicts is a set of triggers; a control's number is a byte.
type verdicts [256 / 64]uint64

func (v *verdicts) has(i int) bool { return v[i/64]>>(i%64)&1 != 0 }

func (v *verdicts) add(i int) { v[i/64] |= 1 << (i % 64) }

// newCounter begins to count on a day, with the account's own past.
func (s *sim) newCounter(a *account, day int32) *counter {
	n := len(s.watch.rules)
	c := &counter{day: day, persons: map[nir.NIR]bool{}, volumes: make([]volume, n), said: make([]int32, n), quiet: make([]int64, n)}
	from := max(day-2*pastDays, s.p.w.Calendar.First())
	s.recall(c, a.index, day)
	if !s.watch.persons {
		return c
	}
	byDay, r := map[int32]map[uint32]bool{}, s.p.w.Base.NewReader()
	for d := from; d < day; d++ {
		for st := range r.Day(a.index, d) {
			if st.Action != event.Lookup || st.Lost {
				continue
			}
			on := s.p.w.Calendar.Of(st.TS).Number
			if byDay[on] == nil {
				byDay[on] = map[uint32]bool{}
			}
			if st.Result == event.BadKey || st.Result == event.ResultError {
				continue
			}
			who := st.Person
			if who != traffic.NoPerson {
				who = s.p.w.Persons.Holder(who)
			} else {
				who = ^uint32(0) - uint32(len(byDay[on])) // somebody else each time
			}
			byDay[on][who] = true
		}
	}
	for d := from; d < day; d++ {
		if persons := byDay[d]; persons != nil {
			c.endOf(len(persons))
		}
	}
	return c
}

// recall has a counter know what the account did before a day, as far back as
// some rule asks: its look-ups in a moving time, and the sessions that are still
// open.
func (s *sim) recall(c *counter, k uint32, day int32) {
	back := aDay
	for i := range s.watch.rules {
		back = max(back, int64(s.watch.rules[i].ctl.Detect.Volume.Per))
	}
	cal := s.p.w.Calendar
	until := cal.Day(day).Start
	var all []asked
	for d := max(cal.Of(until-back).Number-1, cal.First()); d < day; d++ { // sessions reach over midnight
		all = append(all, s.asked(k, d, &s.p.w)...)
	}
	slices.SortStableFunc(all, func(a, b asked) int { return cmp.Compare(a.ts, b.ts) })
	for i := range all {
		x := all[i].look
		if x.ts < until-back || x.ts >= until {
			continue
		}
		s.rhythm(c, x, cal.Of(x.ts).Number)
		for j := range s.watch.rules {
			if ctl := s.watch.rules[j].ctl; x.answered && ctl.Detect.Rule == 0 && ctl.Type != scenarios.Canary {
				c.volumes[j].reaches(x, ctl.Detect.Volume.Count, int64(ctl.Detect.Volume.Per))
			}
		}
	}
}

// endOf makes a day with so many distinct persons a day of the past.
func (c *counter) endOf(persons int) {
	if z, ok := c.z(persons); ok && persons >= 0 {
		c.sum = max(0, c.sum+min(max(z, -clip), clip)-drift)
	}
	if len(c.past) == pastDays {
		c.past = c.past[:copy(c.past, c.past[1:])]
	}
	c.past = append(c.past, persons)
}

// see counts a look-up and returns the triggers that fire on it.
func (s *sim) see(c *counter, x look) verdicts {
	if day := s.p.w.Calendar.Of(x.ts).Number; day != c.day {
		if c.looked {
			c.endOf(len(c.persons))
		}
		c.day, c.answered, c.notFound, c.looked = day, 0, 0, false
		clear(c.persons)
	}
	c.looked = true
	if x.attack {
		c.attacked = x.ts
	}
	at := s.watch.rates[x.addr]
	if at == nil {
		at = &rules.Rate{}
		s.watch.rates[x.addr] = at
	}
	byAddress := at.See(x.ts, &s.watch.params.R1)
	fast, robot := s.rhythm(c, x, c.day)
	fast = fast || byAddress
	if x.answered && x.nir != 0 {
		c.answered++
		c.persons[x.nir] = true
		if x.notFound {
			c.notFound++
		}
	}
	var out verdicts
	for i := range s.watch.rules {
		d := &s.watch.rules[i].ctl.Detect
		hit := false
		switch rule := d.Rule; {
		case s.watch.rules[i].ctl.Type == scenarios.Canary:
			hit = x.answered && x.canary == s.watch.rules[i].id
		case rule == 1:
			hit = fast
		case rule == 4:
			hit = robot
		case rule == 0:
			hit = x.answered && c.volumes[i].reaches(x, d.Volume.Count, int64(d.Volume.Per))
		default:
			hit = x.answered && c.said[i] != c.day+1 && c.fires(int(d.Rule))
		}
		if hit {
			c.said[i] = c.day + 1
			out.add(i)
		}
	}
	return out
}

// rhythm shows a look-up of a day to R1 of the account and to R4 and reports
// which of them fire.
func (s *sim) rhythm(c *counter, x look, day int32) (fast, robot bool) {
	p := &s.watch.params
	fast = c.rate.See(x.ts, &p.R1)
	robot = c.sessions.See(&rules.Look{TS: x.ts, Day: day, Session: x.session}, &p.R4)
	return fast, robot
}

// fires judges the rules of a day.
func (c *counter) fires(rule int) bool {
	n := len(c.persons)
	switch rule {
	case 2:
		return n >= dayPersons
	case 5:
		return c.answered >= listCount && c.notFound*10 >= c.answered
	}
	z, ok := c.z(n)
	if !ok || n < leastPerson {
		return false
	}
	if rule == 3 {
		return z > 3*one
	}
	return c.sum+min(max(z, -clip), clip)-drift > level
}

// z is how many standard deviations n is above the mean of the past, in
// 1/1024; false where the past is too short. The deviation is that of a sample,
// at least that of a Poisson count, and at least 1.
func (c *counter) z(n int) (int64, bool) {
	k := int64(len(c.past))
	if k < leastDays {
		return 0, false
	}
	var sum, squares int64
	for _, v := range c.past {
		sum += int64(v)
		squares += int64(v) * int64(v)
	}
	spread := max(k*squares-sum*sum, sum*(k-1), k*(k-1)) // the variance, times k(k-1)
	d := k*int64(n) - sum
	q := new(big.Int).Mul(big.NewInt(d), big.NewInt(d)) // z² = d²(k-1)/(k·spread)
	q.Mul(q, big.NewInt((k-1)*one*one)).Div(q, big.NewInt(k)).Div(q, big.NewInt(spread))
	z := q.Sqrt(q).Int64()
	if d < 0 {
		z = -z
	}
	return z, true
}

// volume counts the distinct persons of a time that moves along.
type volume struct {
	last  map[nir.NIR]int64
	queue []seen
}

type seen struct {
	ts  int64
	nir nir.NIR
}

// reaches reports whether there are as many persons as it takes.
func (v *volume) reaches(x look, count int, per int64) bool {
	if v.last == nil {
		v.last = map[nir.NIR]int64{}
	}
	for len(v.queue) > 0 && v.queue[0].ts <= x.ts-per {
		if q := v.queue[0]; v.last[q.nir] == q.ts {
			delete(v.last, q.nir)
		}
		v.queue = v.queue[1:]
	}
	v.last[x.nir] = x.ts
	v.queue = append(v.queue, seen{x.ts, x.nir})
	return len(v.last) >= count
}
