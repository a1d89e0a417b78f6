package detect

import (
	"context"
	"errors"
	"testing"
)

// Rules that are shown blocks side by side raise what they raise line by line, in the same
// order: all at once, with two settings, and in a warm-up.
func TestRulesSideBySideRaiseTheSame(t *testing.T) {
	d := generated(t, "mailbox-reset", 70)
	w := &outside{data: d}
	each := []Options{{Rules: All(), Params: Defaults()}, {Rules: All(), Params: loose(t)}, {Params: Defaults()}}
	for _, from := range []int64{0, at(t, "2022-02-20 00:00:00")} {
		d.ScoredFrom = from
		var want, got []Alert
		var stats []*Stats
		var runners []*runner
		for _, o := range each {
			r, err := w.runner(t.Context(), o, func(a *Alert) error { want = append(want, *a); return nil })
			if err != nil {
				t.Fatal(err)
			}
			runners = append(runners, r)
		}
		for lines, err := range inOrder(t.Context(), d) {
			if err != nil {
				t.Fatal(err)
			}
			for i := range lines {
				for _, r := range runners {
					if err := r.see(lines[i].Event); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		stats, err := RunEach(t.Context(), d, each, func(_ int, a *Alert) error { got = append(got, *a); return nil })
		if err != nil {
			t.Fatal(err)
		}
		if len(want) < 100 || len(got) != len(want) {
			t.Fatalf("%d alerts, line by line %d", len(got), len(want))
		}
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("alert %d: %+v\nline by line %+v", i, got[i], want[i])
			}
		}
		for i, r := range runners {
			if *stats[i] != r.stats {
				t.Errorf("%+v, line by line %+v", *stats[i], r.stats)
			}
		}
	}
}

// Nothing is handed over after the first error.
func TestNothingAfterAnErrorOfEmit(t *testing.T) {
	d := small().write(t, "")
	full, calls := errors.New("full"), 0
	_, err := Run(context.Background(), d, Options{Params: Defaults()}, func(*Alert) error {
		calls++
		if calls == 3 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || calls != 3 {
		t.Errorf("%d calls, %v", calls, err)
	}
}
