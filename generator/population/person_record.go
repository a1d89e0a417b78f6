package population

import (
	"unsafe"

	"breachsim/generator/facts"
	"breachsim/generator/nir"
	"breachsim/generator/population/geo"
	"breachsim/generator/record"
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
	p := q.p
	var s subject
	p.fill(i, &s)
	rights := p.rights(&s)
	commune := p.communeOf(s.home)
	slot := p.slot(s.birth)
	number := p.number(s.birth.cell, s.birth.month, s.birth.col, slot)
	if p.temporary(i, s.spot, s.birth.col) {
		number = p.temporaryNumber(i, s.birth.cell)
	}
	*r = record.Person{}
	r.NIR, r.Ref, r.Holder = number, q.refs.Ref(number), number
	r.Sex = "MF"[s.birth.cell%2]
	r.BirthDate = p.birthDate(i, s.birth)
	r.BirthRank = 1 + s.birth.order
	r.ResidenceDept = facts.Departments()[s.dept].Code
	r.C2S, r.AME = rights.C2S.String(), rights.AME
	r.FullCoverage, r.ALD = rights.FullCoverage, rights.ALD
	if s.holder != i {
		r.Holder = p.numberOf(s.holder, s.mother, s.parent)
		if f := &s.partner; f.ok && p.shares(s.mother.Cell, f.spot) {
			r.SecondHolder = p.numberOf(f.i, f.spot, p.birth(f.spot))
		}
	}
	if rights.Declared && q.doctor != nil {
		r.ReferringDoctor = q.doctor(i)
	}
	r.Regime, r.Fund = p.scheme(&s, commune)
	r.RightsStart, r.RightsEnd = p.period(&s, rights)
	q.start()
	q.text(p.appendBirthName(q.buf, &s))
	q.text(p.appendUsedName(q.buf, &s))
	q.text(p.appendFirstNames(q.buf, &s))
	q.finish(&r.BirthName, &r.UsedName, &r.FirstNames)
	r.BirthPlace = p.births.NameOf(s.birth.col, slot)
	r.ResidenceCommune = geo.CommuneName(s.dept, commune)
}

// nirOf returns the number of a birth.
func (p *Persons) nirOf(b birth) nir.NIR { return p.number(b.cell, b.month, b.col, p.slot(b)) }

// appendBirthName appends the surname at birth: for a child its family's.
func (p *Persons) appendBirthName(dst []byte, s *subject) []byte {
	if s.holder != s.i {
		return p.appendFamilyName(dst, s)
	}
	return p.appendOwnSurname(dst, s.i, s.birth)
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
