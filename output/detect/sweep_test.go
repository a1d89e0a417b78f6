package detect

import (
	"slices"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/read"
)

// compared lists steps of a dial at which a sweep is held against runs: both ends, some on
// the way, and some on both sides of a change.
func compared(c *curve) []int {
	var changes []int
	for step := 1; step < len(c.incidents); step++ {
		if c.incidents[step] != c.incidents[step-1] {
			changes = append(changes, step)
		}
	}
	steps := []int{0, c.steps, c.steps / 8, c.steps / 3, c.steps / 2}
	for i := 0; i < len(changes); i += 1 + len(changes)/3 {
		steps = append(steps, changes[i]-1, changes[i])
	}
	return steps
}

// sweptAndRun compares the incidents of all rules that one pass tells with those of plain
// runs, and returns the rules that have any.
func sweptAndRun(t *testing.T, d *read.Dataset, p Params) (heard []string) {
	t.Helper()
	curves := curvesOf(All())
	if err := learn(t.Context(), &outside{data: d}, p, curves); err != nil {
		t.Fatal(err)
	}
	var each []Options
	steps := map[*curve][]int{}
	for _, c := range curves {
		steps[c] = compared(c)
		for i, step := range steps[c] {
			if i == len(each) {
				each = append(each, Options{Params: p})
			}
			each[i].Rules = append(each[i].Rules, c.rule)
			c.set(&each[i].Params, step)
		}
	}
	tallies := make([]Tally, len(each))
	stats, err := RunEach(t.Context(), d, each, func(i int, a *Alert) error { tallies[i].Add(a); return nil })
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range curves {
		if c.days != stats[0].AccountDays {
			t.Errorf("%s: %d account-days, in a run %d", c.rule, c.days, stats[0].AccountDays)
		}
		for i, step := range steps[c] {
			if err := c.answer(t.Context(), &outside{data: d}, p, []int{step}); err != nil {
				t.Fatal(err)
			}
			want := tallies[i].Count(c.rule).Incidents
			if got := c.seen[step]; got != want {
				t.Errorf("%s at step %d: %d incidents, in a run %d", c.name, step, got, want)
			}
			if want > 0 && !slices.Contains(heard, c.rule) {
				heard = append(heard, c.rule)
			}
		}
	}
	return heard
}

// One pass tells of every rule the incidents that a run with each value of its dial has.
func TestASweepCountsWhatRunsDo(t *testing.T) {
	d := generated(t, "mailbox-reset", 70)
	for lines, err := range inOrder(t.Context(), d) {
		if err != nil {
			t.Fatal(err)
		}
		d.ScoredFrom = lines[0].TS + 14*24*time.Hour.Microseconds() // a warm-up before it
		break
	}
	if heard := sweptAndRun(t, d, loose(t)); len(heard) < len(All()) {
		t.Errorf("only %v have incidents: the test shows little", heard)
	}
}

// A rule that gave its notes up is run instead, and comes to the same.
func TestWithoutNotesARuleIsRun(t *testing.T) {
	d := generated(t, "mailbox-reset", 70)
	w, p := &outside{data: d}, loose(t)
	curves := curvesOf([]string{"R8"})
	if err := learn(t.Context(), w, p, curves); err != nil {
		t.Fatal(err)
	}
	c := curves[0]
	for _, step := range []int{0, 200, 400} {
		if err := c.answer(t.Context(), w, p, []int{step}); err != nil {
			t.Fatal(err)
		}
		noted := c.seen[step]
		notes := c.notes
		c.notes = nil
		if err := c.answer(t.Context(), w, p, []int{step, step + 1}); err != nil {
			t.Fatal(err)
		}
		if c.notes = notes; c.seen[step] != noted || step == 0 && noted == 0 {
			t.Errorf("step %d: %d incidents by the notes, %d in a run", step, noted, c.seen[step])
		}
	}
}

// A sweep knows a session for as long as a run does: one that goes on over two midnights
// is one, one that is back after two days is another.
func TestASweepOfSessionsOverDays(t *testing.T) {
	start := at(t, "2022-03-07 22:00:00")
	const apart = 9 * time.Second
	later := start + 75*time.Hour.Microseconds()
	for _, x := range []struct {
		evs  []read.Event
		want int64
	}{
		{lookups("a", start, int(27*time.Hour/apart), apart), 1},
		{append(lookups("a", start, 10, apart), lookups("a", later, 10, apart)...), 2},
	} {
		for i := range x.evs {
			x.evs[i].SessionID = 7
		}
		o := only("R4")
		c := curvesOf(o.Rules)[0]
		s := newSweeper(newRunner(paris(t), false, o, nil))
		s.add(c, o.Params)
		for i := range x.evs {
			s.see(&x.evs[i])
		}
		c.set(&o.Params, 0)
		var run Tally
		for _, a := range alerts(t, o, x.evs) {
			run.Add(&a)
		}
		if n, swept := run.Count("R4").Incidents, c.counter.Incidents()[0]; n != x.want || swept != n {
			t.Errorf("%d look-ups: %d incidents, in a run %d, want %d", len(x.evs), swept, n, x.want)
		}
	}
}
