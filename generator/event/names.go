package event

import (
	"strings"

	"breachsim/scenarios"
)

// The enumerations below are written to datasets by name. Zero is "none",
// written as null, except where a list says otherwise. Names are the contract;
// numbers are not.

// Action is what was done.
type Action uint8

// The actions of the audit log.
const (
	NoAction Action = iota
	Login
	Logout
	Lookup
	ServiceUse
	PasswordResetRequest
	PasswordReset
	PasswordResetForced
	AccountLock
	AccountUnlock
	IPBan
	IPUnban
	MFAChallenge
	Challenge // an answer to a challenge that a program finds hard
)

var actionNames = [...]string{"", "login", "logout", "lookup", "service_use", "password_reset_request", "password_reset",
	"password_reset_forced", "account_lock", "account_unlock", "ip_ban", "ip_unban", "mfa_challenge", "challenge"}

func (a Action) String() string { return actionNames[a] }

// Outcome says whether the action succeeded (ECS event.outcome).
type Outcome uint8

// The outcomes.
const (
	NoOutcome Outcome = iota
	Success
	Failure
)

var outcomeNames = [...]string{"", "success", "failure"}

func (o Outcome) String() string { return outcomeNames[o] }

// Reason explains an outcome.
type Reason uint8

// The reasons.
const (
	NoReason Reason = iota
	BadCredentials
	CardError
	BadKeyTyped
	NotInDirectory
	RightsClosed
	Banned
	SessionRevoked
	ResetRequired
	PasswordChangeRequired
	ForgottenPassword
	UpstreamError
	AnalystDecision
	SessionExpired
	CardTimeout // the card was not read in time
	MFATimeout  // the push on the phone was not answered
	MFADenied   // … was refused by its owner
	AutomaticRule
	RateLimited
	Challenged      // asked for an answer that a program finds hard
	ChallengeFailed // … which was wrong
	StepUpNeeded    // asked for a second factor
	ServiceClosed
)

var reasonNames = [...]string{"", "bad_credentials", "card_error", "bad_key", "not_found", "no_rights", "ip_ban", "session_revoked",
	"reset_required", "password_change_required", "forgotten_password", "upstream_error", "analyst_decision", "session_expired",
	"card_timeout", "mfa_timeout", "mfa_denied", "automatic_rule", "rate_limit", "challenge", "challenge_failed", "step_up", "service_closed"}

func (r Reason) String() string { return reasonNames[r] }

// Auth is the sign-in method.
type Auth uint8

// The sign-in methods of the period.
const (
	NoAuth Auth = iota
	Password
	CPS
	ECPS
)

var authNames = [...]string{"", "password", "cps", "ecps"}

func (a Auth) String() string { return authNames[a] }

// Service is the part of the portal.
type Service uint8

// The services.
const (
	NoService Service = iota
	SignIn
	Infopatient
	ReferringDoctor
	SickLeave
	LongTermProtocol
	Transport
	Payments
	Messages
	Administration
)

var serviceNames = [...]string{"", "sign_in", "infopatient", "referring_doctor", "sick_leave", "ald_protocol", "transport",
	"payments", "messages", "administration"}

func (s Service) String() string { return serviceNames[s] }

// Result is what a look-up found.
type Result uint8

// The results of a look-up.
const (
	NoResult Result = iota
	Found
	NotFound
	BadKey
	NoRights
	ResultError
)

var resultNames = [...]string{"", "found", "not_found", "bad_key", "no_rights", "error"}

func (r Result) String() string { return resultNames[r] }

// Method is the HTTP method.
type Method uint8

// The methods the portal takes.
const (
	NoMethod Method = iota
	GET
	POST
)

var methodNames = [...]string{"", "GET", "POST"}

func (m Method) String() string { return methodNames[m] }

// Path is an address of the portal, by number; the portal's paths are invented.
type Path uint8

// The paths.
const (
	NoPath Path = iota
	PathSignIn
	PathSignInCard
	PathSignOut
	PathForgotten
	PathReset
	PathHome
	PathHomeData
	PathInfopatient
	PathSearch
	PathReferringDoctor
	PathSickLeave
	PathLongTermProtocol
	PathTransport
	PathPayments
	PathMessages
	PathAssetApp
	PathAssetVendor
	PathAssetStyle
	PathAssetFont
	PathAssetLogo
	PathAssetIcons
	PathByRef    // a look-up whose path ends in the keyed reference of the number
	PathByNumber // … in the number itself
	QueryByRef   // the same two in the query
	QueryByNumber
	PathMasked // … with the number masked
	QueryMasked
	PathSignInPush // leads to the identity provider, whose host is not ours
	PathCallBack   // and back from it
	PathVerify     // takes the answers to challenges
	PathPatient    // where the form for referring doctors looks the person up
)

var pathNames = [...]string{"", "/connexion", "/connexion/carte", "/deconnexion", "/mot-de-passe/oubli", "/mot-de-passe/nouveau",
	"/accueil", "/accueil/donnees", "/infopatient", "/infopatient/recherche", "/medecin-traitant/declaration",
	"/arret-de-travail/avis", "/protocole-de-soins", "/transport/prescription", "/paiements", "/messagerie",
	"/static/app-4f1c9a.js", "/static/vendor-77ab02.js", "/static/style-d02e51.css", "/static/texte.woff2", "/static/logo.svg", "/static/icones.svg",
	"/infopatient/assures/{nir_ref}", "/infopatient/assures/{nir}", "/infopatient/assures?nir={nir_ref}", "/infopatient/assures?nir={nir}", "/infopatient/assures/***", "/infopatient/assures?nir=***",
	"/connexion/psc", "/connexion/psc/retour?code=***", "/verification", "/medecin-traitant/assure"}

func (p Path) String() string { return pathNames[p] }

// Fixed is the text of the path as far as it is always the same, and whether
// the number or its reference follows.
func (p Path) Fixed() (text string, more bool) {
	text, _, more = strings.Cut(pathNames[p], "{")
	return text, more
}

// ByRef reports whether the keyed reference of the number looked up follows
// the path's text.
func (p Path) ByRef() bool { return p == PathByRef || p == QueryByRef }

// ByNumber reports whether the number that was typed follows the path's text.
func (p Path) ByNumber() bool { return p == PathByNumber || p == QueryByNumber }

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

var labelNames = [...]string{"benign", "attack", "collateral", "policy", "test"}

func (l Label) String() string { return labelNames[l] }

// BenignType names a look-alike; zero is ordinary traffic. The others have the
// names of the scenario language, whose order they follow.
type BenignType uint8

// Ordinary traffic is no look-alike.
const Ordinary BenignType = 0

// LookAlike is the label of a look-alike's events.
func LookAlike(k scenarios.LookAlikeKind) BenignType { return BenignType(k) + 1 }

func (b BenignType) String() string {
	if b == Ordinary {
		return ""
	}
	return scenarios.LookAlikeKind(b - 1).String()
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

var phaseNames = [...]string{"", "acquire", "validate", "scrape", "adapt", "stop"}

func (p Phase) String() string { return phaseNames[p] }

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
)

var purposeNames = [...]string{"", "visit", "dispensing", "admission", "home_care", "invoicing", "session", "housekeeping", "list_scraping",
	"account_takeover", "access_check", "containment", "recovery", "forced_change", "appointment_check", "vaccination",
	"file_review", "list_update", "duty", "security_test", "no_reason", "cover"}

func (p Purpose) String() string { return purposeNames[p] }

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
)

var actorNames = [...]string{"", "owner", "delegate", "bot", "portal", "analyst", "software", "locum", "tester", "insider"}

func (a ActorKind) String() string { return actorNames[a] }

// Effect is what an overlay did to a base event.
type Effect uint8

// The effects.
const (
	Suppressed Effect = iota + 1
	Changed
	Added
)

var effectNames = [...]string{"", "suppressed", "changed", "added"}

func (e Effect) String() string { return effectNames[e] }

// Cause says whether a campaign or a control interfered.
type Cause uint8

// The causes.
const (
	ByCampaign Cause = iota + 1
	ByControl
)

func (c Cause) String() string { return [...]string{"", "campaign", "control"}[c] }

// Channel is how an affected person was told.
type Channel uint8

// The channels.
const (
	NotTold Channel = iota
	ByEmail
	ByLetter
)

var channelNames = [...]string{"", "email", "letter"}

func (c Channel) String() string { return channelNames[c] }
