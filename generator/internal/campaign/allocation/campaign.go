package allocation

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
)

// World is what a campaign chooses from.
type World struct {
	Scenario *scenarios.Scenario
	Accounts *accounts.Accounts
	Base     *traffic.World
	Calendar *calendar.Calendar
}

// Hours measures the time that a campaign works, in microseconds: its active
// hours, in which the portal is up. Both functions rise with their argument.
type Hours interface {
	Worked(ts int64) int64      // working time before an instant
	Instant(worked int64) int64 // when so much has been worked; at the end of a stretch, the begin of the next one
}

// Campaign is what the allocation of one campaign follows from. The caller fills
// it in; it must not change afterwards.
type Campaign struct {
	World
	Spec  *scenarios.Campaign
	Key   random.Key // the campaign's own
	From  int64      // the window begins; microseconds since 1970 UTC
	Stop  int64      // and ends: the list is to be done by then
	End   int64      // to which spans are laid out, at least the stop; the same with controls and without
	Hours Hours      // nil = around the clock

	// Own is how strongly the campaign works in an account's own time; nil = as
	// strongly as it works at all.
	Own func(account uint32) Work

	// Firm reports whether an account's password holds as long as the campaign wants
	// it; nil = it does not matter.
	Firm func(account uint32) bool

	// Shut reports whether an account that is got in a way would be shut to it, or to
	// another campaign that has the account already; nil = no account is.
	Shut func(account uint32, how scenarios.Acquisition) bool
}

// Work is how strongly a campaign works over time.
type Work interface {
	Cumulative(ts int64) int64 // its mass before an instant
	Second() int64             // the mass of a second at its mean
}

// worked is the working time from the window's begin to an instant.
func (c *Campaign) worked(ts int64) int64 {
	if c.Hours == nil {
		return max(ts-c.From, 0)
	}
	return max(c.Hours.Worked(ts)-c.Hours.Worked(c.From), 0)
}

// instant is when so much has been worked since the window's begin.
func (c *Campaign) instant(worked int64) int64 {
	if c.Hours == nil {
		return c.From + worked
	}
	return max(c.Hours.Instant(worked+c.Hours.Worked(c.From)), c.From)
}

// Span is a stretch of time, [From, To), in microseconds.
type Span struct{ From, To int64 }

// appendSpan appends a span, or makes the last one longer if it begins where that
// one ends.
func appendSpan(spans []Span, s Span) []Span {
	if n := len(spans); n > 0 && spans[n-1].To == s.From {
		spans[n-1].To = s.To
		return spans
	}
	return append(spans, s)
}

// Account is one compromised account of a campaign.
type Account struct {
	Number int    // among the campaign's, in a keyed order
	Index  uint32 // among all accounts
	How    scenarios.Acquisition
	Human  uint8      // the account's user whose client and place it takes; an insider is that user
	Zone   uint8      // for addresses near it; see network.Map.Zone
	Near   bool       // Zone says where it is
	Key    random.Key // of everything that is drawn about it in this campaign
	Weight uint64     // its part of the list, to those of the others; at least 1
}

// allocationStream keeps the draws of this package apart from those that the stage
// makes with the same keys.
const allocationStream random.Stream = 420

// Draws of a campaign.
const (
	drawRank      = 1 + iota // of an account in the shuffle that chooses
	drawOrder                // of a chosen account among the others
	drawAccount              // key of an account
	drawTurn                 // length of a turn
	drawNear                 // which addresses are near an account
	drawShared               // which addresses honest users have as well
	drawFresh                // addresses that nobody has
	drawNeighbour            // rank, day and place of an honest user of an address
	drawWalk                 // order in which accounts walk the pool
	drawAgent                // name of the campaign's client
	_                        // was a fingerprint of its own
	drawProvider             // which addresses are of an owner's provider
)

// Draws of an account.
const (
	drawGamma   = 1 + iota // share of the list
	drawBegin              // how long after the campaign it begins
	drawDuty               // days on which it works
	drawPause              // before it takes over from another account
	drawSession            // which of its owner's sessions is used, where one is
	drawEpoch              // when a sticky address changes
	drawExit               // address of an epoch
	drawExits              // addresses of a session that takes many
	drawUser               // which of its users an insider is
	drawBrowser            // its own browser and handshake
)

// draw names a draw of the campaign.
func (c *Campaign) draw(what uint64) random.Key { return c.Key.Stream(allocationStream).At(what) }

// draw names a draw of the account.
func (a *Account) draw(what uint64) random.Key { return a.Key.Stream(allocationStream).At(what) }

// between is a draw from [lo, hi].
func between(k random.Key, lo, hi int64) int64 {
	draw := k.Rand()
	return draw.Between(lo, hi)
}
