package event

import "github.com/breachsim/breachsim/scenarios"

// Label is the class of an event. Benign is the zero value.
type Label uint8

// The labels.
const (
	Benign     Label = iota
	Attack           // made by a threat actor
	Collateral       // made to innocents by an attack or a control
	Policy           // made by a policy or by misuse that is not scraping
	Test             // authorised test traffic
)

var labelNames = names[Label]{
	Benign:     "benign",
	Attack:     "attack",
	Collateral: "collateral",
	Policy:     "policy",
	Test:       "test",
}

func (l Label) String() string { return labelNames.of(l) }

// Labels lists the names of Label by number; the first one is "benign".
func Labels() []string { return labelNames.list() }

// BenignType names a look-alike or a kind of background traffic; zero is ordinary
// traffic of users. The names are those of the scenario language, whose order they
// follow: look-alikes first.
type BenignType uint8

// Ordinary traffic is no look-alike.
const Ordinary BenignType = 0

// LookAlike is the label of a look-alike's events.
func LookAlike(k scenarios.LookAlikeKind) BenignType { return BenignType(k) + 1 }

// Background is the label of a kind of background traffic.
func Background(k scenarios.BackgroundKind) BenignType {
	return LookAlike(scenarios.NumLookAlikes) + BenignType(k)
}

func (b BenignType) String() string {
	switch {
	case b == Ordinary:
		return ""
	case b >= LookAlike(scenarios.NumLookAlikes):
		return scenarios.BackgroundKind(b - LookAlike(scenarios.NumLookAlikes)).String()
	}
	return scenarios.LookAlikeKind(b - 1).String()
}

// BenignTypes lists the names of BenignType by number.
func BenignTypes() []string {
	names := make([]string, Background(scenarios.NumBackground))
	for i := range names {
		names[i] = BenignType(i).String()
	}
	return names
}

// Phase is the phase of a campaign.
type Phase uint8

// The phases.
const (
	NoPhase Phase = iota
	Acquire
	Validate
	Scrape
	Adapt
	Stop
)

var phaseNames = names[Phase]{
	Acquire:  "acquire",
	Validate: "validate",
	Scrape:   "scrape",
	Adapt:    "adapt",
	Stop:     "stop",
}

func (p Phase) String() string { return phaseNames.of(p) }

// Phases lists the names of Phase by number.
func Phases() []string { return phaseNames.list() }

// Purpose is why an actor did it.
type Purpose uint8

// The purposes.
const (
	NoPurpose Purpose = iota
	Visit
	Dispensing
	Admission
	HomeCare
	Invoicing
	SessionHandling
	Housekeeping
	ListScraping
	AccountTakeover
	AccessCheck
	Containment
	Recovery
	ForcedChange
	AppointmentCheck
	Vaccination
	FileReview
	ListUpdate
	Duty
	SecurityTest
	NoReasonGiven
	Cover
	OfFamily // and the following: who is looked up is that to the user, in the order of relations
	OfColleague
	OfNeighbour
	OfAcquaintance
	OfFamous
)

var purposeNames = names[Purpose]{
	Visit:            "visit",
	Dispensing:       "dispensing",
	Admission:        "admission",
	HomeCare:         "home_care",
	Invoicing:        "invoicing",
	SessionHandling:  "session",
	Housekeeping:     "housekeeping",
	ListScraping:     "list_scraping",
	AccountTakeover:  "account_takeover",
	AccessCheck:      "access_check",
	Containment:      "containment",
	Recovery:         "recovery",
	ForcedChange:     "forced_change",
	AppointmentCheck: "appointment_check",
	Vaccination:      "vaccination",
	FileReview:       "file_review",
	ListUpdate:       "list_update",
	Duty:             "duty",
	SecurityTest:     "security_test",
	NoReasonGiven:    "no_reason",
	OfFamily:         "of_family",
	OfColleague:      "of_colleague",
	OfNeighbour:      "of_neighbour",
	OfAcquaintance:   "of_acquaintance",
	OfFamous:         "of_famous",
	Cover:            "cover",
}

func (p Purpose) String() string { return purposeNames.of(p) }

// Purposes lists the names of Purpose by number.
func Purposes() []string { return purposeNames.list() }

// ActorKind is who emitted the event.
type ActorKind uint8

// The actors.
const (
	NoActor ActorKind = iota
	Owner
	Delegate
	Bot
	Portal
	Analyst
	Software // a practice's own program
	Locum    // who stands in for the owner
	Tester   // an authorised tester
	Insider  // a rightful user who turned
	Outsider // of the background: who has no account and belongs to no campaign
)

var actorNames = names[ActorKind]{
	Owner:    "owner",
	Delegate: "delegate",
	Bot:      "bot",
	Portal:   "portal",
	Analyst:  "analyst",
	Software: "software",
	Locum:    "locum",
	Tester:   "tester",
	Insider:  "insider",
	Outsider: "outsider",
}

func (a ActorKind) String() string { return actorNames.of(a) }

// Effect is what an overlay did to a base event.
type Effect uint8

// The effects.
const (
	Suppressed Effect = iota + 1
	Changed
	Added
)

var effectNames = names[Effect]{
	Suppressed: "suppressed",
	Changed:    "changed",
	Added:      "added",
}

func (e Effect) String() string { return effectNames.of(e) }

// Cause says whether a campaign or a control interfered.
type Cause uint8

// The causes.
const (
	ByCampaign Cause = iota + 1
	ByControl
)

var causeNames = names[Cause]{
	ByCampaign: "campaign",
	ByControl:  "control",
}

func (c Cause) String() string { return causeNames.of(c) }

// Channel is how an affected person was told.
type Channel uint8

// The channels.
const (
	NotTold Channel = iota
	ByEmail
	ByLetter
)

var channelNames = names[Channel]{
	ByEmail:  "email",
	ByLetter: "letter",
}

func (c Channel) String() string { return channelNames.of(c) }
