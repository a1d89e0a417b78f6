package generator

import (
	"runtime"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// plan plans the built-in fixture with changes.
func plan(t *testing.T, sets ...string) *Plan {
	t.Helper()
	p, err := New(fixture(t, sets...), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func fixture(t *testing.T, sets ...string) *scenarios.Scenario {
	t.Helper()
	sc, err := library.Open("tiny", sets)
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

// Accounts that take turns in a window with little working time take up little
// memory, however long the scenario goes on behind it.
func TestShortTurnsBeforeALongTime(t *testing.T) {
	for _, turns := range []string{"sequential", "burn"} {
		sets := []string{
			"time={start: 2022-03-07, end: 2024-03-06, timezone: Europe/Paris}", "campaigns[0].pacing.active_hours=office",
			"campaigns[0].rotation.accounts=" + turns, "campaigns[0].targets.exposed=20",
			"controls=[{type: analyst, at: 2022-03-10T20:00:00+01:00, action: [ip_ban, account_reset]}]", "aftermath={}",
		}
		t.Run(turns, func(t *testing.T) {
			short := fixture(t, append(sets, "campaigns[0].window={start: 2022-03-10T18:20:00+01:00, stop: 2022-03-10T20:00:00+01:00}")...)
			took := allocated(func() {
				moment := "campaigns[0].window={start: 2022-03-10T18:59:59.99+01:00, stop: 2022-03-10T20:00:00+01:00}"
				if _, err := library.Open("tiny", append(sets, moment)); err == nil || !strings.Contains(err.Error(), "working time") {
					t.Errorf("a hundredth of a second of working time: %v", err)
				}
				for _, o := range []Options{{}, {WithoutControls: true}} {
					p, err := New(short, o)
					if err != nil {
						t.Fatal(err)
					}
					if _, persons := readAudit(p).attack(); !o.WithoutControls && len(persons) != 20 {
						t.Errorf("%d persons exposed, want 20", len(persons))
					}
				}
			})
			if took > 2<<30 {
				t.Errorf("%d MB were allocated", took>>20)
			}
		})
	}
}

// allocated is how many bytes a function allocates.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
