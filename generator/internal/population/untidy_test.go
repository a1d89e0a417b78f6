package population

import (
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
)

// People's addresses have many forms and providers of unlike size; some men use two
// names; rights begin on many days, and end for few.
func TestRecordsAreUntidy(t *testing.T) {
	p := NewPersons(testKey(), 60_000, 2022)
	q := p.People(nir.NewRefs([]byte("key")), nil)
	var c record.Contact
	var r record.Person
	hosts, streets, forms := map[string]int{}, map[string]bool{}, map[bool]int{}
	mails, men, two, first, ended, holders := 0, 0, 0, 0, 0, 0
	for i := uint32(0); i < 60_000; i += 3 {
		q.Contact(i, &c)
		q.Record(i, &r)
		if name, host, ok := strings.Cut(c.Email, "@"); ok {
			mails++
			hosts[host]++
			forms[strings.Count(name, ".") == 1 && strings.ContainsAny(name[len(name)-1:], "0123456789")]++
		}
		streets[strings.Trim(strings.SplitN(c.Address, ",", 2)[0], "0123456789 ")] = true
		if p.Age(i) < 18 {
			continue
		}
		holders++
		if r.Sex == 'M' {
			if men++; r.UsedName != "" {
				two++
			}
		}
		if r.RightsStart == (record.Date{Year: 2016, Month: 1, Day: 1}) {
			first++
		}
		if r.RightsEnd.Year != 0 {
			ended++
		}
	}
	most := 0
	for _, n := range hosts {
		most = max(most, n)
	}
	if len(hosts) < 8 || most*100 < mails*35 || forms[true]*100 > mails*25 {
		t.Errorf("%d addresses of mail at %v, %d of one form", mails, hosts, forms[true])
	}
	if len(streets) < 500 {
		t.Errorf("%d streets", len(streets))
	}
	if two*1000 < men*4 || two*100 > men*3 {
		t.Errorf("%d of %d men use two names", two, men)
	}
	if first*100 > holders*60 || first*100 < holders*25 || ended*1000 < holders*8 || ended*100 > holders*4 {
		t.Errorf("of %d adults %d have rights from 1 January 2016, %d have rights that end", holders, first, ended)
	}
}
