package lookalike

// Draws by number. The keys of the world's look-alikes and of a session's details
// have theirs in package draws.

// drawRank, of the key of an entry of the scenario's list, is by account who shows
// it first.
const drawRank = 1

// Of the key of one look-alike. Before the scenario begins it has come up at
// other times, each with a key of its own, so that its numbers are the same.
//
// The kinds have numbers of their own beside these: 6 to 11 and 14 are theirs, and
// whatever comes from 16 on. No two look-alikes share a key, so two kinds may use
// one number.
const (
	drawBegin    = 1
	drawDay      = 2
	drawSlot     = 3  // by slot of days
	drawStretch  = 4  // by day: how long it lasts from then on
	drawSessions = 5  // by day: when its sessions are, and how much they look up
	drawEarlier  = 5  // by number: one that came before; days are far greater than these numbers
	_            = 12 // was a fingerprint of a program
	drawHosting  = 13 // address
	drawProgram  = 15 // which client a program has
)
