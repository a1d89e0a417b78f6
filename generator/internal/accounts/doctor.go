package accounts

import (
	"slices"

	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// doctorIndex finds the general practitioners around a person.
type doctorIndex struct {
	byDept [depts][]doctorAt // in the order of centres
	// nearest names for each département the closest one with a general
	// practitioner, itself if it has one; -1 if there is none at all.
	nearest [depts]int16
	reach   [depts]uint32 // half the longest panel
	key     random.Key
}

// doctorAt is a general practitioner by the centre of the panel.
type doctorAt struct {
	centre  uint32 // person index
	half    uint32 // half the panel's length, rounded up
	account uint32
	spread  uint64 // length of the panel for a day's look-ups
}

// rare is the rarer, the less often the practitioner sees a person at a distance from
// the centre, who is covered. Package habit has visits fall off with the distance x,
// as a share of half the panel, like 1/√(0.04 + 3.2·x): this is the square of what one
// look-up in the panel comes to by person, upside down.
func (d *doctorAt) rare(dist uint32) uint64 {
	return d.spread * d.spread * (64 + 80*64*uint64(dist)/uint64(d.half))
}

// maxWalk bounds how many practitioners are looked at on either side of a
// person, in worlds with far more of them than patients.
const maxWalk = 64

func (x *doctorIndex) build(key random.Key, list []Account, in *ranges) {
	x.key = key
	for k := range list {
		p := &list[k]
		if p.Profile != scenarios.GP {
			continue
		}
		centre := in.person(p.Dept, p.Panel, p.Panel.Len/2)
		at := doctorAt{centre: centre, half: (p.Panel.Len + 1) / 2, account: uint32(k)}
		at.spread = uint64(p.Panel.Len)<<16/uint64(p.MeanMilli) + 1
		x.byDept[p.Dept] = append(x.byDept[p.Dept], at)
		x.reach[p.Dept] = max(x.reach[p.Dept], at.half)
	}
	for d := range x.byDept {
		slices.SortFunc(x.byDept[d], func(p, q doctorAt) int {
			if p.centre != q.centre {
				return int(int64(p.centre) - int64(q.centre))
			}
			return int(int64(p.account) - int64(q.account))
		})
	}
	x.linkNearest()
}

func (x *doctorIndex) linkNearest() {
	for d := range x.nearest {
		best := int64(1) << 62
		x.nearest[d] = -1
		for e := range x.byDept {
			if len(x.byDept[e]) == 0 {
				continue
			}
			if dist := geo.Distance(uint8(d), uint8(e)); dist < best {
				best, x.nearest[d] = dist, int16(e)
			}
		}
	}
}

// of returns the account of the general practitioner whom a person declares.
func (x *doctorIndex) of(person uint32, in *ranges) (account uint32, ok bool) {
	d := in.deptOf(person)
	e := x.nearest[d]
	if e < 0 || in.nobody(d) {
		return 0, false
	}
	list := x.byDept[e]
	if int(e) != d {
		i := x.key.At(uint64(person)).Below(uint64(len(list)))
		return list[i].account, true
	}
	return x.choose(list, person, in.to[d]-in.from[d], x.reach[d]), true
}

// choose takes, of the practitioners who cover a person, the one who sees the person
// most often: see doctorAt.rare. Some have declared another one of them all the same. Where
// nobody covers a person it draws among the nearest on either side, by the size of
// their panels. span is the number of persons of the département, whose end is next
// to its start.
func (x *doctorIndex) choose(list []doctorAt, person, span, reach uint32) uint32 {
	key := x.key.At(uint64(person))
	right := fromCentre(list, person)
	best, chosen, covered := ^uint64(0), uint32(0), false
	faithful := !key.Chance(elsewhere)
	sides := [...]struct{ first, step int }{{right, 1}, {right - 1, -1}}
	if len(list) == 2 { // looked at in one order only, as in all versions of the dataset
		sides[1] = sides[0]
	}
	for _, side := range sides {
		i := side.first
		for range min(maxWalk, len(list)) {
			switch { // the list is a ring
			case i == len(list):
				i = 0
			case i < 0:
				i = len(list) - 1
			}
			p := &list[i]
			dist := ringDistance(p.centre, person, span)
			if dist < p.half {
				u := p.rare(dist)
				if !faithful {
					u = key.At(uint64(p.account)).Uint64() >> 1
				}
				if u <= best {
					chosen, best, covered = p.account, u, true
				}
			}
			if dist >= reach {
				break
			}
			i += side.step
		}
	}
	if covered {
		return chosen
	}
	return neighbour(list, right, key)
}

// fromCentre returns the first of a list whose centre is person or lies behind.
func fromCentre(list []doctorAt, person uint32) int {
	lo, hi := 0, len(list)
	for lo < hi {
		if m := int(uint(lo+hi) / 2); list[m].centre < person {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// elsewhere is the share, in millionths, of persons who have declared another doctor
// than the one whom they see most often: an assumption.
const elsewhere = 30_000

// neighbours is how many practitioners on either side share the people whom
// no panel covers.
const neighbours = 6

// neighbour draws one of the practitioners around a place in the list, by the
// size of their panels.
func neighbour(list []doctorAt, right int, key random.Key) uint32 {
	first := (right + len(list) - min(neighbours, len(list))) % len(list)
	count := min(2*neighbours, len(list))
	head := list[first:min(first+count, len(list))]
	tail := list[:count-len(head)]
	var sum uint64
	for i := range head {
		sum += uint64(head[i].half)
	}
	for i := range tail {
		sum += uint64(tail[i].half)
	}
	u := key.Below(sum)
	for _, part := range [...][]doctorAt{head, tail} {
		for i := range part {
			if u < uint64(part[i].half) {
				return part[i].account
			}
			u -= uint64(part[i].half)
		}
	}
	return list[first].account
}

// ringDistance is the distance of two indices on a ring of span persons.
func ringDistance(a, b, span uint32) uint32 {
	d := a - b
	if b > a {
		d = b - a
	}
	return min(d, span-d)
}
