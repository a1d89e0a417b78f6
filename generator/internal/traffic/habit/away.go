package habit

import (
	"strings"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
	"github.com/breachsim/breachsim/scenarios"
)

// Who lives in another département depends on the trade, the place and the week.
// No figure is published by practice; the shares are assumed, so that one person in
// ten or so comes from elsewhere, one in four in Paris, and most of them in some
// places at some times:
//
//	everywhere   a share of its own for each account, log-normal about its trade's
//	Paris        and the départements around it live on commuters
//	a border     communes of one département that lie next to another one
//	a resort     by the sea or in the mountains, in the school holidays
//	a station    pharmacies that see whoever passes
//	a week       in which the neighbours' own practice is shut
type away struct {
	near, far int32 // shares of those who live next door, and anywhere, in millionths
	border    uint8 // the département to which a place at the border looks; its own = none
	coast     bool  // a resort by the sea
	snow      bool  // a resort in the mountains
}

// awayShares are the usual shares by trade, in millionths: neighbours, visitors.
var awayShares = [scenarios.NumProfiles][2]int64{
	scenarios.GP: {22_000, 9_000}, scenarios.Pharmacy: {42_000, 22_000}, scenarios.Nurse: {22_000, 6_000},
	scenarios.Other: {66_000, 18_000}, scenarios.HospitalDesk: {115_000, 40_000}, scenarios.Lab: {62_000, 14_000},
	scenarios.Vaccination: {85_000, 30_000},
}

// Shares of places, in millionths.
const (
	borderPlaces   = 140_000 // of communes that lie at a border
	resortPlaces   = 260_000 // of communes that are a resort, where the département has any
	stationShops   = 50_000  // of pharmacies at a station or a motorway
	largeHospitals = 350_000 // of desks and laboratories that people come to from afar
	mostAway       = 920_000 // whoever comes, some live here
)

// Départements with resorts.
const (
	coasts    = " 06 11 13 14 17 22 29 2A 2B 30 33 34 35 40 44 50 56 62 64 66 76 80 83 85 971 972 974 "
	mountains = " 04 05 06 09 38 64 65 66 73 74 "
)

// surroundings are where the persons of all accounts live.
type surroundings struct {
	*catchment

	circles, places random.Key // by account and by commune
	calendar        *calendar.Calendar
	beyond          []away // by account
}

// newSurroundings draws them for all accounts.
func newSurroundings(key random.Key, all *accounts.Accounts, cal *calendar.Calendar) *surroundings {
	x := &surroundings{
		catchment: newCatchment(), circles: key.Stream(draws.CircleStream), places: key.Stream(draws.PlaceStream),
		calendar: cal,
	}
	for k := range uint32(all.Len()) {
		x.beyond = append(x.beyond, x.awayOf(all.At(k)))
	}
	return x
}

func among(list string, d uint8) bool {
	return strings.Contains(list, " "+facts.Departments()[d].Code+" ")
}

// Draws about an account's circle, behind the indices of accounts: its own, a day's and
// a week's.
const (
	drawOwn   = 1 << 63
	drawToday = 1 << 62
	drawWeek  = 1 << 61
)

// awayOf draws what an account's place and trade make of it. Accounts of one
// commune share its place.
func (s *surroundings) awayOf(a *accounts.Account) (out away) {
	key := s.places.At2(uint64(a.Dept), uint64(a.Commune))
	own := s.circles.At(uint64(a.Index) | drawOwn).Rand()
	place := key.Rand()
	share := awayShares[a.Profile]
	out.border = a.Dept
	near, far := share[0]*paris(a.Dept)/10, share[1]
	if place.Chance(borderPlaces) && a.Dept < overseas && paris(a.Dept) == 10 {
		out.border = s.neighbour(a.Dept, &place)
		near = near*4 + 30_000
	}
	if resort := place.Chance(resortPlaces); resort {
		out.coast, out.snow = among(coasts, a.Dept), among(mountains, a.Dept)
	}
	switch a.Profile {
	case scenarios.Pharmacy:
		if own.Chance(stationShops) {
			near, far = near*3+100_000, far+own.Between(150_000, 500_000)
		}
	case scenarios.HospitalDesk, scenarios.Lab:
		if own.Chance(largeHospitals) {
			near, far = near*2, far*3
		}
	}
	if a.Dept >= overseas {
		near = 0
	}
	near = random.ScaleExp(near, own.Normal()*6/10)
	far = random.ScaleExp(far, own.Normal()*6/10)
	far = min(far, mostAway/2)
	out.near, out.far = int32(min(near, mostAway-far)), int32(far)
	return out
}

// overseas is the first of the départements that nobody commutes to.
const overseas = 96

// paris multiplies the neighbours of a département, in tenths: Paris and the three
// around it are one town, and the four around those live with it.
func paris(d uint8) int64 {
	switch facts.Departments()[d].Code {
	case "75":
		return 38
	case "92", "93", "94":
		return 30
	case "77", "78", "91", "95":
		return 17
	}
	return 10
}

// awayOn returns the shares of neighbours and visitors of an account on a day, and
// the département of the neighbours; its own if they are of several.
func (s *surroundings) awayOn(a *accounts.Account, day int32) (near, far int64, from uint8) {
	x := &s.beyond[a.Index]
	near, far, from = int64(x.near), int64(x.far), x.border
	if x.coast || x.snow {
		far += s.season(x, day)
	}
	// Days differ, weeks more: see guests.
	today := s.circles.At2(uint64(a.Index)|drawToday, uint64(uint32(day))).Rand()
	near = near * today.Between(300_000, 1_700_000) / million
	far = far * today.Between(300_000, 1_700_000) / million
	if guests, dept, ok := s.guests(a, x, day); ok {
		near, from = max(near, guests), dept
	}
	far = min(far, mostAway)
	return min(near, mostAway-far), far, from
}

// season is what the school holidays add in a resort, in millionths.
func (s *surroundings) season(x *away, day int32) int64 {
	d := s.calendar.Day(day)
	zones := int64(0)
	for _, on := range d.School {
		if on {
			zones++
		}
	}
	summer := dayOfYear(day) > 185 && dayOfYear(day) < 245
	switch {
	case zones == 0:
		return 40_000
	case summer && x.coast:
		return 600_000
	case summer:
		return 350_000
	case x.snow:
		return 250_000 + zones*120_000
	}
	return 60_000 + zones*60_000
}

// dayOfYear is a day's place in its year from 0 on, right to a day.
func dayOfYear(day int32) int64 { return int64(day) * 10_000 % 3_652_425 / 10_000 }

// Shares of weeks with guests, in millionths.
const (
	guestsAtBorder = 60_000
	guestsInside   = 12_000
)

// guests are the people of a neighbouring practice that is shut for some days of a
// week: who takes them in sees little else. ok is false in most weeks.
func (s *surroundings) guests(a *accounts.Account, x *away, day int32) (share int64, dept uint8, ok bool) {
	if a.Dept >= overseas {
		return 0, 0, false
	}
	week := s.circles.At2(uint64(a.Index)|drawWeek, uint64(day+3)/7).Rand()
	chance := int64(guestsInside)
	if x.border != a.Dept {
		chance = guestsAtBorder
	}
	if !week.Chance(chance) {
		return 0, 0, false
	}
	first := int32(week.Below(4))
	if at := (day + 3) % 7; at < first || at > first+1+int32(week.Below(4)) {
		return 0, 0, false
	}
	if dept = x.border; dept == a.Dept {
		dept = s.neighbour(a.Dept, &week)
	}
	return week.Between(450_000, 950_000), dept, true
}
