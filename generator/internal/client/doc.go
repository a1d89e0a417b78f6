// Package client is the browsers of the simulated world: which releases there
// are, which devices people work with, and what a device shows of itself on a
// day.
//
// It stands between the accounts and the traffic. Package accounts says who the
// owner is; a session asks for the owner's device of the day:
//
//	account, human, day ─► device, or for a day the second one ─► family of browsers
//	                    ─► last release whose delay is over ─► user agent, fingerprint
//
// Nothing is stored by account: whatever is said of a device follows from a key,
// the account's index and its profile. A campaign takes browsers from the same
// table, and the user agents of programs that are no browsers.
//
// It will not say who signs in, nor from where: that is traffic and network.
package client
