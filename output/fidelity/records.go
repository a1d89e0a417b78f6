package fidelity

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/read"
)

// numbers are the figures of records: social-security numbers, rights, e-mail
// addresses.
type numbers struct {
	order            [1000]int64 // of order numbers
	newYear, oddPart ratio       // of those born abroad: on 1 January; with a month that is none
	usedName         ratio       // men with one
	sameStart        map[string]int64
	persons          int64

	pattern ratio // addresses first.last and two digits
	mails   map[string]int64
	mailed  int64
	streets map[string]bool
	domains map[string]bool
	offices int64
}

func newNumbers() *numbers {
	return &numbers{sameStart: map[string]int64{}, mails: map[string]int64{}, streets: map[string]bool{},
		domains: map[string]bool{}}
}

// readRecords walks the records once: figures to n, the sample of persons to w.
func (w *world) readRecords(ctx context.Context, n *numbers) error {
	if w.set.Has(personsFile) {
		for r, err := range w.set.Table(ctx, "insured_persons", "nir_ref", "nir", "sex", "birth_date",
			"residence_dept",
			"referring_doctor", "ald", "rights_end", "rights_start", "used_name") {
			if err != nil {
				return err
			}
			w.keep(r)
			n.person(r)
		}
	}
	if w.set.Has("records/contacts.csv") {
		for r, err := range w.set.Table(ctx, "contacts", "email", "address") {
			if err != nil {
				return err
			}
			n.contact(r.Values[0], r.Values[1])
		}
	}
	if !w.set.Has("records/practitioners.csv") {
		return nil
	}
	for r, err := range w.set.Table(ctx, "practitioners", "email") {
		if err != nil {
			return err
		}
		if _, domain, ok := strings.Cut(r.Values[0], "@"); ok {
			n.offices++
			n.domains[domain] = true
		}
	}
	return nil
}

// keep takes a person of the sample into the world.
func (w *world) keep(r *read.Row) {
	v := r.Values
	ref, err := strconv.ParseUint(v[0], 16, 64)
	if err != nil || ref%w.everyNth != 0 {
		return
	}
	p := &person{dept: strings.Clone(v[4]), doctor: strings.Clone(v[5]), ald: v[6] == "true",
		rightsEnd: strings.Clone(v[7])}
	p.born, _ = time.Parse(time.DateOnly, v[3]) // the form is verify's to judge
	w.persons[ref] = p
}

func (n *numbers) person(r *read.Row) {
	v := r.Values
	nir, born := v[1], v[3]
	n.persons++
	if len(nir) >= 13 {
		if order, err := strconv.Atoi(nir[10:13]); err == nil {
			n.order[order]++
		}
		month, err := strconv.Atoi(nir[3:5])
		if err == nil && nir[5:7] == "99" {
			n.newYear.add(strings.HasSuffix(born, "-01-01"))
			n.oddPart.add(month > 12)
		}
	}
	if v[2] == "M" {
		n.usedName.add(v[9] != "")
	}
	if len(n.sameStart) < 1<<16 {
		n.sameStart[v[8]]++
	}
}

func (n *numbers) contact(email, address string) {
	if name, domain, ok := strings.Cut(email, "@"); ok {
		n.mailed++
		n.mails[domain]++
		first, last, dotted := strings.Cut(name, ".")
		letters := strings.TrimRight(last, "0123456789")
		two := dotted && first != "" && letters != "" && !strings.Contains(letters, ".")
		n.pattern.add(two && len(last)-len(letters) == 2)
	}
	street, _, _ := strings.Cut(address, ",")
	street = strings.TrimLeft(street, "0123456789 ")
	if street != "" && len(n.streets) < 100_000 {
		n.streets[street] = true
	}
}

// top is the share of the commonest value.
func top(counts map[string]int64) ratio {
	var r ratio
	for _, c := range counts {
		r.whole += c
		r.part = max(r.part, c)
	}
	return r
}

// medianOrder is the median order number.
func (n *numbers) medianOrder() float64 {
	run := int64(0)
	for order, c := range n.order {
		if run += c; 2*run >= n.persons {
			return float64(order)
		}
	}
	return 0
}

func (n *numbers) figures() []Figure {
	return []Figure{
		asked{"B10", "median of the last three digits of a number", AtMost(300),
			"low: they restart each month in each commune", "assumed, after the rule of the number (Insee)"}.
			value(Number, n.medianOrder(), n.persons),
		asked{"B10", "born abroad, with a birth date of 1 January", Between(0.015, 0.2),
			"heaps on 1 January where the day is unknown", "assumed"}.share(n.newYear),
		asked{"B10", "born abroad, with a month above 12 in the number", AtLeast(0.0005),
			"months 20 and above where the month is unknown", "Insee, the rule of the number; share assumed"}.
			share(n.oddPart),
		asked{"B12", "persons whose rights begin on the commonest day", AtMost(0.6),
			"spread over years", "assumed"}.share(top(n.sameStart)),
		asked{"B12", "men with a used name", AtLeast(0.003), "few, not none", "assumed"}.share(n.usedName),
		asked{"B12", "e-mail addresses first.last and two digits", AtMost(0.6), "many forms", "assumed"}.
			share(n.pattern),
		asked{"B12", "e-mail addresses at the commonest provider", AtLeast(0.25), "one leads", "assumed"}.
			share(top(n.mails)),
		asked{"B12", "different street names", AtLeast(60), "many thousands", "assumed"}.
			value(Number, float64(len(n.streets)), n.mailed),
		asked{"B12", "mail domains a practitioner", AtMost(0.5), "most share a provider's", "assumed"}.
			value(Number, float64(len(n.domains))/float64(n.offices), n.offices),
	}
}

// lapsed asks whether answers about rights follow the records (A1).
type lapsed struct {
	refused, granted ratio             // of refusals, answers: persons whose rights are over
	again            ratio             // of refusals repeated in the session: answered then
	last             map[uint64]uint64 // sessions, to the person refused last
	day              int
}

func newLapsed() *lapsed { return &lapsed{last: map[uint64]uint64{}} }

func (l *lapsed) event(e *entry) {
	if e.day != l.day {
		l.day = e.day
		clear(l.last)
	}
	if e.Action != "lookup" || e.NIRRef == 0 {
		return
	}
	if l.last[e.SessionID] == e.NIRRef {
		if e.Result == "found" || e.Result == "no_rights" {
			l.again.add(e.Result == "found")
		}
	}
	delete(l.last, e.SessionID)
	if e.Result == "no_rights" {
		l.last[e.SessionID] = e.NIRRef
	}
	if e.person == nil {
		return
	}
	over := e.person.rightsEnd != "" && e.person.rightsEnd < e.iso
	switch e.Result {
	case "no_rights":
		l.refused.add(over)
	case "found":
		l.granted.add(over)
	}
}

func (l *lapsed) figures() []Figure {
	const source = "follows from the records of the same dataset"
	return []Figure{
		asked{"A1", "no_rights answers about a person whose rights are over", AtLeast(0.95), "all", source}.
			share(l.refused),
		asked{"A1", "found answers about a person whose rights are over", AtMost(0.001), "none", source}.
			share(l.granted),
		asked{"A1", "no_rights answers found when asked again at once", AtMost(0.05), "none", source}.share(l.again),
	}
}
