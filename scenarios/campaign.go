package scenarios

import "time"

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
	Success    Share // of the accounts tried, those that are taken; 0 or one = no other is tried
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
	ByLaboratory
)

// Targets is what the campaign looks up.
type Targets struct {
	Exposed     int // distinct persons, exactly (a ceiling under rule-triggered controls)
	Order       Order
	HitRate     Share // look-ups that find somebody
	RegionMatch Share
	Cover       Share // of the persons looked up: whom the account has found lately, as cover for the others
	Wary        Share // of the canary persons, whom it recognises and leaves out
	Source      Source
	Relations   []RelationShare // of the account's user to the targets, sums to one; empty = none
}

// Parted reports whether each account has a list of its own: of persons near it, of those
// whom its users know, or of those whom they found lately.
func (t *Targets) Parted() bool { return t.RegionMatch > 0 || t.Cover > 0 || len(t.Relations) > 0 }

// Relation is what somebody whom an account's user looks up is to that user.
type Relation uint8

// The relations.
const (
	Relative Relation = iota
	Colleague
	Neighbour
	Acquaintance
	Famous
	NumRelations
)

// RelationShare is one entry of the relations of a campaign's targets.
type RelationShare struct {
	Relation Relation
	Share    Share
}

// Source is the leaked file that a list comes from: patients of medical laboratories.
type Source struct {
	Laboratories int       // 0 = the list comes from no such file
	Departments  []string  // codes of those that the laboratories lie in; empty = anywhere
	Rows         int       // of the file; 0 = as many as the campaign would look up
	From, To     time.Time // of the patients' visits
	Outdated     Share     // of the rows whose telephone and address are of before
	Wrong        Share     // of the rows with a name or a date of birth that is not right
}

// Known reports whether the list comes from a leaked file.
func (s *Source) Known() bool { return s.Laboratories > 0 }

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
	Rate        Rate         // zero = follows from list and window
	Jitter      Share        // standard deviation of the gaps, as a share of their mean
	ThinkTime   Distribution // law of the gaps; centre 0 = that of the shape
	Visit       int          // look-ups to a visit on average; 0 = as the account's users make them
	Hours       Hours
	Ramp        Micros
	Concurrency int // accounts at work at once, at most
	MaxPerDay   int // look-ups an account a day; 0 = no cap

	// AtMost bounds the look-ups of an account in any time of a length, all of them counted
	// that the campaign makes with it: the zero value bounds nothing. No scale changes it.
	AtMost Threshold

	Shares Shares
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
	Pool      int   // distinct addresses at most; 0 = the owners' own
	Reuse     Share // mean times an address is taken; 0 = as it comes
	Region    Share // of the addresses that are near the account
	Provider  Share // of those near it that are of its own provider
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
	TLS          TLS // decides what client_fp is made of
	StaticAssets bool
	FullFlow     bool  // navigation: full_flow; else api_only
	Blend        Share // of its requests that are for other services
	Manners      Manners
}

// Manners is what a campaign does beside its look-ups: what people and their browsers do
// without thinking of it.
type Manners uint8

// The manners.
const (
	UsualManners  Manners = iota // those of the client: see [Client.Ways]
	NoManners                    // sign-ins and look-ups alone
	ScriptManners                // sign-outs, pages of other services, persons asked for again
	HumanManners                 // the same as the account's own users, and numbers mistyped
)

// Ways is how whoever got an account in some way goes about it: as the scenario says; else
// an insider is a human being, a client that goes page by page is driven by a script that
// keeps up appearances, and any other does what it came for.
func (c *Client) Ways(how Acquisition) Manners {
	switch {
	case c.Manners != UsualManners:
		return c.Manners
	case how == Insider:
		return HumanManners
	case c.FullFlow:
		return ScriptManners
	}
	return NoManners
}

// TLS is whose TLS handshake the campaign's client shows.
type TLS uint8

// The handshakes.
const (
	LibraryTLS TLS = iota
	BrowserTLS
	MismatchTLS
)

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
	OnSlowAnswers
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
	On    Reply
	Move  Move
	Share Share  // of Solve and Reacquire: how often it succeeds
	Delay Micros // of the same: the time it takes
}

// Move is what a campaign does about a reply; Next where it says nothing.
func (k *Campaign) Move(on Reply) Move {
	for i := range k.OnResponse {
		if k.OnResponse[i].On == on {
			return k.OnResponse[i].Move
		}
	}
	return Next
}
