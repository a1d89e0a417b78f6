package portal

import "github.com/breachsim/breachsim/scenarios/measure"

const (
	millisecond = measure.Millisecond
	second      = measure.Second
)

// Draws of a step's key, [Step.Key], by number. Three packages share its
// children, each with a range of its own: portal 1 to 15, traffic 16 to 31,
// campaign 32 to 47. A number is never used twice. The sequence of the key itself
// makes the audited request.
const (
	drawFlow   = 1  // the lines around a look-up
	drawBroken = 2  // size and time of the answer of a portal that is down
	drawMeans  = 3  // what the card and the phone do
	drawPush   = 4  // the question on the phone
	drawWayIn  = 5  // the lines around a sign-in with a card or the phone
	_          = 6  // was the size of a refusal, which is always the same
	drawLine   = 7  // by number of the line: what an outage makes of it
	drawFiles  = 8  // the files that a browser asks for around a page
	drawTyped  = 9  // how long what was typed wrongly is
	drawMailed = 10 // the mail that goes out
	drawBack   = 11 // what a person does before a step
	drawPlain  = 15 // the pages around a form of a client that is no browser
)

// Draws below [drawPlain].
const (
	drawPlainForm = 1 + iota
	drawFollowed
)

// drawAhead, of the key of a question on the phone, is how long before the sign-in
// its answer is noted.
const drawAhead = 1

// Draws of the key of a day's slow-down, maintenance or outage.
const (
	drawWhether = 1
	drawCourse  = 2 // when, for maintenance; how long
	drawWhen    = 3
)

// Draws of the key of a busy moment, by number of the try.
const (
	drawMoment = 1
	drawBusy   = 2
)

// Draws of the key of releases, by number of the release. Those with a range are one
// for each page or file.
const (
	drawMonth   = 1 // when it is due
	drawHour    = 2
	drawChanged = 64  // to 127: whether it changes the file
	drawHash    = 128 // to 191: of the file that it changed
	drawSize    = 192 // to 255: likewise
)

// Draws of the key of texts, above the bits that say whom they are about.
const (
	aboutUser    = 1 << 40 // of an account
	aboutNews    = 2 << 40 // of an account on a day
	aboutPerson  = 3 << 40 // of a person looked up; needs 56 bits below it
	aboutPace    = 5 << 40 // of a person at a machine
	aboutReplica = 4 << 40 // of a replica, its cycle
)
