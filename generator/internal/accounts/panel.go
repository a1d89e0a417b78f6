package accounts

import (
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// PersonRanges says where the persons of a département are found.
type PersonRanges interface {
	// Len is the number of persons.
	Len() int
	// DeptRange is the range [from, to) of the persons who live in the
	// département with that index in facts.Departments.
	DeptRange(d uint8) (from, to uint32)
}

// ranges are the persons of each département.
type ranges struct {
	from, to [depts]uint32
	covered  *covered // nil = by nobody; only while accounts are drawn
}

func (x *ranges) read(persons PersonRanges) {
	for d := range x.from {
		x.from[d], x.to[d] = persons.DeptRange(uint8(d))
	}
}

// nobody tells whether a département has no persons.
func (x *ranges) nobody(d int) bool { return x.from[d] == x.to[d] }

// person returns the i-th person of a panel in a département.
func (x *ranges) person(d uint8, p Panel, i uint32) uint32 {
	from, to := x.from[d], x.to[d]
	if p.Len == 0 || from == to {
		return 0
	}
	at := uint64(p.Start) + uint64(i%p.Len)
	if at >= uint64(to) {
		at -= uint64(to - from)
	}
	return uint32(at)
}

// deptOf returns the département of a person.
func (x *ranges) deptOf(person uint32) int {
	lo, hi := 0, depts
	for lo < hi {
		if m := (lo + hi) / 2; x.to[m] <= person {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return min(lo, depts-1)
}

// gpPanel holds the deciles of the number of patients who declared a general
// practitioner (CNAM, 2017: mean 1,060, median 1,020); the ends and the fourth
// and sixth decile are set so that the mean holds.
var gpPanel = [...]int64{40, 198, 532, 731, 880, 1_020, 1_165, 1_318, 1_524, 1_844, 2_800}

// seenPerDeclared is how many more people a general practitioner sees in a
// year than declared him, in 1/256: 1,643 to 1,060.
const seenPerDeclared = 397

// panelMedian is the median panel of the other profiles, in persons; the
// spread is sigma 0.5. Orders of magnitude: no figure is published.
var panelMedian = [scenarios.NumProfiles]int64{
	scenarios.Pharmacy: 3_200, scenarios.Nurse: 270, scenarios.Other: 800,
	scenarios.HospitalDesk: 36_000, scenarios.Lab: 22_000, scenarios.Vaccination: 30_000,
}

const panelSigma = 32_768

// panels draws the persons that an account has to do with: an interval around a
// centre, which is a share of 2^32 of the département, and no longer than the
// département. Busy accounts have the longer ones for the most part. Colleagues of one
// site lie up to a panel's length to either side; a general practitioner settles where
// fewest of those before have their patients, within a few lengths. The length is
// absolute, so the density of persons per account is the scenario's to choose; about
// 300 persons an account make panels meet as they do in France.
func (x *ranges) panels(key random.Key, p *Account, centre uint32) {
	r := key.Stream(stPanel).At(uint64(p.Index)).Rand()
	from, to := x.from[p.Dept], x.to[p.Dept]
	span := int64(to - from)
	size := key.Stream(stPanel).At2(uint64(p.Index), drawSize).Rand()
	if size.Chance(likeVolume) {
		size = key.Stream(stVolume).At(uint64(p.Index)).Rand()
	}
	var length int64
	if p.Profile == scenarios.GP {
		length = panelOfGP(&size) * 1000 / crowding(p.Dept)
	} else {
		length = size.LogNormal(panelMedian[p.Profile], panelSigma)
	}
	at := span * int64(centre) >> 32
	switch {
	case p.Profile == scenarios.GP:
		at, length = x.settle(p, settling{at: at, span: span, length: length}, &r)
	case !isSolo(p.Site):
		at = (at + r.Between(-length, length)%span + span) % span
	}
	middle := from + uint32(at)
	p.Panel = panelAround(middle, length, from, to)
	if p.Profile == scenarios.GP {
		length = length * seenPerDeclared >> 8
	}
	p.Seen = panelAround(middle, length, from, to)
}

// likeVolume is the share of accounts, in millionths, whose panel is as long among its
// kind as their volume is large: an assumption.
const likeVolume = 800_000

// drawSize names the draws of a panel's size, beside those of its place.
const drawSize = 1

// settling is where a general practitioner looks for patients: around a place of
// span persons.
type settling struct{ at, span, length int64 }

const (
	settlePlaces = 8    // that are looked at
	settleReach  = 4    // how far they lie in a group practice, in lengths of the panel; alone one
	settleBins   = 2048 // parts of a département in which patients are counted
)

// covered counts, for parts of each département, the panels of the general
// practitioners so far.
type covered [depts][settleBins]uint16

// settle takes of a few places around the site the one whose surroundings are in the
// panels of the fewest before, and says how long the panel becomes there: who comes
// where two are already finds a third of the patients.
func (x *ranges) settle(p *Account, s settling, r *random.Rand) (at, length int64) {
	if x.covered == nil {
		x.covered = new(covered)
	}
	bins := &x.covered[p.Dept]
	reach := s.length
	if !isSolo(p.Site) {
		reach *= settleReach
	}
	half := min(s.length*settleBins/s.span/2, settleBins/2)
	best := int64(-1)
	for range settlePlaces {
		place := (s.at + r.Between(-reach, reach)%s.span + s.span) % s.span
		bin, sum := place*settleBins/s.span, int64(0)
		for b := -half / 2; b <= half/2; b++ {
			sum += int64(bins[(bin+b+settleBins)%settleBins])
		}
		if best < 0 || sum < best {
			best, at = sum, place
		}
	}
	parts := half/2*2 + 1
	length = max(s.length*parts/(parts+best), gpPanel[0])
	half = min(length*settleBins/s.span/2, settleBins/2)
	bin := at * settleBins / s.span
	for b := -half; b <= half; b++ {
		bins[(bin+b+settleBins)%settleBins]++
	}
	return at, length
}

// crowding is how many times more doctors a département has for its people than
// France, in thousandths and at least 1000: panels are so much shorter there.
func crowding(d uint8) int64 {
	dep := &facts.Departments()[d]
	const doctors = 227_298 // of all départements, for 67.7 million (DREES, 2020)
	return max(int64(dep.Doctors)*67_700_000/doctors*1000/int64(dep.Population), 1000)
}

// panelOfGP interpolates between the deciles.
func panelOfGP(r *random.Rand) int64 {
	u := int64(r.Below(uint64(len(gpPanel)-1) << 16))
	i, frac := u>>16, u&0xffff
	return gpPanel[i] + (gpPanel[i+1]-gpPanel[i])*frac>>16
}

// panelAround places an interval of a length around a centre in [from, to).
func panelAround(centre uint32, length int64, from, to uint32) Panel {
	n := uint32(min(max(length, 1), int64(to-from)))
	back := n / 2
	if centre-from < back {
		return Panel{Start: to - (back - (centre - from)), Len: n}
	}
	return Panel{Start: centre - back, Len: n}
}
