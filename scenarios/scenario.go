// Package scenarios is what a scenario is: its values, checked and with every default
// filled in, and what follows from them for every seed, such as who works when and how
// many accounts of each kind there are.
//
//	scenarios ─► language ─► feasible ─► library
//	    └─► everything that plans, writes or judges a dataset
//
// It stands at the start of the flow: everything behind it works on the values below.
// Package language reads and writes them, feasible finds what not every world of them
// can do, and library finds files and built-in scenarios. This package simulates
// nothing and decides nothing that the file does not say.
//
// All quantities are integers in small units (microseconds, millionths), so
// that what is computed from them is the same on every processor.
package scenarios

import (
	"slices"
	"time"

	"github.com/breachsim/breachsim/scenarios/localday"
)

// Version is the version of the scenario language.
const Version = 1

// Scenario is one checked scenario, every default filled in.
type Scenario struct {
	ID, Title  string
	Summary    string // one line; may be empty
	Story      string // paragraphs for a reader; may be empty
	Sources    []string
	Assumed    []string // what the sources do not say
	Difficulty string   // measured badge: easy, medium, hard, open; empty = not measured
	Seed       uint64
	Time       Time
	Population Population
	Calendar   Calendar
	Portal     Portal
	Benign     Benign
	Background Background
	Campaigns  []Campaign
	Controls   []Control
	Signals    []Declared
	Output     Output
	Delivery   Delivery
	Aftermath  Aftermath
	Matrix     []Axis // values to sweep; of a cell of the matrix, none
}

// Time is the simulated window, [Start, End).
type Time struct {
	Start, End time.Time // in Location
	Timezone   string    // IANA name
	Location   *time.Location
	Warmup     Micros // emitted before Start; 0 = none
}

// MaxWarmup is the longest warm-up: two years, so that it and a history before
// it lie in the days that a calendar knows.
const MaxWarmup = 730 * wholeDay

// WarmupDays is the warm-up in local days; 0 = none.
func (t *Time) WarmupDays() int { return int(t.Warmup / wholeDay) }

// Begin is the first moment of the logs: Start, or where there is a warm-up,
// what the clock on the wall shows at Start so many days before.
func (t *Time) Begin() time.Time { return localday.Earlier(t.Start, t.WarmupDays()) }

// Limits of the world, far above any country. Names of accounts and sites reach
// so far and no farther.
const (
	MaxAccounts = 1_000_000
	MaxPersons  = 70_000_000
	MaxPerDay   = 10_000_000 // look-ups of an account
	MaxPool     = 65_536     // addresses of a campaign
)

// Calendar is what the year does to everybody.
type Calendar struct {
	Country     string // ISO 3166-1 alpha-2
	SchoolZones bool
	Epidemics   []Epidemic
	Seasons     []Season
	Closings    []Closing
}

// Epidemic multiplies demand: it rises from Onset to Gain at Peak and falls
// back as fast.
type Epidemic struct {
	Name        string
	Onset, Peak time.Time
	Gain        Share // millionths; 1,250,000 = a quarter more at the peak
}

// Season is a time of more demand than usual: the weeks before the holidays, say.
type Season struct {
	Name     string
	From, To time.Time // of the days whose noon lies in [From, To)
	Gain     Share     // millionths; 1,200,000 = a fifth more
	Profiles []Profile // of whom; empty = everybody
}

// Closing is a time at which practices are shut.
type Closing struct {
	Name     string
	From, To time.Time // of the days whose noon lies in [From, To)
	Share    Share     // of the accounts
	Profiles []Profile // of which; empty = any
}

// Concerns reports whether a list of profiles names one; a list of none names all.
func Concerns(list []Profile, p Profile) bool { return len(list) == 0 || slices.Contains(list, p) }

// Portal is the state of the portal itself. Rates are a month of 30.44 days,
// in millionths.
type Portal struct {
	SessionIdle  Micros      // a session without use for longer is closed
	SessionLimit Micros      // a session older than this is closed
	Outages      Share       // unplanned: 3 to 25 minutes, 502 or 503
	SlowDowns    Share       // 20 to 90 minutes of answers two to five times as slow
	Maintenance  Share       // planned: at night between two and four, 503
	Releases     Share       // new versions of the pages and their static files
	ReleaseOn    []time.Time // days on which there is one besides
	IPv6         bool        // its name has an AAAA record: half of its users come over IPv6
}

// Benign is how honest users behave.
type Benign struct {
	CredentialSharing Share
	AfterHours        Share
	LookAlikes        []LookAlike
	UsualLookAlikes   bool // `default`: LookAlikes are the usual ones, as far as the world has accounts for them
}

// Signal names a family of evidence that a scenario means to be visible.
type Signal string

// Declared is a family of evidence that a detector is meant to see, with the reason that
// the story gives for it; "" = none is given.
type Declared struct {
	Family Signal
	Reason string
}

// NIRMode is how logs carry the number.
type NIRMode uint8

// The modes.
const (
	NIRHMAC NIRMode = iota
	NIRClear
	NIROmit
)

// NIRLocation is where the number travels in a look-up's request.
type NIRLocation uint8

// The locations.
const (
	NIRInBody NIRLocation = iota
	NIRInPath
	NIRInQuery
)

// Output is how the portal logs.
type Output struct {
	NIR            NIRMode
	NIRLocation    NIRLocation
	NotFoundStatus int  // HTTP status of "not found": 200, 400 or 404
	Identity       bool // what the identity provider logs is written too
	LeakedList     bool // the leaked files that lists come from are written too
	Weak           Weak
}

// Weak is what a real team has in place of the truth, as far as it is written.
type Weak struct {
	Tickets bool // of the help desk, and cases of analysts
	Alerts  bool // of a WAF and a SIEM
	Reasons bool // of look-ups, as far as a portal knows them

	AlertsMissed  Share // of alerts due, by rule, account or address, and day
	AlertsFalse   Share // of the hours in which an account works
	VerdictsWrong Share // of cases that come to a verdict
	ReasonsChance Share // of a thief's look-ups that have a reason by coincidence
}

// Delivery is what goes wrong with log lines on their way into the files. The zero
// Delivery is a perfect one: each line once, in order and in time.
type Delivery struct {
	Late      Held  // held up, evenly up to the window
	Duplicate Held  // delivered a second time, up to the window after the first
	Drop      Share // never delivered
	Shuffle   Held  // held up a little, so that neighbours change places
	Skew      Held  // of the accounts: the clock that stamps their lines is wrong by up to the window
}

// Held is a share of the lines and how far it goes.
type Held struct {
	Share  Share
	Window Micros
}

// Perfect reports whether nothing goes wrong.
func (d *Delivery) Perfect() bool {
	return d.Late.Share == 0 && d.Duplicate.Share == 0 && d.Drop == 0 && d.Shuffle.Share == 0 && d.Skew.Share == 0
}

// Aftermath is what happened outside the portal once the campaign was known.
// It is told in the ground truth and leaves no line in the logs; a zero time
// means "did not happen".
type Aftermath struct {
	RegulatorNotified time.Time
	ComplaintFiled    time.Time
	MadePublic        time.Time
	EmailsFrom        time.Time // the first notices by e-mail to affected persons
	LettersFrom       time.Time // the first notices by letter
}
