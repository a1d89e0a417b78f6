package rules

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

func (w wide) big() *big.Int {
	n := new(big.Int)
	for i := len(w) - 1; i >= 0; i-- {
		n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(w[i]))
	}
	return n
}

func TestWideNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 19))
	of := func(v uint64) *big.Int { return new(big.Int).SetUint64(v) }
	for range 2000 {
		var f [5]uint64
		want := big.NewInt(1)
		for i := range f {
			f[i] = r.Uint64() >> r.IntN(64)
			want.Mul(want, of(f[i]))
		}
		a, b := product(f), square(f[0]).times(f[1], 2)
		if a.big().Cmp(want) != 0 {
			t.Fatalf("product of %v: %d", f, a.big())
		}
		other := new(big.Int).Mul(of(f[0]), of(f[0]))
		if other.Mul(other, of(f[1])); b.big().Cmp(other) != 0 {
			t.Fatalf("square of %d times %d: %d", f[0], f[1], b.big())
		}
		if a.less(&b) != (want.Cmp(other) < 0) || a.less(&a) {
			t.Fatalf("%d less than %d: %t", want, other, a.less(&b))
		}
		x, y := new(big.Int).Mul(of(f[1]), of(f[2])), new(big.Int).Mul(of(f[3]), of(f[4]))
		if below(f[1], f[2], f[3], f[4]) != (x.Cmp(y) < 0) {
			t.Fatalf("below of %v", f)
		}
		sum := x.Add(x.Mul(of(f[0]), of(f[0])), y.Mul(of(f[1]), of(f[1])))
		if got := square(f[0]).plus(square(f[1])).big(); got.Cmp(sum) != 0 {
			t.Fatalf("sum of the squares of %d and %d: %d", f[0], f[1], got)
		}
	}
}

// Where the search for a root begins does not matter.
func TestRootFromAnyGuess(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 20))
	for range 2000 {
		most := r.Int64N(1 << r.IntN(61))
		want := r.Int64N(most + 1)
		guess := min(max(want+r.Int64N(9)-4, 0), most)
		if r.IntN(2) == 0 {
			guess = r.Int64N(most + 1)
		}
		asked := 0
		got := root(guess, most, func(q int64) bool { asked++; return q <= want })
		if got != want || asked > 130 {
			t.Fatalf("root %d of %d from %d: %d after %d questions", want, most, guess, got, asked)
		}
	}
}

// Very large counts and deviations are judged without overflow.
func TestMomentsOfLargeCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 21))
	for range 500 {
		var p past
		p.size = 2 + r.IntN(27)
		busy := r.IntN(27)
		for range p.size + r.IntN(5) {
			p.push(r.IntN(1 << busy))
		}
		b := Baseline{Days: 2 + r.IntN(27), MinDays: 2}
		days := make([]int, 0, p.size)
		for i := range p.days {
			days = append(days, int(p.days[(p.next+i)%len(p.days)]))
		}
		m, ok := p.moments(b)
		mean, variance, same := moments(days, b)
		if ok != same {
			t.Fatal("days", ok, same)
		}
		x := r.IntN(1 << r.IntN(27))
		square := zSquared(x, mean, variance)
		clip := r.Int64N(Most + 1)
		want := units(square)
		if want.CmpAbs(big.NewInt(clip)) > 0 {
			want.SetInt64(clip * int64(square.Sign()))
		}
		if got := m.z(x, clip); want.Cmp(big.NewInt(got)) != 0 {
			t.Fatalf("z %d, by definition %d", got, want)
		}
		z, near := want.Int64(), r.Int64N(10*One)
		for _, c := range []int64{0, 1, -1, z, z - 1, z + 1, Most, -Most, near, -near} {
			if m.above(x, c) != exceeds(square, c) {
				t.Fatalf("%d above %d by %d of days %v: %t", x, c, want, days, m.above(x, c))
			}
		}
	}
}
