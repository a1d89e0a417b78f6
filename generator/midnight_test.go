package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios/library"
)

// leapingZones are zones with a day whose midnight their clocks leave out, one
// such day each.
var leapingZones = map[string]string{
	"Africa/Cairo": "2023-04-28", "America/Asuncion": "2022-10-02", "America/Campo_Grande": "2018-11-04",
	"America/Coyhaique": "2022-09-11", "America/Cuiaba": "2018-11-04", "America/Havana": "2022-03-13",
	"America/Punta_Arenas": "2016-08-14", "America/Santiago": "2022-09-11", "America/Sao_Paulo": "2018-11-04",
	"America/Scoresbysund": "2022-03-27", "Antarctica/Casey": "2016-10-22", "Antarctica/Palmer": "2016-08-14",
	"Asia/Amman": "2022-02-25", "Asia/Beirut": "2022-03-27", "Asia/Damascus": "2022-03-25", "Asia/Gaza": "2022-03-27",
	"Asia/Hebron": "2022-03-27", "Asia/Tehran": "2022-03-22", "Atlantic/Azores": "2022-03-27",
}

// leaping plans a world of four days around a date: a campaign works through
// the nights, an analyst acts on the last day.
func leaping(t *testing.T, zone, date string, from, to int) *Plan {
	t.Helper()
	day := func(n int) string {
		at, err := time.Parse(time.DateOnly, date)
		if err != nil {
			t.Fatal(err)
		}
		return at.AddDate(0, 0, n).Format(time.DateOnly)
	}
	file := filepath.Join(t.TempDir(), "leap.yaml")
	text := fmt.Sprintf(`version: 1
scenario: {id: leap, title: Clocks go forward at midnight, seed: 3}
time: {start: %s, end: %s, timezone: %s, warmup: 2d}
population: {accounts: 20, insured_persons: 2000, profile_mix: {gp: 1}}
campaigns:
  - id: c1
    window: {start: "%sT20:00:00Z", stop: "%sT04:00:00Z"}
    access: {accounts: 2}
    targets: {exposed: 150}
    pacing: {active_hours: all, max_per_account_day: 90}
    network: {kind: datacentre, country: [FR], pool: 3}
controls:
  - {type: analyst, detect: {rule: R2, delay: 1h}, action: [account_reset]}
`, day(from), day(to), zone, day(from), day(to-1))
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	sc, err := library.Open(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(sc, Options{History: 5})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Where clocks go forward at midnight, a world is made all the same: slices
// follow each other without a gap, each within one local day, and everything
// lies in the slice that made it.
func TestClocksThatLeaveMidnightOut(t *testing.T) {
	t.Parallel()
	for zone, date := range leapingZones {
		t.Run(zone, func(t *testing.T) {
			for _, days := range [][2]int{{-2, 2}, {0, 3}, {-3, 0}} { // in its midst, at its beginning, at its end
				p := leaping(t, zone, date, days[0], days[1])
				sc := p.Scenario()
				if n := countDays(t, p); n != days[1]-days[0]+2 {
					t.Errorf("days %d to %d around %s: the logs cover %d of them", days[0], days[1], date, n)
				}
				found := 0
				for e, tr := range p.Events(sc.Time.Begin(), sc.Time.End) {
					if tr.Label == event.Attack && e.Result == event.Found {
						found += int(e.Persons)
					}
				}
				if found < 150 {
					t.Errorf("%d persons were found, want 150", found)
				}
			}
		})
	}
}

// countDays checks the slices of a plan and counts their local days.
func countDays(t *testing.T, p *Plan) (days int) {
	t.Helper()
	sc, f := p.Scenario(), p.NewFiller()
	at, today := sc.Time.Begin().UnixMicro(), ""
	var b event.Batch
	for _, w := range p.Windows() {
		first, last := time.UnixMicro(w.From).In(sc.Time.Location), time.UnixMicro(w.To-1).In(sc.Time.Location)
		if w.From != at || w.To <= w.From || w.To-w.From > int64(time.Hour/time.Microsecond) {
			t.Fatalf("a slice from %s to %s behind %s", first, last, time.UnixMicro(at))
		}
		date := first.Format(time.DateOnly)
		if date != last.Format(time.DateOnly) || date != time.Unix(int64(w.Day)*86400, 0).UTC().Format(time.DateOnly) {
			t.Fatalf("the slice of day %d goes from %s to %s", w.Day, first, last)
		}
		if date != today {
			today = date
			days++
		}
		at = w.To
		f.Fill(w, &b)
		for _, l := range linesOf(&b) {
			if l.ts() < w.From || l.ts() >= w.To {
				t.Fatalf("a line of %s in the slice from %s to %s", time.UnixMicro(l.ts()), first, last)
			}
		}
	}
	if at != sc.Time.End.UnixMicro() {
		t.Fatalf("the slices end at %s", time.UnixMicro(at))
	}
	return days
}
