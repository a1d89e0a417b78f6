package habit

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
	"github.com/breachsim/breachsim/scenarios"
)

// Ground is what the base world stands on.
type Ground struct {
	Persons  *population.Persons
	Accounts *accounts.Accounts
	Calendar *calendar.Calendar
	Portal   *portal.Conditions // nil = a portal that is never down
}

// Habits are those of all accounts. They are read-only but for what they remember of
// persons, which changes only the speed, and safe for concurrent use.
type Habits struct {
	Ground

	Profiles [scenarios.NumProfiles]Profile
	Zones    []int    // school zone by department
	Order    []uint32 // accounts by department: neighbours look up neighbours

	late                     int64
	openings                 [scenarios.NumProfiles]opening
	own                      []Own // by account
	days, weeks, drift, slot random.Key
	closings                 []scenarios.Closing
	closed                   random.Key

	around  *surroundings
	glances glances
}

// New prepares the habits that the key of the base world names.
func New(key random.Key, sc *scenarios.Scenario, g Ground) *Habits {
	h := &Habits{
		Ground: g, Profiles: classes(), openings: openings(), late: int64(sc.Benign.AfterHours),
		days: key.Stream(draws.DayStream), weeks: key.Stream(draws.WeekStream),
		drift: key.Stream(draws.DriftStream), slot: key.Stream(draws.SlotStream),
		closings: sc.Calendar.Closings, closed: key.Stream(draws.ClosingStream),
		around: newSurroundings(key, g.Accounts, g.Calendar), glances: newGlances(g.Persons),
	}
	for _, d := range facts.Departments() {
		h.Zones = append(h.Zones, calendar.Zone(d.Code))
	}
	h.own = make([]Own, g.Accounts.Len())
	var laws [scenarios.NumProfiles]law
	for p := range laws {
		laws[p] = law{&h.openings[p], &h.Profiles[p], h.slot, h.late * h.Profiles[p].LateShare / million}
	}
	for k := range h.own {
		a := g.Accounts.At(uint32(k))
		h.own[k] = laws[a.Profile].own(a)
	}
	h.Order = byDept(g.Accounts)
	return h
}

// byDept lists all accounts département by département, and within one by number.
func byDept(all *accounts.Accounts) []uint32 {
	var next [math.MaxUint8 + 2]int // by département: where its next account stands
	for k := range uint32(all.Len()) {
		next[int(all.At(k).Dept)+1]++
	}
	for d := 1; d < len(next); d++ {
		next[d] += next[d-1]
	}
	order := make([]uint32, all.Len())
	for k := range uint32(all.Len()) {
		at := &next[all.At(k).Dept]
		order[*at] = k
		*at++
	}
	return order
}

// Of returns the class of an account.
func (h *Habits) Of(k uint32) *Profile { return &h.Profiles[h.Accounts.At(k).Profile] }

// InDept lists the accounts of a département.
func (h *Habits) InDept(d uint8) []uint32 {
	dept := func(k uint32, d uint8) int { return cmp.Compare(h.Accounts.At(k).Dept, d) }
	from, _ := slices.BinarySearchFunc(h.Order, d, dept)
	to, _ := slices.BinarySearchFunc(h.Order, d+1, dept)
	return h.Order[from:to]
}

// Change is what a look-alike makes of an account's day.
type Change struct {
	Covered     bool  // somebody stands in for the owner, whose leave does not count
	Silent      bool  // nobody works
	Mean        int64 // look-ups a day in thousandths, before weekday and season
	Gain        int64 // of everybody's demand on that day, in millionths
	Least, Most int   // look-ups of the day
}

// Unchanged is the day of an account that shows no look-alike.
func (h *Habits) Unchanged(k uint32) Change {
	return Change{Mean: h.Accounts.At(k).MeanMilli, Gain: million, Most: math.MaxInt}
}

// Day is the sequence of an account's day: first the number of its look-ups, then
// its sessions.
func (h *Habits) Day(k uint32, day int32) random.Rand {
	return h.days.At2(uint64(k), uint64(uint32(day))).Rand()
}

// LookUps draws how many look-ups the account makes on a day, or -1 for a day
// on which it does not work.
func (h *Habits) LookUps(k uint32, d *calendar.Day, c *Change, draw *random.Rand) int {
	a := h.Accounts.At(k)
	p := &h.Profiles[a.Profile]
	present := h.openings[a.Profile].present
	if d.Bank {
		present = present * scenarios.BankDemand / million
	}
	open := h.own[k].halves(d)
	works := draw.Chance(present) && open != 0 && (c.Covered || !h.away(a, p, d) && !h.shut(a, d))
	if !works || c.Silent || h.idle(k, d.Number) {
		return -1
	}
	part := p.full[d.Weekday]
	if open != wholeDay && d.Weekday != time.Saturday && d.Weekday != time.Sunday {
		part = halfDay
	}
	mean := c.Mean * p.Weekday[d.Weekday] / max(p.Open[d.Weekday], 1) * part / million
	mean = mean * d.DemandOf(a.Profile) / million
	mean = mean * c.Gain / million
	zone := h.Zones[a.Dept]
	if d.School[zone] {
		mean = mean * 920_000 / million
	}
	if d.Return[zone] {
		mean = mean * 1_120_000 / million
	}
	mean = random.ScaleExp(mean, h.habit(k, d.Number)+draw.Normal()/4)
	return max(min(draw.Poisson(mean), c.Most), c.Least)
}

// idle reports whether nobody works with an account any more, or has begun to.
func (h *Habits) idle(k uint32, day int32) bool {
	idle, since := h.Accounts.Idle(k)
	return idle == accounts.Unused || idle == accounts.Left && day >= since || idle == accounts.Joining && day < since
}

// shut reports whether the account is among those that a closing of the calendar shuts.
func (h *Habits) shut(a *accounts.Account, d *calendar.Day) bool {
	for i := range h.closings {
		c := &h.closings[i]
		if d.In(c.From, c.To) && scenarios.Concerns(c.Profiles, a.Profile) &&
			h.closed.At2(scenarios.IDHash(c.Name), uint64(a.Index)).Chance(int64(c.Share)) {
			return true
		}
	}
	return false
}

// away reports whether the owner is on leave: weeks are drawn as wholes, more
// often in the school holidays of the place (a practice takes 6.2 weeks a
// year, which the two shares average to).
func (h *Habits) away(a *accounts.Account, p *Profile, d *calendar.Day) bool {
	if p.Leave == never {
		return false
	}
	chance := int64(70_000)
	if d.School[h.Zones[a.Dept]] {
		chance = 260_000
	}
	week := uint64(d.Number+3) / 7 // weeks begin on Monday
	return h.weeks.At2(uint64(a.Index), week).Chance(chance)
}

// habit is the slow drift of an account's volume: lattice noise with one
// normal draw every eight weeks and straight lines between, sd about 0.12, in
// units of 1/65536 of the logarithm.
func (h *Habits) habit(k uint32, day int32) int64 {
	const step = 56
	n := uint64(day) / step
	a, b := h.driftAt(k, n), h.driftAt(k, n+1)
	return a + (b-a)*int64(uint64(day)%step)/step
}

func (h *Habits) driftAt(k uint32, n uint64) int64 {
	draw := h.drift.At2(uint64(k), n).Rand()
	return draw.Normal() * 15 / 100
}

// Manner is how the users of an account go about a session.
func (h *Habits) Manner(k uint32) *Manner { return &h.own[k].Manner }
