package script_test

import (
	"testing"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/secret"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
	"github.com/breachsim/breachsim/scenarios/library"
)

// worldOf is a small world without campaigns.
func worldOf(t *testing.T, sets ...string) *script.World {
	t.Helper()
	sc, err := library.Open("tiny", append([]string{"campaigns=[]", "controls=[]", "aftermath={}"}, sets...))
	if err != nil {
		t.Fatal(err)
	}
	persons := population.NewPersons(random.New(1), sc.Population.InsuredPersons, 2022)
	cal, ids := calendar.New(sc), portal.NewIDs(secret.Derived(random.New(5)))
	return &script.World{
		Key: random.New(6), Scenario: sc, Persons: persons, Accounts: accounts.New(random.New(2), sc, persons),
		Calendar: cal, Portal: portal.NewConditions(random.New(4), cal, sc.Portal), IDs: &ids,
	}
}

func bookOf(t *testing.T) (*script.Book, *clock.Queue) {
	t.Helper()
	q := &clock.Queue{}
	return script.NewBook(worldOf(t), q), q
}

func step(ts int64) script.Action { return script.Action{Step: portal.Step{TS: ts}} }

// visit is a campaign's visit to a session from an address.
func visit(campaign uint8, session int, addr uint32) *portal.Visit {
	return &portal.Visit{
		Session: portal.SessionName(portal.BaseKind, 3, 7, session), Account: 3, Addr: event.V4(addr), Net: 4, Place: 5,
		Truth: event.Truth{Label: event.Attack, Campaign: campaign},
	}
}

// A step is written at its handler's time; what is written at another time is
// counted, and what is laid over afterwards is not.
func TestStepsOutOfTheirTime(t *testing.T) {
	for _, x := range []struct {
		name      string
		do        func(b *script.Book)
		misplaced int
	}{
		{"in time", func(b *script.Book) { b.Write(step(100)) }, 0},
		{"too early", func(b *script.Book) { b.Write(step(99)) }, 1},
		{"too late", func(b *script.Book) { b.Write(step(101)) }, 1},
		{"laid over", func(b *script.Book) { b.Lay(step(5)) }, 0},
	} {
		b, q := bookOf(t)
		q.At(100, func(int64) { x.do(b) })
		q.Run(200)
		if b.Misplaced != x.misplaced || len(b.Actions) != 1 {
			t.Errorf("%s: %d misplaced of %d steps, want %d of 1", x.name, b.Misplaced, len(b.Actions), x.misplaced)
		}
	}
}

// What is laid over a session stays, whoever asks for it next; the account is known
// to be touched.
func TestOverlays(t *testing.T) {
	b, _ := bookOf(t)
	s, other := traffic.Session{Account: 3, Day: 7}, traffic.Session{Account: 3, Day: 7, Index: 1}
	first := b.Overlay(&s, event.ByControl, 2)
	first.Set(overlay.Decision{TS: 10, Disposition: overlay.Refused})
	if again := b.Overlay(&s, event.ByCampaign, 1); again != first || again.Cause != event.ByControl || again.By != 2 {
		t.Errorf("the second overlay is by %v %d", again.Cause, again.By)
	}
	if x := b.Overlay(&other, event.ByCampaign, 1); x == first || x.Cause != event.ByCampaign || x.By != 1 || x.Lost(10) {
		t.Error("two sessions have one overlay")
	}
	if len(b.Overlays) != 2 || b.Overlays[s.Name()] != first {
		t.Errorf("%d overlays", len(b.Overlays))
	}
	for k, touched := range b.Touched {
		if touched != (k == 3) {
			t.Errorf("account %d is touched: %v", k, touched)
		}
	}
}

// Steps of controls have names and keys of their own, in order by control.
func TestStepsOfControls(t *testing.T) {
	b, _ := bookOf(t)
	names, keys := map[portal.Name]bool{}, map[random.Key]bool{}
	for i := range 60 {
		s := b.ControlStep(uint8(1+i%3), int64(i))
		if s.TS != int64(i) || names[s.Name] || keys[s.Key] {
			t.Fatalf("step %d at %d, its name is taken: %v, its key: %v", i, s.TS, names[s.Name], keys[s.Key])
		}
		names[s.Name], keys[s.Key] = true, true
	}
	other, _ := bookOf(t)
	for range 20 { // the third control's alone: they are the same, whatever the others do
		if s := other.ControlStep(3, 0); !names[s.Name] || !keys[s.Key] {
			t.Fatal("a control's steps depend on the other controls")
		}
	}
}

// A campaign's use of an address is one interval from its first to its last use, in
// the order of first use.
func TestUsesOfAddresses(t *testing.T) {
	b, _ := bookOf(t)
	for _, x := range []struct {
		campaign uint8
		addr     uint32
		ts       int64
	}{{1, 10, 500}, {1, 11, 510}, {2, 10, 520}, {1, 10, 700}, {1, 10, 400}} {
		v := visit(x.campaign, 0, x.addr)
		if u := b.Used(v, x.ts); u.Addr != v.Addr || u.Campaign != x.campaign || u.Net != v.Net || u.Place != v.Place || x.ts < u.First || x.ts > u.Last {
			t.Errorf("%+v gives %+v", x, u)
		}
	}
	want := []struct {
		campaign    uint8
		addr        uint32
		first, last int64
	}{{1, 10, 400, 700}, {1, 11, 510, 510}, {2, 10, 520, 520}}
	if len(b.Uses) != len(want) {
		t.Fatalf("%d uses, want %d", len(b.Uses), len(want))
	}
	for i, w := range want {
		if u := b.Uses[i]; u.Campaign != w.campaign || u.Addr != event.V4(w.addr) || u.First != w.first || u.Last != w.last {
			t.Errorf("use %d is %+v, want %+v", i, *u, w)
		}
	}
}

// A campaign's part in a session is one row, whose events add up; two campaigns in
// one session are two.
func TestPartsInSessions(t *testing.T) {
	b, _ := bookOf(t)
	one, two, elsewhere := visit(1, 0, 10), visit(2, 0, 10), visit(1, 1, 10)
	if b.Known(one) {
		t.Error("an empty book knows a session")
	}
	b.Session(one, 100, 200, 3)
	if !b.Known(one) || b.Known(two) || b.Known(elsewhere) {
		t.Errorf("known: %v, by another campaign %v, another session %v; want the first alone", b.Known(one), b.Known(two), b.Known(elsewhere))
	}
	b.Session(two, 150, 160, 1)
	b.Session(elsewhere, 300, 310, 2)
	b.Session(one, 50, 120, 4)
	b.Session(one, 180, 260, 0)
	rows := b.Journal.Sessions
	if len(rows) != 3 {
		t.Fatalf("%d rows, want 3", len(rows))
	}
	if r := rows[0]; r.From != 50 || r.To != 260 || r.Attack != 7 || r.Campaign != 1 || r.Account != 3 || r.Addr != one.Addr || r.Session != b.World.IDs.Session(one.Session) {
		t.Errorf("the first row is %+v", r)
	}
	if r := rows[1]; r.Campaign != 2 || r.Attack != 1 || r.Session != rows[0].Session {
		t.Errorf("the other campaign's row is %+v", r)
	}
	if r := rows[2]; r.Session == rows[0].Session || r.Attack != 2 {
		t.Errorf("the other session's row is %+v", r)
	}
}

// Everything is in order of time in the end; what is at one moment stays in the
// order in which it was written.
func TestSort(t *testing.T) {
	b, _ := bookOf(t)
	for i, ts := range []int64{30, 10, 20, 10, 30} {
		n := uint32(i)
		b.Lay(script.Action{Step: portal.Step{TS: ts}, Visit: portal.Visit{Account: n}})
		b.Respond(event.Response{TS: ts, Account: n})
		b.Journal.Campaigns = append(b.Journal.Campaigns, event.CampaignEntry{TS: ts, Account: n})
		b.Journal.Sessions = append(b.Journal.Sessions, event.SessionTruth{From: ts, Account: n})
	}
	b.Sort()
	for i, want := range []uint32{1, 3, 2, 0, 4} {
		j := &b.Journal
		if a, r, c, s := b.Actions[i].Visit.Account, j.Responses[i].Account, j.Campaigns[i].Account, j.Sessions[i].Account; a != want || r != want || c != want || s != want {
			t.Errorf("place %d has step %d, response %d, campaign's entry %d, session %d; want %d", i, a, r, c, s, want)
		}
	}
}
