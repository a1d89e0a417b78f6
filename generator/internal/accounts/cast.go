package accounts

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// cast gives accounts their classes: the profile, whether anybody works with the
// account, and how it is signed in to. Classes are dealt out evenly rather than
// drawn one by one, so that any number of accounts has at least as many of each
// as scenarios.Cast says, whatever the seed:
//
//	account k ─► profile: random.Quota over k
//	             rank in the profile ─► busy, left, unused or joining: random.Spread over the rank
//	             rank among the busy ones, or the others, of the profile ─► ways of signing in
//
// A rank counts the accounts before k only, so what account k is never depends on
// how many accounts follow. Nothing else about an account is drawn by these keys,
// so its class says nothing of its place, its volume or its owner.
type cast struct {
	key      random.Key
	profiles *random.Quota // over order
	order    []scenarios.Profile
	of       [scenarios.NumProfiles]profileCast
}

// profileCast is the accounts of one profile.
type profileCast struct {
	n            uint64        // dealt so far
	idle, unused random.Spread // over ranks, and over ranks among the idle ones
	joining      random.Spread // over ranks among the busy ones
	busy, rest   methodCast
}

// newCast begins with account 0. Without a mix all accounts are of the profile
// "other".
func newCast(key random.Key, of *scenarios.Population) *cast {
	mix := of.ProfileMix
	if len(mix) == 0 {
		mix = []scenarios.ProfileShare{{Profile: scenarios.Other, Share: random.Million}}
	}
	c := &cast{key: key, order: make([]scenarios.Profile, len(mix))}
	weights := make([]uint64, len(mix))
	for i, m := range mix {
		c.order[i], weights[i] = m.Profile, uint64(m.Share)
		c.of[m.Profile] = newProfileCast(key, m.Profile, of.Newcomers.Share)
	}
	c.profiles = random.NewQuota(key.Stream(stProfile), weights)
	return c
}

func newProfileCast(key random.Key, p scenarios.Profile, newcomers scenarios.Share) profileCast {
	key = key.Stream(stKind).At(uint64(p))
	idle := scenarios.LeftShare + scenarios.UnusedShare
	return profileCast{
		idle:    random.NewSpread(key.At(whoIsIdle), uint64(idle)),
		unused:  random.NewSpread(key.At(whoIsUnused), uint64(scenarios.UnusedShare.Part(idle))),
		joining: random.NewSpread(key.At(whoJoins), uint64(newcomers)),
		busy:    newMethodCast(key.At(howBusySignIn), p),
		rest:    newMethodCast(key.At(howIdleSignIn), p),
	}
}

// Draws about the classes of a profile's accounts. Never reuse one.
const (
	whoIsIdle = iota
	whoIsUnused
	howBusySignIn
	howIdleSignIn
	whoJoins
)

// next gives an account the next classes: accounts must come in the order of
// their indices.
func (c *cast) next(p *Account) {
	p.Profile = c.order[c.profiles.Next()]
	of := &c.of[p.Profile]
	rank := of.n
	of.n++
	p.kind = of.kind(rank)
	r := c.key.Stream(stAuth).At(uint64(p.Index)).Rand()
	if p.kind == Busy || p.kind == Joining {
		of.busy.next(&p.signIn, &r)
	} else {
		of.rest.next(&p.signIn, &r)
	}
	p.HasEmail = p.signIn.before == event.Password || r.Chance(mailHolders)
}

// kind is whether anybody works with the account of a rank.
func (c *profileCast) kind(rank uint64) scenarios.AccountKind {
	switch {
	case !c.idle.Has(rank) && c.joining.Has(rank-c.idle.Before(rank)):
		return Joining
	case !c.idle.Has(rank):
		return Busy
	case c.unused.Has(c.idle.Before(rank)):
		return Unused
	}
	return Left
}

// methodCast is the ways of signing in of a profile's accounts, busy or idle:
// first who has the card's mobile form, then who of the others a password and
// who a card, then what becomes of the passwords.
type methodCast struct {
	n, passwords             uint64 // dealt so far
	mobile, toMobile, toCard random.Spread
	others                   *random.Quota // password or card
	moves                    *random.Quota // over [moveShares]
}

// Draws about the ways of signing in of a profile's accounts. Never reuse one.
const (
	whoIsMobile = iota
	whoHasPasswords
	whoGoesMobile
	whoTakesTheCard
	whenTheyMove
)

func newMethodCast(key random.Key, p scenarios.Profile) methodCast {
	s := p.SignIn()
	return methodCast{
		mobile:   random.NewSpread(key.At(whoIsMobile), uint64(s.Mobile)),
		others:   random.NewQuota(key.At(whoHasPasswords), []uint64{uint64(s.Password), uint64(s.Card)}),
		toMobile: random.NewSpread(key.At(whoGoesMobile), uint64(s.ToMobile.Part(s.Password))),
		toCard:   random.NewSpread(key.At(whoTakesTheCard), uint64(s.ToCard.Part(s.Password-s.ToMobile))),
		moves:    random.NewQuota(key.At(whenTheyMove), moveShares[:]),
	}
}

// next gives an account the next way of signing in. The day on which it changes
// is drawn by r.
func (m *methodCast) next(h *signInHistory, r *random.Rand) {
	h.before, h.after = m.ways()
	if h.before != h.after {
		h.change = cardDay + moved(m.moves.Next(), r)
	}
}

// ways are the ways of signing in before and after the summer of 2022.
func (m *methodCast) ways() (before, after event.Auth) {
	rank := m.n
	m.n++
	if m.mobile.Has(rank) {
		return event.ECPS, event.ECPS
	}
	if m.others.Next() == 1 {
		return event.CPS, event.CPS
	}
	rank = m.passwords
	m.passwords++
	if m.toMobile.Has(rank) {
		return event.Password, event.ECPS
	}
	if m.toCard.Has(rank - m.toMobile.Before(rank)) {
		return event.Password, event.CPS
	}
	return event.Password, event.Password
}
