package score

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/score/alert"
)

// TestMalformedAlerts holds each way of being wrong against what is said of it.
func TestMalformedAlerts(t *testing.T) {
	const good = `{"t":"2022-03-08T12:00:00Z","entity":{"type":"account","id":"PS0000001"},"score":1,"rule":"r"}`
	in := func(old, by string) string { return strings.Replace(good, old, by, 1) }
	for _, c := range []struct{ alert, want string }{
		{`{"t":`, `not one JSON object: unexpected end of JSON input`},
		{`[1]`, `[1] is no alert: write an object such as {"t":"2022-03-08T07:15:01Z","entity":{"type":"account","id":"PS0412233"},"score":1,"rule":"R2"}`},
		{in(`"t":"2022-03-08T12:00:00Z",`, ``), `t is missing: write the moment of the alert, such as 2022-03-08T07:15:01Z`},
		{in(`"2022-03-08T12:00:00Z"`, `1646740800`), `t is 1646740800: write a time in quotes, such as "2022-03-08T07:15:01Z"`},
		{in(`2022-03-08T12:00:00Z`, `2022-03-08 12:00:00`), `t "2022-03-08 12:00:00" is not a time with its offset: write it as 2022-03-08T07:15:01.000042Z`},
		{in(`2022-03-08T12:00:00Z`, `2022-03-06T23:59:59Z`), `t 2022-03-06T23:59:59.000000Z is outside the dataset: write a moment from 2022-03-07T00:00:00.000000Z to 2022-03-10T00:00:00.000000Z`},
		{in(`2022-03-08T12:00:00Z`, `2022-03-10T00:00:01Z`), `t 2022-03-10T00:00:01.000000Z is outside the dataset: write a moment from 2022-03-07T00:00:00.000000Z to 2022-03-10T00:00:00.000000Z`},
		{in(`"entity":{"type":"account","id":"PS0000001"},`, ``), `entity is missing: write "entity":{"type":"account","id":"PS0412233"}`},
		{in(`{"type":"account","id":"PS0000001"}`, `"PS0000001"`), `entity is "PS0000001": write {"type":"account","id":"PS0412233"}`},
		{in(`"account"`, `"user"`), `entity type "user" is not known: write account, ip, session, person or campaign`},
		{in(`,"id":"PS0000001"`, ``), `entity.id is missing: write the id as it stands in the log`},
		{in(`PS0000001`, ``), `entity id is empty: write the id as it stands in the log`},
		{in(`PS0000001`, `99736684517`), `account "99736684517" is not in records/accounts.csv: write an id of its column account, such as PS0412233`},
		{in(`PS0000001`, `PS9999999`), `account "PS9999999" is not in records/accounts.csv: write an id of its column account`},
		{in(`"score":1`, `"score":"high"`), `score is "high": write a finite number`},
		{in(`"score":1`, `"score":1e999`), `score is 1e999: write a finite number`},
		{in(`"score":1,`, ``), `score is missing: write a number, higher for more suspicious`},
		{in(`,"rule":"r"`, ``), `rule is missing or no text: write the name of the rule`},
		{in(`"rule":"r"`, `"rule":"r","from":"2022-03-08T13:00:00Z"`), `from is after t: an alert speaks of what has happened`},
		{in(`"rule":"r"`, `"rule":"r","to":"2022-03-08T13:00:00Z"`), `to is after t: an alert speaks of what has happened; write t or an earlier moment`},
		{in(`"rule":"r"`, `"rule":"r","from":"2022-03-08T11:00:00Z","to":"2022-03-08T10:00:00Z"`), `from is after to: write the earlier moment as from`},
		{in(`"rule":"r"`, `"rule":"r","events":"x"`), `events is "x": write a list of event ids, such as ["923690df60fab643"]`},
		{in(`"rule":"r"`, `"rule":"r","events":["x"]`), `event "x" is not an event id: write the sixteen hex digits of event_id`},
		{in(`"rule":"r"`, `"rule":"r","events":["00000000000000ff"]`), `event 00000000000000ff is not in the log: name events by their event_id`},
		{in(`"rule":"r"`, `"rule":"r","events":["0000000000000010"]`), `rests on event 0000000000000010 of 2022-03-08T13:00:00.000000Z, which is after t 2022-03-08T12:00:00.000000Z: write the moment at which the alert is raised`},
		{in(`2022-03-08T12:00:00Z`, `2022-03-07T07:59:59Z`), `account PS0000001 is not in the log before 2022-03-07T08:00:00.000000Z, and t is 2022-03-07T07:59:59.000000Z: an alert cannot rest on what comes later`},
		{in(`"account","id":"PS0000001"`, `"ip","id":"240.0.0.256"`), `entity id "240.0.0.256" is not an address: write src_ip as in the log`},
		{in(`"account","id":"PS0000001"`, `"ip","id":"240.0.0.250"`), `ip 240.0.0.250 is never in the log: write an id as it stands there`},
		{in(`"account","id":"PS0000001"`, `"session","id":"abc"`), `entity id "abc" is not a session_id: write its sixteen hex digits as in the log`},
		{in(`"account","id":"PS0000001"`, `"person","id":"2470674988646"`), `entity id "2470674988646" is not a nir_ref: write its sixteen hex digits as in the log`},
		{in(`"account","id":"PS0000001"`, `"person","id":"00000000000000ff"`), `person 00000000000000ff is never in the log: write an id as it stands there`},
		{in(`"account","id":"PS0000001"`, `"campaign","id":"mine"`), `campaign "mine" names no events: list those of its accounts under events, from which the accounts are taken`},
	} {
		// After a good line, so that lines are counted.
		err := scoreErr(t, good+"\n"+c.alert+"\n")
		var bad *alert.Problems
		if !errors.As(err, &bad) || len(bad.List) != 1 {
			t.Errorf("%s: %v", c.alert, err)
			continue
		}
		if got := bad.List[0].String(); got != "line 2: "+c.want {
			t.Errorf("%s\ngot  %s\nwant line 2: %s", c.alert, got, c.want)
		}
	}
}

var handDir string

func scoreErr(t *testing.T, alerts string) error {
	t.Helper()
	if handDir == "" || t.Name() != "TestMalformedAlerts" {
		handDir = byHand().write(t)
	}
	_, err := Score(t.Context(), []Input{{Dir: handDir, Name: "alerts.jsonl", Alerts: strings.NewReader(alerts)}}, Options{Resamples: -1})
	return err
}

func TestAllProblemsAtOnce(t *testing.T) {
	var b strings.Builder
	for range 50 {
		b.WriteString(`{"t":"x","entity":{"type":"user","id":""},"score":"a","rule":1}` + "\n")
	}
	err := scoreErr(t, b.String())
	var bad *alert.Problems
	if !errors.As(err, &bad) || len(bad.List) != alert.MostProblems || bad.Dropped != 50*4-alert.MostProblems || bad.List[4].Line != 2 {
		t.Fatalf("%v: %+v", err, bad)
	}
	if want := `alerts "alerts.jsonl": 200 problems; nothing was scored`; err.Error() != want {
		t.Errorf("%q, want %q", err, want)
	}
}

func TestOrderOfAlertsDoesNotMatter(t *testing.T) {
	dir := byHand().write(t)
	lines := strings.SplitAfter(strings.TrimSuffix(handAlerts(), "\n"), "\n")
	lines[len(lines)-1] += "\n"
	var turned strings.Builder
	for i := range lines {
		turned.WriteString(lines[len(lines)-1-i])
	}
	if a, b := fmt.Sprint(scored(t, dir, handAlerts())), fmt.Sprint(scored(t, dir, turned.String())); a != b {
		t.Errorf("%s\n%s", a, b)
	}
}

func FuzzReadAlerts(f *testing.F) {
	f.Add(handAlerts())
	f.Add("t,entity_type,entity_id,score,rule\n2022-03-08T12:00:00Z,ip,240.0.0.1,1,r\n")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := alert.ReadAlerts("f", strings.NewReader(text))
		var bad *alert.Problems
		if err != nil && !errors.As(err, &bad) {
			t.Fatal(err)
		}
		for _, a := range list {
			if a.T == 0 && a.ID == "" {
				t.Fatalf("%+v", a)
			}
		}
	})
}
