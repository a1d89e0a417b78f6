package traffic

import (
	"slices"
	"testing"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/random"
)

func TestSessionsAndTheirScripts(t *testing.T) {
	w := testWorld(t)
	sessions, alone := 0, 0
	for k := range uint32(w.Accounts.Len()) {
		for d := w.Calendar.First() + 3; d < w.Calendar.First()+17; d++ {
			list := w.Sessions(k, d, nil)
			if again := w.Sessions(k, d, nil); !slices.Equal(list, again) {
				t.Fatalf("account %d, day %d: two different days", k, d)
			}
			for i := range list {
				s := &list[i]
				sessions++
				day := w.Calendar.Day(d)
				if s.Start < day.Start || s.Start >= day.Start+day.Length || s.End-s.Start > 4*calendar.Hour {
					t.Fatalf("account %d: session from %d to %d on the day from %d", k, s.Start, s.End, day.Start)
				}
				if w.Accounts.At(k).Humans == 1 && i > 0 {
					alone++
					if s.Start < list[i-1].End {
						t.Fatalf("account %d sits in two sessions at once on day %d", k, d)
					}
				}
				holdScript(t, s, w.Moments(s, nil))
			}
		}
	}
	if sessions < 1000 || alone < 100 {
		t.Errorf("%d sessions, %d after another of one person: too few to show anything", sessions, alone)
	}
}

// holdScript checks the order of a session's steps.
func holdScript(t *testing.T, s *Session, ms []Moment) {
	t.Helper()
	signIns := 0
	for i, m := range ms {
		if m.Kind == SignIn {
			signIns++
		}
		if i > 0 && m.TS < ms[i-1].TS {
			t.Fatalf("session of account %d: step %d is earlier than the one before", s.Account, i)
		}
	}
	if len(ms) == 0 || signIns != 1 || ms[len(ms)-1].TS != s.End {
		t.Fatalf("session of account %d: %d steps, %d accepted sign-ins, end %d", s.Account, len(ms), signIns, s.End)
	}
}

func TestForcedChangeComesOnce(t *testing.T) {
	w := testWorld(t)
	at := w.Calendar.Day(w.Calendar.First() + 9).Start
	w.ForceChange(at)
	for k := range uint32(w.Accounts.Len()) {
		forced := 0
		for d := w.Calendar.First(); d <= w.Calendar.Last(); d++ {
			for _, s := range w.Sessions(k, d, nil) {
				sc := w.Script(&s)
				for st, ok := sc.Next(); ok; st, ok = sc.Next() {
					if w.Forced(&s, &st) {
						forced++
						if st.TS < at {
							t.Fatalf("account %d: a sign-in before the policy", k)
						}
					}
				}
			}
		}
		if forced > 1 {
			t.Fatalf("account %d: asked %d times", k, forced)
		}
	}
}

// Most visits come from the panel, and the part of it that is seen most is
// seen often.
func TestPatientsAreLocal(t *testing.T) {
	w := testWorld(t)
	near, seen, n := 0, map[uint32]int{}, 0
	for k := range uint32(w.Accounts.Len()) {
		a := w.Accounts.At(k)
		from, to := w.Persons.DeptRange(a.Dept)
		for i := range 40 {
			p := w.Choose(a, w.Calendar.First()+int32(i%5), random.New(uint64(k)).At(uint64(i)))
			n++
			if p >= from && p < to {
				near++
			}
			seen[p]++
		}
	}
	if near < n*75/100 || near > n*93/100 {
		t.Errorf("%d of %d persons live in the account's department", near, n)
	}
	if len(seen) > n*97/100 {
		t.Errorf("%d different persons in %d look-ups: nobody comes back", len(seen), n)
	}
}
