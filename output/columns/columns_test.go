package columns

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWrite(t *testing.T) {
	var b strings.Builder
	if err := Write(&b, [][]string{{"WHAT", "N", "NOTE"}, {"é", "12,000", "as long as it likes"}, {"longer", "1", ""}}); err != nil {
		t.Fatal(err)
	}
	want := "WHAT    N       NOTE\né       12,000  as long as it likes\nlonger  1\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

// What is wider than a screen is wrapped or goes on below, and nothing of it is lost.
func TestWriteKeepsToAScreen(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("word ", 30))
	for _, rows := range [][][]string{
		{{"NAME", "TEXT"}, {"a", long}, {"b", ""}, {"c"}},
		{{"NAME", "N", "UNIT", "OF WHAT", "NOTE"}, {strings.Repeat("n", 30), "12,000", strings.Repeat("u", 20),
			strings.Repeat("o", 25), "[1]"}, {"short", "1"}},
	} {
		var b strings.Builder
		if err := Write(&b, rows); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > Width {
				t.Errorf("%d columns: %s", n, line)
			}
		}
		told := strings.Join(strings.Fields(b.String()), " ")
		for _, row := range rows {
			for _, cell := range row {
				if !strings.Contains(told, cell) {
					t.Errorf("%q is lost in\n%s", cell, b.String())
				}
			}
		}
	}
}

func TestWriteInParts(t *testing.T) {
	a, b, c := strings.Repeat("a", 30), strings.Repeat("b", 30), strings.Repeat("c", 30)
	var out strings.Builder
	if err := Write(&out, [][]string{{"X", "Y", "Z"}, {a, b, c}}); err != nil {
		t.Fatal(err)
	}
	blank := strings.Repeat(" ", 29+gap)
	want := "X" + blank + "Y\n" + a + "  " + b + "\n\nX" + blank + "Z\n" + a + "  " + c + "\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestWriteTellsWhatFails(t *testing.T) {
	if err := Write(full{}, [][]string{{"a"}}); err == nil {
		t.Error("a failed write is not told")
	}
}
