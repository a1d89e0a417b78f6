package defence

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
)

// Request is one request as the portal sees it.
type Request struct {
	TS       int64
	Account  *Account
	Session  uint64
	SignedIn int64 // when its session was opened
	Addr     event.Addr
	Doctor   bool // through the form for referring doctors, which no closure concerns
}

// Answer is what became of a look-up, as the log tells it to detectors.
type Answer struct {
	Request
	NIR      nir.NIR
	Holder   uint32 // whose number it is, of a campaign's look-up that found somebody
	Hit      bool
	Answered bool // found, not found or without rights
	NotFound bool
	Attack   bool
	Event    uint64 // event_id
	Canary   uint8  // 1 + index of the control whose canary was found; 0 = none
}
