package population

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
)

func testPeople(p *Persons) *People {
	return p.People(nir.NewRefs([]byte("a dataset key")), func(uint32) string { return "99710000000" })
}

// recordsDigest is the digest of the first 200 records and contacts of 5,000 persons: it
// changes when, and only when, the same seed gives other persons.
const recordsDigest = "b085cc249f3c70c6"

func TestRecordsStayTheSame(t *testing.T) {
	q := testPeople(NewPersons(testKey(), 5_000, 2022))
	h := sha256.New()
	var r record.Person
	var c record.Contact
	for i := range uint32(200) {
		q.Record(i, &r)
		q.Contact(i, &c)
		fmt.Fprintf(h, "%v\n%v\n", r, c)
	}
	if got := fmt.Sprintf("%x", h.Sum(nil)[:8]); got != recordsDigest {
		t.Errorf("digest %s, want %s", got, recordsDigest)
	}
}

func TestRecordsAreConsistent(t *testing.T) {
	p := NewPersons(testKey(), 100_000, 2022)
	q := testPeople(p)
	var r, h record.Person
	var c record.Contact
	for i := uint32(0); i < p.n; i += 7 {
		q.Record(i, &r)
		q.Contact(i, &c)
		if r.NIR != p.NIR(i) || r.BirthDate != p.BirthDate(i) || c.NIR != r.NIR || c.Ref != r.Ref {
			t.Fatalf("record of %d: %+v", i, r)
		}
		if !r.NIR.Temporary() && (uint8(int(r.BirthDate.Year)%100) != r.NIR.Year() || r.BirthDate.Month != r.NIR.Month()) {
			t.Fatalf("born %v with %v", r.BirthDate, r.NIR)
		}
		if r.BirthName == "" || r.FirstNames == "" || r.BirthPlace == "" || r.ResidenceCommune == "" || r.Fund == "" {
			t.Fatalf("empty text: %+v", r)
		}
		if r.UsedName == r.BirthName && r.UsedName != "" {
			continue // a husband of the same name
		}
		if holder := p.Holder(i); holder != i {
			q.Record(holder, &h)
			if h.NIR != r.Holder || h.ResidenceCommune != r.ResidenceCommune ||
				h.Fund != r.Fund || h.C2S != r.C2S || h.AME != r.AME {
				t.Fatalf("child %+v of %+v", r, h)
			}
			second, ok := p.SecondHolder(i)
			if ok != (r.SecondHolder != 0) || ok && r.SecondHolder != p.NIR(second) {
				t.Fatalf("child %+v is found under %v too (%v)", r, p.NIR(second), ok)
			}
			if h.UsedName != "" && h.UsedName != r.BirthName || c.Email != "" {
				t.Fatalf("child %s of %s, mail %q", r.BirthName, h.UsedName, c.Email)
			}
		} else if r.Holder != r.NIR || r.SecondHolder != 0 {
			t.Fatalf("holder %v of %v", r.Holder, r.NIR)
		}
		checkContact(t, &c)
	}
}

func checkContact(t *testing.T, c *record.Contact) {
	fiction := false
	for _, b := range phoneBlocks {
		fiction = fiction || strings.HasPrefix(c.Phone, b)
	}
	if !fiction || len(c.Phone) != 10 {
		t.Fatalf("phone %q", c.Phone)
	}
	if len(c.IBAN) != 27 || !strings.HasPrefix(c.IBAN, "FR0000000") {
		t.Fatalf("account number %q", c.IBAN)
	}
	odd := func(r rune) bool { return r > 'z' || r == ' ' }
	if c.Email != "" && (!strings.HasSuffix(c.Email, ".example") || strings.ContainsFunc(c.Email, odd)) {
		t.Fatalf("mail %q", c.Email)
	}
}

func BenchmarkRecord(b *testing.B) {
	for _, n := range []int{benchPersons, 67_813_396} {
		b.Run(sizeName(n), func(b *testing.B) {
			q := testPeople(NewPersons(testKey(), n, 2022))
			var r record.Person
			b.ReportAllocs()
			i := uint32(0)
			for b.Loop() {
				q.Record(i, &r)
				if i++; i == q.p.n {
					i = 0
				}
			}
		})
	}
}

func BenchmarkContact(b *testing.B) {
	q := testPeople(NewPersons(testKey(), benchPersons, 2022))
	var c record.Contact
	b.ReportAllocs()
	i := uint32(0)
	for b.Loop() {
		q.Contact(i, &c)
		if i++; i == q.p.n {
			i = 0
		}
	}
}
