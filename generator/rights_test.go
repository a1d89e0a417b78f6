package generator

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/scenarios/library"
)

// Whether rights are found follows from the record of the person on the day, for
// honest people and campaigns alike, each time.
func TestRightsFollowTheRecord(t *testing.T) {
	sc, err := library.Open("stale-list", []string{
		"population.accounts=150", "population.insured_persons=45000", "campaigns[0].targets.exposed=6000",
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(sc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, q := p.NewFiller(), p.NewPeople()
	var b event.Batch
	var r record.Person
	var answered, closed [2]int // of honest people, of campaigns
	begins := p.actors.Begins(0)
	for _, w := range p.Windows() {
		if w.To <= begins || w.From > begins+10*24*int64(time.Hour/time.Microsecond) {
			continue
		}
		f.Fill(w, &b)
		for i := range b.Audit {
			e, truth := b.AuditAt(i)
			if e.Action != event.Lookup || e.Result != event.Found && e.Result != event.NoRights {
				continue
			}
			person, ok := p.persons.Find(e.NIR)
			if !ok {
				t.Fatalf("%v about nobody", e.Result)
			}
			q.Person(person, &r)
			day, who := p.cal.Of(e.TS).Number, 0
			if truth.Label == event.Attack {
				who = 1
			}
			answered[who]++
			ended := r.RightsEnd.Year != 0 && number(r.RightsEnd) < day
			if number(r.RightsStart) > day || ended != (e.Result == event.NoRights) {
				t.Fatalf("on day %d, with rights from %v to %v: %v", day, r.RightsStart, r.RightsEnd, e.Result)
			}
			if ended {
				closed[who]++
			}
		}
	}
	for who, n := range answered {
		if n < 300 || closed[who]*1000 < n*3 || closed[who]*1000 > n*20 {
			t.Errorf("of %d look-ups by %s, %d met rights that had ended; want 6 to 10 in a thousand",
				n, [...]string{"honest people", "campaigns"}[who], closed[who])
		}
	}
}

// number is a date in days since 1970.
func number(d record.Date) int32 {
	return int32(time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, time.UTC).Unix() / 86_400)
}
