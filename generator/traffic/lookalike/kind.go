package lookalike

import (
	"breachsim/generator/accounts"
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/network"
	"breachsim/generator/traffic/course"
	"breachsim/generator/traffic/habit"
	"breachsim/scenarios"
)

// Kind is one kind of look-alike: who shows it, when, and what it does. Exactly
// one of three things it does: it adds sessions of its own (Sessions), it changes
// an account's usual ones (Change), or it is about many accounts at once (its
// Choose says of which, and Truth tells it).
//
// A hook that is nil leaves the default, which stands behind its name. Hooks take
// values rather than pointers to what is on a caller's stack: a day is planned
// without allocations.
type Kind struct {
	Name    scenarios.LookAlikeKind
	Label   event.Label     // of its events
	Actor   event.ActorKind // NoActor = the account's own users
	Purpose event.Purpose   // NoPurpose = the profile's own

	// Who shows it.
	ShownBy Profiles                                             // asked first; 0 = any profile
	Only    func(a *accounts.Account) bool                       // asked first among those; nil = all of them
	Choose  func(x *Set, e *Entry) ([]Chosen, error)             // nil = busy accounts, by a keyed shuffle
	Persons func(l *LookAlike) []uint32                          // a list that it keeps to; nil = none
	Truth   func(x *Set, dst []Stretch) []Stretch                // of a kind that is about many accounts; nil = nothing
	Beside  func(l *LookAlike, own Own, dst []Stretch) []Stretch // appends those of another account beside its own; nil = none

	// When it happens.
	Days      [7]bool                                     // of the week on which it may begin, from Sunday on
	Suits     func(day int32) bool                        // further, which of them; nil = all
	Slots     int32                                       // by how many slots a day that suits may be late; 0 = one
	Day       func(l *LookAlike, first, last int32) int32 // the one day of a period; nil = days are drawn
	EveryDay  bool                                        // Sessions knows on which days; no day is drawn
	OverNight bool                                        // Sessions is asked on the day after, too

	// What it does.
	Sessions func(o Occasion, dst []course.Session) []course.Session // appends those of a day
	Change   *Change
	Style    func(l *LookAlike, lookUps int64, usual course.Style) course.Style // of its sessions; nil = usual
	Person   func(l *LookAlike, q LookUp) uint32                                // whom a look-up is about; nil = as always
	Client   func(l *LookAlike, s Sitting, own Client) Client                   // nil = the user's own
	Absent   bool                                                               // the owner is busy elsewhere meanwhile
	Users    int                                                                // how many users it brings; 0 = the account's own

	// Where its sessions come from. Nil is the account's own line for all of them.
	Address   func(l *LookAlike, s Sitting) (Place, bool)        // nil = what Elsewhere says
	Elsewhere func(l *LookAlike, day int32) (n int, ok bool)     // which of the addresses it rents, if one
	Network   func() (scenarios.NetworkKind, []string)           // it rents from; nil = as the scenario says
	Brings    func(l *LookAlike, days Period, s *Addresses) bool // whether it can bring one of a set; nil = what Elsewhere says
	Failure   func(s Sitting) (at int64)                         // when its line fails in a usual session; nil = never
	Fallback  func(l *LookAlike, s Sitting) Place                // where the session goes on from
}

// Change is what a kind changes of an account's usual days while it lasts. An
// account has one such look-alike at a time.
type Change struct {
	Turn   uint8                                                 // which accounts are asked first, 0 to 5: those that drew it
	Covers bool                                                  // somebody is there in the owner's leave
	Once   bool                                                  // it does not happen again in a warm-up
	Mean   func(l *LookAlike, mean int64) int64                  // look-ups a day in thousandths; nil = as many as always
	Bounds func(l *LookAlike, d *calendar.Day) (least, most int) // look-ups of a day; nil = none
	Silent func(l *LookAlike, day int32) bool                    // nobody works on a day before or after it; nil = never
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
