package population

// Draws under a stream of accounts that are about more than one thing: each is
// part of the key, above the bits that say whom it is about. Never reuse one.

// About lines to the internet; 0 is the line of a site.
const whichVPN = 1 << 32 // of an account

// About leases; 0 is the addresses that a site comes round to.
const (
	lineFails    = (1 + iota) << 32 // on which days the line of a site does
	whichCarrier                    // of an account's telephone
)

// About the map of networks.
const (
	zonesOrder  = 1    // order of a zone's addresses, and the zones behind it; the order of all has none
	townsAbroad = 1000 // where a country's cities lie, and the countries behind it; départements are below
)
