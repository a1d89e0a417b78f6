// Package leak tells what a leaked file of medical laboratories says of each of its
// patients: the file that a threat actor held before the first look-up.
//
// It stands behind targets, whose list it puts into words: each row of the file is an
// entry of the list. The file is what a laboratory's software knew when it was taken:
//
//	entry of a list ─► number, laboratory ─┐
//	directory of insured persons ──────────┼─► row: some outdated, some taken down wrongly,
//	somebody else's names, for numbers     │   some of nobody who is insured any more
//	that are nobody's ─────────────────────┘
//
// The file is not what was exposed: it holds many whom nobody ever looked up.
package leak

import (
	"fmt"
	"iter"
	"time"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/campaign/targets"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/scenarios"
)

// Draws of a row, by its number. A number is never given to anything else.
const (
	drawVisit = iota
	drawOutdated
	drawWrong
	drawNobody // whose names a number has that is nobody's
	drawBlood
	drawPatient
)

// People reads the persons of the world as records.
type People interface {
	Record(i uint32, r *record.Person)
	Contact(i uint32, c *record.Contact)
}

// File is a leaked file.
type File struct {
	Key     random.Key
	Number  int // among the files of the world, from 1
	List    *targets.List
	Rows    uint64
	Source  *scenarios.Source
	Persons int // of the world
	Refs    *nir.Refs
}

// Each ranges over the rows of the file in its order. It reads people, who belong to one
// goroutine.
func (f *File) Each(people People) iter.Seq[record.LeakedRow] {
	return func(yield func(record.LeakedRow) bool) {
		w := writer{File: f, people: people}
		c := f.List.Cursor()
		for r := range f.Rows {
			if !yield(w.row(r, c.RowAt(r, f.Rows))) {
				return
			}
		}
	}
}

type writer struct {
	*File
	people  People
	person  record.Person
	contact record.Contact
}

// row puts row r into words.
func (w *writer) row(r uint64, of targets.Row) record.LeakedRow {
	key := w.Key.At(r)
	labs := w.List.Laboratories()
	out := record.LeakedRow{
		List: uint8(w.Number), Laboratory: fmt.Sprintf("LBM-%03d", of.Laboratory+1),
		Dept: facts.Departments()[labs.Dept(of.Laboratory)].Code,
		NIR:  of.NIR, Ref: w.Refs.Ref(of.NIR),
		Patient: uint32(100_000 + key.At(drawPatient).Below(900_000)),
		Visited: w.visit(key.At(drawVisit)), Blood: blood(key.At(drawBlood)),
	}
	if of.Hit {
		w.of(of.Holder, &out)
		w.outdated(key.At(drawOutdated), &out)
	} else {
		w.nobody(key.At(drawNobody), &out)
	}
	if draw := key.At(drawWrong).Rand(); draw.Chance(int64(w.Source.Wrong)) {
		wrong(&draw, &out)
	}
	return out
}

// of fills in what a laboratory knows of an insured person: women are often known by
// the name in use.
func (w *writer) of(i uint32, out *record.LeakedRow) {
	w.people.Record(i, &w.person)
	w.people.Contact(i, &w.contact)
	p, c := &w.person, &w.contact
	out.LastName, out.FirstName, out.BirthDate, out.Sex = p.BirthName, firstOf(p.FirstNames), p.BirthDate, p.Sex
	if p.UsedName != "" {
		out.LastName = p.UsedName
	}
	out.Phone, out.Email, out.Address, out.Town = c.Phone, c.Email, c.Address, p.ResidenceCommune
	out.Doctor = p.ReferringDoctor
}

// outdated puts telephone and address of before in the place of those of today, for the
// source's share of rows: those of somebody who lives where they lived.
func (w *writer) outdated(key random.Key, out *record.LeakedRow) {
	draw := key.Rand()
	if !draw.Chance(int64(w.Source.Outdated)) {
		return
	}
	before := uint32(draw.Below(uint64(w.Persons)))
	w.people.Record(before, &w.person)
	w.people.Contact(before, &w.contact)
	out.Phone, out.Address, out.Town = w.contact.Phone, w.contact.Address, w.person.ResidenceCommune
	if draw.Chance(random.Million / 2) {
		out.Email = "" // the laboratory had none then
	}
}

// nobody fills in who bore a number that the directory does not know any more: names
// and contacts of somebody of that sex, and a birth that fits the number.
func (w *writer) nobody(key random.Key, out *record.LeakedRow) {
	n, draw := out.NIR, key.Rand()
	sex := "MF"[(n.Sex()+1)%2]
	for range 40 {
		w.of(uint32(draw.Below(uint64(w.Persons))), out)
		if out.Sex == sex {
			break
		}
	}
	year, month := int(n.Year()), n.Month()
	if year += 1900; year < 1905 {
		year += 100
	}
	if month < 1 || month > 12 {
		month = uint8(1 + draw.Below(12))
	}
	out.Sex, out.Email, out.Doctor = sex, "", ""
	out.BirthDate = record.Date{Year: int16(year), Month: month, Day: uint8(1 + draw.Below(28))}
}

// visit draws the day of a patient's last visit, the later the more often: a quarter in
// the first half of the time.
func (w *writer) visit(key random.Key) record.Date {
	first := w.Source.From.Unix() / 86_400
	days := uint64(max(w.Source.To.Unix()/86_400-first, 1))
	draw := key.Rand()
	at := max(draw.Below(days), draw.Below(days))
	y, m, d := time.Unix((first+int64(at))*86_400, 0).UTC().Date()
	return record.Date{Year: int16(y), Month: uint8(m), Day: uint8(d)}
}

// wrong takes down a name or a date of birth wrongly: two letters change places, or day
// and month do, or the day is one off.
func wrong(draw *random.Rand, out *record.LeakedRow) {
	d := &out.BirthDate
	switch u := draw.Below(3); {
	case u == 0 && d.Day <= 12 && d.Day != d.Month:
		d.Day, d.Month = d.Month, d.Day
	case u == 1 && d.Day > 1:
		d.Day--
	default:
		out.LastName = swapped(out.LastName, draw)
	}
}

// swapped lets two neighbouring letters of a name change places.
func swapped(name string, draw *random.Rand) string {
	r := []rune(name)
	if len(r) < 2 {
		return name
	}
	from := int(draw.Below(uint64(len(r) - 1)))
	for k := range len(r) - 1 {
		if i := (from + k) % (len(r) - 1); r[i] != r[i+1] {
			r[i], r[i+1] = r[i+1], r[i]
			break
		}
	}
	return string(r)
}

// bloodGroups are the groups with their shares in hundredths: those usually given for
// France, from memory.
var bloodGroups = [...]struct {
	name  string
	share uint64
}{{"O+", 37}, {"A+", 38}, {"B+", 8}, {"AB+", 3}, {"O-", 6}, {"A-", 6}, {"B-", 1}, {"AB-", 1}}

// blood draws a group for half of the patients: of the others the laboratory knows none.
func blood(key random.Key) string {
	draw := key.Rand()
	if !draw.Chance(random.Million / 2) {
		return ""
	}
	u := draw.Below(100)
	for _, g := range bloodGroups {
		if u < g.share {
			return g.name
		}
		u -= g.share
	}
	return ""
}

// firstOf is the first of some first names.
func firstOf(names string) string {
	for i := range len(names) {
		if names[i] == ' ' {
			return names[:i]
		}
	}
	return names
}
