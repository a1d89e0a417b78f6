package population

import (
	"unsafe"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/population/geo"
	"github.com/breachsim/breachsim/generator/population/kin"
	"github.com/breachsim/breachsim/generator/record"
)

// People reads persons as records. It belongs to one goroutine; make one for
// each with [Persons.People].
type People struct {
	p      *Persons
	refs   *nir.Refs
	doctor func(i uint32) string
	buf    []byte
	shelf  []byte // where finished texts stay; what is on it is never written again
	ends   [maxTexts]int
	used   int
}

// shelfSize is how many bytes of texts are kept together.
const shelfSize = 1 << 14

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

// Both fills r and c with person i, for less than Record and Contact.
func (q *People) Both(i uint32, r *record.Person, c *record.Contact) {
	f := q.open(i)
	q.record(&f, r)
	q.contact(&f, c)
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
		r.Holder = p.numbers.of(s.Holder, s.Mother, s.Parent)
		if f := &s.Partner; f.OK && p.couples.Shares(s.Mother.Cell, f.Spot) {
			r.SecondHolder = p.numbers.of(f.Index, f.Spot, p.register.Birth(f.Spot))
		}
	}
	if rights.Declared && q.doctor != nil {
		r.ReferringDoctor = q.doctor(i)
	}
	r.Regime, r.Fund = p.entitled.Scheme(s, of.commune)
	r.RightsStart, r.RightsEnd = p.entitled.Period(s, rights)
	q.start()
	q.text(p.names.AppendBirthName(q.buf, s))
	q.text(p.names.AppendUsedName(q.buf, s))
	q.text(p.names.AppendFirstNames(q.buf, s))
	q.finish(&r.BirthName, &r.UsedName, &r.FirstNames)
	of.born, of.first = r.BirthName, r.FirstNames
	r.BirthPlace = p.births.NameOf(s.Birth.Col, of.slot)
	r.ResidenceCommune = geo.CommuneName(s.Dept, of.commune)
}

// The texts of a record are written one after the other into one buffer and
// become strings together, on a shelf that holds those of many records.

func (q *People) start() { q.buf, q.used = q.buf[:0], 0 }

// text ends a text that was appended to the buffer.
func (q *People) text(buf []byte) {
	q.buf = buf
	q.ends[q.used] = len(buf)
	q.used++
}

// finish hands the texts out in the order in which they were written.
func (q *People) finish(into ...*string) {
	if len(q.buf) > cap(q.shelf)-len(q.shelf) {
		q.shelf = make([]byte, 0, max(shelfSize, len(q.buf)))
	}
	at := len(q.shelf)
	q.shelf = append(q.shelf, q.buf...)
	all, from := unsafe.String(unsafe.SliceData(q.shelf[at:]), len(q.buf)), 0 // nobody writes there again
	for j, s := range into {
		*s = all[from:q.ends[j]]
		from = q.ends[j]
	}
}
