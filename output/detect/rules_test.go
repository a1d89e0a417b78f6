package detect

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/output/read"
)

// at is a local time in Paris of the days around the spring of 2022; on
// 27 March clocks went forward from 02:00 to 03:00.
func at(t testing.TB, text string) int64 {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04:05.999999", text, paris(t))
	if err != nil {
		t.Fatal(err)
	}
	return v.UnixMicro()
}

func paris(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// lookups returns n look-ups of an account, a person more each time, every
// gap from start.
func lookups(account string, start int64, n int, gap time.Duration) []read.Event {
	var evs []read.Event
	for i := range n {
		evs = append(evs, read.Event{TS: start + int64(i)*gap.Microseconds(), Action: "lookup", Account: account, Result: "found", NIRRef: uint64(start) + uint64(i) + 1})
	}
	return evs
}

// alerts runs rules over events, which it puts in order.
func alerts(t testing.TB, o Options, parts ...[]read.Event) []Alert {
	t.Helper()
	var found []Alert
	r := newRunner(paris(t), false, o, func(a *Alert) error { found = append(found, *a); return nil })
	all := slices.Concat(parts...)
	slices.SortStableFunc(all, func(a, b read.Event) int { return int(a.TS - b.TS) })
	for i := range all {
		if err := r.see(&all[i]); err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func only(rule string) Options { return Options{Rules: []string{rule}, Params: Defaults()} }

// wantTimes checks how many alerts there are and when.
func wantTimes(t *testing.T, what string, got []Alert, want ...int64) {
	t.Helper()
	var times []int64
	for _, a := range got {
		times = append(times, a.T)
		if a.To != a.T || a.From > a.T || !(a.Score >= 1) {
			t.Errorf("%s: %+v", what, a)
		}
	}
	if !slices.Equal(times, want) {
		t.Errorf("%s: alerts %v, want times %v", what, got, want)
	}
}

func TestR1Window(t *testing.T) {
	start := at(t, "2022-03-07 10:00:00")
	ms := time.Millisecond
	// 30 look-ups with 29 gaps of 2068 ms take 59.972 s; of 2069 ms, 60.001 s.
	wantTimes(t, "within the window", alerts(t, only("R1"), lookups("a", start, 30, 2068*ms)), start+29*2_068_000)
	wantTimes(t, "longer than the window", alerts(t, only("R1"), lookups("a", start, 500, 2069*ms)))
	wantTimes(t, "one below", alerts(t, only("R1"), lookups("a", start, 29, ms)))
	// The thirtieth comes exactly one window after the first.
	late := append(lookups("a", start, 29, ms), lookups("a", start+60_000_000, 1, 0)...)
	wantTimes(t, "on the edge", alerts(t, only("R1"), late))
	late[29].TS--
	wantTimes(t, "a microsecond before the edge", alerts(t, only("R1"), late), start+59_999_999)
}

func TestR1FiresAgainAfterQuiet(t *testing.T) {
	start := at(t, "2022-03-07 10:00:00")
	burst := lookups("a", start, 90, time.Second) // full from its 30th to its 90th look-up
	last := start + 89_000_000
	soon := lookups("a", last+599_000_000-29_000_000, 30, time.Second)
	wantTimes(t, "not quiet", alerts(t, only("R1"), burst, soon), start+29_000_000)
	later := lookups("a", last+600_000_000-29_000_000, 30, time.Second)
	wantTimes(t, "quiet", alerts(t, only("R1"), burst, later), start+29_000_000, last+600_000_000)
}

// An address is counted over the accounts behind it, and look-ups without an
// answer count too.
func TestR1Address(t *testing.T) {
	start := at(t, "2022-03-07 10:00:00")
	var all []read.Event
	for i, ev := range lookups("", start, 30, time.Second) {
		ev.Account, ev.SrcIP, ev.Result = fmt.Sprint(i%3), netip.MustParseAddr("240.0.0.9"), "error"
		all = append(all, ev)
	}
	got := alerts(t, only("R1"), all)
	wantTimes(t, "address", got, start+29_000_000)
	if len(got) != 1 || got[0].Type != IP || got[0].ID != "240.0.0.9" || got[0].From != start || fmt.Sprintf("%.3f", got[0].Score) != "2.069" {
		t.Errorf("%+v", got) // 60 s / 29 s
	}
}

func TestR2(t *testing.T) {
	start := at(t, "2022-03-07 06:00:00")
	min := time.Minute
	got := alerts(t, only("R2"), lookups("a", start, 300, min))
	wantTimes(t, "at the 200th", got, start+199*60_000_000)
	if s := fmt.Sprintf("%.4f", got[0].Score); s != "2.5760" { // 24 h / (6 h + 199 min)
		t.Errorf("score %s", s)
	}
	wantTimes(t, "one below", alerts(t, only("R2"), lookups("a", start, 199, min)))
	again := lookups("a", start, 199, min)
	wantTimes(t, "the same persons again", alerts(t, only("R2"), again, again))
	for _, result := range []string{"bad_key", "error", ""} {
		more := lookups("a", start+1, 1, 0)
		more[0].Result, more[0].NIRRef = result, 1
		wantTimes(t, "no answer: "+result, alerts(t, only("R2"), again, more))
	}
	for _, result := range []string{"not_found", "no_rights"} {
		more := lookups("a", start+1, 1, 0)
		more[0].Result, more[0].NIRRef = result, 1
		if n := len(alerts(t, only("R2"), again, more)); n != 1 {
			t.Errorf("%s: %d alerts", result, n)
		}
	}
	other := lookups("a", start, 200, min)
	other[3].Action = "service_use"
	wantTimes(t, "another action", alerts(t, only("R2"), other))
}

// Days are local, also when they have 23 hours.
func TestR2LocalDay(t *testing.T) {
	for _, midnight := range []string{"2022-03-07 00:00:00", "2022-03-27 00:00:00", "2022-03-28 00:00:00"} {
		m := at(t, midnight)
		half := lookups("a", m-100_000_000, 100, time.Second)
		wantTimes(t, "across "+midnight, alerts(t, only("R2"), half, lookups("a", m, 199, time.Second)))
		wantTimes(t, "within "+midnight, alerts(t, only("R2"), half, lookups("a", m, 200, time.Second)), m+199_000_000)
	}
	day := at(t, "2022-03-28 00:00:00") - at(t, "2022-03-27 00:00:00")
	if day != 23*3600*1_000_000 {
		t.Fatal("not the short day")
	}
	// The last second of the short day still belongs to it.
	start := at(t, "2022-03-27 00:00:00")
	wantTimes(t, "short day", alerts(t, only("R2"), lookups("a", start, 199, time.Second), lookups("a", start+day-1, 1, 0)), start+day-1)
	wantTimes(t, "one alert a day", alerts(t, only("R2"), lookups("a", start, 300, time.Second), lookups("a", start+day, 300, time.Second)), start+199_000_000, start+day+199_000_000)
}

// days returns look-ups at 10:00 on days in a row from the first of February.
func days(t testing.TB, account string, counts ...int) []read.Event {
	var evs []read.Event
	for i, n := range counts {
		evs = append(evs, lookups(account, at(t, fmt.Sprintf("2022-02-%02d 10:00:00", 1+i)), n, time.Second)...)
	}
	return evs
}

func TestR3(t *testing.T) {
	// Ten days of 16 and 24: mean 20, sample deviation √(160/9) = 4.2164, less
	// than √20 = 4.4721, so z > 3 from 34 persons (z = 3.1305) on.
	past := []int{16, 24, 16, 24, 16, 24, 16, 24, 16, 24}
	tenth := at(t, "2022-02-11 10:00:00")
	got := alerts(t, only("R3"), days(t, "a", append(past, 50)...))
	wantTimes(t, "at the 34th", got, tenth+33_000_000)
	if s := fmt.Sprintf("%.4f", got[0].Score); s != "3.1305" {
		t.Errorf("score %s", s)
	}
	wantTimes(t, "one below", alerts(t, only("R3"), days(t, "a", append(past, 33)...)))
	wantTimes(t, "nine days", alerts(t, only("R3"), days(t, "a", append(past[1:], 50)...)))
	// A steady account of one person a day: z = 3.0 at 4, but 30 are needed.
	ones := slices.Repeat([]int{1}, 10)
	wantTimes(t, "below 30", alerts(t, only("R3"), days(t, "a", append(ones, 29)...)))
	wantTimes(t, "at 30", alerts(t, only("R3"), days(t, "a", append(ones, 60)...)), tenth+29_000_000)
	// The deviation of the sample counts where it is the larger: mean 20, √(1000/9) = 10.541.
	wild := []int{10, 30, 10, 30, 10, 30, 10, 30, 10, 30}
	wantTimes(t, "wild", alerts(t, only("R3"), days(t, "a", append(wild, 51)...)))
	wantTimes(t, "wilder", alerts(t, only("R3"), days(t, "a", append(wild, 52)...)), tenth+51_000_000)
	// Only the last 28 days count.
	old := slices.Concat([]int{400, 400}, slices.Repeat([]int{20}, 25))
	o := only("R3")
	o.Params.R3.Days = 25
	wantTimes(t, "forgotten", alerts(t, o, days(t, "a", append(old, 50)...)), at(t, "2022-02-28 10:00:00")+33_000_000)
	o.Params.R3.Days = 26
	wantTimes(t, "not forgotten", alerts(t, o, days(t, "a", append(old, 50)...)))
}

func TestR4(t *testing.T) {
	start := at(t, "2022-03-07 10:00:00")
	in := func(evs []read.Event, session uint64) []read.Event {
		for i := range evs {
			evs[i].SessionID = session
		}
		return evs
	}
	slow := func(n int, gaps ...time.Duration) []read.Event {
		evs := in(lookups("a", start, n, 0), 7)
		for i := 1; i < n; i++ {
			evs[i].TS = evs[i-1].TS + gaps[(i-1)%len(gaps)].Microseconds()
		}
		return evs
	}
	ms := time.Millisecond
	got := alerts(t, only("R4"), slow(6, 499*ms))
	wantTimes(t, "fast at the sixth", got, start+5*499_000)
	if got[0].ID != "0000000000000007" || got[0].Type != Session {
		t.Errorf("%+v", got[0])
	}
	wantTimes(t, "five", alerts(t, only("R4"), slow(5, ms)))
	wantTimes(t, "even", alerts(t, only("R4"), slow(40, 9*time.Second)), start+29*9_000_000)
	wantTimes(t, "even, but few", alerts(t, only("R4"), slow(29, 9*time.Second)))
	// Of six look-ups, gaps 9.0, 10.0, 9.0, 10.0, 9.0 s have a sample deviation of
	// √0.3 = 0.548 s; 9.0 and 9.9, 0.493 s.
	six := only("R4")
	six.Params.R4.Even = 6
	wantTimes(t, "uneven", alerts(t, six, slow(6, 9000*ms, 10_000*ms)))
	wantTimes(t, "hardly uneven", alerts(t, six, slow(6, 9000*ms, 9900*ms)), slow(6, 9000*ms, 9900*ms)[5].TS)
	fast, other := slow(12, 100*ms), in(lookups("b", start, 5, 100*ms), 8)
	wantTimes(t, "once a session", alerts(t, only("R4"), fast, other), fast[5].TS)
	wantTimes(t, "no session", alerts(t, only("R4"), lookups("a", start, 50, ms)))
}

func TestR5(t *testing.T) {
	start := at(t, "2022-03-07 10:00:00")
	result := func(n int, missing ...int) []read.Event {
		evs := lookups("a", start, n, time.Minute)
		for _, i := range missing {
			evs[i].Result = "not_found"
		}
		return evs
	}
	minutes := func(n int64) int64 { return start + n*60_000_000 }
	got := alerts(t, only("R5"), result(60, 1, 2, 3, 4, 5, 6, 7, 8))
	wantTimes(t, "at the 40th", got, minutes(39))
	if got[0].Score != 2 {
		t.Errorf("score %v", got[0].Score)
	}
	wantTimes(t, "39 look-ups", alerts(t, only("R5"), result(39, 1, 2, 3, 4, 5, 6)))
	wantTimes(t, "exactly a tenth", alerts(t, only("R5"), result(40, 0, 1, 2, 39)), minutes(39))
	wantTimes(t, "less than a tenth", alerts(t, only("R5"), result(49, 0, 1, 2, 48)))
	wantTimes(t, "later", alerts(t, only("R5"), result(80, 0, 1, 2, 40, 45)), minutes(45)) // 4 of 41 is less, 5 of 46 is more
	typos := result(49, 0, 1, 2, 3)
	for i := 10; i < 20; i++ {
		typos[i].Result = "bad_key" // 39 are left
	}
	wantTimes(t, "mistyped", alerts(t, only("R5"), typos))
	wantTimes(t, "mistyped and one more", alerts(t, only("R5"), typos, lookups("a", minutes(60), 1, 0)), minutes(60))
}

func TestR9(t *testing.T) {
	// Past: mean 40 and √40 = 6.3246. 52 persons a day are z = 1.8974 and add
	// 1.1474; the baseline takes the higher days in, so that z falls slowly.
	past := slices.Repeat([]int{40}, 10)
	wantTimes(t, "steady", alerts(t, only("R9"), days(t, "a", slices.Repeat([]int{40}, 27)...)))
	// Days of 400 count 3 - 0.75 = 2.25 each while z is clipped: 2.25, 4.5, then
	// 6.75 at the third. There the level is passed where z > 1.25.
	big := append(slices.Clone(past), 400, 400, 400)
	got := alerts(t, only("R9"), days(t, "a", big...))
	thirteenth := at(t, "2022-02-13 10:00:00")
	// Mean of ten 40 and two 400: 100, deviation √(10·60²+2·300²)/11 = 140.1;
	// z = 1.25 at 275.1.
	wantTimes(t, "three big days", got, thirteenth+275_000_000)
	o := only("R9")
	o.Params.R9.H = 1.0
	// S = z - 0.75 > 1 from z > 1.75 on: 40 + 1.75·6.3246 = 51.07.
	eleventh := at(t, "2022-02-11 10:00:00")
	wantTimes(t, "level 1", alerts(t, o, days(t, "a", append(past, 52)...)), eleventh+51_000_000)
	wantTimes(t, "one below", alerts(t, o, days(t, "a", append(past, 51)...)))
	o.Params.R9.Distinct = 60
	wantTimes(t, "too few", alerts(t, o, days(t, "a", append(past, 59)...)))
	wantTimes(t, "just enough", alerts(t, o, days(t, "a", append(past, 60)...)), eleventh+59_000_000)
}

// The sum is kept over days that raise nothing.
func TestR9Adds(t *testing.T) {
	o := only("R9")
	o.Params.R9.H = 2
	past := slices.Repeat([]int{40}, 10)
	// 52: S = 1.1474. Then mean 41.09, √41.09 = 6.410; 52 again: z = 1.7019, S = 2.0993.
	got := alerts(t, o, days(t, "a", append(past, 52, 52)...))
	wantTimes(t, "second day", got, at(t, "2022-02-12 10:00:00")+51_000_000)
	if s := fmt.Sprintf("%.3f", got[0].Score); s != "1.050" {
		t.Errorf("score %s", s)
	}
}

// A log that omits numbers: every answered look-up counts.
func TestOmittedNumbers(t *testing.T) {
	n := 0
	r := newRunner(paris(t), true, only("R2"), func(*Alert) error { n++; return nil })
	for _, ev := range lookups("a", at(t, "2022-03-07 10:00:00"), 200, time.Second) {
		ev.NIRRef = 0
		if err := r.see(&ev); err != nil {
			t.Fatal(err)
		}
	}
	if n != 1 {
		t.Errorf("%d alerts", n)
	}
}
