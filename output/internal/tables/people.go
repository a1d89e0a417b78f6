package tables

import (
	"context"
	"math/bits"

	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/ordered"
	"github.com/breachsim/breachsim/output/internal/source"
	"github.com/breachsim/breachsim/output/internal/state"
)

const personsJob = 1 << 16 // indices of a job, a multiple of 64

// Wanted are the persons of the two tables about them.
type Wanted struct {
	Persons  *state.Bitmap
	Contacts bool // the table of contacts too
}

// People writes insured_persons and contacts of the wanted persons by index:
// spans of the population side by side, in order. It returns how many there are.
func (w *Writer) People(ctx context.Context, src source.Source, of Wanted) (int64, error) {
	jobs := (src.Info().Persons + personsJob - 1) / personsJob
	persons, contacts := FormsOf(w.Formats, records.Persons()), FormsOf(w.Formats, records.Contacts())
	if !of.Contacts {
		contacts = nil
	}
	s := &sink{w: w, stage: "records", q: ordered.NewQueue(jobs, w.Workers), jobs: jobs}
	if err := s.open(persons, contacts); err != nil {
		return 0, err
	}
	err := s.run(ctx, func() (ordered.Worker, error) {
		return newPeopleWorker(src.NewPeople(), of.Persons, persons, contacts), nil
	})
	if err != nil {
		return 0, err
	}
	n := int64(0)
	if len(persons) > 0 {
		n = of.Persons.Count()
	}
	return n, finishAll(w, s.files)
}

// personsBlock is how many persons are asked for at once.
const personsBlock = 64

type peopleWorker struct {
	people   source.People
	wanted   *state.Bitmap
	persons  []Form[record.Person]
	contacts []Form[record.Contact]

	block   []uint32
	person  []record.Person // empty where no form is written
	contact []record.Contact
}

func newPeopleWorker(
	people source.People, wanted *state.Bitmap, persons []Form[record.Person], contacts []Form[record.Contact],
) *peopleWorker {
	w := &peopleWorker{people: people, wanted: wanted, persons: persons, contacts: contacts}
	w.block = make([]uint32, 0, personsBlock)
	if len(persons) > 0 {
		w.person = make([]record.Person, personsBlock)
	}
	if len(contacts) > 0 {
		w.contact = make([]record.Contact, personsBlock)
	}
	return w
}

// Do writes all forms of both tables for the wanted persons of a job, each of whom is
// worked out once. A worker holds one piece a form, always fewer than the headroom of
// the queue.
func (w *peopleWorker) Do(job int, q *ordered.Queue) error {
	const words = personsJob / 64
	at := &spot{w.wanted, q, job, 0}
	pieces := make([]*ordered.Piece, len(w.persons)+len(w.contacts))
	from := job * words
	for i, word := range w.wanted.Words[from:min(from+words, len(w.wanted.Words))] {
		for ; word != 0; word &= word - 1 {
			w.block = append(w.block, uint32((from+i)*64+bits.TrailingZeros64(word)))
			if len(w.block) < personsBlock {
				continue
			}
			if err := w.write(at, pieces); err != nil {
				return err
			}
		}
	}
	if err := w.write(at, pieces); err != nil {
		return err
	}
	at.end(pieces)
	return nil
}

// write writes the persons of the block, and empties it.
func (w *peopleWorker) write(at *spot, pieces []*ordered.Piece) error {
	w.people.Fill(w.block, w.person, w.contact)
	defer func() { w.block, at.first = w.block[:0], 0 }()
	for j := range w.block {
		if len(w.person) > 0 {
			at.first = 0
			if err := line(at, pieces[:len(w.persons)], w.persons, &w.person[j]); err != nil {
				return err
			}
		}
		if len(w.contact) > 0 {
			at.first = len(w.persons)
			if err := line(at, pieces[at.first:], w.contacts, &w.contact[j]); err != nil {
				return err
			}
		}
	}
	return nil
}

// line writes a record in all forms.
func line[T any](at *spot, pieces []*ordered.Piece, forms []Form[T], r *T) error {
	for k := range forms {
		p, err := at.open(pieces[k], k)
		if err != nil {
			return err
		}
		p.Add(forms[k].lines.Append(p.Raw, r))
		pieces[k] = at.full(p)
	}
	return nil
}

// open creates the files of both tables.
func (s *sink) open(persons []Form[record.Person], contacts []Form[record.Contact]) error {
	var err error
	if s.files, err = openTables(s.w, persons); err != nil {
		return err
	}
	more, err := openTables(s.w, contacts)
	if err != nil {
		abandonAll(s.files)
		return err
	}
	s.files = append(s.files, more...)
	return nil
}
