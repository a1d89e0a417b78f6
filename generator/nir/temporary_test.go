package nir

import (
	"regexp"
	"testing"
)

// The strict pattern of numbers and the one of temporary numbers, both in
// public use.
var (
	strict    = regexp.MustCompile(`^([1-37-8])([0-9]{2})(0[0-9]|[2-35-9][0-9]|[14][0-2])((0[1-9]|[1-8][0-9]|9[0-69])(00[1-9]|0[1-9][0-9]|[1-8][0-9]{2}|9[0-8][0-9]|990))(00[1-9]|0[1-9][0-9]|[1-9][0-9]{2})(0[1-9]|[1-8][0-9]|9[0-7])$`)
	temporary = regexp.MustCompile(`^[78]2000\d{8}$`)
)

func TestTemporaryNumbers(t *testing.T) {
	for serial := uint32(0); serial < TemporaryCount; serial += 9_973 {
		for sex := uint8(1); sex <= 2; sex++ {
			n := MakeTemporary(sex, serial)
			text := string(n.AppendKey(n.Append(nil)))
			if !strict.MatchString(text) || !temporary.MatchString(text[:13]) {
				t.Fatalf("%s is malformed", text)
			}
			s, back, ok := n.Serial()
			if parsed, err := Parse(text); !ok || s != sex || back != serial || err != nil || parsed != n {
				t.Fatalf("%s: sex %d, serial %d, %v; parsed %v (%v)", text, s, back, ok, parsed, err)
			}
		}
	}
	if n, _ := Parse("255081416802538"); n.Temporary() || Compare(n, MakeTemporary(1, 0)) >= 0 {
		t.Error("an ordinary number among the temporary ones")
	}
	for _, text := range []string{"7200100100001", "9200001001001", "7200000001001", "7200001000001", "7200001001000"} {
		n, err := Parse(text)
		if _, _, ok := n.Serial(); err != nil || ok {
			t.Errorf("%s has a serial (%v)", text, err)
		}
	}
}
