package habit

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
)

// Own is what an account keeps to, as long as the scenario lasts: its opening
// hours and the manners of its users. Times are minutes on the clock of the local
// day.
//
//	     opens          noon      back               shuts     late
//	───────┤██████████████├─────────┤██████████████████├────────┤▒▒▒├──
//	       │ first                                               at home
//	       an opener's first session
type Own struct {
	opens, noon, back, shuts int16
	mornings, afternoons     uint8 // weekdays on which it works then, bit 0 = Sunday
	weekends, turn           uint8 // works one weekend in so many: that of its turn; 0 = by the bits alone
	nights                   uint8 // on duty one night in so many; 0 = never
	deep                     bool  // and after midnight
	always                   bool  // open round the clock
	opener                   bool  // signs in on opening
	posts                    uint8 // at which people work at the same time
	lateAt                   int16 // about when it works outside its hours
	late                     int32 // share of sessions outside them
	first                    int32 // place of the day's first session in its hours, in 65536ths

	Manner
}

// Manner is how the users of an account go about a session. Shares are in
// millionths.
type Manner struct {
	PerSession int64 // look-ups to a session on average, in thousandths
	Slot       int64 // length of appointments; 0 = people walk in
	Grid       int64 // when they begin on the clock, microseconds since midnight, modulo Slot
	Back       int64 // when the account opens again after noon, microseconds since midnight; 0 = it does not shut
	Late       int64 // median lateness of an appointment
	Parting    int64 // median between the last action and the sign-out
	Clumsy     int64 // chance that a sign-in is refused, the first of a session
	Pause      int64 // median between bursts, where the day's work does not set it
	Burst      int64 // chance that a pause follows an action
	Leaves     int64 // share of sessions that are signed out of
	Service    int64 // chance that a look-up leads to a use of another service
	Steady     bool  // the session stays open between two persons, for hours
}

// throughNoon divides the halves of a day of accounts that do not shut at noon.
const throughNoon = 13 * 60

// Work outside office hours is divided unevenly: some accounts do nearly all of
// theirs then, and make up three quarters of it, some do a part, more than half of
// them do none. Assumed; family physicians spend 1.4 of 5.9 hours a day with their
// records after hours (Arndt 2017), unevenly.
const (
	lateOften   = 750_000 // part of it that is done by those who always work then
	lateAtTimes = 330_000 // share of accounts that do at times
)

// law is what the accounts of a class draw what they keep to from.
type law struct {
	opening *opening
	profile *Profile
	habits  random.Key // of all accounts' own habits
	late    int64      // the class's share of work outside office hours
}

// own draws what account a keeps to.
func (l *law) own(a *accounts.Account) (o Own) {
	key := l.habits.At(uint64(a.Index))
	r := key.At(draws.OwnHours).Rand()
	o.hours(l.opening, a, &r)
	o.week(l.opening, &r)
	o.duty(&l.opening.night, &r, l.cycle(a.Dept))
	o.drawLate(l.late, l.opening.lateMost, &r)
	r = key.At(draws.OwnManner).Rand()
	o.manner(l.profile, l.opening, &r)
	o.first = int32(r.Below(random.One))
	o.opener = r.Chance(l.opening.opener) && !o.always
	sessions := a.MeanMilli * random.One / o.PerSession // a day
	if sessions > random.One {
		o.first = int32(int64(o.first) * random.One / sessions) // in the first of as many parts
	}
	if sessions > 2*random.One {
		o.first /= 2
	}
	o.opener = o.opener && sessions > random.One*3/2
	o.posts = uint8(min(int64(a.Humans), 1+sessions/random.One/2))
	if o.Steady = o.Steady || l.opening.steady > 500_000 && sessions > 2*random.One; o.Steady {
		o.PerSession = o.PerSession * 13 / 10 // some of its sessions are cut short, see [Today.divide]
	}
	return o
}

// cycle is the length of the class's roster in a département, in days.
func (l *law) cycle(dept uint8) int64 {
	r := l.habits.At2(draws.Rosters, uint64(dept)).Rand()
	return r.Between(l.opening.night.least, l.opening.night.most)
}

// The halves of a day on which an account is open.
const (
	morning, afternoon = 1, 2
	wholeDay           = morning | afternoon
)

// halves are the halves of a day on which the account is open; 0 = it is shut.
func (o *Own) halves(d *calendar.Day) uint8 {
	w := uint(d.Weekday)
	if o.weekends > 0 && (w == 0 || w == 6) && (week(d.Number)+uint32(o.turn))%uint32(o.weekends) == 0 {
		return wholeDay
	}
	return o.mornings>>w&1*morning | o.afternoons>>w&1*afternoon
}

// week numbers the weeks from Monday to Sunday.
func week(day int32) uint32 { return uint32(day+3) / 7 }

// hours draws when the account is open.
func (o *Own) hours(x *opening, a *accounts.Account, r *random.Rand) {
	o.opens, o.shuts = pick(x.opens, r), pick(x.shuts, r)
	o.noon, o.back = throughNoon, throughNoon
	through := x.through
	if a.MeanMilli < a.Profile.MedianMilli() {
		through = x.smallThrough
	}
	if open := r.Chance(through); !open && len(x.noon) > 0 {
		o.noon, o.back = pick(x.noon, r), pick(x.back, r)
	}
	if o.always = r.Chance(x.always); o.always {
		o.opens, o.shuts, o.noon, o.back = 0, 24*60, throughNoon, throughNoon
	}
}

// week draws on which half days the account works.
func (o *Own) week(x *opening, r *random.Rand) {
	const weekdays, sunday, saturday = 0b011_1110, 1, 1 << 6
	o.mornings, o.afternoons = weekdays, weekdays
	if len(x.offDay) > 0 {
		bit := uint8(1) << pickDay(x.offDay, r)
		switch u := int64(r.Below(million)); {
		case u < x.dayOff:
			o.mornings, o.afternoons = o.mornings&^bit, o.afternoons&^bit
		case u < x.dayOff+x.halfOff && r.Chance(x.afternoon):
			o.afternoons &^= bit
		case u < x.dayOff+x.halfOff:
			o.mornings &^= bit
		}
	}
	noon := r.Chance(x.saturdayNoon)
	if r.Chance(x.saturday) || o.always {
		o.mornings |= saturday
		if !noon {
			o.afternoons |= saturday
		}
	}
	if r.Chance(x.sunday) || o.always {
		o.mornings |= sunday
		if o.always {
			o.afternoons |= sunday
		}
	}
	if x.weekends > 0 && r.Chance(x.inTurn) {
		o.weekends = uint8(x.weekends)
		o.turn = uint8(r.Below(uint64(x.weekends)))
	}
}

// duty draws whether the account is on a roster with a cycle of so many days.
func (o *Own) duty(n *roster, r *random.Rand, cycle int64) {
	if o.always {
		return
	}
	switch u := int64(r.Below(million)); {
	case u < n.shift:
		o.nights, o.deep = 3, true
	case u < n.shift+n.share:
		o.nights, o.deep = uint8(cycle), r.Chance(n.deep)
	}
}

// drawLate draws the account's part of the work outside office hours, of which
// all accounts together have the given share, and none has more than most.
func (o *Own) drawLate(share, most int64, r *random.Rand) {
	u, evening := int64(r.Below(million)), r.Normal()
	o.lateAt = int16(min(max(int64(o.shuts)+45+(55*evening)>>16, int64(o.shuts)+15), hour(22, 30)))
	if share == 0 || o.always {
		return
	}
	// The first session of a day is never late by chance, so of two that are left
	// more must be.
	often := share * lateOften / most
	rest, others := (share-often*most/million)*3/2, min(int64(lateAtTimes), million-often)
	switch {
	case u < often:
		o.late = int32(most)
	case u < often+others:
		o.late = int32(min(rest*million/others, most/2))
	}
}

// manner draws how the users of an account go about a session.
func (o *Own) manner(p *Profile, x *opening, r *random.Rand) {
	const sigma = 29_491 // 0.45, 16 binary places: assumed
	o.PerSession = r.LogNormal(p.PerSession*1_107, sigma)
	o.Leaves = leaves(r)
	o.Parting = Parting(r)
	o.Clumsy = min(r.LogNormal(clumsy, random.One), 300_000)
	if !r.Chance(300_000) { // never uses anything else
		o.Service = min(r.LogNormal(p.Service*1_319/1_000, random.One*4/10), 900_000)
	}
	o.Steady = r.Chance(x.steady)
	o.Pause = r.LogNormal(p.Pause, random.One/2)
	o.Burst = min(max(r.LogNormal(p.Burst, random.One*4/10), 150_000), 900_000)
	if o.back > o.noon {
		o.Back = int64(o.back) * calendar.Minute
	}
	if !r.Chance(p.Booked) {
		return
	}
	o.Slot = slotOf(&x.slots, r)
	o.Grid = int64(o.opens) * calendar.Minute % o.Slot
	o.Late = r.LogNormal(5*calendar.Minute, random.One*7/10)
	if r.Chance(600_000) { // at each visit; others look up some patients at once
		o.Burst = 850_000
	}
}

// Parting draws the median of a person between the last action and the sign-out (assumed).
func Parting(r *random.Rand) int64 { return r.LogNormal(16*calendar.Second, random.One*7/10) }

// clumsy is the median chance that somebody's first try to sign in is refused: with the
// spread of persons and what follows a refusal, four attempts in a hundred are (assumed;
// some have a reader that fails, or passwords that they do not know by heart).
const clumsy = 17_000

// leaves draws how often the users of an account sign out: three in ten never do
// but close the window, as many always do. All together do so in half of their
// sessions. Assumed.
func leaves(r *random.Rand) int64 {
	switch u := r.Below(100); {
	case u < 30:
		return 8_000
	case u < 60:
		return 965_000
	}
	return r.Between(200_000, 900_000)
}

func slotOf(weights *[3]int64, r *random.Rand) int64 {
	lengths := [3]int64{15 * calendar.Minute, 20 * calendar.Minute, 30 * calendar.Minute}
	u := int64(r.Below(uint64(weights[0] + weights[1] + weights[2])))
	for i, w := range weights {
		if u -= w; u < 0 {
			return lengths[i]
		}
	}
	return lengths[0]
}

// pick draws a time on the clock.
func pick(list []at, r *random.Rand) int16 {
	sum := uint64(0)
	for i := range list {
		sum += list[i].weight
	}
	u := r.Below(sum)
	for i := range list {
		if u < list[i].weight {
			return int16(list[i].minute)
		}
		u -= list[i].weight
	}
	return 0
}

func pickDay(list []day, r *random.Rand) int {
	sum := uint64(0)
	for i := range list {
		sum += list[i].weight
	}
	u := r.Below(sum)
	for i := range list {
		if u < list[i].weight {
			return list[i].weekday
		}
		u -= list[i].weight
	}
	return 0
}
