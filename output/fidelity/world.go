package fidelity

import (
	"context"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/internal/conform"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios"
)

// account is what the records say of an account.
type account struct {
	read.Account
	number int // in the order of the file
}

// person is what the records say of an insured person.
type person struct {
	born         time.Time
	rightsEnd    string // ISO 8601 date; "" where rights go on
	dept, doctor string
	ald          bool
}

// mostPersons is how many persons are kept at most, one in so many by their
// reference.
const mostPersons = 400_000

// world is what queries know beside the logs.
type world struct {
	set      *read.Dataset
	place    *time.Location
	accounts map[string]*account
	persons  map[uint64]*person
	everyNth uint64 // person kept
}

// open reads manifest, scenario and accounts.
func open(ctx context.Context, dir string) (*world, error) {
	set, err := read.OpenDataset(dir)
	if err != nil {
		return nil, err
	}
	sc, err := conform.Scenario(set)
	if err != nil {
		return nil, err
	}
	w := &world{set: set, place: sc.Time.Location, accounts: map[string]*account{}, persons: map[uint64]*person{},
		everyNth: 1}
	for _, f := range set.Manifest.Files {
		if f.Rows != nil && f.Path == personsFile {
			w.everyNth = uint64(*f.Rows)/mostPersons + 1
		}
	}
	list, err := set.Accounts(ctx)
	for i, a := range list {
		w.accounts[a.ID] = &account{a, i}
	}
	return w, err
}

const personsFile = "records/insured_persons.csv"

// ordinary tells of the events of a local day that are neither an attack's nor a
// look-alike's: the ids of all others of that day.
type ordinary struct {
	day    string
	others map[uint64]other
}

// other is an event that is not plainly benign.
type other struct {
	benign  bool
	episode bool // of a look-alike that does for a time what its account does not else
	desk    bool // of a large desk, which is as it is on all its days
}

// load reads the truth of a day.
func (o *ordinary) load(w *world, day string) error {
	o.day = day
	clear(o.others)
	name := "truth/events/" + day + ".jsonl"
	if !w.set.Has(name) {
		return nil
	}
	return truth.Each(w.set, name, func(e *truth.Event) error {
		if e.Label != "benign" || e.BenignType != "" && e.BenignType != "ordinary" {
			like := e.BenignType != "" && !strings.HasPrefix(e.BenignType, strangersPrefix)
			desk := e.BenignType == scenarios.LargeDesk.String()
			o.others[uint64(e.EventID)] = other{
				benign:  e.Label == "benign",
				episode: like && !desk,
				desk:    desk,
			}
		}
		return nil
	})
}

// strangersPrefix begins the types of what nobody's account does.
const strangersPrefix = "background_"
