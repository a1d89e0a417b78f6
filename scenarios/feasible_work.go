package scenarios

import (
	"math"
	"math/bits"
	"slices"
	"time"
)

// crew is accounts of a campaign that work alike.
type crew struct {
	profile Profile // NumProfiles = any
	n       int
	theft   bool // only while their owners are in session
}

// crews are the accounts of a campaign.
func (k *Campaign) crews() (out []crew) {
	for _, a := range k.Access.Asks() {
		out = append(out, crew{a.Profile, a.Count, a.How == SessionTheft})
	}
	return out
}

// capacity is how much a campaign can surely do until its stop.
type capacity struct {
	lookUps int64 // at most; boundless where neither a rate nor a cap bounds them
	seconds int64 // of working time
	days    int   // with working time
}

const boundless = int64(1) << 60

// capacity works out what a campaign can do between a time and another.
func (s *Scenario) capacity(k *Campaign, from, stop time.Time) (c capacity) {
	st := &stint{from: from, to: stop, ramp: k.Pacing.Ramp, rampsAt: k.Window.From}
	crews := k.crews()
	all := make([][]workday, len(crews))
	for i := range crews {
		all[i] = s.crewDays(k, &crews[i], st)
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
	if p.Rate.Unit == NoRate && p.MaxPerDay == 0 {
		c.lookUps = boundless
		if c.seconds < leastTime || s.onDuty(k, slices.Repeat([]int64{int64(k.Access.Accounts)}, c.days), k.Access.Accounts) == 0 {
			c.lookUps = 0
		}
		return c
	}
	others, takers := []crew{}, [][]workday{} // who can wait for a turn
	for i := range crews {
		x := &crews[i]
		if x.theft {
			c.lookUps = min(c.lookUps+mulDiv(k.stolen(s.perDay(k, crews[i:i+1])), int64(x.n), 1), boundless)
			continue
		}
		others, takers = append(others, *x), append(takers, all[i])
	}
	c.lookUps = min(c.lookUps+s.capacityOf(k, others, takers), boundless)
	return c
}

// capacityOf is how many look-ups accounts can make for sure that take turns where
// not all of them may work at once, on the days of each crew.
func (s *Scenario) capacityOf(k *Campaign, crews []crew, all [][]workday) (lookUps int64) {
	n := 0
	for i := range crews {
		n += crews[i].n
	}
	slots := min(max(k.Pacing.Concurrency, 1), n)
	if slots < n {
		t := turns{n: n, slots: slots, perDay: s.perDay(k, crews)}
		days := least(all)
		lookUps = s.onDuty(k, k.turns(days, &t), slots)
		if seconds := worked(days); k.inTurn() && seconds > 0 { // less the pauses between two of them
			pauses := int64((n-1)/slots) * longestPause
			lookUps -= mulDiv(lookUps, min(pauses, seconds), seconds)
		}
		return lookUps
	}
	for i := range crews {
		x := &crews[i]
		day := make([]int64, len(all[i]))
		for j, d := range all[i] {
			day[j] = mulDiv(k.each(d, s.perDay(k, crews[i:i+1])), int64(x.n), one)
		}
		lookUps = min(lookUps+s.onDuty(k, day, x.n), boundless)
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
func (s *Scenario) crewDays(k *Campaign, x *crew, st *stint) []workday {
	p := pattern{hours: k.Pacing.Hours, demand: k.Pacing.Shape == Diurnal || k.Pacing.Shape == OwnerMimic, profile: x.profile}
	any := k.Pacing.Shape == Diurnal || x.profile == NumProfiles
	if !p.demand && p.hours != OwnerHours {
		p.profile, any = GP, false // whose hours do not matter
	}
	if !any {
		return s.days(&p, st)
	}
	var all [][]workday
	for _, m := range s.Population.ProfileMix {
		if m.Share > 0 {
			p.profile = m.Profile
			if k.Pacing.Hours == OwnerHours && x.profile != NumProfiles { // its own hours, everybody's demand
				p.profile = x.profile
			}
			all = append(all, s.days(&p, st))
		}
	}
	return least(all)
}

// least takes of each day what is least.
func least(all [][]workday) []workday {
	out := slices.Clone(all[0])
	for _, days := range all[1:] {
		for i, d := range days {
			out[i] = workday{min(out[i].part, d.part), min(out[i].seconds, d.seconds)}
		}
	}
	return out
}

// perDay is the look-ups of one account on an ordinary working day, in
// millionths, at a rate by the day.
func (s *Scenario) perDay(k *Campaign, crews []crew) int64 {
	rate := k.Pacing.Rate
	switch rate.Unit {
	case PerDay:
		return rate.Amount
	case OwnerMean:
		sum, n := int64(0), int64(0)
		for i := range crews {
			sum, n = sum+int64(crews[i].n)*s.OwnerVolume(crews[i].profile), n+int64(crews[i].n)
		}
		return mulDiv(rate.Amount, sum/max(n, 1), 1000)
	}
	return 0
}

// OwnerVolume is what the owners of a campaign's accounts of a profile look up
// on an ordinary working day, in thousandths, on average at least, where its
// rate follows theirs: whoever chooses accounts sees to it. It is a quarter
// above the profile's median, and so below its mean, 1.38 times the median; of
// NumProfiles, that of the profile which looks up least.
func (s *Scenario) OwnerVolume(p Profile) int64 {
	if p != NumProfiles {
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
func (k *Campaign) each(d workday, perDay int64) int64 {
	work := boundless
	switch k.Pacing.Rate.Unit {
	case PerSecond:
		work = mulDiv(k.Pacing.Rate.Amount, d.seconds, int64(k.Access.Accounts))
	case PerDay, OwnerMean:
		work = mulDiv(perDay, d.part, one)
	}
	if k.Pacing.MaxPerDay > 0 && d.seconds >= leastTime {
		return min(work, int64(k.Pacing.MaxPerDay)*one)
	}
	return min(work, boundless*min(d.seconds/leastTime, 1))
}

// stolen is what one account does in all where it is used only in its owner's
// sessions: a few minutes on some day are sure.
func (k *Campaign) stolen(perDay int64) int64 {
	return k.each(workday{part: leastRide * one / 86_400, seconds: leastRide}, perDay) / one
}

// inTurn reports whether accounts come one after the other, each once.
func (k *Campaign) inTurn() bool {
	return k.Rotation.Accounts == Sequential || k.Rotation.Accounts == Burn
}

// turns is accounts of which so many are at work at once, and what one does on an
// ordinary day.
type turns struct {
	n, slots int
	perDay   int64
}

// turns is what accounts together do on each day that take turns.
func (k *Campaign) turns(days []workday, t *turns) []int64 {
	out := make([]int64, len(days))
	n, slots := int64(t.n), int64(t.slots)
	for i, d := range days {
		if d.seconds < leastTime {
			continue
		}
		work, short := boundless, boundless // of one slot, and of one short turn
		lanes := int64(1)                   // whose work of a day one slot does
		if !k.inTurn() {
			lanes = (n + slots - 1) / slots
		}
		switch k.Pacing.Rate.Unit {
		case PerSecond:
			work = mulDiv(k.Pacing.Rate.Amount, d.seconds*n, int64(k.Access.Accounts)*slots)
		case PerDay, OwnerMean:
			work = mulDiv(t.perDay, d.part*n/slots, one)
			if k.inTurn() {
				work = mulDiv(t.perDay, d.part, one)
			}
		}
		active := int64(1)
		if !k.inTurn() {
			active = min(max(d.seconds/longestTurn, 1), lanes)
			short = mulDiv(work, min(shortestTurn, d.seconds), d.seconds)
		}
		longest := work // of one account
		if limit := int64(k.Pacing.MaxPerDay) * one; limit > 0 && longest > limit {
			work = active * min(limit, short)
		}
		out[i] = slots * min(work, boundless/slots) / one
	}
	return out
}

// onDuty is what is left of the days of n accounts where each works on a share
// of days: the mean, less three days of one account for each root of n, which is
// six standard deviations of their sum, or what each has at least.
func (s *Scenario) onDuty(k *Campaign, days []int64, n int) int64 {
	sum, most, worked := int64(0), int64(0), []int64{}
	for _, d := range days {
		sum, most = min(sum+d, boundless), max(most, d)
		if d > 0 {
			worked = append(worked, d)
		}
	}
	duty := int64(k.Rotation.DutyCycle)
	if k.Pacing.Rate.Unit == NoRate && k.Pacing.MaxPerDay == 0 {
		duty = one // who works works as fast as it takes, and an account that would have no day before the stop has no days off
	}
	if duty >= one {
		return sum
	}
	mean := mulDiv(sum, duty, one) - int64(3*math.Sqrt(float64(n))+1)*(most/int64(n)+1)
	w := int64(len(worked))
	sure := w*duty/one - 1
	if duty > one/2 {
		sure = w - w*(one-duty)/one - 2
	}
	slices.Sort(worked)
	strict := int64(0)
	for _, d := range worked[:max(sure, 0)] {
		strict += d
	}
	return max(mean, strict, 0)
}

// mulDiv returns a·b/c for numbers that are not negative, at most boundless.
func mulDiv(a, b, c int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi >= uint64(c) {
		return boundless
	}
	q, _ := bits.Div64(hi, lo, uint64(c))
	return int64(min(q, uint64(boundless)))
}
