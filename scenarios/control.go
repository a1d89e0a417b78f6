package scenarios

import (
	"net/netip"
	"slices"
	"time"
)

// ControlType is a kind of control.
type ControlType uint8

// The kinds.
const (
	Analyst ControlType = iota
	Policy
	RateLimit
	Captcha
	StepUp
	IPBan
	Tarpit
	Canary
)

// ControlAction is what a control does.
type ControlAction uint8

// The actions.
const (
	BanAddresses ControlAction = iota
	ResetAccounts
	ForcePasswordChange
	TooManyRequests // the look-up gets 429
	ChallengeClient
	AskSecondFactor
	SlowAnswers
	RaiseAlert
	CloseService // look-ups get 503
	GiveDecoys   // look-ups that find somebody get the record of nobody
	RequireSecondFactor
)

// Scope is what a standing control counts by.
type Scope uint8

// The scopes.
const (
	PerAddress Scope = iota + 1
	PerSession
	PerAccountScope
)

// Rule is a reference rule whose alert triggers a control: the number of R1 to
// R5 or R9; 0 = none.
type Rule uint8

// Detection is what triggers a control. The zero value is a control by the
// clock.
type Detection struct {
	Rule    Rule      // or
	Volume  Threshold // distinct persons of one account within a time, or
	Outside bool      // alerts of a detector outside
	Alerts  []Alert   // those that it has raised
	Delay   Micros    // from the alert to the control: its median where a person decides
}

// Alert is what a detector outside says of an account or of an address.
type Alert struct {
	At      time.Time
	Account string     // its name in the log, PS and seven digits; empty where it is about an address
	Addr    netip.Addr // zero where it is about an account
	Acts    time.Time  // when the control acts on it; zero = after the delay of the detection
}

// Control is one control of the defender.
type Control struct {
	ID   string // given, or type and number
	Type ControlType
	At   time.Time

	// DetectedAt is when the analyst noticed; never after At. Equal to At
	// when the file does not say.
	DetectedAt time.Time

	Actions []ControlAction

	Detect    Detection
	Scope     Scope     // of a standing control
	Threshold Threshold // beyond which a standing control acts
	Duration  Micros    // how long its effect lasts, or enrolment takes; 0 = for good
	Count     int       // canary persons

	// Of an analyst who bans by hand: median time between two bans (0 = at once, as a
	// machine does), and shares of the addresses on the list that are overlooked, or
	// beside which somebody else's is banned as well.
	Pace             Micros
	Missed, Mistaken Share

	FalseAlarms Share // look-ups of accounts that no campaign touches which it hits at random

	Disabled bool // nothing of it happens; campaigns plan by its time all the same
}

// ByRule reports whether an alert triggers the control, and not the clock.
func (k *Control) ByRule() bool {
	return k.Detect.Rule != 0 || k.Detect.Volume.Count > 0 || k.Detect.Outside || k.Type == Canary
}

// Closes reports whether the control closes the service for a time.
func (k *Control) Closes() bool { return slices.Contains(k.Actions, CloseService) }

// Enrols reports whether the control asks everybody who signs in with a
// password for a second factor. Its duration is the time over which accounts
// are enrolled.
func (k *Control) Enrols() bool { return slices.Contains(k.Actions, RequireSecondFactor) }

// Contains reports whether a person or a machine bans and resets by it.
func (k *Control) Contains() bool { return k.Type == Analyst || k.Type == IPBan }

// Standing reports whether the control judges each look-up by itself.
func (k *Control) Standing() bool { return k.Threshold.Count > 0 }

// Ceiling reports whether targets.exposed is a ceiling under the control: how
// many persons a campaign gets then follows from what it meets.
func (k *Control) Ceiling() bool { return k.ByRule() || k.Standing() || k.Closes() || k.Enrols() }
