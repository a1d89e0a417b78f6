package feasible

import (
	"fmt"
	"math"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/capacity"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// A stolen session is there when its owner opens one: of owners who seldom do, few
// leave a thief enough in a short window. How many surely do follows from how much
// of an ordinary day's work of theirs the window holds.
//
//	days of owners' work ─► sessions, as many as the profile has ─► 1 - e^(-sessions) of the owners

// sessionsPerDay is how many sessions that leave a thief three minutes an owner has
// on an ordinary day, in hundredths: a fifth below the mean of many worlds.
var sessionsPerDay = [scenarios.NumProfiles]int64{scenarios.GP: 75, scenarios.Pharmacy: 200, scenarios.Nurse: 36,
	scenarios.Other: 55, scenarios.HospitalDesk: 200, scenarios.Lab: 200, scenarios.Vaccination: 300}

// mostOwners is the part of owners who have sessions at all within a week.
const mostOwners = 0.9

// lacksOwners finds a campaign that steals the sessions of more owners than surely
// have some in its window.
func (s *world) lacksOwners(i int) *lack {
	a, have := s.ownerless(i)
	if a.Count <= have {
		return nil
	}
	enough := func(t *world) bool { return t.owned(i) }
	k := &s.Campaigns[i]
	stop, _ := capacity.Stop(s.scenario(), k)
	const few = "steals the sessions of %d accounts%s; between %s and %s only %d owners are sure to have one with " +
		"three minutes to use%s"
	from, to := quantity.FormatTime(k.Window.From), quantity.FormatTime(stop)
	what := fmt.Sprintf(few, a.Count, ofProfile(a.Profile), from, to, have, besideTrials(k))
	l := s.fewer(i, a, what, enough)
	if at, ok := s.earliest(i, enough); ok {
		l.fixes = append(l.fixes, scenarios.Fix{set(of(i, "window.stop"), at)})
	}
	if len(l.fixes) == 0 {
		l.hint = "another access.acquire"
	}
	return l
}

func besideTrials(k *scenarios.Campaign) string {
	if k.Access.Validate.LookUps == 0 {
		return ""
	}
	return ", besides the one for the trial look-ups"
}

// ownerless is the accounts got by session_theft of which there may be too few, and
// how many there surely are; none where there are enough.
func (s *world) ownerless(i int) (scenarios.Ask, int) {
	k := &s.Campaigns[i]
	taken := map[scenarios.Profile]int{}
	for _, a := range k.Access.Asks() {
		if a.How == scenarios.SessionTheft {
			if have := s.owners(k, a.Profile, taken[a.Profile]); a.Count > have {
				return a, have
			}
		}
		if a.How.Kind() == scenarios.BusyAccount {
			taken[a.Profile] += a.Count
		}
	}
	return scenarios.Ask{}, 0
}

// owners is how many busy accounts of a profile, or of any, surely have a session
// for the list, and before it one for the trial look-ups, where some are taken
// already: three standard deviations below the mean.
func (s *world) owners(k *scenarios.Campaign, profile scenarios.Profile, taken int) int {
	counts := scenarios.Cast(&s.Population)
	n, mean, variance := 0.0, 0.0, 0.0
	for p := range scenarios.NumProfiles {
		if profile != scenarios.NumProfiles && profile != p {
			continue
		}
		busy, part := float64(counts.Of(p, scenarios.BusyAccount)), s.ownersPart(k, p)
		n, mean, variance = n+busy, mean+busy*part, variance+busy*part*(1-part)
	}
	left := max(n-float64(taken), 0) / max(n, 1)
	return int(math.Floor(max(mean*left-3*math.Sqrt(variance*left), 0)))
}

// ownersPart is the part of a profile's owners that surely have such sessions.
func (s *world) ownersPart(k *scenarios.Campaign, p scenarios.Profile) float64 {
	stop, _ := capacity.Stop(s.scenario(), k)
	some := func(from, to time.Time) (none, single float64) { // none and one session in a time
		n := s.ownersDays(k, p, from, to) * float64(sessionsPerDay[p]) / 100
		return math.Exp(-n), n * math.Exp(-n)
	}
	none, single := some(k.Window.From, stop)
	part := 1 - none
	if k.Access.Validate.LookUps > 0 {
		before, _ := some(k.Window.From.Add(-k.Access.Validate.Lead.Duration()), k.Window.From)
		part -= before * single
	}
	return min(part, mostOwners-s.inEvenings(k, p))
}

// inEvenings is the part of a profile's owners that work when a campaign does not
// which keeps to working hours: of all work outside office hours three quarters is
// done by those who do nine tenths of theirs then.
func (s *world) inEvenings(k *scenarios.Campaign, p scenarios.Profile) float64 {
	if k.Pacing.Hours == scenarios.AllHours || p != scenarios.GP && p != scenarios.Nurse && p != scenarios.Other {
		return 0
	}
	return float64(s.Benign.AfterHours) / quantity.One * 0.75 / 0.9
}

// enoughDays bounds how many days of owners' work are counted.
const enoughDays = 20

// ownersDays is how many ordinary days of a profile's work a time holds in which a
// campaign works at a third of its mean at least.
func (s *world) ownersDays(k *scenarios.Campaign, p scenarios.Profile, from, to time.Time) (days float64) {
	owner := capacity.Pattern{Profile: p, Demand: true}
	camp := capacity.Pattern{Hours: k.Pacing.Hours, Profile: p, Demand: k.Pacing.Shape == scenarios.Diurnal ||
		k.Pacing.Shape == scenarios.OwnerMimic}
	least := int64(capacity.Flat) * 86_400
	if camp.Demand {
		least = camp.Ordinary()
	}
	ramp := capacity.Stint{Ramp: k.Pacing.Ramp, RampsAt: k.Window.From}
	ordinary := float64(owner.Ordinary())
	for day := range capacity.LocalDays(s.scenario(), from, to) {
		if days >= enoughDays {
			break
		}
		dy, dm, dd := day.Date()
		bank := capacity.BankHoliday(s.scenario(), day)
		theirs, ours := owner.Weights(day.Weekday(), bank), camp.Weights(day.Weekday(), bank)
		for h := range theirs {
			begin := capacity.Later(time.Date(dy, dm, dd, h/2, h%2*30, 0, 0, s.Time.Location), from)
			end := capacity.Earlier(time.Date(dy, dm, dd, h/2, h%2*30+30, 0, 0, s.Time.Location), to)
			if begin.Before(end) && (end.Compare(k.Window.From) <= 0 ||
				ramp.Risen(ours[h], begin, end)*86_400*3 >= least) {
				days += float64(theirs[h]) * end.Sub(begin).Seconds() / ordinary
			}
		}
	}
	return days
}

// owned reports whether there are enough owners.
func (s *world) owned(i int) bool { a, have := s.ownerless(i); return a.Count <= have }

// shutOut finds a campaign that steals sessions beside another one that keeps the
// owners of its accounts from work: it lets them lie idle, or chooses a new password
// whenever the owner has. Where both have an account, there is no session to steal.
func (s *world) shutOut(i int) *lack {
	k := &s.Campaigns[i]
	stop, _ := capacity.Stop(s.scenario(), k)
	for j := range s.Campaigns {
		other := &s.Campaigns[j]
		begins := other.Window.From.Add(-other.Access.Validate.Lead.Duration())
		if j == i || !begins.Before(stop) || !steals(k, other) {
			continue
		}
		const hint = "accounts of other profiles in access.profiles"
		if other.CoUse == scenarios.OwnerIdle {
			return &lack{path: of(j, "co_use"), hint: hint,
				fixes: []scenarios.Fix{{set(of(j, "co_use"), scenarios.OwnerActive)}},
				what: fmt.Sprintf("%s may take the same account and needs its owner's session; here owners stop "+
					"working at the takeover", wording.Quote(k.ID))}
		}
		if choosesPasswords(other) {
			return &lack{path: of(i, "access.acquire"), hint: hint,
				fixes: []scenarios.Fix{{set(of(i, "access.acquire"), "{credential_replay: 1}")}},
				what: fmt.Sprintf("%s may take the same account and change its password; the owner then has no "+
					"session to steal", wording.Quote(other.ID))}
		}
	}
	return nil
}

// choosesPasswords reports whether a campaign chooses new passwords for accounts
// that their owners work with: for most, once the one that it has is refused.
func choosesPasswords(k *scenarios.Campaign) bool {
	for _, a := range k.Access.Acquire {
		if a.Share > 0 && a.How != scenarios.SessionTheft && a.How != scenarios.Insider &&
			a.How.Kind() == scenarios.BusyAccount {
			return true
		}
	}
	return len(k.Access.Acquire) == 0
}

// steals reports whether a campaign may steal the session of an account that
// another one takes.
func steals(k *scenarios.Campaign, other *scenarios.Campaign) bool {
	for _, a := range k.Access.Asks() {
		for _, b := range other.Access.Asks() {
			if a.How == scenarios.SessionTheft && (a.Profile == b.Profile || a.Profile == scenarios.NumProfiles ||
				b.Profile == scenarios.NumProfiles) {
				return true
			}
		}
	}
	return false
}
