package output

import (
	"context"
	"io"
	"iter"
	"math/bits"

	"breachsim/generator/record"
	"breachsim/output/encode"
)

const (
	personsName  = "records/insured_persons.csv"
	contactsName = "records/contacts.csv"
	personsJob   = 1 << 16 // indices of a job, a multiple of 64
)

// records writes the tables of who and what exists.
func (f *finisher) records(ctx context.Context, wanted *bitmap) error {
	c := &f.manifest.Counts
	if err := f.people(ctx, wanted); err != nil {
		return err
	}
	var err error
	if c.Practitioners, err = table(f, "records/practitioners.csv", encode.Practitioners(), f.src.Practitioners()); err != nil {
		return err
	}
	if c.Accounts, err = table(f, "records/accounts.csv", encode.Accounts(), f.src.Accounts()); err != nil {
		return err
	}
	if c.Networks, err = table(f, "records/networks.csv", encode.Networks(), f.src.Networks()); err != nil {
		return err
	}
	return f.file("records/networks.mmdb", -1, f.src.WriteMMDB)
}

// table writes a table whose lines come one by one.
func table[T any](f *finisher, path string, csv encode.CSV[T], lines iter.Seq[T]) (n int64, err error) {
	err = f.file(path, 0, func(w io.Writer) error {
		buf := csv.AppendHeader(nil)
		for r := range lines {
			buf = csv.Append(buf, &r)
			n++
			if len(buf) >= 1<<16 {
				if _, err := w.Write(buf); err != nil {
					return err
				}
				buf = buf[:0]
			}
		}
		_, err := w.Write(buf)
		return err
	})
	if err == nil {
		*f.manifest.Files[len(f.manifest.Files)-1].Rows = n
	}
	return n, err
}

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
	s := &peopleSink{f: f, q: newQueue(jobs, f.Workers), jobs: jobs}
	err := s.open()
	if err == nil {
		newWorker := func() (worker, error) {
			return &peopleWorker{people: f.src.NewPeople(), wanted: wanted, persons: encode.Persons(), contacts: encode.Contacts()}, nil
		}
		err = ordered(ctx, s.q, f.Workers, newWorker, s)
	}
	if err != nil {
		s.abandon()
		return err
	}
	return s.close()
}

type peopleWorker struct {
	people   People
	wanted   *bitmap
	persons  encode.CSV[record.Person]
	contacts encode.CSV[record.Contact]
	person   record.Person
	contact  record.Contact
}

func (w *peopleWorker) do(job int, q *queue) error {
	if err := w.table(job, 0, q, func(dst []byte, i uint32) []byte {
		w.people.Person(i, &w.person)
		return w.persons.Append(dst, &w.person)
	}); err != nil {
		return err
	}
	return w.table(job, 1, q, func(dst []byte, i uint32) []byte {
		w.people.Contact(i, &w.contact)
		return w.contacts.Append(dst, &w.contact)
	})
}

// table writes one of the two tables for the wanted persons of a span.
func (w *peopleWorker) table(job, stream int, q *queue, line func(dst []byte, i uint32) []byte) error {
	const words = personsJob / 64
	from := job * words
	var p *piece
	for i, word := range w.wanted.words[from:min(from+words, len(w.wanted.words))] {
		for ; word != 0; word &= word - 1 {
			if p == nil {
				var err error
				if p, err = q.piece(job, stream); err != nil {
					return err
				}
			}
			p.raw = line(p.raw, uint32((from+i)*64+bits.TrailingZeros64(word)))
			p.rows++
			if len(p.raw) >= pieceBytes {
				q.put(p)
				p = nil
			}
		}
	}
	if p != nil {
		q.put(p)
	}
	return nil
}

// peopleSink writes the two tables.
type peopleSink struct {
	f     *finisher
	q     *queue
	jobs  int
	files [2]*digestFile
	bad   bool
}

func (s *peopleSink) open() error {
	headers := [2][]byte{encode.Persons().AppendHeader(nil), encode.Contacts().AppendHeader(nil)}
	for i, path := range []string{personsName, contactsName} {
		df, err := openDigest(s.f.disk, s.f.stage(path), path, false)
		if err == nil {
			s.files[i] = df
			_, err = df.Write(headers[i])
		}
		if err != nil {
			return writeErr("writing \""+path+"\"", err)
		}
	}
	return nil
}

func (s *peopleSink) piece(p *piece) {
	defer s.q.release(p)
	if s.bad {
		return
	}
	if err := s.files[p.stream].piece(p); err != nil {
		s.bad = true
		s.q.abort(writeErr("writing \""+s.files[p.stream].entry.Path+"\"", err))
	}
}

func (s *peopleSink) jobEnd(job int) {
	if s.f.Progress == nil {
		return
	}
	c := &s.f.manifest.Counts
	s.f.Progress(Progress{Stage: "records", Done: job + 1, Total: s.jobs, AuditEvents: c.AuditEvents, AccessLines: c.AccessLines,
		Bytes: s.files[0].entry.Bytes + s.files[1].entry.Bytes})
}

func (s *peopleSink) abandon() {
	for _, df := range s.files {
		if df != nil {
			df.abandon()
		}
	}
}

func (s *peopleSink) close() error {
	s.f.manifest.Counts.Persons = s.files[0].rows
	for _, df := range s.files {
		if err := df.close(); err != nil {
			return writeErr("closing \""+df.entry.Path+"\"", err)
		}
		s.f.manifest.Files = append(s.f.manifest.Files, df.withRows())
	}
	return nil
}
