// Package label reads what the ground truth says of events, for the label columns
// of the feature tables.
//
// It is the only place of the feature tables that opens truth/, and only where
// labels are asked for.
package label

import (
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// Label is what the truth says of the lines of a row, counted.
type Label struct {
	Events     int64  // of an attack
	LookUps    int64  // of an attack
	Campaign   string // of the first of them
	BenignType string // of the first line that looks like an attack and is none
}

// Add counts an event.
func (l *Label) Add(e *truth.Event, lookUp bool) {
	if e.Label == "attack" {
		l.Events++
		if lookUp {
			l.LookUps++
		}
		if l.Campaign == "" {
			l.Campaign = e.Campaign
		}
	}
	if l.BenignType == "" {
		l.BenignType = e.BenignType
	}
}

// Day is what the truth says of the events of one day's file: those that are not
// plainly benign.
type Day struct {
	data   *read.Dataset
	date   string
	events map[uint64]truth.Event
}

// NewDay returns a reader of the truth, of no day yet.
func NewDay(d *read.Dataset) *Day { return &Day{data: d, events: map[uint64]truth.Event{}} }

// Open goes on to the day of a log file, by the date in its name.
func (d *Day) Open(date string) error {
	if date == d.date {
		return nil
	}
	d.date = date
	clear(d.events)
	return truth.Each(d.data, "truth/events/"+date+".jsonl", func(e *truth.Event) error {
		if e.Label == "attack" || e.BenignType != "" {
			d.events[uint64(e.EventID)] = *e
		}
		return nil
	})
}

// Of returns what the truth says of an event, nil where it is plainly benign.
func (d *Day) Of(event uint64) *truth.Event {
	if e, ok := d.events[event]; ok {
		return &e
	}
	return nil
}
