package stream

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// Values are found wherever they stand, with their line and place, however the
// file is handed over.
func TestValues(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		" \n":                             "",
		"{}\n\n{\"a\":1}\n":               "1:{} 3:{\"a\":1}",
		"{\n \"a\":\n1}{\"b\":2}":         "1:{\n \"a\":\n1} 3:{\"b\":2}",
		"[]":                              "",
		" [ ]\n":                          "",
		"[{\"a\":[1]},\n\n{}]":            "1.1:{\"a\":[1]} 3.2:{}",
		"\n[\n{},1\n,null]\n":             "3.1:{} 3.2:1 4.3:null",
		"null\n":                          "1:null",
		"[{}] {}":                         "1.1:{} !line 1: something follows the array that the file begins with: write one array, or one object a line",
		"{}\n{\"a\":}\n":                  "1:{} !line 2: not readable as JSON: invalid character '}' looking for beginning of value",
		"{}\n\n{\"a\":1":                  "1:{} !line 3: the JSON ends in the middle: the file was cut",
		"[{},\n{}":                        "1.1:{} 2.2:{} !line 2: the JSON ends in the middle: the file was cut",
		"[{}\n{}]":                        "1.1:{} !line 2: not readable as JSON: expected comma after array element",
		strings.Repeat(" ", 9000) + "[1]": "1.1:1",
	} {
		for name, r := range map[string]io.Reader{
			"whole": strings.NewReader(text), "bytes": iotest.OneByteReader(strings.NewReader(text)),
		} {
			var got []string
			for v, err := range Values(r) {
				switch {
				case err != nil:
					got = append(got, "!"+err.Error())
				case v.Item > 0:
					got = append(got, fmt.Sprintf("%d.%d:%s", v.Line, v.Item, v.Raw))
				default:
					got = append(got, fmt.Sprintf("%d:%s", v.Line, v.Raw))
				}
			}
			if s := strings.Join(got, " "); s != want {
				t.Errorf("%s %q:\ngot  %s\nwant %s", name, text, s, want)
			}
		}
	}
}

// endless is an object that never ends.
type endless struct{ begun bool }

func (e *endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'x'
	}
	if !e.begun {
		e.begun = true
		return copy(b, "{}\n{\"a\":\"x"), nil
	}
	return len(b), nil
}

func TestValuesAreBounded(t *testing.T) {
	var last error
	n := 0
	for _, err := range Values(&endless{}) {
		if last = err; err == nil {
			n++
		}
	}
	var broken *BrokenError
	if n != 1 || !errors.As(last, &broken) || broken.Line != 2 {
		t.Errorf("%d values, then %v", n, last)
	}
}

func TestValuesPassErrorsOn(t *testing.T) {
	lost := errors.New("lost")
	for _, err := range Values(io.MultiReader(strings.NewReader("{}\n"), iotest.ErrReader(lost))) {
		if err != nil && !errors.Is(err, lost) {
			t.Error(err)
		}
	}
}
