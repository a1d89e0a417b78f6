package capacity

import (
	"math"
	"slices"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
)

// Crew is accounts of a campaign that work alike.
type Crew struct {
	Profile scenarios.Profile // NumProfiles = any
	N       int
	Theft   bool // only while their owners are in session
}

// Crews are the accounts of a campaign.
func Crews(k *scenarios.Campaign) (out []Crew) {
	for _, a := range k.Access.Asks() {
		out = append(out, Crew{a.Profile, a.Count, a.How == scenarios.SessionTheft})
	}
	return out
}

// Capacity is how much a campaign can surely do until its stop.
type Capacity struct {
	LookUps int64 // at most; quantity.Boundless where neither a rate nor a cap bounds them
	seconds int64 // of working time
	days    int   // with working time
}

// Of works out what a campaign can do between a time and another.
func Of(s *scenarios.Scenario, k *scenarios.Campaign, from, stop time.Time) (c Capacity) {
	st := &Stint{From: from, To: stop, Ramp: k.Pacing.Ramp, RampsAt: k.Window.From}
	crews := Crews(k)
	all := make([][]workday, len(crews))
	for i := range crews {
		all[i] = crewDays(s, k, &crews[i], st)
		n, seconds := 0, worked(all[i])
		for _, d := range all[i] {
			if d.seconds > 0 {
				n++
			}
		}
		if i == 0 || seconds < c.seconds {
			c.seconds, c.days = seconds, n
		}
	}
	p := &k.Pacing
	if unbounded(p) {
		c.LookUps = quantity.Boundless
		if c.seconds < LeastTime || onDuty(k, slices.Repeat([]int64{int64(k.Access.Accounts)}, c.days),
			k.Access.Accounts) == 0 {
			c.LookUps = 0
		}
		return c
	}
	others, takers := []Crew{}, [][]workday{} // who can wait for a turn
	for i := range crews {
		x := &crews[i]
		if x.Theft {
			c.LookUps = min(c.LookUps+quantity.MulDiv(stolen(k, perDay(s, k, crews[i:i+1])), int64(x.N), 1),
				quantity.Boundless)
			continue
		}
		others, takers = append(others, *x), append(takers, all[i])
	}
	c.LookUps = min(c.LookUps+capacityOf(s, k, others, takers), quantity.Boundless)
	for i := range crews {
		c.LookUps = max(c.LookUps-tried(s, k, &crews[i], all[i]), 0)
	}
	return c
}

// tried is how many look-ups of the list its trials take from a crew, at most: they count
// towards the cap of the day on which they are made, whichever that is.
func tried(s *scenarios.Scenario, k *scenarios.Campaign, x *Crew, all []workday) int64 {
	trials := int64(k.Access.Validate.LookUps)
	limit := int64(k.Pacing.MaxPerDay) * quantity.One
	if limit == 0 || trials == 0 {
		return 0
	}
	most := limit // on one day, of an account; accounts that take turns may do another's work
	if max(k.Pacing.Concurrency, 1) >= k.Access.Accounts {
		most = 0
		for _, d := range all {
			most = max(most, each(k, d, perDay(s, k, []Crew{*x})))
		}
	}
	left := max(limit-trials*quantity.One, 0)
	return (max(most-left, 0) + quantity.One - 1) / quantity.One * int64(x.N)
}

// capacityOf is how many look-ups accounts can make for sure that take turns where
// not all of them may work at once, on the days of each crew.
func capacityOf(s *scenarios.Scenario, k *scenarios.Campaign, crews []Crew, all [][]workday) (lookUps int64) {
	n := 0
	for i := range crews {
		n += crews[i].N
	}
	slots := min(max(k.Pacing.Concurrency, 1), n)
	if slots < n {
		t := turns{n: n, slots: slots, perDay: perDay(s, k, crews)}
		days := least(all)
		lookUps = onDuty(k, turnsOf(k, days, &t), slots)
		if seconds := worked(days); inTurn(k) && seconds > 0 { // less the pauses between two of them
			pauses := int64((n-1)/slots) * longestPause
			lookUps -= quantity.MulDiv(lookUps, min(pauses, seconds), seconds)
		}
		return lookUps
	}
	for i := range crews {
		x := &crews[i]
		day := make([]int64, len(all[i]))
		for j, d := range all[i] {
			day[j] = quantity.MulDiv(each(k, d, perDay(s, k, crews[i:i+1])), int64(x.N), quantity.One)
		}
		lookUps = min(lookUps+onDuty(k, day, x.N), quantity.Boundless)
	}
	return lookUps
}

// worked is the working time of some days, in seconds.
func worked(days []workday) (seconds int64) {
	for _, d := range days {
		seconds += d.seconds
	}
	return seconds
}

// crewDays are the days of a crew; of accounts of any profile, what the one that
// can do least could do.
func crewDays(s *scenarios.Scenario, k *scenarios.Campaign, x *Crew, st *Stint) []workday {
	p := Pattern{Hours: k.Pacing.Hours, Demand: k.Pacing.Shape == scenarios.Diurnal ||
		k.Pacing.Shape == scenarios.OwnerMimic, Profile: x.Profile}
	anyOf := k.Pacing.Shape == scenarios.Diurnal || x.Profile == scenarios.NumProfiles
	if !p.Demand && p.Hours != scenarios.OwnerHours {
		p.Profile, anyOf = scenarios.GP, false // whose hours do not matter
	}
	if !anyOf {
		return days(s, &p, st)
	}
	var all [][]workday
	for _, m := range s.Population.ProfileMix {
		if m.Share > 0 {
			p.Profile = m.Profile
			// its own hours, everybody's demand
			if k.Pacing.Hours == scenarios.OwnerHours && x.Profile != scenarios.NumProfiles {
				p.Profile = x.Profile
			}
			all = append(all, days(s, &p, st))
		}
	}
	return least(all)
}

// least takes of each day what is least.
func least(all [][]workday) []workday {
	out := slices.Clone(all[0])
	for _, days := range all[1:] {
		for i, d := range days {
			out[i] = workday{min(out[i].part, d.part), min(out[i].seconds, d.seconds), min(out[i].steady, d.steady)}
		}
	}
	return out
}

// unbounded reports whether neither a rate nor a cap bounds what an account does in a time.
func unbounded(p *scenarios.Pacing) bool {
	return p.Rate.Unit == scenarios.NoRate && p.MaxPerDay == 0 && p.AtMost.Count == 0
}

// boundShare is how much of a bound on look-ups in a sliding time is sure, in per cent: repeated
// and mistyped look-ups take some of it, a tenth of the time is kept for what it holds up.
const boundShare = 70

// Bounded is how many look-ups, in millionths, an account is sure to make under a bound in so
// many seconds of steady work; quantity.Boundless without a bound.
func Bounded(b scenarios.Threshold, steady int64) int64 {
	if b.Count == 0 {
		return quantity.Boundless
	}
	return quantity.MulDiv(int64(b.Count)*quantity.One/100*boundShare, steady*quantity.One, int64(b.Per))
}

// perDay is the look-ups of one account on an ordinary working day, in
// millionths, at a rate by the day.
func perDay(s *scenarios.Scenario, k *scenarios.Campaign, crews []Crew) int64 {
	rate := k.Pacing.Rate
	switch rate.Unit {
	case scenarios.PerDay:
		return rate.Amount
	case scenarios.OwnerMean:
		sum, n := int64(0), int64(0)
		for i := range crews {
			sum, n = sum+int64(crews[i].N)*OwnerVolume(s, crews[i].Profile), n+int64(crews[i].N)
		}
		return quantity.MulDiv(rate.Amount, sum/max(n, 1), 1000)
	}
	return 0
}

// OwnerVolume is what the owners of a campaign's accounts of a profile look up
// on an ordinary working day, in thousandths, on average at least, where its
// rate follows theirs: whoever chooses accounts sees to it. It is a quarter
// above the profile's median, and so below its mean, 1.38 times the median; of
// NumProfiles, that of the profile which looks up least.
func OwnerVolume(s *scenarios.Scenario, p scenarios.Profile) int64 {
	if p != scenarios.NumProfiles {
		return p.MedianMilli() * 5 / 4
	}
	m := int64(math.MaxInt64)
	for _, x := range s.Population.ProfileMix {
		if x.Share > 0 {
			m = min(m, x.Profile.MedianMilli()*5/4)
		}
	}
	return m
}

// each is what one account does on a day, in millionths of a look-up.
func each(k *scenarios.Campaign, d workday, perDay int64) int64 {
	work := quantity.Boundless
	switch k.Pacing.Rate.Unit {
	case scenarios.PerSecond:
		work = quantity.MulDiv(k.Pacing.Rate.Amount, d.seconds, int64(k.Access.Accounts))
	case scenarios.PerDay, scenarios.OwnerMean:
		work = quantity.MulDiv(perDay, d.part, quantity.One)
	}
	work = min(work, Bounded(k.Pacing.AtMost, d.steady))
	if k.Pacing.MaxPerDay > 0 && d.seconds >= LeastTime {
		return min(work, int64(k.Pacing.MaxPerDay)*quantity.One)
	}
	return min(work, quantity.Boundless*min(d.seconds/LeastTime, 1))
}

// stolen is what one account does in all where it is used only in its owner's
// sessions: a few minutes on some day are sure.
func stolen(k *scenarios.Campaign, perDay int64) int64 {
	return each(k, workday{part: leastRide * quantity.One / 86_400, seconds: leastRide}, perDay) / quantity.One
}

// inTurn reports whether accounts come one after the other, each once.
func inTurn(k *scenarios.Campaign) bool {
	return k.Rotation.Accounts == scenarios.Sequential || k.Rotation.Accounts == scenarios.Burn
}

// turns is accounts of which so many are at work at once, and what one does on an
// ordinary day.
type turns struct {
	n, slots int
	perDay   int64
}

// turnsOf is what accounts together do on each day that take turns.
func turnsOf(k *scenarios.Campaign, days []workday, t *turns) []int64 {
	out := make([]int64, len(days))
	n, slots := int64(t.n), int64(t.slots)
	for i, d := range days {
		if d.seconds < LeastTime {
			continue
		}
		work, short := quantity.Boundless, quantity.Boundless // of one slot, and of one short turn
		lanes := int64(1)                                     // whose work of a day one slot does
		if !inTurn(k) {
			lanes = (n + slots - 1) / slots
		}
		switch k.Pacing.Rate.Unit {
		case scenarios.PerSecond:
			work = quantity.MulDiv(k.Pacing.Rate.Amount, d.seconds*n, int64(k.Access.Accounts)*slots)
		case scenarios.PerDay, scenarios.OwnerMean:
			work = quantity.MulDiv(t.perDay, d.part*n/slots, quantity.One)
			if inTurn(k) {
				work = quantity.MulDiv(t.perDay, d.part, quantity.One)
			}
		}
		work = min(work, Bounded(k.Pacing.AtMost, d.steady))
		active := int64(1)
		if !inTurn(k) {
			active = min(max(d.seconds/longestTurn, 1), lanes)
			short = quantity.MulDiv(work, min(shortestTurn, d.seconds), d.seconds)
		}
		longest := work // of one account
		if limit := int64(k.Pacing.MaxPerDay) * quantity.One; limit > 0 && longest > limit {
			work = active * min(limit, short)
		}
		out[i] = slots * min(work, quantity.Boundless/slots) / quantity.One
	}
	return out
}

// onDuty is what is left of the days of n accounts where each works on a share
// of days: the mean, less three days of one account for each root of n, which is
// six standard deviations of their sum, or what each has at least.
func onDuty(k *scenarios.Campaign, days []int64, n int) int64 {
	sum, most, worked := int64(0), int64(0), []int64{}
	for _, d := range days {
		sum, most = min(sum+d, quantity.Boundless), max(most, d)
		if d > 0 {
			worked = append(worked, d)
		}
	}
	duty := int64(k.Rotation.DutyCycle)
	if unbounded(&k.Pacing) {
		// who works works as fast as it takes, and an account that would have no day before the stop has no days off
		duty = quantity.One
	}
	if duty >= quantity.One {
		return sum
	}
	mean := quantity.MulDiv(sum, duty, quantity.One) - int64(3*math.Sqrt(float64(n))+1)*(most/int64(n)+1)
	w := int64(len(worked))
	sure := w*duty/quantity.One - 1
	if duty > quantity.One/2 {
		sure = w - w*(quantity.One-duty)/quantity.One - 2
	}
	slices.Sort(worked)
	strict := int64(0)
	for _, d := range worked[:max(sure, 0)] {
		strict += d
	}
	return max(mean, strict, 0)
}
