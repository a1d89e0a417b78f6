package event

import "strings"

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

var actionNames = names[Action]{
	Login:                "login",
	Logout:               "logout",
	Lookup:               "lookup",
	ServiceUse:           "service_use",
	PasswordResetRequest: "password_reset_request",
	PasswordReset:        "password_reset",
	PasswordResetForced:  "password_reset_forced",
	AccountLock:          "account_lock",
	AccountUnlock:        "account_unlock",
	IPBan:                "ip_ban",
	IPUnban:              "ip_unban",
	MFAChallenge:         "mfa_challenge",
	Challenge:            "challenge",
}

func (a Action) String() string { return actionNames.of(a) }

// Actions lists the names of Action by number.
func Actions() []string { return actionNames.list() }

// Outcome says whether the action succeeded (ECS event.outcome).
type Outcome uint8

// The outcomes.
const (
	NoOutcome Outcome = iota
	Success
	Failure
)

var outcomeNames = names[Outcome]{
	Success: "success",
	Failure: "failure",
}

func (o Outcome) String() string { return outcomeNames.of(o) }

// Outcomes lists the names of Outcome by number.
func Outcomes() []string { return outcomeNames.list() }

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
	OwnerRequest   // the owner asked the help desk for it
	UnknownAccount // the identifier that was typed is nobody's
)

var reasonNames = names[Reason]{
	BadCredentials:         "bad_credentials",
	CardError:              "card_error",
	BadKeyTyped:            "bad_key",
	NotInDirectory:         "not_found",
	RightsClosed:           "no_rights",
	Banned:                 "ip_ban",
	SessionRevoked:         "session_revoked",
	ResetRequired:          "reset_required",
	PasswordChangeRequired: "password_change_required",
	ForgottenPassword:      "forgotten_password",
	UpstreamError:          "upstream_error",
	AnalystDecision:        "analyst_decision",
	SessionExpired:         "session_expired",
	CardTimeout:            "card_timeout",
	MFATimeout:             "mfa_timeout",
	MFADenied:              "mfa_denied",
	AutomaticRule:          "automatic_rule",
	RateLimited:            "rate_limit",
	Challenged:             "challenge",
	ChallengeFailed:        "challenge_failed",
	StepUpNeeded:           "step_up",
	ServiceClosed:          "service_closed",
	OwnerRequest:           "owner_request",
	UnknownAccount:         "unknown_account",
}

func (r Reason) String() string { return reasonNames.of(r) }

// Reasons lists the names of Reason by number.
func Reasons() []string { return reasonNames.list() }

// Auth is the sign-in method.
type Auth uint8

// The sign-in methods of the period.
const (
	NoAuth Auth = iota
	Password
	CPS
	ECPS
)

var authNames = names[Auth]{
	Password: "password",
	CPS:      "cps",
	ECPS:     "ecps",
}

func (a Auth) String() string { return authNames.of(a) }

// Auths lists the names of Auth by number.
func Auths() []string { return authNames.list() }

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

var serviceNames = names[Service]{
	SignIn:           "sign_in",
	Infopatient:      "infopatient",
	ReferringDoctor:  "referring_doctor",
	SickLeave:        "sick_leave",
	LongTermProtocol: "ald_protocol",
	Transport:        "transport",
	Payments:         "payments",
	Messages:         "messages",
	Administration:   "administration",
}

func (s Service) String() string { return serviceNames.of(s) }

// Services lists the names of Service by number.
func Services() []string { return serviceNames.list() }

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

var resultNames = names[Result]{
	Found:       "found",
	NotFound:    "not_found",
	BadKey:      "bad_key",
	NoRights:    "no_rights",
	ResultError: "error",
}

func (r Result) String() string { return resultNames.of(r) }

// Results lists the names of Result by number.
func Results() []string { return resultNames.list() }

// Method is the HTTP method.
type Method uint8

// The methods the portal takes.
const (
	NoMethod Method = iota
	GET
	POST
)

var methodNames = names[Method]{
	GET:  "GET",
	POST: "POST",
}

func (m Method) String() string { return methodNames.of(m) }

// Methods lists the names of Method by number.
func Methods() []string { return methodNames.list() }

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
	PathFavicon
	PathTouchIcon    // icons for a telephone's home screen, and the source map of the
	PathTouchIconPre // style: browsers ask for them, and the portal has none
	PathSourceMap
	PathOldHome // where the portal began years ago
)

var pathNames = names[Path]{
	PathSignIn:           "/connexion",
	PathSignInCard:       "/connexion/carte",
	PathSignOut:          "/deconnexion",
	PathForgotten:        "/mot-de-passe/oubli",
	PathReset:            "/mot-de-passe/nouveau",
	PathHome:             "/accueil",
	PathHomeData:         "/accueil/donnees",
	PathInfopatient:      "/infopatient",
	PathSearch:           "/infopatient/recherche",
	PathReferringDoctor:  "/medecin-traitant/declaration",
	PathSickLeave:        "/arret-de-travail/avis",
	PathLongTermProtocol: "/protocole-de-soins",
	PathTransport:        "/transport/prescription",
	PathPayments:         "/paiements",
	PathMessages:         "/messagerie",
	PathAssetApp:         "/static/app-4f1c9a.js",
	PathAssetVendor:      "/static/vendor-77ab02.js",
	PathAssetStyle:       "/static/style-d02e51.css",
	PathAssetFont:        "/static/texte.woff2",
	PathAssetLogo:        "/static/logo.svg",
	PathAssetIcons:       "/static/icones.svg",
	PathByRef:            "/infopatient/assures/{nir_ref}",
	PathByNumber:         "/infopatient/assures/{nir}",
	QueryByRef:           "/infopatient/assures?nir={nir_ref}",
	QueryByNumber:        "/infopatient/assures?nir={nir}",
	PathMasked:           "/infopatient/assures/***",
	QueryMasked:          "/infopatient/assures?nir=***",
	PathSignInPush:       "/connexion/psc",
	PathCallBack:         "/connexion/psc/retour?code=***",
	PathVerify:           "/verification",
	PathPatient:          "/medecin-traitant/assure",
	PathFavicon:          "/favicon.ico",
	PathTouchIcon:        "/apple-touch-icon.png",
	PathTouchIconPre:     "/apple-touch-icon-precomposed.png",
	PathSourceMap:        "/static/style.css.map",
	PathOldHome:          "/espace-pro/index.jsp",
}

func (p Path) String() string { return pathNames.of(p) }

// Paths lists the names of Path by number.
func Paths() []string { return pathNames.list() }

// Fixed is the text of the path as far as it is always the same, and whether
// the number or its reference follows.
func (p Path) Fixed() (text string, more bool) {
	text, _, more = strings.Cut(pathNames.of(p), "{")
	return text, more
}

// ByRef reports whether the keyed reference of the number looked up follows
// the path's text.
func (p Path) ByRef() bool { return p == PathByRef || p == QueryByRef }

// ByNumber reports whether the number that was typed follows the path's text.
func (p Path) ByNumber() bool { return p == PathByNumber || p == QueryByNumber }
