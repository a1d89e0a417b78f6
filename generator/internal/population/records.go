package population

import (
	"unsafe"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/birth"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/population/kin"
	"github.com/breachsim/breachsim/generator/internal/population/names"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
)

// People reads persons as records. It belongs to one goroutine; make one for
// each with [Persons.People].
type People struct {
	p      *Persons
	refs   *nir.Refs
	doctor func(i uint32) string
	buf    []byte // the shelf with the texts being written
	shelf  []byte // where finished texts stay; what is on it is never written again
	ends   [maxTexts]int
	used   int

	sheet *sheet // of the department read last; nil = none
	files [Block]file
	drawn [Block]names.Drawn
	block []byte // the shelf of Fill
}

const (
	shelfSize = 1 << 15 // bytes of texts that are kept together
	shelfRoom = 1 << 9  // more than the texts of a record take
)

// maxTexts is the largest number of made texts in a record.
const maxTexts = 5

// People returns a reader. refs names persons in the dataset; doctor gives the
// RPPS of the doctor of a person who has declared one, or "" if there is none
// to be had; nil means nobody has.
func (p *Persons) People(refs *nir.Refs, doctor func(i uint32) string) *People {
	return &People{p: p, refs: refs, doctor: doctor}
}

// Record fills r with person i. Its texts stay valid.
func (q *People) Record(i uint32, r *record.Person) {
	f := q.open(i)
	q.record(&f, r)
}

// Fill fills r and c, of which one may be empty, with persons by rising index: as Record
// and Contact, but quicker, the more so the fewer are left out. The texts are valid until
// the next call.
func (q *People) Fill(persons []uint32, r []record.Person, c []record.Contact) {
	kept := q.shelf
	q.shelf = q.block[:0]
	for from := 0; from < len(persons); from += Block {
		part := persons[from:min(from+Block, len(persons))]
		files := q.openAll(part)
		if len(r) > 0 {
			for j := range files {
				q.civil(&files[j], &r[from+j])
			}
			for j := range files {
				q.p.names.Draw(&files[j].Subject, q.known(), &q.drawn[j])
			}
			for j := range files {
				q.named(&files[j], &q.drawn[j], &r[from+j])
			}
		}
		if len(c) > 0 {
			for j := range files {
				q.contact(&files[j], &c[from+j])
			}
		}
	}
	q.block, q.shelf = q.shelf, kept
}

// openAll opens the files of up to Block persons. It goes step by step: what one person
// waits for, reads and long chains of multiplications, goes on beside what the next ones
// wait for.
func (q *People) openAll(persons []uint32) []file {
	p, files := q.p, q.files[:len(persons)]
	for j, i := range persons {
		f := &files[j]
		*f = file{}
		if s := q.sheet; s == nil || i < s.from || i >= s.to {
			q.sheet = p.sheets.of(p.res.Dept(i), persons[j:])
		}
		if s := q.sheet; s != nil {
			s.Find(i, &f.Subject)
			f.commune, f.slot = int(s.commune[f.Home-s.from]), s.Slot(i)
		} else {
			p.kin.Find(i, &f.Subject)
			f.commune, f.slot = communeOf(p.res, f.Home), p.register.Slot(f.Birth)
		}
	}
	for j := range files {
		f := &files[j]
		f.number = p.register.Number(f.Birth.Cell, f.Birth.Month, f.Birth.Col, f.slot)
		if f.Birth.Col >= birthplace.ColAbroad && p.numbers.temporary(f.Index, f.Spot, f.Birth.Col) {
			f.number = p.numbers.serial(f.Index, f.Birth.Cell)
		}
	}
	for j := range files {
		files[j].ref = q.refs.Ref(files[j].number)
	}
	return files
}

// file is what both tables say of a person.
type file struct {
	kin.Subject
	slot    uint32 // among those born in the same month and place
	number  nir.NIR
	ref     uint64
	commune int
	born    string // the surname at birth, and the first names, once they are known; empty = not yet
	first   string
}

func (q *People) open(i uint32) (f file) {
	p, b := q.p, &f.Birth
	p.kin.Find(i, &f.Subject)
	f.commune, f.slot = communeOf(p.res, f.Home), p.register.Slot(*b)
	f.number = p.register.Number(b.Cell, b.Month, b.Col, f.slot)
	if p.numbers.temporary(i, f.Spot, b.Col) {
		f.number = p.numbers.serial(i, b.Cell)
	}
	f.ref = q.refs.Ref(f.number)
	return f
}

func (q *People) record(of *file, r *record.Person) {
	q.civil(of, r)
	q.p.names.Draw(&of.Subject, nil, &q.drawn[0])
	q.named(of, &q.drawn[0], r)
}

// civil fills what is no text of the person's own.
func (q *People) civil(of *file, r *record.Person) {
	p, s, i := q.p, &of.Subject, of.Index
	rights := p.entitled.Of(s)
	*r = record.Person{NIR: of.number, Ref: of.ref, Holder: of.number}
	r.Sex = "MF"[s.Birth.Cell%2]
	r.BirthDate = p.register.BirthDate(i, s.Birth)
	r.BirthRank = 1 + s.Birth.Order
	r.ResidenceDept = facts.Departments()[s.Dept].Code
	r.C2S, r.AME = rights.C2S.String(), rights.AME
	r.FullCoverage, r.ALD = rights.FullCoverage, rights.ALD
	if s.Holder != i {
		r.Holder = q.numberOf(s.Holder, s.Mother, s.Parent)
		if f := &s.Partner; f.OK && p.couples.Shares(s.Mother.Cell, f.Spot) {
			r.SecondHolder = q.numberOf(f.Index, f.Spot, q.birthOf(f.Index, f.Spot))
		}
	}
	if rights.Declared && q.doctor != nil {
		r.ReferringDoctor = q.doctor(i)
	}
	r.Regime, r.Fund = p.entitled.Scheme(s, of.commune)
	r.RightsStart, r.RightsEnd = p.entitled.Period(s, rights.AME, r.BirthDate)
	r.BirthPlace = p.births.NameOf(s.Birth.Col, of.slot)
	r.ResidenceCommune = geo.CommuneName(s.Dept, of.commune)
}

// known are the surnames of the department read last, if they are worked out.
func (q *People) known() *names.Surnames {
	if q.sheet == nil {
		return nil
	}
	return q.sheet.surnames
}

// named writes the names.
func (q *People) named(of *file, drawn *names.Drawn, r *record.Person) {
	p := q.p
	q.start()
	q.text(p.names.AppendBirthName(q.buf, drawn))
	q.text(p.names.AppendUsedName(q.buf, drawn))
	q.text(p.names.AppendFirstNames(q.buf, drawn))
	q.finish(&r.BirthName, &r.UsedName, &r.FirstNames)
	of.born, of.first = r.BirthName, r.FirstNames
}

// numberOf returns the number of a parent.
func (q *People) numberOf(i uint32, at residence.Spot, b birth.Birth) nir.NIR {
	p, s := q.p, q.sheet
	if s == nil || i < s.from || i >= s.to {
		return p.numbers.of(i, at, b)
	}
	if p.numbers.temporary(i, at, b.Col) {
		return p.numbers.serial(i, b.Cell)
	}
	return p.register.Number(b.Cell, b.Month, b.Col, s.Slot(i))
}

// birthOf returns the birth of a parent.
func (q *People) birthOf(i uint32, at residence.Spot) birth.Birth {
	if s := q.sheet; s != nil && i >= s.from && i < s.to {
		return s.Birth(i, at)
	}
	return q.p.register.Birth(at)
}

// The texts of a record are written one after the other onto a shelf that holds those of
// many records, and become strings together.

func (q *People) start() {
	if cap(q.shelf)-len(q.shelf) < shelfRoom {
		q.shelf = make([]byte, 0, shelfSize)
	}
	q.buf, q.used = q.shelf, 0
}

// text ends a text that was appended to the buffer.
func (q *People) text(buf []byte) {
	q.buf = buf
	q.ends[q.used] = len(buf)
	q.used++
}

// finish hands the texts out in the order in which they were written.
func (q *People) finish(into ...*string) {
	all, from := unsafe.String(unsafe.SliceData(q.buf), len(q.buf)), len(q.shelf) // nobody writes there again
	for j, s := range into {
		*s = all[from:q.ends[j]]
		from = q.ends[j]
	}
	q.shelf = q.buf // which has moved if the texts were too long for the room
}
