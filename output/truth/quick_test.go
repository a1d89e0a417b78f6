package truth

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// What is read quickly is what encoding/json reads, and errors are its errors.
func TestQuickReadsAsJSON(t *testing.T) {
	events := []string{
		`{"event_id":"f53b86b5da19d14a","label":"benign","benign_type":"large_desk","campaign":null,"phase":null,"actor":"delegate-2","purpose":"admission","caused_by":null}`,
		`{"event_id":"1be14b6eb749fbd1","label":"attack","benign_type":null,"campaign":"c1","phase":"scrape","actor":"c1/bot-3","purpose":null,"caused_by":"analyst-1"}`,
		`{"label":"attack","event_id":"1be14b6eb749fbd1"}`,
		`{ "event_id" : "1be14b6eb749fbd1", "label": "attack" }`,
		`{"event_id":"1BE14B6EB749FBD1","label":"attack"}`,
		`{"event_id":null,"label":"caf\u00e9 \"x\"","more":{"a":[1,"]"]},"less":1.5}`,
		`{"event_id":"1be1","label":"attack"}`,
		`{"event_id":"1be14b6eb749fbd1","label":7}`,
		`{"event_id":"1be14b6eb749fbd1","label":"attack"`,
		`{"event_id":"1be14b6eb749fbd1""label":"attack"}`,
		`{"event_id":"1be14b6eb749fbd1","label":["attack"]}`,
		`{"event_id":`, `{"event_id`, `{"event_id":"`, `{}`, `{`, ``, `null`, `[]`, `{"label":null`, `{"label":"a",}`,
	}
	for _, line := range events {
		sameAsJSON[Event](t, line)
	}
	sameAsJSON[Event](t, `{"event_id":123456789012345678,"label":"attack"}`)
	for _, line := range []string{
		`{"line":1,"request_id":"e3aa70251313fb5d","event_id":"5ade69e5a8e56a04","label":"attack"}`,
		`{"line":1234567,"request_id":null,"event_id":null,"label":"benign"}`,
		`{"line":0,"label":"benign"}`, `{"line":-3}`, `{"line":007}`, `{"line":1.5}`, `{"line":1e3}`, `{"line":"1"}`, `{"line":null}`,
		`{"line":12`, `{"line":12 }`, `{"line":9223372036854775807}`, `{"line":9223372036854775808}`,
		`{"line":1,"request_id":123456789012345678}`, `{"line":1,"label":2}`,
	} {
		sameAsJSON[Access](t, line)
	}
	row := `{"nir_ref":"23f27fa08600c589","holder_ref":"7bc222522d17a2a2","first_exposed_at":"2022-03-10T07:04:31.210748Z","event_id":"699e38c63db2d8ac",` +
		`"account":"PS8962173","campaign":"c1","fields":["birth_name","sex"],"notified_at":"2022-03-17T11:00:38.019142Z","channel":"email"}`
	sameAsJSON[Exposed](t, row)
	for _, change := range [][2]string{
		{`["birth_name","sex"]`, `[]`}, {`["birth_name","sex"]`, `["birth_name"`}, {`["birth_name","sex"]`, `null`}, {`["birth_name","sex"]`, `[1]`},
		{`"2022-03-17T11:00:38.019142Z"`, `null`}, {`11:00:38`, `25:00:38`}, {`11:00:38.019142Z`, `11:00:38Z`}, {`11:00:38`, `1a:00:38`},
		{`2022-03-17`, `2022-02-30`}, {`.019142Z`, `.01914+01`}, {`"email"`, `null`},
	} {
		sameAsJSON[Exposed](t, strings.Replace(row, change[0], change[1], 1))
	}
}

func sameAsJSON[R any](t *testing.T, line string) {
	t.Helper()
	q := newQuick()
	for range 2 { // the second time from what is kept
		var got, want R
		gotErr, wantErr := q.unmarshal([]byte(line), &got), json.Unmarshal([]byte(line), &want)
		if (gotErr == nil) != (wantErr == nil) || wantErr == nil && !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %+v, %v\nwant %+v, %v", line, got, gotErr, want, wantErr)
		}
	}
}

func FuzzQuick(f *testing.F) {
	f.Add(`{"event_id":"f53b86b5da19d14a","label":"benign","actor":"owner","caused_by":null}`)
	f.Add(`{"line":17,"request_id":"e3aa70251313fb5d","label":"attack"}`)
	f.Add(`{"nir_ref":null,"first_exposed_at":"2022-03-10T07:04:31.210748Z","fields":["sex"]}`)
	f.Fuzz(func(t *testing.T, line string) {
		sameAsJSON[Event](t, line)
		sameAsJSON[Access](t, line)
		sameAsJSON[Exposed](t, line)
	})
}

// Whatever a truth file holds, reading it ends after its lines or at an error that names one.
func FuzzTruth(f *testing.F) {
	f.Add("{\"event_id\":\"f53b86b5da19d14a\",\"label\":\"attack\"}\n{}\n")
	f.Add("{\"account\":\"PS1\",\"campaign\":\"a\",\"first_used_at\":\"2022-03-10T07:04:31.210748Z\"}\n")
	f.Add(strings.Repeat("[", 9000) + "\nnull\n")
	f.Fuzz(func(t *testing.T, text string) {
		readsAll[Event](t, text)
		readsAll[Access](t, text)
		readsAll[Exposed](t, text)
		readsAll[Account](t, text)
		readsAll[Session](t, text)
		readsAll[Step](t, text)
		readsAll[Response](t, text)
		readsAll[IP](t, text)
		readsAll[Tried](t, text)
		readsAll[LookAlike](t, text)
		readsAll[Interference](t, text)
	})
}

func readsAll[R any](t *testing.T, text string) {
	rows := 0
	for _, err := range Read[R](strings.NewReader(text)) {
		if err != nil {
			if !strings.HasPrefix(err.Error(), "line ") {
				t.Fatalf("an error that names no line: %v", err)
			}
			return
		}
		rows++
	}
	if rows > strings.Count(text, "\n")+1 {
		t.Fatalf("%d rows of %q", rows, text)
	}
}
