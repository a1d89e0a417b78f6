package traffic

import (
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// A Reader tells of a day what the sessions and their steps are: each look-up
// of the plan once, in order, with a person unless nobody has the number.
func TestReader(t *testing.T) {
	w := testWorld(t)
	r := w.NewReader()
	lookUps, again, nobody, uses := 0, 0, 0, 0
	for k := range uint32(w.Accounts.Len()) {
		for d := w.Calendar.First() + 3; d < w.Calendar.First()+10; d++ {
			var sessions []Session
			last := map[uint8]Planned{}
			for p := range r.Day(k, d) {
				if len(sessions) == 0 || sessions[len(sessions)-1] != *p.Session {
					sessions = append(sessions, *p.Session)
				}
				before := last[p.Session.Index]
				if p.TS < p.Session.Start || p.TS > p.Session.End || p.TS < before.TS {
					t.Fatalf("account %d, day %d: a step at %d of %+v", k, d, p.TS, p.Session)
				}
				last[p.Session.Index] = p
				switch {
				case p.Action == event.NoAction, p.Refused && p.Action != event.Login:
					t.Fatalf("%+v", p)
				case p.Action == event.ServiceUse:
					uses++
				case p.Action == event.Lookup:
					lookUps++
					if p.Person == NoPerson {
						nobody++
					}
					known := p.Person == NoPerson || int(p.Person) < w.Persons.Len()
					if (p.Person == NoPerson) != (p.Result == event.NotFound) || !known {
						t.Fatalf("%+v", p)
					}
					if p.Again {
						again++
						if p.Person != NoPerson && before.Person != NoPerson && p.Person != before.Person {
							t.Fatalf("account %d, day %d: %d is looked up again as %d", k, d, before.Person, p.Person)
						}
					}
				}
			}
			if !slices.Equal(sessions, w.Sessions(k, d, nil)) {
				t.Fatalf("account %d, day %d: other sessions than planned", k, d)
			}
		}
	}
	if lookUps < 5000 || again < 50 || nobody < 30 || uses < 100 {
		t.Errorf("%d look-ups, %d again, %d of nobody, %d uses: too few to show anything", lookUps, again, nobody, uses)
	}
}
