package scenarios

import (
	"slices"
	"strconv"
)

// The words of the language for each value, as they are read and written: for
// messages and files, not for the path of events.

// nameOf finds the word of a value; a number where there is none.
func nameOf[T ~uint8](names []string, v T) string {
	if int(v) < len(names) && names[v] != "" {
		return names[v]
	}
	return strconv.Itoa(int(v))
}

var profileNames = [NumProfiles]string{"gp", "pharmacy", "nurse", "other", "hospital_desk", "lab", "vaccination"}

// String is the profile's name in the language.
func (p Profile) String() string { return nameOf(profileNames[:], p) }

var acquisitionNames = [...]string{
	CredentialReplay: "credential_replay", MailboxReset: "mailbox_reset", SessionTheft: "session_theft",
	DormantAccount: "dormant_account", SelfRegistration: "self_registration", Insider: "insider",
}

// String is the way's name in the language.
func (a Acquisition) String() string { return nameOf(acquisitionNames[:], a) }

var orderNames = [...]string{
	Sorted: "sorted", Random: "random", ByRegion: "region", ByHousehold: "household", Enumeration: "enumeration",
	ByLaboratory: "laboratory",
}

// String is the order's name in the language.
func (o Order) String() string { return nameOf(orderNames[:], o) }

var relationNames = [NumRelations]string{
	Relative: "family", Colleague: "colleague", Neighbour: "neighbour", Acquaintance: "acquaintance", Famous: "famous",
}

// String is the relation's name in the language.
func (r Relation) String() string { return nameOf(relationNames[:], r) }

var networkNames = [...]string{
	Datacentre: "datacentre", VPN: "vpn", ResidentialProxy: "residential_proxy", MobileCGNAT: "mobile_cgnat",
	Tor: "tor", OwnerHost: "owner_host",
}

// String is the kind's name in the language.
func (k NetworkKind) String() string { return nameOf(networkNames[:], k) }

var controlNames = [...]string{
	Analyst: "analyst", Policy: "policy", RateLimit: "rate_limit", Captcha: "captcha", StepUp: "step_up",
	IPBan: "ip_ban", Tarpit: "tarpit", Canary: "canary",
}

// String is the control's name in the language.
func (t ControlType) String() string { return nameOf(controlNames[:], t) }

var actionNames = [...]string{
	BanAddresses: "ip_ban", ResetAccounts: "account_reset", ForcePasswordChange: "force_password_change",
	TooManyRequests: "429", ChallengeClient: "challenge", AskSecondFactor: "step_up", SlowAnswers: "tarpit",
	RaiseAlert: "alert", CloseService: "close_service", GiveDecoys: "decoy",
	RequireSecondFactor: "require_second_factor",
}

// String is the action's name in the language.
func (a ControlAction) String() string { return nameOf(actionNames[:], a) }

var scopeNames = [...]string{PerAddress: "ip", PerSession: "session", PerAccountScope: "account"}

// String is the scope's name in the language.
func (s Scope) String() string { return nameOf(scopeNames[:], s) }

// String is the rule's name in the language.
func (r Rule) String() string { return "R" + strconv.Itoa(int(r)) }

var replyNames = [...]string{
	OnNotFound: "not_found", On429: "429", On403: "403", OnCaptcha: "captcha", OnStepUp: "step_up",
	OnAccountReset: "account_reset", OnServiceClosed: "service_closed", OnSlowAnswers: "slow_answers",
}

// String is the reply's name in the language.
func (r Reply) String() string { return nameOf(replyNames[:], r) }

var moveNames = [...]string{
	Next: "next", StopMove: "stop", Backoff: "backoff", HalveRate: "halve_rate", RotateIP: "rotate_ip",
	RotateAccount: "rotate_account", DropAccount: "drop_account", SwitchEndpoint: "switch_endpoint",
}

// String is the move's name in the language.
func (m Move) String() string { return nameOf(moveNames[:], m) }

var coUseNames = [...]string{OwnerActive: "owner_active", OwnerIdle: "idle", SameSession: "same_session"}

// String is the form's name in the language.
func (c CoUse) String() string { return nameOf(coUseNames[:], c) }

var shapeNames = [...]string{
	Constant: "constant", PoissonShape: "poisson", LogNormalShape: "lognormal", Burst: "burst", Diurnal: "diurnal",
	OwnerMimic: "owner_mimic",
}

// String is the shape's name in the language.
func (s Shape) String() string { return nameOf(shapeNames[:], s) }

var hoursNames = [...]string{AllHours: "all", OfficeHours: "office", OwnerHours: "owner"}

// String is the hours' name in the language.
func (h Hours) String() string { return nameOf(hoursNames[:], h) }

var accountTurnNames = [...]string{
	Parallel: "parallel", Sequential: "sequential", LeastRecent: "least_recent", Burn: "burn",
}

// String is the rotation's name in the language.
func (r AccountRotation) String() string { return nameOf(accountTurnNames[:], r) }

var addressTurnNames = [...]string{
	PerAccount: "per_account", NeverRotate: "never", Sticky: "sticky", PerRequest: "per_request",
}

// String is the rotation's name in the language.
func (r AddressRotation) String() string { return nameOf(addressTurnNames[:], r) }

var agentNames = [...]string{
	LibraryAgent: "library", FixedAgent: "fixed", OwnerClone: "owner_clone", AgentPool: "pool",
}

// String is the form's name in the language.
func (u UserAgent) String() string { return nameOf(agentNames[:], u) }

var tlsNames = [...]string{LibraryTLS: "library", BrowserTLS: "browser", MismatchTLS: "mismatch"}

// String is the handshake's name in the language.
func (t TLS) String() string { return nameOf(tlsNames[:], t) }

var nirNames = [...]string{NIRHMAC: "hmac", NIRClear: "clear", NIROmit: "omit"}

// String is the mode's name in the language.
func (m NIRMode) String() string { return nameOf(nirNames[:], m) }

var nirLocationNames = [...]string{NIRInBody: "body", NIRInPath: "path", NIRInQuery: "query"}

// String is the location's name in the language.
func (l NIRLocation) String() string { return nameOf(nirLocationNames[:], l) }

var lookAlikeNames = [NumLookAlikes]string{
	"batch_rights_check", "software_polling", "vaccination_day", "locum_takeover", "practice_move",
	"audit_catch_up", "stale_list_typing", "care_home_round", "shared_nat", "travelling_vpn", "network_failover",
	"forgotten_password_burst", "night_duty", "tourist_season", "large_desk", "flash_event", "browser_restart",
	"pentest", "curiosity", "twin_sites",
}

// String is the look-alike's name in the language.
func (k LookAlikeKind) String() string { return nameOf(lookAlikeNames[:], k) }

// Fools lists the families of detectors that a look-alike fools.
func (k LookAlikeKind) Fools() []string { return slices.Clone(lookAlikeFools[k]) }

var lookAlikeFools = [NumLookAlikes][]string{
	BatchRightsCheck:       {"volume", "deviation"},
	SoftwarePolling:        {"click_speed", "user_agent", "hour"},
	VaccinationDay:         {"volume", "deviation", "novelty", "community"},
	LocumTakeover:          {"new_device", "travel", "takeover"},
	PracticeMove:           {"novelty", "dormant_user"},
	AuditCatchUp:           {"hour", "deviation"},
	StaleListTyping:        {"errors"},
	CareHomeRound:          {"sequence"},
	SharedNAT:              {"address_rate", "fan_in"},
	TravellingVPN:          {"travel", "new_network"},
	NetworkFailover:        {"session_addresses", "token_reuse"},
	ForgottenPasswordBurst: {"reset_then_login", "new_device"},
	NightDuty:              {"hour", "geography"},
	TouristSeason:          {"novelty", "geography"},
	LargeDesk:              {"volume"},
	FlashEvent:             {"global_deviation", "drift"},
	BrowserRestart:         {"click_speed", "burst"},
	Pentest:                {"network", "user_agent", "volume"},
	Curiosity:              {"privacy"},
	TwinSites:              {"coherence"},
}

var mannersNames = [...]string{NoManners: "none", ScriptManners: "script", HumanManners: "human"}

// String is the manners' name in the language.
func (m Manners) String() string { return nameOf(mannersNames[:], m) }
