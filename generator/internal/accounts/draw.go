package accounts

import (
	"time"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/client"
	"github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// draw is what drawing the accounts needs once.
type draw struct {
	key     random.Key
	cast    *cast
	places  [numDensities]random.Alias // départements
	owners  *ownerNames
	lines   *network.Setup
	devices *client.Devices
	ranges  *ranges
	start   int32 // local day on which the world begins
	sharing int64
	centre  uint32 // position of the account in hand in its département, share of 2^32
}

// density numbers the weights by which départements are drawn.
type density uint8

// The densities.
const (
	byDoctors density = iota
	byNurses
	byDentists
	byPopulation
	numDensities
)

// newDraw prepares to draw the accounts of a scenario among the persons of the
// départements. The caller adds lines and devices.
func newDraw(key random.Key, sc *scenarios.Scenario, in *ranges) *draw {
	return &draw{
		key: key, cast: newCast(key, &sc.Population), places: densities(in), owners: ownersOnce(), ranges: in,
		start: dayOf(sc.Time.Start), sharing: int64(sc.Benign.CredentialSharing),
	}
}

// dayOf returns the calendar date of t in its own place, in days since
// 1970-01-01.
func dayOf(t time.Time) int32 {
	y, m, d := t.Date()
	return int32(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86_400)
}

// densities weighs the départements by their practitioners of 2020 and their
// population. Where nobody of this world lives there is no practitioner.
func densities(in *ranges) (out [numDensities]random.Alias) {
	list := facts.Departments()
	for kind := range numDensities {
		w := make([]uint64, len(list))
		for d := range list {
			if in.nobody(d) {
				continue
			}
			w[d] = uint64([...]int{list[d].Doctors, list[d].Nurses, list[d].Dentists, list[d].Population}[kind])
		}
		out[kind] = random.NewAlias(w)
	}
	return out
}

// profileDensity says which weights place a profile's own sites.
var profileDensity = [scenarios.NumProfiles]density{
	scenarios.GP: byDoctors, scenarios.Pharmacy: byPopulation, scenarios.Nurse: byNurses, scenarios.Other: byDoctors,
	scenarios.HospitalDesk: byDoctors, scenarios.Lab: byPopulation, scenarios.Vaccination: byPopulation,
}

// account fills account k.
func (d *draw) account(p *Account, k uint32) {
	p.Index = k
	d.cast.next(p)
	p.Auth = p.signIn.at(d.start)
	p.Site = siteOf(d.key, k, p.Profile)
	d.owners.draw(d.key, p)
	d.place(p)
	drawSpecialty(d.key, p)
	d.ranges.panels(d.key, p, d.centre)
	r := d.key.Stream(stVolume).At(uint64(k)).Rand()
	p.MeanMilli = max(r.LogNormal(p.Profile.MedianMilli(), volumeSigma), 50)
	p.Humans = d.humans(p)
	d.lines.Connect(&network.Customer{
		Site:     p.Site,
		Dept:     p.Dept,
		Town:     p.Town,
		Profile:  p.Profile,
		Hospital: isHospital(p.Site),
		Alone:    isSolo(p.Site),
	})
	p.UA, _ = d.devices.Client(k, p.Profile, 0, d.start)
}

// place draws where the site is: the département by the density of its
// profession, there a position among the persons, so that more sites are where
// more people live. All accounts of a site draw the same, since shared sites
// of one kind use one density.
func (d *draw) place(p *Account) {
	kind := profileDensity[p.Profile]
	switch {
	case p.Profession == "40":
		kind = byDentists
	case isHospital(p.Site):
		kind = byPopulation
	}
	if p.Site&(1<<siteShift-1) == houseSlot {
		kind = byNurses
	}
	r := d.key.Stream(stSiteDept).At(uint64(p.Site)).Rand()
	p.Dept = uint8(d.places[kind].Pick(r.Uint64()))
	d.centre = uint32(r.Uint64() >> 32)
	p.Commune = uint16(geo.CommuneAt(p.Dept, d.centre>>(32-geo.ShareBits)))
	p.Town = geo.TownOf(p.Dept, p.Commune)
}

// volumeSigma is the spread of volumes between accounts around the median of
// their profile (sigma 0.8, 16 binary places). An order of magnitude.
const volumeSigma = 52_429

// perPost is how many look-ups a day one person at a desk sees to, in thousandths:
// one in six minutes of seven hours. An assumption.
const perPost = 70_000

// humans draws how many people use the credentials: more than one for the
// scenario's share of accounts, twice that share at counters and desks. A desk has
// as many posts as its work asks for, unless nobody shares anything.
func (d *draw) humans(p *Account) uint8 {
	n := d.sharers(p)
	if p.Profile >= scenarios.HospitalDesk && d.sharing > 0 {
		n = max(n, uint8(min(1+p.MeanMilli/perPost, mostHumans)))
	}
	return n
}

// mostHumans is how many people use one account's credentials at most.
const mostHumans = 6

// sharers draws how many people share the credentials.
func (d *draw) sharers(p *Account) uint8 {
	r := d.key.Stream(stHumans).At(uint64(p.Index)).Rand()
	share := d.sharing
	if p.Profile >= scenarios.HospitalDesk {
		share *= 2
	}
	if !r.Chance(share) {
		return 1
	}
	switch u := r.Below(100); {
	case u < 48:
		return 2
	case u < 73:
		return 3
	case u < 87:
		return 4
	case u < 95:
		return 5
	}
	return mostHumans
}
