package spell

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Kind is what comes with a look-up of a spell besides it.
type Kind uint8

// The kinds.
const (
	Cover    Kind = iota // a request to another service, as the campaign's cover
	Page                 // the page of a service, opened after the look-up, or on entering before the first one
	Again                // a person who was looked up before, once more
	Mistyped             // the number with a wrong key, before it is typed right
	Failed               // a try that fails upstream
)

// LooksUp reports whether what comes with a look-up is one itself: controls judge it and
// count it.
func (k Kind) LooksUp() bool { return k >= Again }

// Answered reports whether the portal answers one of the kind from its directory.
func (k Kind) Answered() bool { return k == Again || k == Mistyped }

// Extra is what comes with a look-up, before it or behind it:
//
//	sign-in ·· page ·· look-up ·· page ·· again ····· cover ·· cover ·· mistyped ·· failed ·· look-up
//	           ahead   └──────── behind ────────┘     └──────────────── ahead ─────────────┘
type Extra struct {
	Kind    Kind
	Mark    uint64 // in its name, above the number of the look-up's entry
	TS      int64
	Key     random.Key // names its draws
	Entry   uint64     // whom it asks for, where it is a look-up
	Service event.Service
}

// Marks in the name of an entry's look-up, above its number. Those of covers count from 1.
const (
	markBit = 34
	again   = 65 << markBit
	page    = 64 << markBit
	wrong   = 66 << markBit
	entered = 67 << markBit
	retry   = 1 << 41
)

// TryMark marks the n-th try for an entry in an outage.
func TryMark(n int) uint64 { return uint64(n)<<markBit | retry }

// BehindReach is how long behind a look-up what follows it comes at the latest.
const BehindReach = 4 * calendar.Minute

// shortestGap is the time between two look-ups in which something more has room.
const shortestGap = 4 * calendar.Second

// Most is how many extras a look-up has at most, before it or behind it.
const Most = 16

// Step is an extra as a step of the log, in the names of a campaign.
func (x *Extra) Step(campaign uint16, entry uint64) portal.Step {
	return portal.Step{Name: portal.ListName(campaign, entry|x.Mark), TS: x.TS, Key: x.Key}
}
