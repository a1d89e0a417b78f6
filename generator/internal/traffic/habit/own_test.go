package habit

import (
	"testing"

	"github.com/breachsim/breachsim/scenarios"
)

// What the language says of the days on which a class is open is what its accounts
// come to.
func TestOpenDaysAreTheLanguages(t *testing.T) {
	laws := openings()
	for p := range scenarios.NumProfiles {
		for w, want := range scenarios.Profile(p).Work().Open {
			if got := laws[p].open(w); got-want > 1_000 || want-got > 1_000 {
				t.Errorf("%v, weekday %d: %d, the language says %d", scenarios.Profile(p), w, got, want)
			}
		}
	}
}

// Accounts that are open all day and those that are open half of it make the day's
// work together.
func TestHalfDaysMakeUpForEachOther(t *testing.T) {
	for p, law := range openings() {
		full := law.full()
		sum := int64(0)
		for _, d := range law.offDay {
			sum += int64(d.weight)
		}
		for _, d := range law.offDay {
			half := law.halfOff * int64(d.weight) / sum
			open := million - law.dayOff*int64(d.weight)/sum
			got := (half*halfDay + (open-half)*full[d.weekday]) / open
			if got < million-2_000 || got > million+2_000 {
				t.Errorf("%v, weekday %d: %d of the day's work", scenarios.Profile(p), d.weekday, got)
			}
		}
	}
}
