package nir

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
)

// vectors are numbers published with their key, Corsica included.
var vectors = []string{
	"255081416802538", "295109912611193", "253072B07300470", "253072A07300443",
	"284058832102532", "269054958815780", "184056998512374", "260112A98800456",
	"103062B98599901",
}

func TestKeyOfPublishedNumbers(t *testing.T) {
	for _, v := range vectors {
		n, err := Parse(v)
		if err != nil {
			t.Errorf("Parse(%s): %v", v, err)
			continue
		}
		if got := string(n.AppendKey(n.Append(nil))); got != v {
			t.Errorf("round trip of %s gives %s", v, got)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, v := range []string{"", "1", "255081416802539", "25508141680253X", "2550A1416802538", "253072C073004"} {
		if _, err := Parse(v); err == nil {
			t.Errorf("Parse(%q) accepted it", v)
		}
	}
}

func TestMakeAndFields(t *testing.T) {
	n := Make(2, 60, 11, PlaceOf("2A", 988), 4)
	if n.String() != "260112A988004" || n.Sex() != 2 || n.Year() != 60 || n.Month() != 11 || n.Order() != 4 {
		t.Fatalf("got %s %d %d %d %d", n, n.Sex(), n.Year(), n.Month(), n.Order())
	}
	if n.Place() != PlaceOf("2A", 988) {
		t.Fatal("place does not come back")
	}
	if got := Make(1, 5, 2, PlaceOf("974", 76), 12).String(); got != "1050297476012" {
		t.Fatalf("overseas: %s", got)
	}
	if got := Make(1, 5, 2, PlaceOf("01", 976), 12).String(); got != "1050201976012" {
		t.Fatalf("leading zero: %s", got)
	}
}

func TestCompareSortsAsText(t *testing.T) {
	var ns []NIR
	for _, p := range []string{"01", "19", "20", "21", "29", "2A", "2B", "30", "95"} {
		for _, sex := range []uint8{1, 2} {
			ns = append(ns, Make(sex, 60, 11, PlaceOf(p, 988), 4), Make(sex, 60, 11, PlaceOf(p, 976), 999))
		}
	}
	slices.SortFunc(ns, Compare)
	if !slices.IsSortedFunc(ns, func(a, b NIR) int { return strings.Compare(a.String(), b.String()) }) {
		t.Fatal("not the order of the text")
	}
}

func TestRefIsHMAC(t *testing.T) {
	key := []byte("a dataset key of 32 bytes, no more")
	r := NewRefs(key)
	for _, v := range vectors {
		n, _ := Parse(v)
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(v[:13]))
		if got, want := r.Ref(n), binary.BigEndian.Uint64(mac.Sum(nil)); got != want {
			t.Errorf("Ref(%s) = %016x, want %016x", v, got, want)
		}
	}
	n, _ := Parse(vectors[0])
	if a := testing.AllocsPerRun(100, func() { r.Ref(n) }); a != 0 {
		t.Errorf("%v allocations a reference", a)
	}
}

func BenchmarkRef(b *testing.B) {
	r := NewRefs([]byte("a dataset key"))
	n, _ := Parse(vectors[0])
	for b.Loop() {
		r.Ref(n)
	}
}
