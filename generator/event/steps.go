package event

// Move is one step of a threat actor, as truth/campaigns names it.
type Move uint8

// The moves: how an account was taken, what was done with it, how the actor
// answered the defence, and how it ended.
const (
	NoMove Move = iota
	CredentialsTried
	MailboxTried // a link to a new password was asked for, and not used
	MailboxReset // a new password was chosen through a stolen mailbox
	AccountTakenOver
	PasswordStolenAgain // the owner's new one
	CookieReplayed
	RightsMisused
	OwnAccountUsed
	TrialDone
	ScrapingBegun
	ScrapingEnded
	ChallengeSolved
	FactorAccepted
	SlownessNoticed
	BackedOff
	RateHalved
	AddressRotated
	AccountRested
	EndpointSwitched
	GoesOnRefused
	WaitsForAccount
	AccountDropped
	CampaignStopped
)

var moveNames = names[Move]{
	CredentialsTried:    "credentials_tried",
	MailboxTried:        "mailbox_tried",
	MailboxReset:        "password_reset_through_mailbox",
	AccountTakenOver:    "account_taken_over",
	PasswordStolenAgain: "password_stolen_again",
	CookieReplayed:      "session_cookie_replayed",
	RightsMisused:       "rightful_access_misused",
	OwnAccountUsed:      "own_account_used",
	TrialDone:           "trial_look_ups_done",
	ScrapingBegun:       "scraping_begun",
	ScrapingEnded:       "scraping_ended",
	ChallengeSolved:     "challenge_solved",
	FactorAccepted:      "second_factor_accepted",
	SlownessNoticed:     "slow_answers_noticed",
	BackedOff:           "backed_off",
	RateHalved:          "rate_halved",
	AddressRotated:      "address_rotated",
	AccountRested:       "account_rested",
	EndpointSwitched:    "endpoint_switched",
	GoesOnRefused:       "goes_on_refused",
	WaitsForAccount:     "waits_for_the_account",
	AccountDropped:      "account_dropped",
	CampaignStopped:     "campaign_stopped",
}

func (m Move) String() string { return moveNames.of(m) }

// Moves lists the names of Move by number.
func Moves() []string { return moveNames.list() }

// Measure is one step of the defender or of the aftermath, as truth/responses
// names it.
type Measure uint8

// The measures: what was noticed, what was done about it, and what followed
// outside the portal.
const (
	NoMeasure Measure = iota
	Noticed
	Alerted
	AddressBanned
	AddressFreed
	AccountReset
	AccountFreed
	IdentityVerified
	HelpDeskCalled // by an owner who keeps losing the password
	HelpDeskReset  // the account, so that nobody has the password
	ChallengeAsked
	ChallengeOver
	FactorAsked
	FactorOver
	AnswersSlowed
	DecoysGiven
	TarpitOver
	ServiceShut
	ServiceOpened
	ChangeForced
	FactorRequired
	RegulatorNotified
	ComplaintFiled
	MadePublic
	EmailsBegin
	LettersBegin
	HelpLineCalls    // of insured persons, that day
	LettersReturned  // that day
	PhishingReported // messages that misuse the data, that day
)

var measureNames = names[Measure]{
	Noticed:           "noticed",
	Alerted:           "alert",
	AddressBanned:     "ip_ban",
	AddressFreed:      "ip_unban",
	AccountReset:      "password_reset_forced",
	AccountFreed:      "account_unlock",
	IdentityVerified:  "identity_verified",
	HelpDeskCalled:    "help_desk_called",
	HelpDeskReset:     "help_desk_reset",
	ChallengeAsked:    "challenge_asked",
	ChallengeOver:     "challenge_asked_no_more",
	FactorAsked:       "step_up_asked",
	FactorOver:        "step_up_asked_no_more",
	AnswersSlowed:     "answers_slowed",
	DecoysGiven:       "decoys_given",
	TarpitOver:        "tarpit_over",
	ServiceShut:       "service_closed",
	ServiceOpened:     "service_opened",
	ChangeForced:      "password_change_forced",
	FactorRequired:    "second_factor_required",
	RegulatorNotified: "regulator_notified",
	ComplaintFiled:    "complaint_filed",
	MadePublic:        "made_public",
	EmailsBegin:       "email_notices_begin",
	LettersBegin:      "letter_notices_begin",
	HelpLineCalls:     "help_line_calls",
	LettersReturned:   "letters_returned",
	PhishingReported:  "phishing_reported",
}

func (m Measure) String() string { return measureNames.of(m) }

// Measures lists the names of Measure by number.
func Measures() []string { return measureNames.list() }
