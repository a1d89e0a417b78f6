package emit

import (
	"runtime"
	"slices"
	"sync"
	"testing"
	"unsafe"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/agenda"
	"github.com/breachsim/breachsim/generator/internal/traffic/bound"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/habit"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike/kinds"
	"github.com/breachsim/breachsim/generator/internal/traffic/policy"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

func testAgenda(t *testing.T, sets ...string) *agenda.Agenda {
	t.Helper()
	sets = append(sets, "population.accounts=120", "population.insured_persons=50000")
	sc, err := library.Open("baseline", sets)
	if err != nil {
		t.Fatal(err)
	}
	persons := population.NewPersons(random.New(1), sc.Population.InsuredPersons, 2022)
	ground := habit.Ground{
		Persons: persons, Accounts: accounts.New(random.New(2), sc, persons), Calendar: calendar.New(sc),
	}
	a, err := agenda.New(random.New(3), sc, ground, kinds.All())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestDaysAreHeldTogether has several go through the same days at once: each day is
// what its accounts plan, whoever holds it, and none is kept that nobody holds.
func TestDaysAreHeldTogether(t *testing.T) {
	a := testAgenda(t)
	x, first := NewDays(a), a.Calendar.Of(a.From).Number
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			n := &near{Days: x}
			for day := first; day < first+9; day++ {
				checkDay(t, a, n.of(day))
				checkDay(t, a, n.of(max(first, day-1)))
			}
			n.leaveAll()
		})
	}
	all.Wait()
	if len(x.held) != 0 || len(x.free) == 0 || len(x.free) > 9 {
		t.Errorf("%d days are held and %d wait for use, want none and a few", len(x.held), len(x.free))
	}
}

// TestDaysStayFew has many Fillers go through days, each an hour behind the one before,
// as workers are: what they hold together grows with the accounts alone.
func TestDaysStayFew(t *testing.T) {
	a := testAgenda(t)
	const fillers, hours, mostByAccount = 8, 5 * 24, 700 // bytes: some two days, and not three or four
	x, cal, rules := NewDays(a), a.Calendar, policy.New(random.New(5), a)
	var list [fillers]*Filler
	for i := range list {
		list[i] = New(World{Agenda: a, Days: x, Rules: rules, Bounds: bound.New(a, rules)}, nil, Stage{})
	}
	state := portal.NewConditions(random.New(4), cal, scenarios.Portal{})
	batch := event.Batch{NoAccess: true}
	most := 0
	for hour := range int64(hours) {
		for i, f := range list {
			from := a.From + (hour-int64(i))*calendar.Hour
			if from < a.From {
				continue
			}
			w := event.Window{From: from, To: from + calendar.Hour, Day: cal.Of(from).Number}
			batch.Reset(w)
			e := portal.Emitter{Writer: portal.Writer{IDs: &portal.IDs{}, State: state}}
			e.Slice(w, &batch)
			f.Fill(&e)
		}
		most = max(most, bytesOf(x))
	}
	n := a.Accounts.Len()
	t.Logf("%d bytes an account", most/n)
	if most > mostByAccount*n || most == 0 {
		t.Errorf("%d Fillers hold %d bytes of days for %d accounts, at most %d an account are allowed",
			fillers, most, n, mostByAccount)
	}
	runtime.KeepAlive(&list)
}

// bytesOf is the memory of all days, also of those that wait for use.
func bytesOf(x *Days) (n int) {
	all := x.free
	for _, d := range x.held {
		all = append(all, d)
	}
	for _, d := range all {
		n += cap(d.spans)*int(unsafe.Sizeof(span{})) + 4*cap(d.places)
		for _, b := range d.packed.blocks[:d.packed.used] {
			n += len(b)
		}
	}
	return n
}

// checkDay holds a day against what each account plans by itself.
func checkDay(t *testing.T, a *agenda.Agenda, d *day) {
	for k := range uint32(a.Accounts.Len()) {
		sessions, steps := a.Plan(k, d.number, nil, nil)
		got, script := d.of(k, nil, nil)
		if !slices.Equal(got, sessions) || !slices.Equal(script, steps) {
			t.Errorf("day %d of account %d is another one than was planned", d.number, k)
		}
	}
}

// TestPartsOfScripts reads the sessions near a stretch of time: of each there is as much
// as bears on it, as in the whole script.
func TestPartsOfScripts(t *testing.T) {
	a := testAgenda(t, "portal.session_idle=15m")
	n := &near{Days: NewDays(a)}
	d := n.of(a.Calendar.Of(a.From).Number + 1)
	parts, renewed := 0, 0
	for from := d.begins; from < d.begins+24*calendar.Hour; from += 7 * calendar.Minute {
		w := stretch{from: from, to: from + 11*calendar.Minute, since: from, until: from + 11*calendar.Minute}
		got, steps := d.near(&w, nil, nil)
		full := w.all()
		whole, all := d.near(&full, nil, nil)
		if len(got) != len(whole) {
			t.Fatalf("%d sessions, want %d", len(got), len(whole))
		}
		for i := range got {
			x, y := &got[i], &whole[i]
			part, script := steps[x.First:][:x.Steps], all[y.First:][:y.Steps]
			if x.Start != y.Start || x.End != y.End {
				t.Errorf("a session lasts from %d to %d, want %d to %d", x.Start, x.End, y.Start, y.End)
			}
			if len(part) < len(script) {
				parts++
			}
			at := slices.IndexFunc(script, func(st course.Step) bool { return len(part) > 0 && st == part[0] })
			if len(part) > 0 && (at < 0 || !slices.Equal(script[at:][:len(part)], part)) {
				t.Fatalf("no part of the script: %v", part)
			}
			if x.renewals != headOf(append(script[:max(at, 0):max(at, 0)], course.Step{})).renewals {
				t.Errorf("%d new sign-ins before the part", x.renewals)
			}
			renewed += x.renewals
			for j, st := range script {
				near := st.TS >= w.from && st.TS <= w.to || j+1 < len(script) && script[j+1].TS >= w.from && st.TS <= w.to
				if near && (j < at || j >= at+len(part)) {
					t.Errorf("step %d of %d is missing", j, len(script))
				}
			}
		}
	}
	if parts == 0 || renewed == 0 {
		t.Errorf("%d scripts in part, %d new sign-ins before them: too few to tell", parts, renewed)
	}
}

// TestDaysAreNotedWhenHeld tells what is noted of a day also to one who holds it second.
func TestDaysAreNotedWhenHeld(t *testing.T) {
	a := testAgenda(t)
	x, number := NewDays(a), a.Calendar.Of(a.From).Number+1
	for range 2 {
		noted := 0
		n := &near{Days: x}
		n.note = func(_ uint32, _ int32, sessions []course.Session, _ []course.Step) { noted += len(sessions) }
		if d := n.of(number); noted != len(d.spans) || noted == 0 {
			t.Errorf("%d of %d sessions were noted", noted, len(d.spans))
		}
	}
}

// TestDaysAreLeftByWhoIsGone drops the days of an owner that nothing refers to.
func TestDaysAreLeftByWhoIsGone(t *testing.T) {
	a := testAgenda(t)
	x := NewDays(a)
	owner := new([64]int)
	newNear(x, owner).of(a.Calendar.Of(a.From).Number)
	runtime.KeepAlive(owner)
	for range 1000 {
		runtime.GC()
		x.mu.Lock()
		held := len(x.held)
		x.mu.Unlock()
		if held == 0 {
			return
		}
		runtime.Gosched()
	}
	t.Error("a day is held for an owner that is gone")
}
