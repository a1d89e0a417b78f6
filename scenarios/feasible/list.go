package feasible

import (
	"fmt"
	"math"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/capacity"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
)

// mostExposed is how many persons a campaign can expose exactly, whatever the
// seed. At least half of the insured are 16 or more and found under their number
// alone, without children: with these any number up to their own can be made up.
// Beyond, a family comes in against holders without children while there are
// some; a few persons are found under no number that an order can use.
func (s *world) mostExposed() int {
	n := s.Population.InsuredPersons
	return max((n+1)/2, n/100*90-100)
}

// mostOf is how many of these a campaign can expose whose list comes from laboratories:
// people live around them, three times as many as stand in their file.
func mostOf(s *world, k *scenarios.Campaign) int {
	if k.Targets.Source.Known() {
		return min(s.mostExposed(), s.Population.InsuredPersons/100*30)
	}
	return s.mostExposed()
}

// tooManyRows finds a leaked file with more rows than there can be patients of its
// laboratories.
func tooManyRows(s *world, i int) *lack {
	k := &s.Campaigns[i]
	rows, most := k.Targets.Source.Rows, mostOf(s, k)/14*10 // a number finds up to 1.4 persons
	if !k.Targets.Source.Known() || rows <= most {
		return nil
	}
	return fewerOf(of(i, "targets.source.rows"), fmt.Sprintf("a file of %d rows is more than laboratories can have "+
		"patients in every world of %d persons", rows, s.Population.InsuredPersons), most,
		"a larger population.insured_persons")
}

// leastExposed is how many persons a campaign exposes at least: with each trial
// look-up one, and one with each account; none where it looks nobody up.
func leastExposed(k *scenarios.Campaign) int {
	if k.Targets.Exposed == 0 {
		return 0
	}
	return (k.Access.Validate.LookUps + 1) * k.Access.Accounts
}

// lacksPersons finds a campaign that exposes more persons than the population
// can be relied upon to make up, or fewer than its look-ups do.
func (s *world) lacksPersons(i int) *lack {
	k := &s.Campaigns[i]
	n, path := k.Targets.Exposed, of(i, "targets.exposed")
	if l := tooManyRows(s, i); l != nil {
		return l
	}
	if most := mostOf(s, k); n > most {
		l := &lack{path: path, what: fmt.Sprintf("exactly %d exposed persons are not possible in every world of %d "+
			"persons", n, s.Population.InsuredPersons), fixes: []scenarios.Fix{{set(path, most)}}}
		if p, ok := smallest(int64(s.Population.InsuredPersons), scenarios.MaxPersons, func(p int64) bool {
			larger := *s
			larger.Population.InsuredPersons = int(p)
			return n <= mostOf(&larger, k)
		}); ok {
			l.fixes = append(l.fixes, scenarios.Fix{set("population.insured_persons", p)})
		}
		return l
	}
	least := leastExposed(k)
	if n >= least {
		return nil
	}
	l := &lack{path: path, what: fmt.Sprintf("%d persons are too few for %d accounts that each make at least one "+
		"look-up", n, k.Access.Accounts), fixes: []scenarios.Fix{{set(path, least)}}}
	if k.Access.Validate.LookUps > 0 {
		l.what = fmt.Sprintf("%d persons are too few for %d accounts that each make %d trial look-ups and at least "+
			"one more", n, k.Access.Accounts, k.Access.Validate.LookUps)
		if fewer := n/k.Access.Accounts - 1; fewer > 0 {
			l.fixes = append(l.fixes, scenarios.Fix{set(of(i, "access.validate.lookups"), fewer)})
		}
	}
	return l
}

// entries is how many entries the list has at most: look-ups after the trials.
// A number finds 1.36 persons on average, children included, while the list is
// short against the population; how many it takes is bounded by three standard
// deviations and more.
func (s *world) entries(k *scenarios.Campaign) int64 {
	if k.Targets.Exposed == 0 {
		return 0
	}
	n := int64(k.Targets.Exposed - k.Access.Validate.LookUps*k.Access.Accounts)
	hits := n
	if k.Targets.Order != scenarios.Enumeration { // whole cohorts may have no children
		share := int64(75)
		if n*10 > int64(s.Population.InsuredPersons) || k.Targets.Source.Known() {
			share = 85
		}
		hits = min(n, n*share/100+4*int64(math.Sqrt(float64(n)))+4)
	}
	hits += hits/60 + 4 // rights of one in a hundred have ended: they expose nobody
	for i := range s.Controls {
		hits += int64(s.Controls[i].Count) // a canary stands in the list and exposes nobody
	}
	return (max(hits, 1)*quantity.One + int64(k.Targets.HitRate) - 1) / int64(k.Targets.HitRate)
}

// reserve is the part of what a campaign can do, in per cent, that is kept for
// accounts that are shut out for a time, by their owner's new password or a
// session that ends, and whose work others must do.
const reserve = 3

// needed is how many look-ups a campaign must be able to make.
func (s *world) needed(k *scenarios.Campaign) int64 {
	n := s.entries(k)
	if n == 0 {
		return 0
	}
	if k.Targets.Parted() { // each account's own list is rounded up
		n += int64(k.Access.Accounts)
	}
	return n*100/(100-reserve) + 1
}

// leastOwners is how many hours of its owners' work a campaign needs that uses
// their sessions.
const leastOwners = 2

// lacksDay finds a campaign that steals sessions in a window in which the owners
// hardly work.
func (s *world) lacksDay(i int) *lack {
	x := s.dayless(i)
	if x == nil {
		return nil
	}
	l := &lack{path: of(i, "window.stop"), what: fmt.Sprintf("owners%s work less than %d hours between %s and the "+
		"stop; session_theft needs their sessions",
		whose(x.Profile), leastOwners, quantity.FormatTime(s.Campaigns[i].Window.From)),
		hint: "another access.acquire"}
	if at, ok := s.earliest(i, func(t *world) bool { return t.dayless(i) == nil }); ok {
		l.fixes = []scenarios.Fix{{set(l.path, at)}}
	}
	return l
}

// dayless is the accounts of a campaign that steals their owners' sessions and has
// hardly any hours of theirs; nil where there are none.
func (s *world) dayless(i int) *capacity.Crew {
	k := &s.Campaigns[i]
	stop, _ := capacity.Stop(s.scenario(), k)
	for _, x := range capacity.Crews(k) {
		if x.Theft && s.ownersHours(k, &x, k.Window.From, stop) < leastOwners {
			return &x
		}
	}
	return nil
}

func whose(p scenarios.Profile) string {
	if p == scenarios.NumProfiles {
		return ""
	}
	return " of " + p.String() + " accounts"
}

// ownersHours counts the whole hours of a window in which a campaign and the owners
// of a crew's profile work; of any profile, in which those of all profiles do.
func (s *world) ownersHours(k *scenarios.Campaign, x *capacity.Crew, from, to time.Time) (hours int) {
	profiles := []scenarios.Profile{x.Profile}
	if x.Profile == scenarios.NumProfiles {
		profiles = profiles[:0]
		for _, m := range s.Population.ProfileMix {
			profiles = append(profiles, m.Profile)
		}
	}
	for day := range capacity.LocalDays(s.scenario(), from, to) {
		if hours >= leastOwners {
			break
		}
		y, m, d := day.Date()
		for h, works := range s.hoursInCommon(k, profiles, day) {
			begin := time.Date(y, m, d, h, 0, 0, 0, s.Time.Location)
			if works && !begin.Before(from) && !begin.Add(time.Hour).After(to) {
				hours++
			}
		}
	}
	return hours
}

// hoursInCommon tells the hours of a day at which a campaign and the owners of all of
// some profiles work.
func (s *world) hoursInCommon(k *scenarios.Campaign, profiles []scenarios.Profile, day time.Time) (works [24]bool) {
	for h := range works {
		works[h] = true
	}
	bank := capacity.BankHoliday(s.scenario(), day)
	for _, p := range profiles {
		own := capacity.Pattern{Hours: k.Pacing.Hours, Profile: p}
		there, w := p.AtWork(day.Weekday(), bank), own.Weights(day.Weekday(), bank)
		for h := range works {
			works[h] = works[h] && there[h] && w[2*h] > 0 && w[2*h+1] > 0
		}
	}
	return works
}
