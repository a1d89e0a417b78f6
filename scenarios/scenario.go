// Package scenarios reads scenario files, checks them, and holds the built-in
// library.
//
// It stands at the start of the flow and imports nothing of the project:
// everything behind it works on the checked values below. It simulates
// nothing and decides nothing that the file does not say.
//
// All quantities are integers in small units (microseconds, millionths), so
// that what is computed from them is the same on every processor.
package scenarios

import "time"

// Version is the version of the scenario language.
const Version = 1

// Scenario is one checked scenario, every default filled in.
type Scenario struct {
	ID, Title  string
	Seed       uint64
	Time       Time
	Population Population
	Calendar   Calendar
	Benign     Benign
	Campaigns  []Campaign
	Controls   []Control
	Signals    []Signal
	Output     Output
}

// Share is a share of one in millionths: 0 to 1,000,000.
type Share int64

// Micros is a length of time in microseconds.
type Micros int64

// Time is the simulated window, [Start, End).
type Time struct {
	Start, End time.Time // in Location
	Timezone   string    // IANA name
	Location   *time.Location
	Warmup     Micros // emitted before Start; 0 = none
}

// Population sizes the world.
type Population struct {
	Accounts       int
	InsuredPersons int
	ProfileMix     []ProfileShare // in the order of Profiles, sums to one
}

// Profile is a class of account.
type Profile uint8

// The profiles, in canonical order.
const (
	GP Profile = iota
	Pharmacy
	Nurse
	Other
	HospitalDesk
	Lab
	Vaccination
	NumProfiles
)

// ProfileShare is one entry of the mix.
type ProfileShare struct {
	Profile Profile
	Share   Share
}

// Calendar is what the year does to everybody.
type Calendar struct {
	Country     string // ISO 3166-1 alpha-2
	SchoolZones bool
	Epidemics   []Epidemic
}

// Epidemic multiplies demand: it rises from Onset to Gain at Peak and falls
// back as fast.
type Epidemic struct {
	Name        string
	Onset, Peak time.Time
	Gain        Share // millionths; 1,250,000 = a quarter more at the peak
}

// Benign is how honest users behave.
type Benign struct {
	CredentialSharing Share
	AfterHours        Share
	LookAlikes        []LookAlike
}

// LookAlike is one hard negative. Its behaviour is built by a later version.
type LookAlike struct{ Type string }

// Campaign is one threat actor's campaign.
type Campaign struct {
	ID         string
	Window     Span
	CoUse      CoUse
	Access     AccountAccess
	Targets    Targets
	Pacing     Pacing
	Rotation   Rotation
	Network    Network
	Client     Client
	OnResponse []Reaction
}

// Span is a stretch of time, [From, To).
type Span struct{ From, To time.Time }

// CoUse says whether the rightful owner keeps working.
type CoUse uint8

// The forms of co-use.
const (
	OwnerActive CoUse = iota
	OwnerIdle
	SameSession
)

// AccountAccess is how the campaign gets its accounts.
type AccountAccess struct {
	Techniques []string // ATT&CK ids
	Accounts   int
	Profiles   []ProfileCount // sums to Accounts; empty = any
	Acquire    []AcquireShare // sums to one
	Validate   Validate
}

// ProfileCount asks for a number of accounts of one profile.
type ProfileCount struct {
	Profile Profile
	Count   int
}

// Acquisition is a way to an account.
type Acquisition uint8

// The ways.
const (
	CredentialReplay Acquisition = iota
	MailboxReset
	SessionTheft
	DormantAccount
	SelfRegistration
	Insider
)

// AcquireShare is one entry of the acquisition mix.
type AcquireShare struct {
	How   Acquisition
	Share Share
}

// Validate is the trial use before the campaign proper.
type Validate struct {
	Lead    Micros
	LookUps int // per account
}

// Order is the order of the target list.
type Order uint8

// The orders.
const (
	Sorted Order = iota // by NIR
	Random
	ByRegion
	ByHousehold
	Enumeration
)

// Targets is what the campaign looks up.
type Targets struct {
	Exposed     int // distinct persons, exactly (a ceiling under rule-triggered controls)
	Order       Order
	HitRate     Share // look-ups that find somebody
	RegionMatch Share
}

// Shape is the shape of the pacing.
type Shape uint8

// The shapes.
const (
	Constant Shape = iota
	PoissonShape
	LogNormalShape
	Burst
	Diurnal
	OwnerMimic
)

// Hours is when the campaign works.
type Hours uint8

// The hours.
const (
	AllHours Hours = iota
	OfficeHours
	OwnerHours
)

// Pacing is the campaign's tempo.
type Pacing struct {
	Shape       Shape
	Rate        Rate  // zero = follows from list and window
	Jitter      Share // of the mean gap
	Hours       Hours
	Ramp        Micros
	Concurrency int
	MaxPerDay   int // look-ups an account a day; 0 = no cap
}

// RateUnit is the unit of a rate.
type RateUnit uint8

// The units.
const (
	NoRate    RateUnit = iota
	PerSecond          // look-ups a second, all accounts together
	PerDay             // look-ups a day and account
	OwnerMean          // multiple of the owner's own mean
)

// Rate is an amount in millionths of its unit.
type Rate struct {
	Unit   RateUnit
	Amount int64
}

// AccountRotation is how accounts take turns.
type AccountRotation uint8

// The turns.
const (
	Parallel AccountRotation = iota
	Sequential
	LeastRecent
	Burn
)

// AddressRotation is how addresses take turns.
type AddressRotation uint8

// The turns of addresses.
const (
	PerAccount AddressRotation = iota
	NeverRotate
	Sticky
	PerRequest
)

// Rotation is the turns of accounts and addresses.
type Rotation struct {
	Accounts   AccountRotation
	IP         AddressRotation
	IPLifetime Micros
	DutyCycle  Share
}

// NetworkKind is the kind of network the campaign comes from.
type NetworkKind uint8

// The kinds.
const (
	Datacentre NetworkKind = iota
	VPN
	ResidentialProxy
	MobileCGNAT
	Tor
	OwnerHost
)

// Network is where the campaign comes from.
type Network struct {
	Kind      NetworkKind
	Countries []string
	Pool      int // distinct addresses
}

// UserAgent is how the campaign's client names itself.
type UserAgent uint8

// The forms.
const (
	LibraryAgent UserAgent = iota
	FixedAgent
	OwnerClone
	AgentPool
)

// Client is the campaign's client.
type Client struct {
	UserAgent    UserAgent
	StaticAssets bool
	FullFlow     bool // navigation: full_flow; else api_only
}

// Reply is what the portal answered.
type Reply uint8

// The replies a campaign can react to.
const (
	OnNotFound Reply = iota
	On429
	On403
	OnCaptcha
	OnStepUp
	OnAccountReset
	OnServiceClosed
)

// Move is what the threat actor does about a reply.
type Move uint8

// The moves.
const (
	Next Move = iota
	StopMove
	Backoff
	HalveRate
	RotateIP
	RotateAccount
	DropAccount
	SwitchEndpoint
	Solve
	Reacquire
)

// Reaction is one line of the campaign's policy.
type Reaction struct {
	On   Reply
	Move Move
}

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
	ID      string // given, or type and number
	Type    ControlType
	At      time.Time
	Actions []ControlAction
}

// Signal names a family of evidence that a scenario means to be visible.
type Signal string

// NIRMode is how logs carry the number.
type NIRMode uint8

// The modes.
const (
	NIRHMAC NIRMode = iota
	NIRClear
	NIROmit
)

// Output is how the portal logs.
type Output struct {
	NIR            NIRMode
	NotFoundStatus int // HTTP status of "not found": 200, 400 or 404
}
