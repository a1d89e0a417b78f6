package portal

import (
	"github.com/breachsim/breachsim/generator/internal/secret"
	"github.com/breachsim/breachsim/generator/internal/speck"
	"github.com/breachsim/breachsim/scenarios"
)

// Kind says which family of actors an id belongs to.
type Kind uint8

// The families.
const (
	BaseKind     Kind = iota // an account's own sessions
	ScrapeKind               // the look-ups of a campaign's list
	ScriptKind               // a campaign's other steps
	RecoveryKind             // what owners do because of a campaign or control
	ControlKind              // what the defender does
	OutsideKind              // the background: requests of nobody's account
)

// Name is the unscrambled identity of an action: who, which session, which
// position in the base script. It never depends on what else happened.
type Name uint64

// The fields of a Name, from the top: kind 3 bits, actor 24, day 12,
// session 7, position 13, part 5.
const (
	partBits    = 5
	posBits     = 13
	sessionBits = 7
	dayBits     = 12
	actorBits   = 24

	// MaxPos is the last position of a session's script.
	MaxPos = 1<<posBits - 1
	// MaxSessions bounds an account's sessions a day.
	MaxSessions = 1 << sessionBits
)

// SessionName names a session of account actor that began on local day day.
// Days repeat after 4,096, more than eleven years.
func SessionName(kind Kind, actor uint32, day int32, session int) Name {
	n := uint64(kind)
	n = n<<actorBits | uint64(actor)&(1<<actorBits-1)
	n = n<<dayBits | uint64(uint32(day))&(1<<dayBits-1)
	n = n<<sessionBits | uint64(session)&(1<<sessionBits-1)
	return Name(n << (posBits + partBits))
}

// Session is the number of the session in a name that [SessionName] made.
func (n Name) Session() int { return int(n>>(posBits+partBits)) & (1<<sessionBits - 1) }

// A campaign has a number of CampaignBits in its names. Below it, a look-up of
// its list has 42 bits, and a step 20 for the account and 22 for itself.
const (
	CampaignBits = scenarios.CampaignBits
	listBits     = 61 - CampaignBits - partBits
	laneBits     = 20
	stepBits     = listBits - laneBits
)

// ListName names look-up k of campaign c's list, k below 2^42.
func ListName(c uint16, k uint64) Name {
	return Name(uint64(ScrapeKind)<<61 | (uint64(c)<<listBits|k)<<partBits)
}

// ScriptName names step n of an account of campaign c outside its list: n below
// 2^22, of an account below 2^20.
func ScriptName(c uint16, lane, n int) Name {
	return Name(uint64(ScriptKind)<<61 | (uint64(c)<<listBits|uint64(lane)<<stepBits|uint64(n))<<partBits)
}

// StepName names step n of an actor outside the base script, such as the
// defender.
func StepName(kind Kind, actor uint32, n int) Name {
	return Name(uint64(kind)<<61 | (uint64(actor)&(1<<actorBits-1))<<37 | uint64(n)<<partBits)
}

// At returns the name of position pos in the session.
func (n Name) At(pos int) Name { return n + Name(pos)<<partBits }

// IDs turns names into the ids of the logs. Each of its four maps is a block
// cipher of 64 bits under a key of its own: ids never collide, and without the
// dataset's secret they tell nothing of account, time or order.
type IDs struct{ event, request, session, cookie speck.Cipher }

// NewIDs returns the maps of a dataset's secret.
func NewIDs(s secret.Secret) IDs {
	of := func(label string) speck.Cipher { return speck.New([speck.KeySize]byte(s.Key(label, speck.KeySize))) }
	return IDs{of("event ids"), of("request ids"), of("session ids"), of("cookies")}
}

// Event returns the event_id of a name.
func (d *IDs) Event(n Name) uint64 { return d.event.Encrypt(uint64(n)) }

// Request returns the request_id of part part of a name's page flow; part 0 is
// the request behind the audit event itself.
func (d *IDs) Request(n Name, part int) uint64 { return d.request.Encrypt(uint64(n) + uint64(part)) }

// Session returns the session_id of a session's name.
func (d *IDs) Session(n Name) uint64 { return d.session.Encrypt(uint64(n)) }

// Cookie returns the digest of the cookie that belongs to a session: what a proxy may
// log of it. It joins the requests of a session, and cannot be told from the session's
// id, which only the application knows.
func (d *IDs) Cookie(n Name) uint64 { return d.cookie.Encrypt(uint64(n)) }
