package network

import (
	"testing"

	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/speck"
)

// unmix inverts the finalizer of SplitMix64, which every draw is: who sees a draw whole
// sees the key that names it, and has the steps back to the seed before him.
func unmix(z uint64) uint64 {
	z ^= z>>31 ^ z>>62
	z *= 0x319642b2d24d8ec3
	z ^= z>>27 ^ z>>54
	z *= 0x96de1b173f119089
	return z ^ z>>30 ^ z>>60
}

// The lower half of an IPv6 address is a draw whole. Under a secret it is none.
func TestVeilHidesTheKeyOfADraw(t *testing.T) {
	setup := NewSetup(random.New(1), 0, true)
	l, line := setup.Lines(), &Line{v6: true}
	who := l.who(3, 0, 19_000)
	if got := unmix(l.v6Address(line, who.Uint64()).Lo); got != uint64(who) {
		t.Fatalf("the reader who inverts draws finds %x, not %x", got, uint64(who))
	}
	l.Veil([speck.KeySize]byte{1})
	seen := map[uint64]bool{}
	for day := range int32(1000) {
		who := l.who(3, 0, day)
		lo := l.v6Address(line, who.Uint64()).Lo
		if unmix(lo) == uint64(who) {
			t.Fatal("the draw shows")
		}
		if seen[lo] {
			t.Fatal("an address twice")
		}
		seen[lo] = true
	}
}
