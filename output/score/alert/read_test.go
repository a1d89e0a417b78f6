package alert

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
)

func TestCSVAlerts(t *testing.T) {
	const header = "t,entity_type,entity_id,score,rule,from,to\n"
	list, err := ReadAlerts("a.csv", strings.NewReader("\ufeff"+header+
		"2022-03-08T12:00:00Z,account,PS0000001,2.5,\"r, too\",,\n2022-03-08 11:00:00+01,account,PS0000002,1,r,2022-03-08T09:00:00Z,2022-03-08T10:00:00Z\n"))
	if err != nil || len(list) != 2 || list[0].ID != "PS0000002" || list[0].Line != 3 || list[1].Rule != "r, too" || list[1].Score != 2.5 || list[1].From != 0 {
		t.Fatalf("%+v %v", list, err)
	}
	for text, want := range map[string]string{
		"t,entity,score\nx\n":  `line 1: neither a JSON object nor a CSV header with the columns t,entity_type,entity_id,score,rule (and, if wanted, from,to,events): entity_type, entity_id, rule missing`,
		"t,t\n":                `line 1: column "t" stands twice in the header`,
		header + "x,account\n": `line 2: 2 fields, the header has 7: write one field for each column, empty where there is nothing to say`,
		header + "x\"y,1\n":    `line 2: not readable as CSV: bare " in non-quoted-field`,
		header + "2022-03-08T12:00:00Z,account,A,nan,r,,\n": `line 2: score is "nan": write a finite number`,
		header + "2022-03-08T12:00:00Z,account,A,1,,,\n":    `line 2: rule is empty: write the name of the rule`,
		header + ",account,A,1,r,,\n":                       `line 2: t "" is not a time with its offset: write it as 2022-03-08T07:15:01.000042Z`,
	} {
		_, err := ReadAlerts("a.csv", strings.NewReader(text))
		var bad *Problems
		if !errors.As(err, &bad) || bad.List[0].String() != want {
			t.Errorf("%q: %v %+v, want %s", text, err, bad, want)
		}
	}
}

// A JSON array holds the same alerts as lines do, also as a data frame writes it; what
// is wrong is told by the place in the array, for all of it may stand on one line.
func TestArrayOfAlerts(t *testing.T) {
	const one = `{"t":"2022-03-08T12:00:00.000Z","entity_type":"account","entity_id":"PS0000001","score":2.5,"rule":"r","from":null}`
	const two = `{"t":"2022-03-08T11:00:00Z","entity":{"type":"account","id":"PS0000002"},"score":1,"rule":"r"}`
	list, err := ReadAlerts("a.json", strings.NewReader(" [\n"+one+","+two+"]\n"))
	if err != nil || len(list) != 2 || list[0].ID != "PS0000002" || list[0].Line != 2 || list[1].Score != 2.5 {
		t.Fatalf("%+v %v", list, err)
	}
	if list, err = ReadAlerts("a.json", strings.NewReader("[]")); err != nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
	in := func(old, by string) string { return "[" + two + "," + strings.Replace(one, old, by, 1) + "]" }
	for text, want := range map[string]string{
		in(`"2022-03-08T12:00:00.000Z"`, `1646740800000`): `alert 2 of the array: t is 1646740800000: write a time in quotes, such as "2022-03-08T07:15:01Z"; of pandas: to_json(orient="records", date_format="iso"), with times in UTC`,
		in(`"PS0000001"`, `7`):                            `alert 2 of the array: entity_id is 7: write it in quotes`,
		in(`"entity_id":"PS0000001",`, ``):                `alert 2 of the array: entity_id is missing: write the id as it stands in the log`,
		"[" + two + ",7]":                                 `alert 2 of the array: 7 is no alert: write an object such as {"t":"2022-03-08T07:15:01Z","entity":{"type":"account","id":"PS0412233"},"score":1,"rule":"R2"}`,
		"[" + two + ",{":                                  `line 1: the JSON ends in the middle: the file was cut`,
		"[\n" + two + "\n]\n{}":                           `line 4: something follows the array that the file begins with: write one array, or one object a line`,
	} {
		_, err := ReadAlerts("a.json", strings.NewReader(text))
		var bad *Problems
		if !errors.As(err, &bad) || bad.List[0].String() != want {
			t.Errorf("%q: %v %+v, want %s", text, err, bad, want)
		}
	}
}

// TestAppendReadsBack: an alert that was written is the alert that is read.
func TestAppendReadsBack(t *testing.T) {
	list := []Alert{
		{T: 1646723701000042, ID: "PS0412233", Score: 0.1 + 0.2, Rule: "a \"rule\""},
		{T: 1646723701000043, Kind: OnCampaign, ID: "c", Score: -3, Rule: "r", From: 1, To: 2, Events: []uint64{1, 1 << 63}},
		{T: 1646723701000044, Kind: OnIP, ID: "3fff::1", Score: 1e300, Rule: "é"},
	}
	var lines []byte
	for i := range list {
		lines = list[i].Append(lines)
		list[i].Line = i + 1
	}
	got, err := ReadAlerts("a", bytes.NewReader(lines))
	if err != nil || !reflect.DeepEqual(got, list) {
		t.Errorf("%+v, %v\nwant %+v", got, err, list)
	}
	for _, bad := range []Alert{{T: 1, ID: "x", Rule: "r", Score: math.NaN()}, {T: 1, ID: "x", Rule: "r", Score: math.Inf(1)},
		{ID: "x", Rule: "r"}, {T: 1, Rule: "r"}, {T: 1, ID: "x"}, {T: 1, Kind: OnIP, ID: "x", Rule: "r"}} {
		if _, err := ReadAlerts("a", bytes.NewReader(bad.Append(nil))); err == nil {
			t.Errorf("%+v is read", bad)
		}
	}
}

func TestParseOneAlert(t *testing.T) {
	const good = `{"t":"2022-03-08T07:15:01Z","entity":{"type":"account","id":"PS0412233"},"score":2,"rule":"R2"}`
	list, err := ReadAlerts("", strings.NewReader(good))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Parse([]byte(" " + good + "\r\n"))
	if list[0].Line = 0; err != nil || !reflect.DeepEqual(got, list[0]) {
		t.Errorf("got %+v, %v, want %+v", got, err, list[0])
	}
	for text, want := range map[string]string{
		"": "empty", "[]": "is no alert", "{": "not one JSON object",
		`{"t":"2022-03-08T07:15:01Z","entity":{"type":"account","id":"PS0412233"}}`: "score is missing: write a number, higher for more suspicious; rule",
	} {
		if _, err := Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
