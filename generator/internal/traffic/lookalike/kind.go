package lookalike

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/habit"
	"github.com/breachsim/breachsim/scenarios"
)

// Kind is one kind of look-alike: who shows it, when, and what it does. It does
// one of three things: it adds sessions of its own (Sessions), it changes an
// account's usual ones (Change), or it is about many accounts at once (Choose does
// it, and Truth tells it).
//
// A hook that is nil leaves the default. Hooks take values rather than pointers to
// what is on a caller's stack: so a day is planned without allocations.
type Kind struct {
	Name    scenarios.LookAlikeKind
	Label   event.Label     // of its events
	Actor   event.ActorKind // NoActor = the account's own users
	Purpose event.Purpose   // NoPurpose = the profile's own

	// Who shows it: busy accounts, by a keyed shuffle. Those of ShownBy are asked
	// first (0 = any profile), of these the ones that Only takes (nil = all).
	ShownBy Profiles
	Only    func(a *accounts.Account) bool
	// Choose picks the accounts instead, or does what is about many of them.
	Choose func(x *Set, e *Entry) ([]Chosen, error)
	// Persons lists whom a look-alike keeps to; nil = it keeps to nobody.
	Persons func(l *LookAlike) []uint32
	// Truth appends what a kind tells that is about many accounts.
	Truth func(x *Set, dst []Stretch) []Stretch
	// Beside appends what the truth tells of other accounts on a day that shows it.
	Beside func(l *LookAlike, own Own, dst []Stretch) []Stretch

	// When it happens: days are drawn, so many a month, among the Days of the week
	// (from Sunday on) that Suits agrees to (nil = all of them).
	Days  [7]bool
	Suits func(day int32) bool
	// Slots is by how many slots a day that suits may be late; 0 = by one.
	Slots int32
	// Day says the one day of a period instead; nil = days are drawn.
	Day func(l *LookAlike, first, last int32) int32
	// EveryDay asks Sessions on each day, OverNight on the day after a drawn one too.
	EveryDay, OverNight bool

	// What it does: Sessions appends those of a day, Change alters the usual ones.
	Sessions func(o Occasion, dst []course.Session) []course.Session
	Change   *Change
	// Style is how the user of such a session goes about it; nil = as usual.
	Style func(l *LookAlike, lookUps int64, usual course.Style) course.Style
	// Person chooses whom a look-up is about; nil = as the account always does.
	Person func(l *LookAlike, q LookUp) uint32
	// Client is the program that a session is made with; nil = the user's own.
	Client func(l *LookAlike, s Sitting, own Client) Client
	// Absent says that the owner does not see to its sessions alone.
	Absent bool
	// Users is how many users it brings; 0 = the account's own.
	Users int

	// Where its sessions come from: the account's own line, or address n of those
	// that the look-alike rents, if Elsewhere says one for the day.
	Elsewhere func(l *LookAlike, day int32) (n int, ok bool)
	// Network is where it rents; nil = as the scenario says.
	Network func() (kind scenarios.NetworkKind, countries []string)
	// Address says it of a session instead; ok is false for the own line.
	Address func(l *LookAlike, s Sitting) (p Place, ok bool)
	// Brings reports whether an address of a set can be its; nil = as Elsewhere says.
	Brings func(l *LookAlike, days Period, s *Addresses) bool
	// Failure is when the line fails in a usual session, which goes on from Fallback.
	Failure  func(s Sitting) (at int64)
	Fallback func(l *LookAlike, s Sitting) Place
}

// Change is what a kind changes of an account's usual days while it lasts. An
// account has one such look-alike at a time.
type Change struct {
	Turn   uint8 // which accounts are asked first, 0 to 5: those that drew it
	Covers bool  // somebody is there in the owner's leave
	Once   bool  // it does not happen again in a warm-up

	// Mean is look-ups a day in thousandths; nil = as many as always.
	Mean func(l *LookAlike, usual int64) int64
	// Bounds are the look-ups that a day has at least and at most; nil = none.
	Bounds func(l *LookAlike, d *calendar.Day) (least, most int)
	// Silent reports whether nobody works on a day around it; nil = on none.
	Silent func(l *LookAlike, day int32) bool
}

// LookAlike is one look-alike on one account: benign behaviour that looks like a
// campaign.
type LookAlike struct {
	In      *Set
	Kind    *Kind
	Spec    *scenarios.LookAlike
	Key     random.Key
	Account uint32
	Other   uint32          // the account beside it, of a pair
	From    int32           // the days of a change that lasts, [From, to)
	Persons func() []uint32 // that the kind keeps to

	to    int32
	only  int32 // the one day on which it happens; 0 = days are drawn
	added int32 // one more day, where the drawn ones leave the scenario without any; 0 = none
	again bool  // an earlier time of one that is in the list, in the warm-up
}

// Entry is one entry of benign.look_alikes.
type Entry struct {
	Spec  *scenarios.LookAlike
	Key   random.Key
	Later []scenarios.LookAlike // the entries behind it

	kind  *Kind
	taken map[uint32]bool // accounts whose habits change
}

// Chosen is an account that shows a look-alike, and the other one of a pair.
type Chosen struct{ Account, Other uint32 }

// Occasion is a day on which a look-alike may add sessions.
type Occasion struct {
	*LookAlike
	Day     *calendar.Day
	Draw    random.Rand
	LookUps int64            // drawn from the scenario's range
	Usual   []course.Session // the account's own ones of the day
}

// LookUp is a look-up under a look-alike.
type LookUp struct {
	Account *accounts.Account
	Day     int32
	About   uint16 // tells the session's look-ups apart; a repeated one has the same
	Key     random.Key
}

// Sitting is a session and the key of its details.
type Sitting struct {
	course.Session
	Details random.Key
}

// Client is the program that a session is made with.
type Client struct {
	UserAgent   uint16
	Fingerprint uint64
	Browser     bool
	ColdCache   bool
}

// Place is where a session comes from.
type Place struct {
	Addr       event.Addr
	Net, Place uint16
}

// Period is local days from the first to the last, both included.
type Period struct{ First, Last int32 }

// Own is the sessions of an account's day that shows a look-alike, and its
// stretch.
type Own struct {
	Sessions []course.Session
	Stretch  Stretch
}

// Stretch is a row of the truth: from when to when an account shows a look-alike.
type Stretch = event.LookAlikeTruth

// Addresses is a set of addresses.
type Addresses = network.Addresses

// Days is what the accounts' days come to.
type Days interface {
	Sessions(k uint32, day int32, dst []course.Session) []course.Session // all that begin on it
	Usual(k uint32, day int32) []course.Session                          // without those of look-alikes
}

// Set is every look-alike of a world. It is read-only once it is made, and safe
// for concurrent use.
type Set struct {
	*habit.Habits

	Key         random.Key
	Days        Days
	First, Last int32 // local days of the scenario from its start on
	Begin       int32 // first local day of the logs; before First where there is a warm-up
	From, Until int64 // the logs
	Sparing     bool  // as far as there are accounts for them: none is brought from far away

	kinds     []Kind
	list      []LookAlike
	of        map[uint32][]uint32 // by account: places in list
	has       []bool              // by account: worth a look in of
	lines     map[uint32]uint32   // by account: 1 + the account whose line it shares
	lineKind  event.BenignType    // that shared lines belong to
	announced []announcement
}

// announcement is what a kind makes of one day's demand.
type announcement struct {
	kind event.BenignType
	day  int32
	gain int64 // in millionths
}
