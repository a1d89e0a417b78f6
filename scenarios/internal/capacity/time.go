// Package capacity reckons how much a campaign can surely do in its window, for every
// seed: the working time that the file leaves, less the longest that the portal can be
// down, times rates and caps.
//
//	window, hours, calendar ─► days ─► less outages ─► rate, cap ─► less duty ─► look-ups
//
// It stands below feasible, which compares the result with what the campaign asks for.
// It reckons on the safe side and in whole numbers; it plans nothing.
package capacity

import (
	"iter"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
)

// Bounds that hold for every seed.
const (
	// LatestBegin is how long after the window's start an account begins at the latest.
	LatestBegin = scenarios.Micros(140 * time.Second / time.Microsecond)
	// LongestOutage and LongestMaintenance bound an unplanned outage, of which a
	// day has one at most, and a planned closure, which begins between 2:00 and
	// 2:15.
	LongestOutage      = scenarios.Micros(25 * time.Minute / time.Microsecond)
	LongestMaintenance = scenarios.Micros(100 * time.Minute / time.Microsecond)

	outage, maintenance = int64(25 * 60), int64(100 * 60) // in seconds
	apart               = int64(30 * 60)                  // between two outages, at least
	LeastTime           = int64(60)                       // seconds without which there is no working time
	// seconds that owners' sessions leave to a thief of sessions, in all
	leastRide    = int64(180)
	longestTurn  = int64(90 * 60) // seconds that an account works before the next one's turn
	shortestTurn = int64(30 * 60)
	longestPause = int64(5 * 60) // between two accounts that come one after the other
)

// workday is what an account can do on one local day.
type workday struct {
	part    int64 // of an ordinary working day's work, in millionths
	seconds int64 // of work at full rate
	steady  int64 // as many seconds at the highest intensity of any day do as much work
}

// Pattern is when and how strongly accounts of a profile work: weights of the
// half hours of a day.
type Pattern struct {
	Hours   scenarios.Hours
	Profile scenarios.Profile // whose hours, and whose demand
	Demand  bool              // follows the profile's demand; else Flat
}

// Flat is the weight of each half hour where none differs.
const Flat = 1000

// Weights returns the weight of each half hour of a day of a kind.
func (p *Pattern) Weights(d time.Weekday, bank bool) (out [48]int64) {
	owner, w := p.Profile.AtWork(d, bank), p.Profile.Work()
	for h := range out {
		switch {
		case p.Hours == scenarios.OfficeHours && (d == time.Saturday || d == time.Sunday || bank || h < 16 ||
			h >= 38 || h == 25 || h == 26 || h == 27):
		case p.Hours == scenarios.OwnerHours && !owner[h/2]:
		case !p.Demand:
			out[h] = Flat
		case bank:
			out[h] = int64(w.Hours[h/2]) * w.Weekday[d] / 1000 * scenarios.BankDemand / quantity.One
		default:
			out[h] = int64(w.Hours[h/2]) * w.Weekday[d] / 1000
		}
	}
	return out
}

// Ordinary is the weight, times seconds, of an ordinary working day: the mean of
// Monday to Friday.
func (p *Pattern) Ordinary() int64 {
	sum := int64(0)
	for d := time.Monday; d <= time.Friday; d++ {
		for _, w := range p.Weights(d, false) {
			sum += w * 1800
		}
	}
	return max(sum/5, 1)
}

// Stint is a stretch of time in a campaign: its window, or a part of it.
type Stint struct {
	From, To time.Time // in the scenario's zone
	Ramp     scenarios.Micros
	RampsAt  time.Time
}

// days lists what accounts of a pattern can surely do on each day of a stint.
func days(s *scenarios.Scenario, p *Pattern, st *Stint) (out []workday) {
	ordinary, peak := p.Ordinary(), p.peak(s)
	for day := range LocalDays(s, st.From, st.To) {
		mass := mass(s, p, st, day)
		w := workday{part: mass * quantity.One / ordinary, seconds: mass / Flat, steady: mass / peak}
		if p.Demand {
			w.seconds = w.part * 86_400 / quantity.One
		}
		out = append(out, w)
	}
	return out
}

// peak is the highest weight of a half hour that the plan may give: of the busiest day of a
// week, and in an epidemic. Where a demand is followed, it is reckoned twice as high, as
// other things raise the demand of a day.
func (p *Pattern) peak(s *scenarios.Scenario) int64 {
	most := int64(Flat)
	if !p.Demand {
		return most
	}
	for d := range time.Weekday(7) {
		for _, w := range p.Weights(d, false) {
			most = max(most, w)
		}
	}
	for _, e := range s.Calendar.Epidemics {
		most = max(most, quantity.MulDiv(most, int64(e.Gain), quantity.One))
	}
	return 2 * most
}

// LocalDays visits the midnights of the days in the scenario's zone on which a time
// lies: that of its begin first, and those before its end.
func LocalDays(s *scenarios.Scenario, from, to time.Time) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		y, m, d := from.In(s.Time.Location).Date()
		for i := 0; ; i++ {
			day := time.Date(y, m, d+i, 0, 0, 0, 0, s.Time.Location)
			if !day.Before(to) || !yield(day) {
				return
			}
		}
	}
}

// BankHoliday reports whether a day is a bank holiday.
func BankHoliday(s *scenarios.Scenario, day time.Time) bool {
	y, m, d := day.Date()
	return scenarios.BankHoliday(s.Calendar.Country, y, m, d)
}

// mass is the weight, times seconds, that a pattern has on a day of a stint,
// less what the longest outages would take of it. Of days on which clocks
// change, only the time from four o'clock on counts.
func mass(s *scenarios.Scenario, p *Pattern, st *Stint, day time.Time) (sum int64) {
	y, m, d := day.Date()
	weights := p.Weights(day.Weekday(), BankHoliday(s, day))
	first, four := 0, day.Add(4*time.Hour)
	if next := time.Date(y, m, d+1, 0, 0, 0, 0, s.Time.Location); next.Sub(day) != 24*time.Hour {
		first, four = 8, time.Date(y, m, d, 4, 0, 0, 0, s.Time.Location)
	}
	var night, heaviest, nightly int64
	for h := first; h < 48; h++ {
		if weights[h] == 0 {
			continue
		}
		from, to := four.Add(time.Duration(h-8)*30*time.Minute), four.Add(time.Duration(h-7)*30*time.Minute)
		from, to = Later(from, st.From), Earlier(to, st.To)
		if !from.Before(to) {
			continue
		}
		w := st.Risen(weights[h], from, to)
		x := w * int64(to.Sub(from)/time.Second)
		sum, heaviest = sum+x, max(heaviest, w)
		if h >= 4 && h < 8 {
			night, nightly = night+x, max(nightly, w)
		}
	}
	planned, unplanned := min(night, maintenance*nightly), outage*heaviest
	if s.Portal.Maintenance == 0 {
		planned = 0
	}
	if s.Portal.Outages == 0 {
		unplanned = 0
	}
	both := planned + unplanned
	if p.Hours == scenarios.AllHours && !p.Demand { // half an hour at least lies between them
		both = min(both, sum-apart*heaviest)
	}
	return sum - min(sum, max(planned, unplanned, both))
}

// Risen is a weight under the ramp.
func (st *Stint) Risen(w int64, from, to time.Time) int64 {
	mid := from.Add(to.Sub(from) / 2).Sub(st.RampsAt).Microseconds()
	if st.Ramp == 0 || mid >= int64(st.Ramp) {
		return w
	}
	return w * (mid / 1_000_000) / max(int64(st.Ramp)/1_000_000, 1)
}

// Later is the later of two times.
func Later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Earlier is the earlier of two times.
func Earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// Stop is when a campaign's look-ups must be done: at its window's stop, or at
// the first control by the clock that ends it. The number is that of the
// control; -1 = the window's.
func Stop(s *scenarios.Scenario, k *scenarios.Campaign) (at time.Time, control int) {
	at, control = k.Window.To, -1
	for i := range s.Controls {
		c := &s.Controls[i]
		if c.Contains() && !c.ByRule() && endedBy(k, c.Actions) && c.At.After(k.Window.From) && !c.At.After(at) {
			at, control = c.At, i
		}
	}
	return at, control
}

// endedBy reports whether a control ends the campaign: accounts are reset and it
// does not get them back, or its addresses are banned and it does not take
// others.
func endedBy(k *scenarios.Campaign, actions []scenarios.ControlAction) bool {
	resets, bans := false, false
	for _, a := range actions {
		resets, bans = resets || a == scenarios.ResetAccounts, bans || a == scenarios.BanAddresses
	}
	if resets {
		return k.Move(scenarios.OnAccountReset) != scenarios.Reacquire
	}
	on403 := k.Move(scenarios.On403)
	return bans && (on403 == scenarios.StopMove || on403 == scenarios.DropAccount)
}
