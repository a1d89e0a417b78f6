package library_test

import (
	"testing"

	"github.com/breachsim/breachsim/scenarios/library"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// A portal on the internet has scanners, monitors and search engines at its door
// whatever else the scenario is about. The fixture alone has none.
func TestEveryPortalIsOnTheInternet(t *testing.T) {
	for _, e := range library.Builtins() {
		sc, err := library.Open(e.ID, nil)
		if err != nil {
			t.Fatal(err)
		}
		if want := int64(measure.Million); e.ID != "tiny" && int64(sc.Background.Level) != want {
			t.Errorf("%s has a background of level %d, want %d", e.ID, sc.Background.Level, want)
		}
	}
}
