package population

import (
	"time"

	"breachsim/generator/facts"
	"breachsim/generator/internal/random"
	"breachsim/generator/network"
	"breachsim/generator/population/chain"
	"breachsim/generator/population/geo"
	"breachsim/scenarios"
)

// accountDraw is what drawing the accounts needs once.
type accountDraw struct {
	a       *Accounts
	key     random.Key
	cast    *cast
	places  [numDensities]random.Alias // départements
	owners  *ownerNames
	opaque  random.Perm
	serials random.Perm
	finess  random.Perm
	lines   *network.Setup
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

func newAccountDraw(a *Accounts, sc *scenarios.Scenario, lines *network.Setup) *accountDraw {
	d := &accountDraw{
		a: a, key: a.key, cast: newCast(a.key, sc.Population.ProfileMix), owners: ownersOnce(), lines: lines,
		opaque:  random.NewPerm(a.key.Stream(stOpaque), idCount),
		serials: random.NewPerm(a.key.Stream(stSerial), rppsCount),
		finess:  random.NewPerm(a.key.Stream(stFiness), 2*finessHalf),
		sharing: int64(sc.Benign.CredentialSharing),
	}
	d.places = a.densities()
	return d
}

// dayOf returns the calendar date of t in its own place, in days since
// 1970-01-01.
func dayOf(t time.Time) int32 {
	y, m, d := t.Date()
	return int32(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86_400)
}

// densities weighs the départements by their practitioners of 2020 and their
// population. Where nobody of this world lives there is no practitioner.
func (a *Accounts) densities() (out [numDensities]random.Alias) {
	list := facts.Departments()
	for kind := range numDensities {
		w := make([]uint64, len(list))
		for d := range list {
			if a.from[d] == a.to[d] {
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

// draw fills account k.
func (d *accountDraw) draw(k uint32) {
	p := &d.a.list[k]
	p.Index = k
	d.cast.next(p)
	p.Auth = p.signIn.at(d.a.start)
	p.Site = siteOf(d.key, k, p.Profile)
	d.owner(p)
	d.place(p)
	d.specialty(p)
	d.panel(p)
	r := d.key.Stream(stVolume).At(uint64(k)).Rand()
	p.MeanMilli = max(r.LogNormal(p.Profile.MedianMilli(), volumeSigma), 50)
	p.Humans = d.humans(p)
	d.lines.Connect(network.Customer{
		Site: p.Site, Dept: p.Dept, Town: p.Town, Profile: p.Profile, Hospital: isHospital(p.Site), Alone: isSolo(p.Site),
	})
	p.UA, _ = d.a.Client(k, 0, d.a.start)
}

// place draws where the site is: the département by the density of its
// profession, there a position among the persons, so that more sites are where
// more people live. All accounts of a site draw the same, since shared sites
// of one kind use one density.
func (d *accountDraw) place(p *Account) {
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
	p.Commune = uint16(geo.CommuneAt(p.Dept, d.centre>>(32-chain.CutBits)))
	p.Town = geo.TownOf(p.Dept, p.Commune)
}

// volumeSigma is the spread of volumes between accounts around the median of
// their profile (sigma 0.8, 16 binary places). An order of magnitude.
const volumeSigma = 52_429

// humans draws how many people use the credentials: more than one for the
// scenario's share of accounts, twice that share at counters and desks.
func (d *accountDraw) humans(p *Account) uint8 {
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
	return 6
}
