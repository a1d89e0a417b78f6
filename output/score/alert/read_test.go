package alert

import (
	"errors"
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
