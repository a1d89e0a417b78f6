package ledger

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestTakeGoesThroughTheList(t *testing.T) {
	l := New(10)
	for _, x := range []struct {
		n    uint64
		want []Run
		left uint64
	}{
		{4, []Run{{0, 4, false}}, 6},
		{0, nil, 6},
		{5, []Run{{4, 5, false}}, 1},
		{5, []Run{{9, 1, false}}, 0},
		{5, nil, 0},
	} {
		if got := l.Take(0, x.n); !slices.Equal(got, x.want) || l.Left() != x.left {
			t.Errorf("taking %d: %v and %d left, want %v and %d", x.n, got, l.Left(), x.want, x.left)
		}
	}
}

// What was handed back is taken first: of it, what was asked for and refused.
func TestReturnedEntriesComeFirst(t *testing.T) {
	l := New(10)
	l.Take(0, 8)
	l.Return(0, Run{3, 2, false}, Run{6, 0, false}, Run{5, 1, true})
	if l.Left() != 5 {
		t.Errorf("%d left, want 5", l.Left())
	}
	for _, want := range [][]Run{{{5, 1, true}}, {{3, 1, false}}, {{4, 1, false}, {8, 2, false}}} {
		if got := l.Take(0, sum(want)); !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	l.Return(0, Run{1, 1, false}, Run{2, 1, true}, Run{3, 1, true})
	if got := l.Take(0, 3); !slices.Equal(got, []Run{{3, 1, true}}) {
		t.Errorf("two that were tried are taken at once: %v", got)
	}
}

func sum(runs []Run) (n uint64) {
	for _, r := range runs {
		n += r.N
	}
	return n
}

// Each account takes from its own part, then from the nearest; what it hands
// back is its own.
func TestPartsAreTakenByKin(t *testing.T) {
	near := [][]int{{0, 1}, {1, 0, 2}, {2}}
	l := NewParts([]uint64{3, 2, 4}, func(account int, visit func(part int) bool) {
		for _, p := range near[account] {
			if !visit(p) {
				return
			}
		}
	})
	if l.Left() != 9 {
		t.Errorf("%d left, want 9", l.Left())
	}
	for _, x := range []struct {
		account int
		n       uint64
		want    []Run
	}{
		{1, 1, []Run{{3, 1, false}}},
		{0, 4, []Run{{0, 3, false}, {4, 1, false}}},
		{0, 1, nil},
		{1, 2, []Run{{5, 2, false}}},
		{2, 9, []Run{{7, 2, false}}},
	} {
		if got := l.Take(x.account, x.n); !slices.Equal(got, x.want) {
			t.Errorf("account %d takes %v of %d, want %v", x.account, got, x.n, x.want)
		}
	}
	l.Return(1, Run{6, 1, false})
	if got := l.Take(2, 1); got != nil {
		t.Errorf("account 2 takes %v of an account that is not near", got)
	}
	if got := l.Take(0, 1); !slices.Equal(got, []Run{{6, 1, false}}) {
		t.Errorf("got %v", got)
	}
}

func TestGrowGoesOnBehindTheList(t *testing.T) {
	l := New(2)
	l.Grow(func(n uint64) (first, got uint64) { return 2, n + 1 })
	if got := l.Take(0, 5); sum(got) != 5 || l.Left() != 1 {
		t.Errorf("got %v, %d left", got, l.Left())
	}
	l.Grow(func(uint64) (first, got uint64) { return 6, 0 })
	if got := l.Take(0, 5); !slices.Equal(got, []Run{{5, 1, false}}) {
		t.Errorf("got %v of a list that grows no more", got)
	}
}

// However entries are taken and handed back, each is made once.
func TestEveryEntryIsMadeOnce(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		l := NewParts([]uint64{50, 0, 70, 30}, func(account int, visit func(part int) bool) {
			for i := 0; i < 4 && visit((account+i)%4); i++ {
			}
		})
		made, n := map[uint64]bool{}, 0
		for ; len(made) < 150 && n < 10_000; n++ {
			account := draw.IntN(4)
			for _, r := range l.Take(account, draw.Uint64N(9)) {
				does := draw.Uint64N(r.N + 1)
				for e := r.First; e < r.First+does; e++ {
					if made[e] {
						t.Fatalf("entry %d is made twice", e)
					}
					made[e] = true
				}
				if does < r.N && draw.IntN(3) == 0 {
					l.Return(account, Run{r.First + does, 1, true})
					does++
				}
				l.Return(account, Run{r.First + does, r.N - does, false})
			}
			if l.Left() != uint64(150-len(made)) {
				t.Fatalf("%d left, %d made of 150", l.Left(), len(made))
			}
		}
		if len(made) < 150 {
			t.Errorf("%d entries were made in %d turns", len(made), n)
		}
	}
}
