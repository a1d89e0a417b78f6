package form

import (
	"encoding/json"
	"strings"
	"testing"
)

// Attributes of a text that is no JSON never leave its bounds.
func FuzzAttributes(f *testing.F) {
	f.Add(`{"a":"b\"","c":[1,{"d":null}],"e":{}}`)
	f.Add(`{"a":[`)
	f.Add(`{"a\`)
	f.Fuzz(func(t *testing.T, text string) {
		var o map[string]any
		got := `[` + string(appendAttributes(nil, []byte(text))) + `]`
		if strings.ContainsAny(text, " \t\r\n") || json.Unmarshal([]byte(text), &o) != nil {
			return
		}
		if !json.Valid([]byte(got)) {
			t.Errorf("%s gives %s", text, got)
		}
	})
}
