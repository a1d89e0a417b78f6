package client

import (
	"math/bits"
	"strings"
	"testing"
)

// A handshake is the program's: every browser's changes now and then with a new
// version, no two engines share one, and a platform does not matter but for
// telephones.
func TestHandshakesAreOfPrograms(t *testing.T) {
	for _, x := range []struct {
		a, b string
		same bool
	}{
		{"(Windows NT 10.0) Chrome/98.0.4758.102 Safari/537.36", "(Macintosh) Chrome/99.0.4844.51 Safari/537.36", true},
		{"Chrome/98.0.4758.102 Safari/537.36 Edg/98.0.1108.56", "Chrome/98.0.4758.102 Safari/537.36", true},
		{"Chrome/99.0.4844.51 Safari/537.36", "Chrome/100.0.4896.75 Safari/537.36", false},
		{"(Linux; Android 11) Chrome/98.0.4758.102", "(Windows NT 10.0) Chrome/98.0.4758.102", false},
		{"Gecko/20100101 Firefox/97.0", "Gecko/20100101 Firefox/98.0", true},
		{"Gecko/20100101 Firefox/98.0", "Gecko/20100101 Firefox/99.0", false},
		{"Version/15.3 Safari/605.1.15", "(iPhone) Version/15.4 Mobile/15E148 Safari/604.1", true},
		{"Version/15.6 Safari/605.1.15", "Version/16.0 Safari/605.1.15", false},
		{"python-requests/2.27.1", "python-requests/2.26.0", true},
		{"python-requests/2.27.1", "curl/7.81.0", false},
		{"(Windows NT 10.0; WOW64; Trident/7.0)", "(Windows NT 6.1; WOW64; Trident/7.0)", false},
	} {
		if a, b := handshakeOf(x.a), handshakeOf(x.b); (a == b) != x.same {
			t.Errorf("%q is %q, %q is %q; the same: %v", x.a, a, x.b, b, x.same)
		}
	}
	for i, text := range Agents() {
		if i > 0 && Fingerprint(uint16(i)) == 0 || strings.HasSuffix(handshakeOf(text), " 0") {
			t.Errorf("%q shows %q, %x", text, handshakeOf(text), Fingerprint(uint16(i)))
		}
	}
}

// A fingerprint is nobody's own: of 2,000 accounts a few tens of values, and each
// of the common ones on hundreds. Between 3 and 12 in 100 of those on Windows show
// the product that opens their connections.
func TestFingerprintsAreShared(t *testing.T) {
	d, held, windows, inspected := testDevices(), map[uint64]int{}, 0, 0
	for k := range uint32(2_000) {
		ua, fp := d.Client(k, profileOf(k), 0, feb14+20)
		held[fp]++
		if strings.Contains(Agents()[ua], "Windows") {
			windows++
			if fp != Fingerprint(ua) {
				inspected++
			}
		} else if fp != Fingerprint(ua) {
			t.Fatalf("%q shows %x", Agents()[ua], fp)
		}
	}
	most := 0
	for _, n := range held {
		most = max(most, n)
	}
	if len(held) < 12 || len(held) > 40 || most < 600 {
		t.Errorf("%d fingerprints, the commonest on %d of 2,000", len(held), most)
	}
	if inspected*100 < windows*3 || inspected*100 > windows*12 {
		t.Errorf("the connections of %d in %d are opened", inspected, windows)
	}
}

// Fingerprints are no neighbours: neither as they stand, nor under the inverse of
// FNV's prime, under which all but the last byte of names that count upwards once
// were the same. Nor does a bit of them hold still.
func TestFingerprintsAreNoNeighbours(t *testing.T) {
	prints := map[uint64]bool{}
	for i := range Agents() {
		prints[Fingerprint(uint16(i))] = true
	}
	for _, fp := range inspectorPrints {
		prints[fp] = true
	}
	prime := uint64(1<<40 + 1<<8 + 0xb3)
	inverse := prime // Newton: each turn doubles the bits that are right, from three
	for range 5 {
		inverse *= 2 - prime*inverse
	}
	if prime*inverse != 1 {
		t.Fatalf("%x is no inverse", inverse)
	}
	some, every := uint64(0), ^uint64(0)
	for a := range prints {
		some, every = some|a, every&a
		for b := range prints {
			if a == b {
				continue
			}
			for _, d := range [...]uint64{a ^ b, a*inverse ^ b*inverse, a - b, a*inverse - b*inverse} {
				if bits.Len64(d) < 40 || bits.OnesCount64(d) < 8 {
					t.Errorf("%x and %x are %x apart", a, b, d)
				}
			}
		}
	}
	if len(prints) < 30 || some != ^uint64(0) || every != 0 || prints[0] {
		t.Errorf("%d fingerprints; bits set in some %x, in all %x", len(prints), some, every)
	}
}
