package accounts

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/record"
)

// Accounts and delegates are entered by people in offices: 3 to 8 in 100 at weekends,
// where even days have 28, few in August and around New Year, in all years alike; no
// delegate before the account.
func TestPaperworkIsDoneInOfficeHours(t *testing.T) {
	a := testAccounts(20_000, 6_000_000)
	at := func(d record.Date) time.Time {
		return time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, time.UTC)
	}
	check := func(what string, days []time.Time) {
		weekends, august, turn := 0, 0, 0
		var weekdays [7]int
		for _, d := range days {
			switch weekdays[d.Weekday()]++; d.Weekday() {
			case time.Saturday, time.Sunday:
				weekends++
			}
			if d.Month() == time.August {
				august++
			}
			if d.Month() == time.December && d.Day() >= 24 || d.Month() == time.January && d.Day() <= 2 {
				turn++
			}
		}
		n := len(days)
		if weekends*100 < n*3 || weekends*100 > n*8 || august*100 > n*5 || august*100 < n*2 || turn*100 > n {
			t.Errorf("of %d %s %d at weekends, %d in August, %d around New Year", n, what, weekends, august, turn)
		}
		for d := time.Monday; d <= time.Friday; d++ {
			if share := weekdays[d] * 100 / n; share < 16 || share > 22 {
				t.Errorf("%d %% of %s on a %s", share, what, d)
			}
		}
	}
	var created, since []time.Time
	opened := map[string]time.Time{}
	for r := range a.Records() {
		opened[r.ID] = at(r.CreatedOn)
		created = append(created, opened[r.ID])
	}
	for r := range a.Delegates() {
		day := at(r.Since)
		if since = append(since, day); day.Before(opened[r.Account]) {
			t.Fatalf("%s has a delegate since %v and was opened on %v", r.Account, r.Since, opened[r.Account])
		}
	}
	check("accounts", created)
	check("delegates", since)
}
