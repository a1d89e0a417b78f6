package integer

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestMulDivIsTheQuotient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64Range(0, math.MaxInt64).Draw(t, "a"), rapid.Int64Range(0, math.MaxInt64).Draw(t, "b")
		c := rapid.Int64Range(1, math.MaxInt64).Draw(t, "c")
		want := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		want.Div(want, big.NewInt(c))
		if limit := big.NewInt(math.MaxInt64); want.Cmp(limit) > 0 {
			want = limit
		}
		if got := MulDiv(a, b, c); got != want.Int64() {
			t.Fatalf("%d·%d/%d = %d, want %d", a, b, c, got, want)
		}
	})
	if got := MulDiv(1, 1, 0); got != math.MaxInt64 {
		t.Errorf("1·1/0 = %d", got)
	}
}

func TestDivideSumsToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 1<<40).Draw(t, "n")
		weights := rapid.SliceOfN(rapid.Uint64(), 1, 40).Draw(t, "weights")
		total := new(big.Int)
		for _, w := range weights {
			total.Add(total, new(big.Int).SetUint64(w))
		}
		sum := int64(0)
		for i, part := range Divide(n, weights) {
			sum += part
			if total.Sign() == 0 {
				continue
			}
			exact := new(big.Int).Mul(big.NewInt(n), new(big.Int).SetUint64(weights[i]))
			exact.Div(exact, total)
			if d := part - exact.Int64(); d < -1 || d > 1 {
				t.Fatalf("part %d is %d, want about %d", i, part, exact)
			}
		}
		if sum != n {
			t.Fatalf("the parts sum to %d, want %d", sum, n)
		}
	})
}

func TestDivideWithoutWeightsIsEven(t *testing.T) {
	for i, part := range Divide(10, []uint64{0, 0, 0, 0, 0}) {
		if part != 2 {
			t.Errorf("part %d is %d, want 2", i, part)
		}
	}
}

func TestSquareRoot(t *testing.T) {
	for n := range int64(10_000) {
		if r := SquareRoot(n); r*r > n || (r+1)*(r+1) <= n {
			t.Fatalf("the root of %d is %d", n, r)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.Int64Range(1, 3_037_000_499).Draw(t, "root")
		if SquareRoot(r*r) != r || SquareRoot(r*r-1) != r-1 {
			t.Fatalf("the roots of %d and one less are %d and %d", r*r, SquareRoot(r*r), SquareRoot(r*r-1))
		}
	})
	if r := SquareRoot(1<<63 - 1); r != 3_037_000_499 {
		t.Errorf("the root of the largest number is %d", r)
	}
}
