package output

import (
	"context"
	"math/bits"

	"breachsim/generator/record"
	"breachsim/output/encode/records"
)

const personsJob = 1 << 16 // indices of a job, a multiple of 64

// people writes insured_persons and contacts of the wanted persons by index:
// spans of the population side by side, in order.
func (f *finisher) people(ctx context.Context, wanted *bitmap) error {
	if wanted == nil {
		wanted = newBitmap(f.info.Persons)
		wanted.markFirst(f.info.Persons)
	}
	if f.persons.rule == "first" {
		wanted.markFirst(min(f.persons.first, f.info.Persons))
	}
	jobs := (f.info.Persons + personsJob - 1) / personsJob
	persons, contacts := formsOf(f.plan, records.Persons()), formsOf(f.plan, records.Contacts())
	s := &tableSink{f: f, stage: "records", q: newQueue(jobs, f.Workers), jobs: jobs}
	if err := s.open(persons, contacts); err != nil {
		return err
	}
	err := s.run(ctx, func() (worker, error) {
		return &peopleWorker{people: f.src.NewPeople(), wanted: wanted, persons: persons, contacts: contacts}, nil
	})
	if err != nil {
		return err
	}
	if len(persons) > 0 {
		f.manifest.Counts.Persons = wanted.count()
	}
	return finishAll(f, s.files)
}

type peopleWorker struct {
	people   People
	wanted   *bitmap
	persons  []form[record.Person]
	contacts []form[record.Contact]
	person   record.Person
	contact  record.Contact
}

func (w *peopleWorker) do(job int, q *queue) error {
	if err := span(w.wanted, job, 0, q, w.persons, &w.person, w.people.Person); err != nil {
		return err
	}
	return span(w.wanted, job, len(w.persons), q, w.contacts, &w.contact, w.people.Contact)
}

// span writes all forms of one of the two tables for the wanted persons of a
// job. Their streams are numbered from first. A worker holds one piece a form,
// always fewer than the headroom of the queue.
func span[T any](wanted *bitmap, job, first int, q *queue, forms []form[T], r *T, fill func(i uint32, r *T)) error {
	const words = personsJob / 64
	if len(forms) == 0 {
		return nil
	}
	from := job * words
	pieces := make([]*piece, len(forms))
	for i, word := range wanted.words[from:min(from+words, len(wanted.words))] {
		for ; word != 0; word &= word - 1 {
			fill(uint32((from+i)*64+bits.TrailingZeros64(word)), r)
			for k := range forms {
				var err error
				if pieces[k], err = addRow(q, pieces[k], job, first+k, &forms[k].lines, r); err != nil {
					return err
				}
			}
		}
	}
	for _, p := range pieces {
		if p != nil {
			q.put(p)
		}
	}
	return nil
}

// addRow appends a record to the open piece of a stream, or to a new one, and
// puts it when it is full. It returns the piece that is open then, if any.
func addRow[T any](q *queue, p *piece, job, stream int, lines *records.Lines[T], r *T) (*piece, error) {
	if p == nil {
		var err error
		if p, err = q.piece(job, stream); err != nil {
			return nil, err
		}
	}
	p.add(lines.Append(p.raw, r))
	if len(p.raw) < pieceBytes {
		return p, nil
	}
	q.put(p)
	return nil, nil
}

// open creates the files of both tables.
func (s *tableSink) open(persons []form[record.Person], contacts []form[record.Contact]) error {
	var err error
	if s.files, err = openTables(s.f, persons); err != nil {
		return err
	}
	more, err := openTables(s.f, contacts)
	if err != nil {
		abandonAll(s.files)
		return err
	}
	s.files = append(s.files, more...)
	return nil
}
