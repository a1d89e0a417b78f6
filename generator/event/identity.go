package event

// Identity is one line of what the identity provider logs: who tried to come in, with
// what, and the mail that goes out because of it. It is a view of an audit event and
// carries nothing that this does not know, but for the mail.
type Identity struct {
	TS        int64
	Event     uint64 // event_id of the audit event that it belongs to
	Session   uint64 // session_id; 0 = none
	ClientFP  uint64 // 0 = none
	Addr      Addr   // the zero value = none
	Account   uint32 // index into Catalog.Accounts, or NoAccount
	UserAgent uint16
	Type      IdentityType
	Outcome   Outcome
	Reason    Reason
	Auth      Auth
	Typed     Identifier
	Mail      Mail
	Device    Device
}

// IdentityType is what the identity provider says has happened.
type IdentityType uint8

// The types of identity events.
const (
	NoIdentityType IdentityType = iota
	SignedIn                    // or tried to: the outcome says which
	SecondFactor
	SignedOut
	ResetRequested
	MailSent
	MailOpened
	LinkUsed
	PasswordChanged
	AccessRevoked // password and sessions are void
	AccessRestored
	AddressChanged // to which mail for the account goes
)

var identityTypeNames = names[IdentityType]{
	SignedIn:        "sign_in",
	SecondFactor:    "second_factor",
	SignedOut:       "sign_out",
	ResetRequested:  "reset_requested",
	MailSent:        "mail_sent",
	MailOpened:      "mail_opened",
	LinkUsed:        "link_used",
	PasswordChanged: "password_changed",
	AccessRevoked:   "access_revoked",
	AccessRestored:  "access_restored",
	AddressChanged:  "address_changed",
}

func (t IdentityType) String() string { return identityTypeNames.of(t) }

// IdentityTypes lists the names of IdentityType by number.
func IdentityTypes() []string { return identityTypeNames.list() }

// Identifier is what somebody names an account by.
type Identifier uint8

// The identifiers.
const (
	NoIdentifier Identifier = iota // nothing is typed, or it is not known what
	ByAddress                      // mail address
	ByNumber                       // number of the account
	ByCard                         // the card's certificate
)

var identifierNames = names[Identifier]{ByAddress: "address", ByNumber: "number", ByCard: "card"}

func (i Identifier) String() string { return identifierNames.of(i) }

// Identifiers lists the names of Identifier by number.
func Identifiers() []string { return identifierNames.list() }

// Mail is what a mail to an account's user is about.
type Mail uint8

// The kinds of mail.
const (
	NoMail Mail = iota
	ResetLink
	NewPasswordNotice
	NewDeviceNotice
	RevokedNotice
	NewAddressNotice // to the old address
)

var mailNames = names[Mail]{
	ResetLink:         "reset_link",
	NewPasswordNotice: "password_changed",
	NewDeviceNotice:   "new_device",
	RevokedNotice:     "access_revoked",
	NewAddressNotice:  "address_changed",
}

func (m Mail) String() string { return mailNames.of(m) }

// Mails lists the names of Mail by number.
func Mails() []string { return mailNames.list() }

// Device says whether the client of a sign-in is known by its cookie.
type Device uint8

// The devices.
const (
	NoDevice Device = iota
	KnownDevice
	NewDevice
)

var deviceNames = names[Device]{KnownDevice: "known", NewDevice: "new"}

func (d Device) String() string { return deviceNames.of(d) }

// Devices lists the names of Device by number.
func Devices() []string { return deviceNames.list() }
