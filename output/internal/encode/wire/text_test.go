package wire

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// AppendCSV copies as append does, whether there is room or not, and what it writes is
// read back by encoding/csv.
func TestAppendCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("aZé -'+!.,\"\n\tL")), 0, 40, -1).Draw(t, "text")
		before := rapid.StringN(0, 9, -1).Draw(t, "before")
		room := rapid.IntRange(0, 60).Draw(t, "room")
		dst := append(make([]byte, 0, len(before)+room), before...)
		got := AppendCSV(dst, text)
		if want := QuoteCSV(append([]byte(before), text...), len(before)); !bytes.Equal(got, want) {
			t.Fatalf("%q after %q with room for %d: %q, want %q", text, before, room, got, want)
		}
		line := "x," + string(got[len(before):]) + "\n"
		fields, err := csv.NewReader(strings.NewReader(line)).Read()
		if err != nil || fields[1] != text {
			t.Fatalf("%q reads as %q: %v", line, fields, err)
		}
	})
}
