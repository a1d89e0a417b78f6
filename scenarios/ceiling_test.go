package scenarios_test

import (
	"testing"

	"github.com/breachsim/breachsim/scenarios/library"
)

// A ban before the window takes addresses that the campaign would use, if accounts were tried from
// them by then: two days before the window where it tries none of its own beforehand.
func TestBanBeforeTheWindowMakesACeiling(t *testing.T) {
	for _, x := range []struct {
		at, success string
		want        bool
	}{
		{"2022-03-09T10:00:00+01:00", "campaigns[0].access.success=0.5", true},
		{"2022-03-06T10:00:00+01:00", "campaigns[0].access.success=0.5", false},
		{"2022-03-09T10:00:00+01:00", "campaigns[0].access.success=1", false},
	} {
		sc, err := library.Open("tiny", []string{
			"time.start=2022-03-05", "campaigns[0].access.validate={lead: 0s, lookups: 0}",
			x.success,
			"controls=[{type: analyst, at: " + x.at + ", action: [ip_ban, account_reset]}]",
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := sc.Ceiling(&sc.Campaigns[0]); got != x.want {
			t.Errorf("ban at %s, success %s: ceiling %v, want %v", x.at, x.success, got, x.want)
		}
	}
}
