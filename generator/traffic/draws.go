package traffic

// Draws by number, each list by the key that they are children of. A number is
// never used twice below one key.

// Of a step's key; [portal.Step] says who has which numbers.
const (
	drawFalseAlarm = 16 // by control: a limit by address refuses it
	drawTry        = 18 // by control: a look-up is tried while the service is closed
	drawAttempt    = 19 // by control: how its user comes through a challenge
	drawAnswer     = 20 // by number: an answer to a challenge
	drawAgain      = 21 // the look-up repeated behind one
	drawSlow       = 22 // how long a tarpit takes
	drawFactor     = 23 // the second factor behind a sign-in
)

// drawFactorStep, of the key of a second factor, names its step's draws.
const drawFactorStep = 1

// drawDetails, of the key of a session whose sequence makes its script, is the
// key of all its details.
const drawDetails = 1

// Of the key of a session's details. Its steps' keys follow from stepsFrom on,
// those of whom its look-ups are about from aboutFrom on, both by position.
const (
	drawColdCache  = 2
	drawChangeWhen = 3 // of a new password behind a sign-in
	drawChangeStep = 4
	drawPostponed  = 5  // of an errand, until the session in hand is over
	drawMobile     = 6  // address when the own line fails
	drawFailover   = 7  // when it fails
	drawElsewhere  = 17 // by control: looks persons up through another form; below the key of a step, but for a single draw
	stepsFrom      = 16
	aboutFrom      = 1 << 20
)

// Of the key of whom a look-up is about, whose sequence chooses the person.
const (
	drawOddPerson = 7 // under a look-alike
	drawKeyOff    = 9 // of a mistyped number
)

// Of the key of odds.
const (
	drawManner  = 1 << 32 // by account: which manner may be its
	drawFamous  = 2 << 32 // by person: who is well known
	drawSharing = 3 << 32 // by account: its shared line
)

// Of the key of a kind of look-alikes.
const drawRank = 1 // by account: who shows it first

// Of the key of one look-alike. Before the scenario begins it has come up at
// other times, each with a key of its own, so that its numbers are the same.
const (
	drawBegin    = 1
	drawDay      = 2
	drawSlot     = 3  // by slot of days
	drawStretch  = 4  // by day: how long it lasts from then on
	drawErrand   = 5  // by day: when, and how much
	drawEarlier  = 5  // by number: one that came before; days are far greater than these numbers
	drawCounter  = 6  // by day, counter and half of the day
	drawVolume   = 7  // of a large desk
	drawBatch    = 8  // by day: where in the panel it begins
	drawNewPanel = 9  // of a practice that moved
	drawHome     = 10 // where in the panel its residents begin
	drawResident = 11 // by number
	drawClient   = 12
	drawHosting  = 13 // address
	drawProxied  = 14 // by session
	drawProgram  = 15 // which client a program has
)

// drawNight, of the key of an errand, is its part of the night, by number.
const drawNight = 10
