package spell

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Extras draws what an entry of a campaign's list brings along besides its
// look-up: a try that fails upstream, requests that cover it, its details. All of
// it follows from the entry alone.
//
//	last look-up ····· cover ·· cover ·· failed try ·· look-up
type Extras struct {
	Key   random.Key // of the campaign
	Blend int64      // share of covering requests among all, in millionths
	From  int64      // when the campaign begins

	Portal *portal.Conditions // which fails look-ups of everybody; nil = one without bad spells
}

// Draws about an entry of the list, below the campaign's key.
const (
	drawFails = 1 + iota
	drawCovers
	drawCover
	drawTarpit
	drawStep
	drawTry
	drawMistyped
	drawBehind
	drawEntered
)

// Children of [drawEntered]'s key, beyond those of the portal and of traffic.
const (
	drawFirst = 35 + iota
	drawFirstAt
	drawFirstService
)

// Children of [drawMistyped]'s key, beyond those of the portal and of traffic.
const (
	drawWrong = 35 + iota
	drawWrongAt
	drawKeyOff
)

// Children of [drawBehind]'s key.
const (
	drawPage = 1 + iota
	drawPageAt
	drawPageService
	drawPageStep
	drawAgain
	drawAgainAt
	drawAgainWho
	drawAgainStep
)

// drawAgainFar names how far back who is asked for again is, under drawAgainWho.
const drawAgainFar = 1

// Children of a failing look-up's key.
const (
	drawFailed = 1 + iota
	drawFailedAt
	drawFailedStep = 32 // beyond those of the portal and of traffic
)

// Fails reports whether the directory fails before a look-up of entry k at ts, and
// when.
func (x *Extras) Fails(k uint64, ts int64) (at int64, ok bool) {
	key := x.Key.At2(drawFails, k)
	if !key.At(drawFailed).Chance(x.Portal.Failing(ts)) {
		return 0, false
	}
	at = ts - 1500*1000 - int64(key.At(drawFailedAt).Below(uint64(3*calendar.Second)))
	return at, at >= x.From
}

// CoverReach is how long before a look-up the requests that cover it begin at
// the earliest.
const CoverReach = 4 * calendar.Minute

// covers returns how many requests to other services come before the look-up of
// entry k, so that their share is that of the campaign.
func (x *Extras) covers(k uint64) int {
	if x.Blend == 0 {
		return 0
	}
	each := x.Blend * random.Million / (random.Million - x.Blend) // a look-up, in millionths
	n := int(each / random.Million)
	if x.Key.At2(drawCovers, k).Chance(each % random.Million) {
		n++
	}
	return n
}

// Children of a covering request's key, beyond those of the portal and of traffic.
const (
	drawCoverAt = 33 + iota
	drawCoverService
)

// messagesShare is how many of the covering requests are for messages, in
// millionths; the others are for payments (an assumption).
const messagesShare = 550_000

// CoverService is the service that a covering request is for: pages that only show
// something.
func CoverService(s portal.Step) event.Service {
	if s.Key.At(drawCoverService).Chance(messagesShare) {
		return event.Messages
	}
	return event.Payments
}

// cover is request n of the covers of entry k, between its look-up, at the end of
// the span, and what came before.
func (x *Extras) cover(k uint64, n, of int, span script.Span) portal.Step {
	key := x.Key.At2(drawCover, k).At(uint64(n))
	room := min(span.To-span.From, CoverReach)
	part := room / int64(of+1)
	at := span.To - room + part*int64(n) + min(1+int64(key.At(drawCoverAt).Below(uint64(max(part, 1)))), part)
	return portal.Step{TS: at, Key: key}
}

// StepKey names the draws of the look-up of an entry.
func (x *Extras) StepKey(k uint64) random.Key { return x.Key.At2(drawStep, k) }

// TryKey names the draws of the n-th try for an entry in an outage.
func (x *Extras) TryKey(k uint64, n int) random.Key { return x.Key.At2(drawTry, k).At(uint64(n)) }

// TarpitKey names how long a tarpit takes over an entry.
func (x *Extras) TarpitKey(k uint64) random.Key { return x.Key.At2(drawTarpit, k) }

// FailedStep names the draws of the try before a look-up that fails upstream.
func FailedStep(lookUp random.Key) random.Key { return lookUp.At(drawFailedStep) }
