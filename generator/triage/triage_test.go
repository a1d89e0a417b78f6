package triage

import (
	"math"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/secret"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/scenarios"
)

// world is a small one in which everything is wanted and every alert is raised.
func world(t testing.TB, w scenarios.Weak) *World {
	t.Helper()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	sc := &scenarios.Scenario{}
	sc.Time.Location, sc.Output.Weak = paris, w
	cat := &event.Catalog{
		Accounts: make([]event.AccountText, 50),
		Networks: make([]event.NetworkText, 33),
		Places:   []event.PlaceText{{}, {Lat: "48.8566", Lon: "2.3522"}, {Lat: "43.2965", Lon: "5.3698"}},
	}
	for i := range cat.Accounts {
		cat.Accounts[i].Profession = "10"
	}
	return New(sc, cat, secret.Derived(random.New(7)))
}

// Distances are those of the sphere within a hundredth and two kilometres, everywhere that
// people sign in from.
func TestDistances(t *testing.T) {
	at := func(lat, lon float64) spot { return spot{int64(math.Round(lat * 1e4)), int64(math.Round(lon * 1e4))} }
	for _, x := range [][4]float64{
		{48.8566, 2.3522, 43.2965, 5.3698}, {48.8566, 2.3522, 48.8049, 2.1204}, {50.6292, 3.0573, 42.6887, 2.8948},
		{48.8566, 2.3522, 52.3676, 4.9041}, {48.3904, -4.4861, 48.5734, 7.7521}, {43.2965, 5.3698, 41.9192, 8.7386},
	} {
		a, b := at(x[0], x[1]), at(x[2], x[3])
		rad := math.Pi / 180
		h := math.Pow(math.Sin((x[2]-x[0])/2*rad), 2) +
			math.Cos(x[0]*rad)*math.Cos(x[2]*rad)*math.Pow(math.Sin((x[3]-x[1])/2*rad), 2)
		want := 2 * 6371 * math.Asin(math.Sqrt(h))
		if got := float64(a.to(&b)); math.Abs(got-want) > 2+want/100 {
			t.Errorf("%v: %.0f km, want %.0f", x, got, want)
		}
	}
	if west, east := at(0, -179.9), at(0, 179.9); west.to(&east) > 30 {
		t.Errorf("across the date line: %d km", west.to(&east))
	}
	if d := degrees("-1.6800"); d != -16_800 {
		t.Errorf("-1.6800 is %d", d)
	}
	if d := degrees("-0.5"); d != -5_000 {
		t.Errorf("-0.5 is %d", d)
	}
}

// The help desk answers in its hours, in local time, never before it was called.
func TestDeskHours(t *testing.T) {
	w := world(t, scenarios.Weak{Tickets: true})
	for _, x := range [][2]string{
		{"2022-03-10T10:15:00+01:00", "2022-03-10T10:15:00+01:00"}, // a Thursday
		{"2022-03-10T17:59:59+01:00", "2022-03-10T17:59:59+01:00"},
		{"2022-03-10T18:00:00+01:00", "2022-03-11T08:20:00+01:00"},
		{"2022-03-10T03:00:00+01:00", "2022-03-10T08:20:00+01:00"},
		{"2022-03-11T19:00:00+01:00", "2022-03-14T08:20:00+01:00"},
		{"2022-03-26T12:00:00+01:00", "2022-03-28T08:20:00+02:00"}, // clocks change in between
	} {
		from, err := time.Parse(time.RFC3339, x[0])
		if err != nil {
			t.Fatal(err)
		}
		want, err := time.Parse(time.RFC3339, x[1])
		if err != nil {
			t.Fatal(err)
		}
		if got := time.UnixMicro(w.atDesk(from.UnixMicro(), 20*minute)); !got.Equal(want) {
			t.Errorf("called at %s, answered at %s, want %s", x[0], got, want)
		}
	}
}

// hourOf makes an hour of events of account 3, so many seconds apart.
func hourOf(n int, gap int64, each func(i int, ev *event.Event, t *event.Truth)) *event.Batch {
	var b event.Batch
	from := time.Date(2022, 3, 10, 9, 0, 0, 0, time.UTC).UnixMicro()
	b.Reset(event.Window{From: from, To: from + hour, Day: int32(from / day)})
	b.WantWeak = true
	for i := range n {
		ev := event.Event{TS: from + int64(i)*gap*second, ID: uint64(1000 + i), Account: 3, Addr: event.V4(0xf0000001),
			Place: 1, Net: 1, Action: event.Lookup, Outcome: event.Success, Persons: 1, NIR: 7, Session: 9}
		var t event.Truth
		each(i, &ev, &t)
		b.AuditOrder = append(b.AuditOrder, uint64(i))
		b.Audit, b.AuditTruth = append(b.Audit, ev), append(b.AuditTruth, t)
	}
	return &b
}

// Each rule fires at its threshold, not one event below it, and says how much it has seen.
func TestRulesAtTheirEdges(t *testing.T) {
	fails := func(_ int, ev *event.Event, _ *event.Truth) {
		ev.Action, ev.Outcome, ev.Persons = event.Login, event.Failure, -1
	}
	plain := func(int, *event.Event, *event.Truth) {}
	moves := func(to int64) func(i int, ev *event.Event, _ *event.Truth) {
		return func(i int, ev *event.Event, _ *event.Truth) {
			if i == 1 {
				ev.Addr, ev.Place, ev.TS = event.V4(0xf0000002), 2, ev.TS+to
			}
		}
	}
	for _, x := range []struct {
		name  string
		b     *event.Batch
		rule  event.WarningRule // 0 = none
		count uint32
	}{
		{"four refusals", hourOf(4, 60, fails), 0, 0},
		{"five refusals", hourOf(5, 60, fails), event.FailedSignIns, 5},
		{"39 look-ups", hourOf(39, 60, plain), 0, 0},
		{"40 look-ups", hourOf(40, 60, plain), event.MassLookUps, 40},
		{"41 look-ups, found with the fortieth", hourOf(41, 60, plain), event.MassLookUps, 40},
		{"661 km in half an hour", hourOf(2, 1, moves(1800*second)), event.ImpossibleTravel, 2},
		{"661 km in fifty minutes", hourOf(2, 1, moves(3000*second)), 0, 0},
	} {
		d := world(t, scenarios.Weak{Alerts: true}).NewDesk()
		d.listed = make([]bool, len(d.listed))
		d.Fill(x.b)
		switch list := x.b.Warnings; {
		case x.rule == 0 && len(list) > 0:
			t.Errorf("%s: raises %+v", x.name, list)
		case x.rule == 0:
		case len(list) != 1 || list[0].Rule != x.rule || list[0].Count != x.count || list[0].TS <= list[0].To:
			t.Errorf("%s: raises %+v, want %s about %d events", x.name, list, x.rule, x.count)
		}
	}
}

// An address is counted by the minute, whoever uses it.
func TestRateByAddress(t *testing.T) {
	for _, x := range []struct{ n, raised int }{{59, 0}, {60, 1}} {
		b := hourOf(x.n, 0, func(i int, ev *event.Event, _ *event.Truth) { ev.Account = uint32(i % 50) })
		d := world(t, scenarios.Weak{Alerts: true}).NewDesk()
		d.listed = make([]bool, len(d.listed))
		d.Fill(b)
		if len(b.Warnings) != x.raised {
			t.Errorf("%d events in a minute: %+v", x.n, b.Warnings)
		}
	}
}

// Rules do not see labels: the same events of a thief raise the same alerts, and other
// verdicts.
func TestRulesSeeNoLabels(t *testing.T) {
	of := func(l event.Label) *event.Batch {
		b := hourOf(60, 30, func(_ int, _ *event.Event, t *event.Truth) { t.Label = l })
		world(t, scenarios.Weak{Alerts: true, Tickets: true, AlertsFalse: 1_000_000}).NewDesk().Fill(b)
		return b
	}
	honest, thief := of(event.Benign), of(event.Attack)
	if len(honest.Warnings) == 0 || len(honest.Warnings) != len(thief.Warnings) {
		t.Fatalf("%d and %d alerts", len(honest.Warnings), len(thief.Warnings))
	}
	for i := range honest.Warnings {
		if honest.Warnings[i] != thief.Warnings[i] {
			t.Errorf("%+v is not %+v", honest.Warnings[i], thief.Warnings[i])
		}
	}
}

// A thief reads no card of somebody who is not there; whoever does has it by coincidence,
// and only where the owner would have it that day too.
func TestReasonsByChance(t *testing.T) {
	w := world(t, scenarios.Weak{Reasons: true, ReasonsChance: 100_000})
	of := func(l event.Label, p event.Purpose) map[uint64]event.Ground {
		b := hourOf(2000, 1, func(i int, ev *event.Event, t *event.Truth) {
			ev.NIR, t.Label, t.Purpose = nir.NIR(1_000+7*i), l, p
		})
		w.NewDesk().Fill(b)
		out := map[uint64]event.Ground{}
		for _, g := range b.Grounds {
			out[g.Event] = g
		}
		return out
	}
	honest, thief := of(event.Benign, event.Visit), of(event.Attack, event.ListScraping)
	if n := len(honest); n < 1700 || n > 1820 { // 88 %
		t.Errorf("%d of 2,000 honest look-ups have a reason", n)
	}
	if n := len(thief); n < 150 || n > 250 {
		t.Errorf("%d of 2,000 look-ups of a thief have a reason, at one in ten", n)
	}
	for id, g := range thief {
		if honest[id] != g {
			t.Errorf("%+v explains the thief, %+v the owner", g, honest[id])
		}
	}
	for _, g := range honest {
		if (g.Kind == event.Invoice) != (g.At > g.TS) {
			t.Errorf("%s at %d, looked up at %d", g.Kind, g.At, g.TS)
		}
	}
}

// Nothing is made, and nothing allocated, where nothing is wanted.
func TestNothingIsWanted(t *testing.T) {
	if w := world(t, scenarios.Weak{}); w != nil {
		t.Fatal("a world where nothing is wanted")
	}
	var none *World
	b := hourOf(100, 1, func(int, *event.Event, *event.Truth) {})
	d := none.NewDesk()
	if n := testing.AllocsPerRun(100, func() { d.Fill(b) }); n != 0 || len(b.Grounds) > 0 {
		t.Errorf("%v allocations, %d reasons", n, len(b.Grounds))
	}
}

// What is wanted is made with the memory of the slice before.
func TestMemoryIsReused(t *testing.T) {
	b := hourOf(3000, 1, func(i int, ev *event.Event, t *event.Truth) {
		ev.Account, t.Purpose = uint32(i%50), event.Visit
	})
	d := world(t, scenarios.Weak{Alerts: true, Tickets: true, Reasons: true}).NewDesk()
	fill := func() {
		b.Warnings, b.Tickets, b.Grounds = b.Warnings[:0], b.Tickets[:0], b.Grounds[:0]
		d.Fill(b)
	}
	fill()
	if n := testing.AllocsPerRun(20, fill); n > 10 {
		t.Errorf("%v allocations for a slice of 3,000 events", n)
	}
}
