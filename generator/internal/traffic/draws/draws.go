// Package draws numbers the draws of the base world, each list by the key that
// its numbers are children of. A number is never used twice below one key.
//
// The rooms of package traffic share the keys of a step and of a session, so
// their numbers stand here side by side. A look-alike has a key of its own, and
// its numbers stand in package lookalike. The package draws nothing itself.
package draws

import "github.com/breachsim/breachsim/generator/internal/random"

// Streams of draws, of the key of the base world.
const (
	DayStream random.Stream = 300 + iota
	WeekStream
	DriftStream
	SessionStream
	LookAlikeStream
	SlotStream
	ExpiryStream
	EnrolStream
	TurnStream
	ClosingStream
)

// Streams of whom accounts look up, likewise.
const (
	CircleStream random.Stream = 340 + iota // by account: who comes back when, and from where
	PlaceStream                             // by commune: what kind of place it is
)

// Of a step's key; portal.Step says who has which numbers.
const (
	FalseAlarm = 16 // by control: a limit by address refuses it
	Try        = 18 // by control: a look-up is tried while the service is closed
	Attempt    = 19 // by control: how its user comes through a challenge
	Answer     = 20 // by number: an answer to a challenge
	Again      = 21 // the look-up repeated behind one
	Slow       = 22 // how long a tarpit takes
	Factor     = 23 // the second factor behind a sign-in
	WrongName  = 24 // an identifier is mistyped, and not the password
)

// FactorStep names the draws of the step of a second factor, of the key of that factor.
const FactorStep = 1

// Details is the key of all details of a session, of the key of the session whose sequence
// makes its script.
const Details = 1

// Of the key of a session's details. Its steps' keys follow from Steps on, those
// of whom its look-ups are about from About on, both by position.
const (
	ColdCache  = 2
	ChangeWhen = 3 // of a new password behind a sign-in
	ChangeStep = 4
	Postponed  = 5  // of an extra session, until the session in hand is over
	Mobile     = 6  // address when the own line fails
	Failover   = 7  // when it fails
	Elsewhere  = 17 // by control: looks persons up through another form; below the key of a step, but for a single draw
	Steps      = 16
	About      = 1 << 20
)

// Of the key of an account's own habits (SlotStream, by account).
const (
	OwnHours  = 1 // when it opens and shuts, and on which half days
	OwnManner = 2 // how its users go about a session
	OwnDuty   = 3 // by cycle of the roster: its night
)

// Rosters is by département how long the cycles of its rosters are, of the key of all habits
// (SlotStream).
const Rosters = 1 << 32

// Of the key of whom a look-up is about, whose sequence chooses the person.
const (
	LookAlikePerson = 7 // under a look-alike
	KeyOff          = 9 // of a mistyped number
)

// Of the key of the look-alikes of a world.
const (
	HabitChange = 1 << 32 // by account: which change of its habits may be its
	Famous      = 2 << 32 // by person: who is well known
	Sharing     = 3 << 32 // by account: its shared line
)
