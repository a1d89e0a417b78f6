package scenarios

import "time"

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

// The actions built so far.
const (
	BanAddresses ControlAction = iota
	ResetAccounts
	ForcePasswordChange
)

// Control is one control of the defender.
type Control struct {
	ID   string // given, or type and number
	Type ControlType
	At   time.Time

	// DetectedAt is when the analyst noticed; never after At. Equal to At
	// when the file does not say.
	DetectedAt time.Time

	Actions []ControlAction
}
