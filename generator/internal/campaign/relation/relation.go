// Package relation tells whom the user of an account knows: family, colleagues,
// neighbours, acquaintances, and people of whom everybody has heard.
//
// It stands below the plan of a campaign, which has insiders look such people up. The
// world has households and couples, and no other kinship; so a user is somebody who
// lives near the account's site, of the name that the directory gives the owner or a
// delegate where such a person lives there, and the family is who lives with the user
// and who has the user's surname, the
// nearest first:
//
//	account ─► site ─► user ─┬─► partner, people of the same surname       family
//	                         ├─► people beside the user, in the same town   neighbour
//	                         └─► people of the user's age                   acquaintance
//	             └─► staff of the site                                     colleague
//
// It is pure: all of it follows from the persons, the accounts and keys.
package relation

import (
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// World is among whom people know each other.
type World struct {
	Persons  *population.Persons
	Accounts *accounts.Accounts
	Famous   func(n uint64) uint32 // the n-th of those of whom everybody has heard
	Key      random.Key            // of who works where
}

// Limits of what is looked through; assumed.
const (
	namesakes = 20_000 // persons to either side of the user in which the surname is looked for
	relatives = 14     // people of it who count as family
	nextDoor  = 60     // persons to either side of the user who are neighbours
	famous    = 40     // of whom everybody has heard
	tries     = 400    // before a relation counts as used up
)

// staff is how many people work at a site, by the profile of the account: orders of
// magnitude, assumed. A hospital's are those whom one knows.
var staff = [scenarios.NumProfiles]uint64{
	scenarios.GP: 4, scenarios.Pharmacy: 7, scenarios.Nurse: 4, scenarios.Other: 4, scenarios.HospitalDesk: 250,
	scenarios.Lab: 25, scenarios.Vaccination: 20,
}

// Circle is whom the user of one account knows. It hands out each person of a relation
// once and serves one goroutine.
type Circle struct {
	w        *World
	account  *accounts.Account
	key      random.Key
	user     uint32
	site     uint32 // who lives in the middle of its patients
	from, to uint32 // persons of the département
	family   []uint32
	handed   [scenarios.NumRelations]uint64
	seen     map[uint32]bool
}

// Draws of a circle, by its key. A number is never given to anything else.
const (
	drawUser = iota
	drawOrder
	drawNeighbour
	drawAcquaintance
	drawFamous
)

// Of returns whom the user of an account knows. The key names the user.
func (w *World) Of(account uint32, key random.Key) *Circle {
	c := &Circle{w: w, account: w.Accounts.At(account), key: key, seen: map[uint32]bool{}}
	c.from, c.to = w.Persons.DeptRange(c.account.Dept)
	c.site = w.middle(w.first(c.account))
	c.find(c.surname())
	c.seen[c.user] = true
	return c
}

// middle is the person in the middle of those that an account has to do with.
func (w *World) middle(a *accounts.Account) uint32 {
	return w.Accounts.PanelPerson(a.Index, a.Panel, a.Panel.Len/2)
}

// first is the first account of an account's site, for whose place the site stands.
func (w *World) first(a *accounts.Account) *accounts.Account {
	for k := accounts.FirstOf(a.Site); k < a.Index; k++ {
		if b := w.Accounts.At(k); b.Site == a.Site && b.Dept == a.Dept {
			return b
		}
	}
	return a
}

// surname is the name of one of the account's users, drawn; "" where nobody has one.
func (c *Circle) surname() string {
	k := c.account.Index
	if j := int(c.key.At(drawUser).Below(uint64(c.account.Humans))); j > 0 {
		return c.w.Accounts.Delegate(k, j).LastName
	}
	return c.account.LastName
}

// find finds the user, of working age and near the site, and the family: who lives with
// the user, then who has the same surname.
func (c *Circle) find(name string) {
	centre := c.w.middle(c.account)
	found, fallback := false, false
	var namesake []uint32
	var text []byte
	for n := range uint32(2 * namesakes) {
		i, ok := c.beside(centre, n)
		if !ok || !c.grown(i) {
			continue
		}
		works := c.works(i) && c.here(i)
		if !fallback && works {
			c.user, fallback = i, true
		}
		if text = population.AppendSurname(c.w.Persons, text[:0], i); name == "" || string(text) != name {
			continue
		}
		if !found && works {
			c.user, found = i, true
		} else if len(namesake) < relatives {
			namesake = append(namesake, i)
		}
	}
	if !fallback {
		c.user = centre
	}
	if partner, ok := c.w.Persons.Partner(c.user); ok {
		c.family = append(c.family, partner)
	}
	order := random.NewPerm(c.key.At(drawOrder), uint64(max(len(namesake), 1)))
	for n := range namesake {
		c.family = append(c.family, namesake[order.At(uint64(n))])
	}
}

// beside returns the n-th person beside another one, from 0, in turns to either side.
func (c *Circle) beside(i uint32, n uint32) (uint32, bool) {
	step := int64(n/2 + 1)
	if n%2 == 1 {
		step = -step
	}
	at := int64(i) + step
	return uint32(at), at >= 0 && at < int64(c.w.Persons.Len())
}

// here reports whether somebody lives in the département of the site.
func (c *Circle) here(i uint32) bool { return i >= c.from && i < c.to }

// grown reports whether somebody is found under a number of their own.
func (c *Circle) grown(i uint32) bool { return c.w.Persons.Holder(i) == i }

// works reports whether somebody is of an age to work.
func (c *Circle) works(i uint32) bool {
	age := c.w.Persons.Age(i)
	return age >= 20 && age < 66
}

// Next returns the next person of a relation; ok is false where there is no more.
func (c *Circle) Next(r scenarios.Relation) (person uint32, ok bool) {
	for range tries {
		n := c.handed[r]
		c.handed[r]++
		i, more := c.at(r, n)
		if !more {
			return 0, false
		}
		if !c.grown(i) || c.seen[i] {
			continue
		}
		c.seen[i] = true
		return i, true
	}
	return 0, false
}

// at returns the n-th of those who may have a relation; more is false beyond the last.
func (c *Circle) at(r scenarios.Relation, n uint64) (i uint32, more bool) {
	switch r {
	case scenarios.Relative:
		if n < uint64(len(c.family)) {
			return c.family[n], true
		}
	case scenarios.Colleague:
		if n < staff[c.account.Profile] {
			return c.colleague(n), true
		}
	case scenarios.Neighbour:
		if n < 2*nextDoor {
			order := random.NewPerm(c.key.At(drawNeighbour), 2*nextDoor)
			if i, in := c.beside(c.user, uint32(order.At(n))); in && c.here(i) {
				return i, true
			}
			return c.user, true // nobody lives there
		}
	case scenarios.Acquaintance:
		if n < tries {
			return c.acquaintance(n), true
		}
	case scenarios.Famous:
		if n < famous {
			order := random.NewPerm(c.key.At(drawFamous), famous)
			return c.w.Persons.Holder(c.w.Famous(order.At(n))), true
		}
	}
	return 0, false
}

// colleague is the n-th of those who work at the site: people of working age from
// around it, the same for every account there.
func (c *Circle) colleague(n uint64) uint32 {
	draw := c.w.Key.At2(uint64(c.account.Site), n).Rand()
	reach := int64(max((c.to-c.from)/20, 50))
	centre := int64(c.site)
	for range tries {
		at := centre + draw.Between(-reach, reach)
		if at >= int64(c.from) && at < int64(c.to) && c.works(uint32(at)) {
			return uint32(at)
		}
	}
	return c.user
}

// acquaintance is the n-th of the people of about the user's age in the département.
func (c *Circle) acquaintance(n uint64) uint32 {
	draw := c.key.At2(drawAcquaintance, n).Rand()
	age := c.w.Persons.Age(c.user)
	for range tries {
		i := c.from + uint32(draw.Below(uint64(c.to-c.from)))
		if d := c.w.Persons.Age(i) - age; d >= -8 && d <= 8 {
			return i
		}
	}
	return c.user
}
