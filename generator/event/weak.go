package event

import "github.com/breachsim/breachsim/generator/nir"

// Warning is an alert that a firewall for web applications (WAF) or a SIEM raised at the
// time. It is one of the things that a real team has in place of the truth: it may be
// false, and others may be missing.
type Warning struct {
	ID       uint64
	TS       int64 // when it was raised
	From, To int64 // first and last of the events that it is about
	Event    uint64
	Session  uint64
	Addr     Addr
	Account  uint32 // or NoAccount
	Count    uint32 // events that it is about
	Day      int32  // local day of the events
	Rule     WarningRule
}

// WarningRule is what raised a warning.
type WarningRule uint8

// The rules.
const (
	NoWarningRule WarningRule = iota
	RateByAddress
	FailedSignIns
	MassLookUps
	ImpossibleTravel
	KnownBadNetwork
)

var warningRuleNames = names[WarningRule]{
	RateByAddress:    "rate_by_address",
	FailedSignIns:    "failed_sign_ins",
	MassLookUps:      "mass_lookups",
	ImpossibleTravel: "impossible_travel",
	KnownBadNetwork:  "known_bad_network",
}

func (r WarningRule) String() string { return warningRuleNames.of(r) }

// WarningRules lists the names of WarningRule by number.
func WarningRules() []string { return warningRuleNames.list() }

// Source names the system that a rule belongs to.
func (r WarningRule) Source() string {
	if r == RateByAddress || r == KnownBadNetwork {
		return "waf"
	}
	return "siem"
}

// Severity is how urgent the rule says it is.
func (r WarningRule) Severity() string {
	switch r {
	case ImpossibleTravel, MassLookUps:
		return "high"
	case FailedSignIns, KnownBadNetwork:
		return "medium"
	}
	return "low"
}

// Ticket is a call or letter at the help desk, or an analyst's case.
type Ticket struct {
	ID       uint64
	Opened   int64
	Assigned int64
	Closed   int64
	Event    uint64 // the last event that it is about
	At       int64  // when that was
	Warning  uint64 // of a case; 0 = none
	NIR      nir.NIR
	NIRRef   uint64
	Account  uint32
	Kind     TicketKind
	Channel  TicketChannel
	Verdict  Verdict
	Closure  Closure
	Unsaid   bool // nobody called; kept for those who call for another reason: Assigned is how long they wait
}

// TicketKind is what a ticket is about.
type TicketKind uint8

// The kinds.
const (
	NoTicketKind TicketKind = iota
	AccessTicket            // the user cannot sign in
	QuestionTicket
	ComplaintTicket // an insured person asks who looked
	CaseTicket      // an analyst looks into an alert
)

var ticketKindNames = names[TicketKind]{
	AccessTicket:    "access",
	QuestionTicket:  "question",
	ComplaintTicket: "complaint",
	CaseTicket:      "case",
}

func (k TicketKind) String() string { return ticketKindNames.of(k) }

// TicketKinds lists the names of TicketKind by number.
func TicketKinds() []string { return ticketKindNames.list() }

// TicketChannel is how a ticket came in.
type TicketChannel uint8

// The channels.
const (
	NoTicketChannel TicketChannel = iota
	ByPhone
	ByMail
	ByForm
	FromAlert
)

var ticketChannelNames = names[TicketChannel]{ByPhone: "phone", ByMail: "mail", ByForm: "form", FromAlert: "alert"}

func (c TicketChannel) String() string { return ticketChannelNames.of(c) }

// TicketChannels lists the names of TicketChannel by number.
func TicketChannels() []string { return ticketChannelNames.list() }

// Verdict is what an analyst held an alert to be.
type Verdict uint8

// The verdicts.
const (
	NoVerdict Verdict = iota
	HeldTrue
	HeldFalse
	Undetermined
)

var verdictNames = names[Verdict]{HeldTrue: "true", HeldFalse: "false", Undetermined: "undetermined"}

func (v Verdict) String() string { return verdictNames.of(v) }

// Verdicts lists the names of Verdict by number.
func Verdicts() []string { return verdictNames.list() }

// Closure is why a ticket was closed.
type Closure uint8

// The closures.
const (
	NoClosure Closure = iota
	HelpedToSignIn
	Answered
	PassedOn // to those whose affair it is
	Dismissed
	OwnerDenies
	OwnerConfirms
	KnownProgram
	SharedAddress
	OwnerNotReached
	NothingToSee
	AccountWasReset
)

var closureNames = names[Closure]{
	HelpedToSignIn:  "helped_to_sign_in",
	Answered:        "answered",
	PassedOn:        "passed_on",
	Dismissed:       "dismissed",
	OwnerDenies:     "owner_denies",
	OwnerConfirms:   "owner_confirms",
	KnownProgram:    "known_program",
	SharedAddress:   "shared_address",
	OwnerNotReached: "owner_not_reached",
	NothingToSee:    "no_evidence",
	AccountWasReset: "account_reset",
}

func (c Closure) String() string { return closureNames.of(c) }

// Closures lists the names of Closure by number.
func Closures() []string { return closureNames.list() }

// Ground is the reason of a look-up that other systems than the portal know.
type Ground struct {
	Event   uint64
	TS      int64 // of the look-up
	At      int64 // of what explains it: mostly before it, of an invoice after it
	NIR     nir.NIR
	NIRRef  uint64
	Account uint32
	Kind    GroundKind
}

// GroundKind is what explains a look-up.
type GroundKind uint8

// The kinds.
const (
	NoGround GroundKind = iota
	Appointment
	CardRead
	Invoice
	Referral
	HospitalAdmission
)

var groundNames = names[GroundKind]{
	Appointment:       "appointment",
	CardRead:          "card_read",
	Invoice:           "invoice",
	Referral:          "referral",
	HospitalAdmission: "admission",
}

func (k GroundKind) String() string { return groundNames.of(k) }

// GroundKinds lists the names of GroundKind by number.
func GroundKinds() []string { return groundNames.list() }
