// Package allocation says who works for a campaign, when, and from where.
//
//	scenario, key ─► Choose ──────► accounts: how each is got, its share of the list
//	                 NewSchedule ─► spans in which each may work, hijacked sessions
//	                 NewPool ─────► addresses; which one a request comes from
//	                 Dress ───────► the client that a request shows
//
// It stands between the base world, which it asks for accounts and sessions, and
// the stage on which a campaign is played. Everything here follows from the
// campaign's key, the scenario and the world; nothing knows of controls, refusals
// or the list's entries. What a ban takes away is asked of the caller.
//
// Nothing is refused for how the dice fell: where accounts, sessions or addresses
// of the wanted sort run out, the nearest ones take their place, as told at each
// function. The one error is a campaign that asks for more accounts than there
// are.
//
// Files from the top downwards: choose stands on kinds, weight and hijack, schedule on
// turns and hijack, exit on pool, and that on neighbour, filling and lifetime; client
// stands beside them, and all of them on campaign.
package allocation
