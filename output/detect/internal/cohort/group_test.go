package cohort

import (
	"fmt"
	"math"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/internal/detect/rule/ruletest"
	"github.com/breachsim/breachsim/output/read"
)

const second = 1_000_000

// day is a local morning in Paris, so many days after 1 March 2022.
func day(t testing.TB, n int) int64 {
	return ruletest.At(t, fmt.Sprintf("2022-03-%02d 09:00:00", 1+n))
}

// work returns n look-ups of an account a minute apart, each for another person from
// the first on.
func work(account, addr string, client uint64, start int64, first uint64, n int) []read.Event {
	var evs []read.Event
	for i := range n {
		evs = append(evs, read.Event{TS: start + int64(i)*60*second, Action: "lookup", Result: "found", Account: account,
			SrcIP: netip.MustParseAddr(addr), ClientFP: client, NIRRef: first + uint64(i)})
	}
	return evs
}

// atHome is a first day at home for accounts P0, P1 …, each with a person of its own
// and at an hour of its own.
func atHome(t testing.TB, accounts int) (evs []read.Event) {
	for i := range accounts {
		evs = append(evs, work(fmt.Sprint("P", i), fmt.Sprintf("10.0.%d.1", i), 1, day(t, 0)+int64(i)*3600*second, uint64(9000+i), 1)...)
	}
	return evs
}

// away is a day of an account, at an hour of its own, for twenty persons of its own.
func away(t testing.TB, on, account int, addr string, client uint64) []read.Event {
	return work(fmt.Sprint("P", account), addr, client, day(t, on)+int64(account)*3600*second, uint64(1000*(account+1)), 20)
}

// after is a line of another account, which ends the days before.
func after(t testing.TB, on int) []read.Event { return work("Z", "10.9.9.9", 1, day(t, on), 1, 1) }

// found runs the rule and lists the accounts that it names, in its order.
func found(t testing.TB, p Params, w ruletest.World, parts ...[]read.Event) []string {
	t.Helper()
	var names []string
	for _, r := range ruletest.Run(t, &p, w, parts...) {
		if r.Why == "" || r.Score < 1 || r.From == 0 || r.From > r.T {
			t.Errorf("%+v", r)
		}
		names = append(names, r.ID)
	}
	return names
}

func want(t testing.TB, what string, got []string, names ...string) {
	t.Helper()
	if !slices.Equal(got, names) {
		t.Errorf("%s: %q, want %q", what, got, names)
	}
}

// Four accounts come on four days from one new block: with the fourth all are named,
// and only once.
func TestPlaceOverDays(t *testing.T) {
	var visits [][]read.Event
	for i := range 4 {
		visits = append(visits, away(t, 8+i, i, fmt.Sprintf("10.1.1.%d", 10+i), 1))
	}
	run := func(p Params, w ruletest.World) []string {
		return found(t, p, w, atHome(t, 4), slices.Concat(visits...), after(t, 13), after(t, 14))
	}
	p := Defaults()
	want(t, "four", run(p, ruletest.World{}), "P0", "P1", "P2", "P3")
	raised := ruletest.Run(t, &p, ruletest.World{}, atHome(t, 4), slices.Concat(visits...), after(t, 13))
	at := day(t, 13)
	ruletest.Times(t, "at the end of the day of the fourth", raised, at, at, at, at)
	why := "20 of 20 look-ups for persons new to the account; " +
		"by a block of addresses that is new to it it hangs together with accounts of 3 other sites"
	if raised[0].Why != why || raised[0].From != visits[0][0].TS || raised[0].Score != 1 {
		t.Errorf("%+v", raised[0])
	}

	p.Sites = 5
	want(t, "five are asked for", run(p, ruletest.World{}))
	p = Defaults()
	p.LookUps = 21
	want(t, "too few look-ups", run(p, ruletest.World{}))
	p = Defaults()
	p.Days = 3
	want(t, "the first is forgotten", run(p, ruletest.World{}))
	p.Days = 4
	want(t, "the first is just known", run(p, ruletest.World{}), "P0", "P1", "P2", "P3")
	p = Defaults()
	p.Crowd = 3
	want(t, "a crowd", run(p, ruletest.World{}))
	p = Defaults()
	p.Learn = 9
	want(t, "P0 is too young", run(p, ruletest.World{}))
	// Two of one site are one.
	w := ruletest.World{List: []read.Account{{ID: "P0", Site: "S"}, {ID: "P1", Site: "S"}, {ID: "P2", Site: "T"}, {ID: "P3", Site: "U"}}}
	want(t, "three sites", run(Defaults(), w))
}

// Who comes from where it comes every day shares no new place.
func TestHomeLinksNobody(t *testing.T) {
	var evs []read.Event
	for i := range 5 {
		evs = append(evs, work(fmt.Sprint("P", i), "10.1.1.1", 1, day(t, 0)+int64(i)*3600*second, uint64(9000+i), 1)...)
		evs = append(evs, away(t, 8, i, "10.1.1.1", 1)...)
	}
	want(t, "one practice", found(t, Defaults(), ruletest.World{}, evs, after(t, 9)))
}

// Visits for persons whom the account knows do not count, of whatever share they
// fall below.
func TestKnownPersons(t *testing.T) {
	var evs []read.Event
	for i := range 4 {
		knows := work(fmt.Sprint("P", i), fmt.Sprintf("10.0.%d.1", i), 1, day(t, 1)+int64(i)*3600*second, uint64(1000*(i+1)), 8)
		evs = append(evs, slices.Concat(knows, away(t, 8, i, "10.1.1.1", 1))...)
	}
	want(t, "12 of 20 are new", found(t, Defaults(), ruletest.World{}, atHome(t, 4), evs, after(t, 9)), "P0", "P1", "P2", "P3")
	p := Defaults()
	p.Fresh = 0.601
	want(t, "and not more", found(t, p, ruletest.World{}, atHome(t, 4), evs, after(t, 9)))
	// The history knows them as well.
	w := ruletest.World{Days: 120}
	for i := range 9 {
		w.Past = append(w.Past, read.Acquaintance{Account: "P0", Person: uint64(1000 + i)})
	}
	want(t, "P0 knows nine of the twenty", found(t, p, w, atHome(t, 4), slices.Concat(
		away(t, 8, 0, "10.1.1.1", 1), away(t, 8, 1, "10.1.1.1", 1), away(t, 8, 2, "10.1.1.1", 1), away(t, 8, 3, "10.1.1.1", 1)), after(t, 9)))
}

// A rare client links on its day only.
func TestClient(t *testing.T) {
	run := func(days ...int) []string {
		var evs []read.Event
		for i, on := range days {
			evs = append(evs, away(t, on, i, fmt.Sprintf("10.0.%d.1", i), 7)...)
		}
		return found(t, Defaults(), ruletest.World{}, atHome(t, len(days)), evs, after(t, 12))
	}
	want(t, "one day", run(8, 8, 8, 8), "P0", "P1", "P2", "P3")
	want(t, "two days", run(8, 8, 9, 9))
	want(t, "a release", run(slices.Repeat([]int{8}, 13)...))
}

// Accounts at home with their own clients are linked by five persons that they share,
// here each with the next.
func TestList(t *testing.T) {
	run := func(common int) []string {
		var evs []read.Event
		for i := range 4 {
			evs = append(evs, work(fmt.Sprint("P", i), fmt.Sprintf("10.0.%d.1", i), 1, day(t, 8)+int64(i)*3600*second,
				uint64(1000+i*(20-common)), 20)...)
		}
		return found(t, Defaults(), ruletest.World{}, atHome(t, 4), evs, after(t, 9))
	}
	want(t, "five", run(5), "P0", "P1", "P2", "P3")
	want(t, "four", run(4))
}

// In clear logs those who were born in one month at one place are neighbours.
func TestListOfNumbers(t *testing.T) {
	var evs []read.Event
	for i := range 4 {
		own := away(t, 8, i, fmt.Sprintf("10.0.%d.1", i), 1)
		for k := range own {
			own[k].NIR = fmt.Sprintf("28506%02d976%03d52", 1+k%5, 10*i+k)
		}
		evs = append(evs, own...)
	}
	want(t, "five months", found(t, Defaults(), ruletest.World{Mode: "clear"}, atHome(t, 4), evs, after(t, 9)), "P0", "P1", "P2", "P3")
}

func TestMinutes(t *testing.T) {
	var evs []read.Event
	for i := range 4 { // all in the same twenty minutes
		evs = append(evs, work(fmt.Sprint("P", i), fmt.Sprintf("10.0.%d.1", i), 1, day(t, 8)+int64(i)*second, uint64(1000*(i+1)), 20)...)
	}
	got := ruletest.Run(t, ptr(Defaults()), ruletest.World{}, atHome(t, 4), evs, after(t, 9))
	if len(got) != 4 || !strings.Contains(got[0].Why, "by its active minutes") {
		t.Errorf("%+v", got)
	}
}

func ptr[T any](v T) *T { return &v }

// The correlation is that of the textbook, by its thousandths.
func TestCorrelation(t *testing.T) {
	fill := func(from, n int) (m minutes) {
		for i := range n {
			m.add(int64(from+i) * 60 * second)
		}
		return m
	}
	for _, c := range []struct{ a, b, common int }{{30, 30, 20}, {30, 60, 25}, {100, 100, 0}, {300, 200, 150}, {5, 5, 5}} {
		x, y := fill(0, c.a), fill(c.a-c.common, c.b)
		n, a, b := 1440.0, float64(c.a), float64(c.b)
		phi := (n*float64(c.common) - a*b) / math.Sqrt(a*(n-a)*b*(n-b))
		for least := int64(1); least < 1000; least += 7 {
			if got := x.correlated(&y, least); got != (phi*1000 >= float64(least)) {
				t.Errorf("%+v: φ is %v, at least %d thousandths: %v", c, phi, least, got)
			}
		}
	}
}

// Accounts whose minutes correlate meet in some band, nearly always.
func TestSketchesMeet(t *testing.T) {
	met := 0
	const tries = 300
	for k := range tries {
		var x, y minutes
		for i := range 40 { // 28 of 40 each in common: φ = 0.69
			x.add(int64(k*7+i*13) * 60 * second)
			y.add(int64(k*7+(i+12)*13) * 60 * second)
		}
		if !x.correlated(&y, 600) {
			t.Fatal("they do not correlate")
		}
		shared(y.sketch(x.sketch(nil, 0), 1), 1, func(a, b int32) { met++ })
	}
	if met < tries*90/100 {
		t.Errorf("%d of %d pairs meet", met, tries)
	}
}

func TestLogsWithoutNumbers(t *testing.T) {
	p := Defaults()
	if _, err := p.New(t.Context(), ruletest.World{Mode: "omit"}); err == nil || !strings.Contains(err.Error(), "output.nir: hmac") {
		t.Error(err)
	}
}
