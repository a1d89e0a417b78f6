// Package source says what a dataset is written from. It stands at the upper end
// of output, which knows the engine only by these interfaces. It holds no
// implementation.
package source

import (
	"io"
	"iter"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/delivery"
	"github.com/breachsim/breachsim/output/truth"
)

// Source is what a dataset is written from. generator.Plan is the one in use;
// tests bring smaller ones. All methods are safe for concurrent use; a Filler
// and a People belong to one goroutine each.
type Source interface {
	// Info names the run.
	Info() Info
	// Windows lists all slices of the wanted period, in time order.
	Windows() []event.Window
	// NewFiller returns a worker's own generator of slices.
	NewFiller() Filler
	// Catalog resolves the indices in events.
	Catalog() *event.Catalog
	// Journal is the period-wide truth.
	Journal() *event.Journal
	// NewPeople returns a goroutine's own reader of persons.
	NewPeople() People
	Practitioners() iter.Seq[record.Practitioner]
	Accounts() iter.Seq[record.Account]
	Delegates() iter.Seq[record.Delegate]
	Networks() iter.Seq[record.Network]
	// WriteMMDB writes the address plan as a MaxMind database.
	WriteMMDB(w io.Writer) error
	// Estimate foretells the volume of the wanted period.
	Estimate() Estimate
}

// Calibrated is a Source that can hold its population against published
// figures. What it writes, Markdown or nothing, becomes a part of the dataset
// card.
type Calibrated interface {
	Calibration(w io.Writer) error
}

// TrafficCalibrated is a Source that can hold its ordinary traffic against
// published figures, as [Calibrated] does its population.
type TrafficCalibrated interface {
	TrafficCalibration(w io.Writer) error
}

// Storied is a Source that can tell what its journal does not say of campaigns
// and controls. Where there are campaigns, the truth then has them as a STIX
// bundle too.
type Storied interface {
	Story() *truth.Story
}

// Historian is a Source that can tell whom each account found before the logs
// begin. It is asked where [Info] has days of history.
type Historian interface {
	// NewHistory returns a goroutine's own reader of the history.
	NewHistory() History
	// HistoryNote is what a reader should know of this history, or "".
	HistoryNote() string
}

// Leaker is a Source that can tell the leaked files that threat actors hold. It is
// asked where [Info] says that they are written.
type Leaker interface {
	LeakedList() iter.Seq[record.LeakedRow]
}

// History tells of one account, by its index in the catalog, at a time.
type History interface {
	// Of appends the account's lines in the order of first look-ups.
	Of(account uint32, dst []record.Acquaintance) []record.Acquaintance
}

// Filler makes slices.
type Filler interface {
	// Fill makes the slice w, whatever was made before; b is reset first.
	Fill(w event.Window, b *event.Batch)
}

// People reads insured persons by index, 0 to Info.Persons-1.
type People interface {
	Person(i uint32, p *record.Person)
	Contact(i uint32, c *record.Contact)
	// Fill is the same of some dozens of persons by rising index, in less time. An empty
	// slice is not filled. Texts are valid until the next call.
	Fill(persons []uint32, p []record.Person, c []record.Contact)
}

// Info names a run: whatever decides its content.
type Info struct {
	ScenarioID     string
	Title          string
	ScenarioYAML   []byte // resolved, canonical
	Seed           uint64
	Persons        int            // size of the population
	ScoredFrom     time.Time      // what lies before is a warm-up; zero = there is none
	HistoryDays    int            // before the logs begin; 0 = no history is written
	NIRMode        string         // hmac, clear or omit
	Identity       bool           // what the identity provider logs is written too
	Alerts         bool           // what a WAF and a SIEM raised is written too
	Tickets        bool           // those of the help desk and of the analysts are written too
	Reasons        bool           // what explains look-ups is written too
	LeakedList     bool           // the leaked files that campaigns' lists come from are written too
	Location       *time.Location // of days and of local times in the access log; nil = UTC
	Delivery       delivery.Plan  // what becomes of log lines on their way
	Options        []Option
	ToolVersion    string
	DatasetVersion int
}

// Option is a command-line choice that changes content, written to the
// manifest: scale, from, to, without_campaigns, without_controls, history.
type Option struct{ Name, Value string }

// Estimate foretells a run's volume. It errs on the high side.
type Estimate struct {
	AuditEvents, AccessLines int64
	Exposures                int64
	Persons                  int64 // persons that log lines will name
	History                  int64 // lines of the history
	LeakedRows               int64 // of leaked files
}

// Scored is how the manifest writes the moment from which alerts count;
// "" where all of them do.
func (i *Info) Scored() string {
	if i.ScoredFrom.IsZero() {
		return ""
	}
	at := i.ScoredFrom
	if i.Location != nil {
		at = at.In(i.Location)
	}
	return at.Format(time.RFC3339Nano)
}
