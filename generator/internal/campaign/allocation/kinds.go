package allocation

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/scenarios"
)

// kind is a set of sorts of accounts: a bit for each combination of who works with
// it and how one signs in to it.
type kind uint16

// sortOf returns the bit of an account.
func (c *Campaign) sortOf(k uint32, day int32) kind {
	idle, _ := c.Accounts.Idle(k)
	auth := 1
	switch c.Accounts.Auth(k, day) {
	case event.Password:
		auth = 0
	case event.ECPS:
		auth = 2
	}
	return 1 << (3*int(idle) + auth)
}

// Sets of accounts.
const (
	password, card, phone = 1, 2, 4 // of the accounts somebody works with
	busy                  = password | card | phone
	leftPassword          = password << (3 * accounts.Left)
	left                  = busy << (3 * accounts.Left)
	unusedPassword        = password << (3 * accounts.Unused)
	unused                = busy << (3 * accounts.Unused)
)

// suited lists, for a way of acquisition, the accounts that suit it, the best
// first, and the ones that take their place, the nearest first.
type suited struct{ natural, nearest []kind }

// suits says which accounts suit a way: those with a password until the stop come
// first, for a card cannot be replayed.
//
//	credential_replay, mailbox_reset   somebody works with it     then left, then unused ones
//	session_theft                      the same, by its sessions  see theft
//	dormant_account                    its owner has left it      then unused, then busy ones
//	self_registration                  new and unused             then left, then busy ones
//	insider                            busy, no question on the   then busy ones with the question,
//	                                   owner's phone              then left, then unused ones
func suits(how scenarios.Acquisition) suited {
	switch how {
	case scenarios.SessionTheft:
		return suited{natural: []kind{busy}, nearest: []kind{left, unused}}
	case scenarios.DormantAccount:
		return suited{[]kind{leftPassword, left}, []kind{unused, password, busy}}
	case scenarios.SelfRegistration:
		return suited{[]kind{unusedPassword, unused}, []kind{left, password, busy}}
	case scenarios.Insider:
		return suited{[]kind{password | card}, []kind{phone, left, unused}}
	}
	return suited{[]kind{password, busy}, []kind{left, unused}}
}
