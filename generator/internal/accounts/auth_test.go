package accounts

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
)

func TestCardDay(t *testing.T) {
	if day := dayOf(time.Date(2022, time.July, 1, 0, 0, 0, 0, time.UTC)); day != cardDay {
		t.Errorf("1 July 2022 is day %d, not %d", day, cardDay)
	}
}

// An account's method is the same in every scenario that has the day, and
// changes once at most, from the password to a card.
func TestSignInFollowsTheDay(t *testing.T) {
	winter := testAccounts(8000, 450_000)
	sc := testScenario(8000)
	sc.Time.Start = time.Date(2023, 1, 9, 0, 0, 0, 0, time.UTC)
	later := New(random.New(7), sc, newEvenRanges(450_000))
	var march, june, july, end [4]int
	for k := range uint32(8000) {
		changes := 0
		for day := int32(feb14); day < cardDay+300; day++ {
			a, b := winter.Auth(k, day), winter.Auth(k, day+1)
			if a != b {
				changes++
				if a != event.Password || b == event.Password {
					t.Fatalf("account %d goes from %v to %v", k, a, b)
				}
			}
			if later.Auth(k, day) != a {
				t.Fatalf("account %d on day %d: %v, in another scenario %v", k, day, a, later.Auth(k, day))
			}
		}
		if changes > 1 || winter.At(k).Auth != winter.Auth(k, feb14) || later.At(k).Auth != later.Auth(k, feb14+329) {
			t.Fatalf("account %d changes %d times", k, changes)
		}
		march[winter.Auth(k, feb14+30)]++
		june[winter.Auth(k, cardDay-1)]++
		july[winter.Auth(k, cardDay+14)]++
		end[winter.Auth(k, cardDay+190)]++
	}
	share := func(n [4]int, a event.Auth) int { return n[a] * 100 / 8000 }
	for _, m := range []struct {
		what          string
		got, from, to int
	}{
		{"passwords in March", share(march, event.Password), 43, 49},
		{"passwords at the end of June", share(june, event.Password), 35, 41},
		{"passwords in mid-July", share(july, event.Password), 20, 25},
		{"passwords at the end of the year", share(end, event.Password), 13, 17},
		{"cards at the end of the year", share(end, event.CPS), 51, 55},
	} {
		if m.got < m.from || m.got > m.to {
			t.Errorf("%s: %d %%, want %d to %d", m.what, m.got, m.from, m.to)
		}
	}
}
