// Package scenarios reads scenario files, checks them, and holds the built-in
// library.
//
// It stands at the start of the flow and imports nothing of the project:
// everything behind it works on the checked values below. It simulates
// nothing and decides nothing that the file does not say.
//
// All quantities are integers in small units (microseconds, millionths), so
// that what is computed from them is the same on every processor.
package scenarios

import "time"

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
	Campaigns  []Campaign
	Controls   []Control
	Signals    []Signal
	Output     Output
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

// Population sizes the world.
type Population struct {
	Accounts       int
	InsuredPersons int
	ProfileMix     []ProfileShare // in the order of Profiles, sums to one
}

// Profile is a class of account.
type Profile uint8

// The profiles, in canonical order.
const (
	GP Profile = iota
	Pharmacy
	Nurse
	Other
	HospitalDesk
	Lab
	Vaccination
	NumProfiles
)

// ProfileShare is one entry of the mix.
type ProfileShare struct {
	Profile Profile
	Share   Share
}

// Calendar is what the year does to everybody.
type Calendar struct {
	Country     string // ISO 3166-1 alpha-2
	SchoolZones bool
	Epidemics   []Epidemic
}

// Epidemic multiplies demand: it rises from Onset to Gain at Peak and falls
// back as fast.
type Epidemic struct {
	Name        string
	Onset, Peak time.Time
	Gain        Share // millionths; 1,250,000 = a quarter more at the peak
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

// NIRMode is how logs carry the number.
type NIRMode uint8

// The modes.
const (
	NIRHMAC NIRMode = iota
	NIRClear
	NIROmit
)

// Output is how the portal logs.
type Output struct {
	NIR            NIRMode
	NIRLocation    NIRLocation
	NotFoundStatus int // HTTP status of "not found": 200, 400 or 404
}
