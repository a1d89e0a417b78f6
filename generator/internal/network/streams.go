package network

import "github.com/breachsim/breachsim/generator/internal/random"

// Streams of the draws about networks and lines. Their numbers are part of the
// output and belong to the two hundreds, of which package accounts keeps the list:
// never reuse one for another purpose.
const (
	stSiteLine random.Stream = 204 // provider, lease and slot of a site
	stSession  random.Stream = 215 // way a session takes to the portal
	stLease    random.Stream = 216 // address of a site in a lease
	stNetworks random.Stream = 217 // the map of networks
	stTowns    random.Stream = 218 // its towns
	stHosting  random.Stream = 219 // addresses of a campaign
)

// Draws under one of these streams that are about more than one thing: each is
// part of the key, above the bits that say whom it is about. Never reuse one.

// About lines to the internet; 0 is the line of a site.
const (
	whichVPN    = (1 + iota) << 32 // of an account
	secondLine                     // of an account
	movesSlowly                    // how long a lease without an end lasts, of a site
)

// About leases; 0 is the addresses that a site comes round to.
const (
	lineFails    = (1 + iota) << 32 // on which days the line of a site does
	whichCarrier                    // of an account's telephone
)

// About the map of networks.
const (
	zonesOrder   = 1       // order of a zone's addresses, and the zones behind it; the order of all has none
	poolOfNumber = 1 << 33 // which pool has a number; the draws of blocks, by their first addresses, are below
	townsAbroad  = 1000    // where a country's cities lie, and the countries behind it; départements are below
)
