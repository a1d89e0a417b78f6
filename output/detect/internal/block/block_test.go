package block

import (
	"errors"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
	"github.com/breachsim/breachsim/output/read"
)

// raise is what part p of n raises at the line of a time: nothing, once or twice.
func raise(p int, ts int64) (list [][2]int64) {
	for range (ts*7 + int64(p)*3) % 5 % 3 {
		list = append(list, [2]int64{ts, int64(p)})
	}
	return list
}

// What parts raise comes as if each line had been shown to one part after the other,
// however many parts there are.
func TestTheOrderIsThatOfLinesAndParts(t *testing.T) {
	const blocks, size = 20, 7
	for n := range 40 {
		var want, got [][2]int64
		for ts := range int64(blocks * size) {
			for p := range n {
				want = append(want, raise(p, ts)...)
			}
		}
		var parts []*Part[[2]int64]
		for p := range n {
			x, seen := &Part[[2]int64]{}, int64(0)
			x.See = func(l *rule.Line) {
				if l.TS != seen {
					t.Errorf("part %d sees line %d after %d lines", p, l.TS, seen)
				}
				seen++
				for _, what := range raise(p, l.TS) {
					x.Raise(&what)
				}
			}
			parts = append(parts, x)
		}
		for b := range blocks {
			lines := make([]rule.Line, size)
			for i := range lines {
				lines[i].Event = &read.Event{TS: int64(b*size + i)}
			}
			Show(lines, parts)
			err := HandOver(parts, func(part int, what *[2]int64) error {
				if int64(part) != what[1] {
					t.Fatalf("part %d is told to have raised %v", part, *what)
				}
				got = append(got, *what)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%d parts: %v\nwant %v", n, got, want)
		}
	}
}

// Nothing comes after the first error.
func TestNothingAfterAnError(t *testing.T) {
	p, full := &Part[int]{}, errors.New("full")
	p.See = func(l *rule.Line) { p.Raise(&p.line) }
	Show(make([]rule.Line, 5), []*Part[int]{p})
	calls := 0
	err := HandOver([]*Part[int]{p}, func(int, *int) error {
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
