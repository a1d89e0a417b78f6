package traffic

import (
	"testing"
)

// From July 2022 on a password runs out twice a year: each account changes it
// in its first session after the date, once.
func TestPasswordsRunOut(t *testing.T) {
	for start, want := range map[string]bool{"2022-09-01": true, "2022-04-01": false} {
		end := map[string]string{"2022-09-01": "2022-11-20", "2022-04-01": "2022-06-20"}[start]
		w := worldOf(t, "time.start="+start, "time.end="+end, "population.accounts=200",
			"population.insured_persons=60000")
		changes, busy := 0, 0
		for k := range uint32(w.Accounts.Len()) {
			mine, sessions := 0, 0
			for day := w.Shown.First; day <= w.Shown.Last; day++ {
				for _, s := range w.Sessions(k, day, nil) {
					sessions++
					if w.RanOut(&s) {
						mine++
					}
				}
			}
			if sessions > 40 {
				busy++
			}
			if mine > 1 {
				t.Errorf("account %d: %d changes within %s to %s", k, mine, start, end)
			}
			changes += mine
		}
		if !want && changes != 0 || want && (changes < busy*30/100 || changes > 200*60/100) {
			t.Errorf("from %s: %d changes, %d busy accounts", start, changes, busy)
		}
	}
}
