package columns

import (
	"errors"
	"strings"
	"testing"
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

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestWriteTellsWhatFails(t *testing.T) {
	if err := Write(full{}, [][]string{{"a"}}); err == nil {
		t.Error("a failed write is not told")
	}
}
