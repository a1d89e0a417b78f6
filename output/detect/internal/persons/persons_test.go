package persons

import (
	"fmt"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/internal/detect/rule/ruletest"
	"github.com/breachsim/breachsim/output/read"
)

const second = 1_000_000

// asked returns look-ups of P for the persons from first to last, a second apart, who
// live in a département.
func asked(start int64, first, last uint64, dept string) (evs []read.Event) {
	for n := first; n <= last; n++ {
		evs = append(evs, read.Event{TS: start + int64(n-first)*second, Action: "lookup", Account: "P", Result: "found",
			NIRRef: n, PatientDept: dept})
	}
	return evs
}

func world() ruletest.World { return ruletest.World{List: []read.Account{{ID: "P", Dept: "75"}}} }

func at(t *testing.T, day string) int64 { return ruletest.At(t, day+" 10:00:00") }

func TestR6(t *testing.T) {
	p := StrangerDefaults()
	run := func(parts ...[]read.Event) []ruletest.Raised { return ruletest.Run(t, &p, world(), parts...) }
	past, now := asked(at(t, "2022-02-01"), 1, 20, "75"), at(t, "2022-02-15")
	got := run(past, asked(now, 101, 130, "13"))
	ruletest.Times(t, "the twenty-fifth stranger", got, now+24*second)
	if got[0].Why != "25 persons today, 25 of them new to the account, 25 of 25 from outside département 75" || got[0].From != now {
		t.Errorf("%+v", got[0])
	}
	ruletest.Times(t, "twenty-four", run(past, asked(now, 101, 124, "13")))
	ruletest.Times(t, "thirteen days", run(past, asked(at(t, "2022-02-14"), 101, 130, "13")))
	// 13 of 25 from elsewhere are more than half, 12 are less.
	ruletest.Times(t, "half from elsewhere", run(past, asked(now, 101, 112, "75"), asked(now+12*second, 201, 213, "13")), now+24*second)
	ruletest.Times(t, "less than half", run(past, asked(now, 101, 113, "75"), asked(now+13*second, 201, 212, "13")))
	// 18 of 25 new are 72 %, 17 are 68 %; the known ones have moved.
	ruletest.Times(t, "72 % new", run(past, asked(now, 1, 7, "13"), asked(now+7*second, 201, 218, "13")), now+24*second)
	ruletest.Times(t, "68 % new", run(past, asked(now, 1, 8, "13"), asked(now+8*second, 201, 217, "13")))
	ruletest.Times(t, "nobody's département is known", run(past, asked(now, 101, 140, "")))
	ruletest.Times(t, "the same persons twice", run(past, asked(now, 101, 124, "13"), asked(now+100*second, 101, 124, "13")))
	ruletest.Times(t, "two days", run(past, asked(now, 101, 120, "13"), asked(at(t, "2022-02-16"), 121, 140, "13")))
	failed := asked(now, 101, 140, "13")
	for i := range failed {
		failed[i].Result = "error"
	}
	ruletest.Times(t, "no answers", run(past, failed))
	p.First, p.Away = 0.1, 0.1
	ruletest.Times(t, "again at twice", run(past, asked(now, 101, 160, "13")), now+24*second, now+49*second)
}

// Whom the account asked for before the log is known, and it is old enough at once;
// what is longer ago than the memory is not.
func TestR6History(t *testing.T) {
	p := StrangerDefaults()
	w := world()
	w.Days = 120
	now := at(t, "2022-02-15")
	for n := uint64(101); n <= 130; n++ {
		w.Past = append(w.Past, read.Acquaintance{Account: "P", Person: n, First: at(t, "2021-12-01"), Last: at(t, "2022-01-20"), Count: 1})
	}
	ruletest.Times(t, "known", ruletest.Run(t, &p, w, asked(now, 101, 130, "13")))
	ruletest.Times(t, "strangers", ruletest.Run(t, &p, w, asked(now, 201, 230, "13")), now+24*second)
	for i := range w.Past {
		w.Past[i].First, w.Past[i].Last = at(t, "2021-06-01"), at(t, "2021-06-02")
	}
	ruletest.Times(t, "long ago", ruletest.Run(t, &p, w, asked(now, 101, 130, "13")), now+24*second)
}

// A person stays known for at least half of the memory, and not for more than all.
func TestR6Memory(t *testing.T) {
	p := StrangerDefaults()
	first := at(t, "2021-09-01")
	for days, want := range map[int64]int{59: 0, 60: 0, 121: 1, 300: 1} {
		now := first + days*24*3600*second
		if n := len(ruletest.Run(t, &p, world(), asked(first, 1, 30, "13"), asked(now, 1, 30, "13"))); n != want {
			t.Errorf("%d alerts after %d days, want %d", n, days, want)
		}
	}
	var u regular
	for n := range uint64(300_000) {
		u.meet(short(n + 1))
	}
	if u.known.n > mostKnown || u.past.n > mostKnown || u.past.n == 0 {
		t.Errorf("%d and %d persons are remembered", u.known.n, u.past.n)
	}
}

func TestR13(t *testing.T) {
	p := AwayDefaults()
	run := func(parts ...[]read.Event) []ruletest.Raised { return ruletest.Run(t, &p, world(), parts...) }
	// Two of twenty from elsewhere in the first week: with one of each kind more, 3 of 22.
	start := at(t, "2022-02-01")
	week, now := append(asked(start, 1, 18, "75"), asked(start+18*second, 19, 20, "13")...), at(t, "2022-02-08")
	// Of twenty, p·m = 2.727 and the deviation is 1.535: more than 7.33 are needed, so 8.
	got := run(week, asked(now, 101, 112, "75"), asked(now+12*second, 201, 215, "13"))
	ruletest.Times(t, "the eighth from elsewhere", got, now+19*second)
	if got[0].Why != "8 of 20 persons today from outside département 75; 2 of 20 in the first week" || fmt.Sprintf("%.4f", got[0].Score) != "1.1452" {
		t.Errorf("%+v", got[0])
	}
	ruletest.Times(t, "seven", run(week, asked(now, 101, 112, "75"), asked(now+12*second, 201, 207, "13")))
	// Of thirty-two, 4.364 and 1.941: more than 10.19, and the day is not over.
	ruletest.Times(t, "ten of thirty-two", run(week, asked(now, 101, 122, "75"), asked(now+22*second, 201, 210, "13")))
	ruletest.Times(t, "eleven of thirty-three", run(week, asked(now, 101, 122, "75"), asked(now+22*second, 201, 211, "13")), now+32*second)
	ruletest.Times(t, "in the first week", run(week, asked(at(t, "2022-02-07"), 201, 240, "13")))
	ruletest.Times(t, "a week of nineteen", run(week[1:], asked(now, 201, 240, "13")))
	p.Z, p.Away = 0.2, 9
	ruletest.Times(t, "nine wanted", run(week, asked(now, 201, 208, "13")))
	ruletest.Times(t, "nine there", run(week, asked(now, 201, 209, "13")), now+8*second)
}

func TestLogsThatHidePersons(t *testing.T) {
	six, thirteen := StrangerDefaults(), AwayDefaults()
	w := world()
	w.Mode = "omit"
	for _, err := range []error{failure(six.New(t.Context(), w)), failure(thirteen.New(t.Context(), w))} {
		if err == nil || !strings.Contains(err.Error(), "output.nir: omit") {
			t.Error(err)
		}
	}
}

func failure[T any](_ T, err error) error { return err }

func TestShortKeys(t *testing.T) {
	seen := map[uint32]bool{}
	twice := 0
	for n := range uint64(50_000) {
		key := short(1<<63 | 1_600_000_000_000 + n)
		if seen[key] || key == 0 {
			twice++
		}
		seen[key] = true
	}
	if twice > 4 { // 50,000² / 2³² is 0.6
		t.Errorf("%d persons of 50,000 share a key", twice)
	}
}
