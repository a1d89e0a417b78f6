package sigma

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/read"
)

// at is a moment of 10 March 2022, given as seconds after noon UTC.
func at(seconds float64) int64 {
	noon := time.Date(2022, 3, 10, 12, 0, 0, 0, time.UTC).UnixMicro()
	return noon + int64(seconds*1e6+0.5)
}

// told runs rules over events and lists the alerts: rule, entity and seconds after noon.
func told(t *testing.T, rules string, o Options, events ...read.Event) []string {
	t.Helper()
	set, err := Parse("rules.yml", []byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	e := New(set, o, func(a *Alert) error {
		list = append(list, fmt.Sprintf("%s %s %s %v", a.Rule, a.Type, a.ID, float64(a.T-at(0))/1e6))
		return nil
	})
	for i := range events {
		if err := e.Audit(&events[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	return list
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

var made uint64

// lookup is a look-up of a person by an account.
func lookup(seconds float64, account string, person uint64) read.Event {
	made++
	return read.Event{TS: at(seconds), EventID: made, Action: "lookup", Outcome: "success", Account: account,
		Result: "found", NIRRef: person, SessionID: 7, ASN: 64500, Status: 200, LatencyUS: 1000, PersonsReturned: 1}
}

func did(seconds float64, account, action string) read.Event {
	made++
	return read.Event{TS: at(seconds), EventID: made, Action: action, Outcome: "success", Account: account, ASN: 64500,
		PersonsReturned: -1}
}

const lookups = `
title: Look-up
name: lookup
logsource: {product: breachsim, service: audit}
detection: {sel: {action: lookup}, condition: sel}
---
`

const threeInMinute = lookups + `
title: Three
name: three
correlation:
  type: event_count
  rules: [lookup]
  group-by: [account]
  timespan: 1m
  condition: {gte: 3}
`

func TestWindowIsOpenAtItsStartToTheMicrosecond(t *testing.T) {
	same(t, told(t, threeInMinute, Options{}, lookup(0, "A", 1), lookup(1, "A", 1), lookup(60, "A", 1)))
	same(t, told(t, threeInMinute, Options{}, lookup(0, "A", 1), lookup(1, "A", 1), lookup(59.999999, "A", 1)),
		"three account A 59.999999")
}

func TestOneAlertACrossing(t *testing.T) {
	same(t, told(t, threeInMinute, Options{},
		lookup(0, "A", 1), lookup(1, "A", 1), lookup(2, "A", 1), lookup(3, "A", 1), lookup(40, "A", 1), // stays true
		lookup(61.5, "A", 1), lookup(90, "A", 1), // 40, 61.5, 90: true again after 61.5 had 2, 3, 40, 61.5
		lookup(200, "A", 1), lookup(201, "A", 1), lookup(202, "A", 1)), // empty before
		"three account A 2", "three account A 202")
}

func TestCrossesAgainAfterItWasFalse(t *testing.T) {
	same(t, told(t, threeInMinute, Options{},
		lookup(0, "A", 1), lookup(1, "A", 1), lookup(2, "A", 1), lookup(61, "A", 1), // 2, 61: false
		lookup(61.5, "A", 1)), // 2, 61, 61.5
		"three account A 2", "three account A 61.5")
}

func TestGroupsAreApart(t *testing.T) {
	same(t, told(t, threeInMinute, Options{}, lookup(0, "A", 1), lookup(1, "B", 1), lookup(2, "A", 1), lookup(3, "B", 1),
		lookup(4, "A", 1)), "three account A 4")
	none := lookup(5, "", 1)
	same(t, told(t, threeInMinute, Options{}, none, none, none))
}

func TestEqualTimesAreOneInstant(t *testing.T) {
	same(t, told(t, threeInMinute, Options{}, lookup(5, "A", 1), lookup(5, "A", 1), lookup(5, "A", 1), lookup(5, "A", 1)),
		"three account A 5")
	exactly := strings.ReplaceAll(threeInMinute, "gte: 3", "eq: 3") // the instant has four
	same(t, told(t, exactly, Options{}, lookup(5, "A", 1), lookup(5, "A", 1), lookup(5, "A", 1), lookup(5, "A", 1)))
}

func TestLateLines(t *testing.T) {
	events := []read.Event{lookup(0, "A", 1), lookup(10, "A", 1), lookup(5, "A", 1)}
	same(t, told(t, threeInMinute, Options{}, events...)) // left out
	same(t, told(t, threeInMinute, Options{Lateness: 6 * time.Second}, events...), "three account A 10")
	same(t, told(t, threeInMinute, Options{Lateness: 5 * time.Second}, events...), "three account A 10")
	same(t, told(t, threeInMinute, Options{Lateness: 4 * time.Second}, append(events[:2:2], lookup(15, "A", 1),
		lookup(5, "A", 1), lookup(20, "A", 1))...), "three account A 15")

	set, _ := Parse("rules.yml", []byte(threeInMinute))
	e := New(set, Options{}, func(*Alert) error { return nil })
	for i := range events {
		e.Audit(&events[i])
	}
	if s := e.Stats(); s.Late != 1 || s.Lines != 3 {
		t.Errorf("%+v", s)
	}
}

func correlation(more string) string { return lookups + "title: X\nname: x\ncorrelation:\n" + more }

func TestValueCountForgetsByTheLastTime(t *testing.T) {
	rules := correlation(`
  type: value_count
  rules: lookup
  group-by: account
  timespan: 10s
  condition: {field: nir_ref, gt: 2}
`)
	same(t, told(t, rules, Options{}, lookup(0, "A", 1), lookup(1, "A", 2), lookup(2, "A", 2), lookup(10, "A", 3),
		lookup(10.5, "A", 1)), "x account A 10.5")
	nobody := lookup(3, "A", 0)
	same(t, told(t, rules, Options{}, lookup(0, "A", 1), lookup(1, "A", 2), nobody), []string{}...)
}

func TestValuesOfNumbers(t *testing.T) {
	slow := func(s float64, us int64) read.Event {
		e := lookup(s, "A", 1)
		e.LatencyUS = us
		return e
	}
	events := []read.Event{slow(0, 100), slow(1, 200), slow(2, 600), slow(3, 50), slow(11.5, 1000)}
	for rule, want := range map[string][]string{
		"type: value_sum\n  condition: {field: latency_us, gte: 900}":                        {"x account A 2"},
		"type: value_avg\n  condition: {field: latency_us, gte: 300}":                        {"x account A 2", "x account A 11.5"},
		"type: value_avg\n  condition: {field: latency_us, gt: 300}":                         {"x account A 11.5"},
		"type: value_percentile\n  condition: {field: latency_us, percentile: 50, gte: 200}": {"x account A 2", "x account A 11.5"},
		"type: value_percentile\n  condition: {field: latency_us, percentile: 75, lt: 600}":  {"x account A 0", "x account A 3"},
		"type: value_percentile\n  condition: {field: account, lt: 100}":                     nil,
	} {
		got := told(t, correlation("  rules: [lookup]\n  group-by: [account]\n  timespan: 10s\n  "+rule+"\n"), Options{}, events...)
		if !slices.Equal(got, want) {
			t.Errorf("%s\ngot  %v\nwant %v", rule, got, want)
		}
	}
}

func TestShareOfTheValuesOfAnInstant(t *testing.T) {
	rules := correlation(`
  type: value_percentile
  rules: lookup
  group-by: account
  timespan: 1h
  condition: {field: patient_dept, lte: 25}
`)
	in := func(s float64, dept string) read.Event {
		e := lookup(s, "A", 1)
		e.PatientDept = dept
		return e
	}
	same(t, told(t, rules, Options{}, in(0, "75"), in(1, "75"), in(2, "75"), in(3, "13"), in(4, "75")), "x account A 3")
}

const steps = `
title: Reset
name: reset
logsource: {product: breachsim, service: audit}
detection: {sel: {action: password_reset}, condition: sel}
---
title: Login
name: login
logsource: {product: breachsim, service: audit}
detection: {sel: {action: login, outcome: success}, condition: sel}
---
` + lookups + `
title: X
name: x
correlation:
  type: TYPE
  rules: [reset, login, lookup]
  group-by: [account]
  timespan: 1h
`

func TestOrder(t *testing.T) {
	ordered, any := strings.ReplaceAll(steps, "TYPE", "temporal_ordered"), strings.ReplaceAll(steps, "TYPE", "temporal")
	reverse := []read.Event{lookup(0, "A", 1), did(1, "A", "login"), did(2, "A", "password_reset")}
	same(t, told(t, ordered, Options{}, reverse...))
	same(t, told(t, any, Options{}, reverse...), "x account A 2")
	forward := []read.Event{did(0, "A", "password_reset"), did(1, "A", "login"), lookup(2, "A", 1), lookup(3, "A", 1)}
	same(t, told(t, ordered, Options{}, forward...), "x account A 2")
	together := []read.Event{lookup(1, "A", 1), did(1, "A", "login"), did(1, "A", "password_reset")}
	same(t, told(t, ordered, Options{}, together...), "x account A 1")
	apart := []read.Event{did(0, "A", "password_reset"), did(1, "A", "login"), lookup(2, "B", 1)}
	same(t, told(t, ordered, Options{}, apart...))
	edge := []read.Event{did(0, "A", "password_reset"), did(1, "A", "login"), lookup(3600, "A", 1)}
	same(t, told(t, ordered, Options{}, edge...))
	anew := append(forward[:2:2], did(10, "A", "password_reset"), did(11, "A", "login"), lookup(3605, "A", 1))
	same(t, told(t, ordered, Options{}, anew...), "x account A 3605")
}

func TestConditionsInWords(t *testing.T) {
	rules := strings.ReplaceAll(steps, "TYPE", "temporal") + "  condition: lookup and not (reset or login)\n"
	same(t, told(t, rules, Options{}, lookup(0, "A", 1), did(1, "A", "login"), lookup(2, "A", 1), lookup(3601, "A", 1),
		lookup(9000, "A", 2)), "x account A 0", "x account A 3601", "x account A 9000")
	counted := strings.ReplaceAll(steps, "TYPE", "temporal_ordered") + "  condition: {gte: 2}\n"
	same(t, told(t, counted, Options{}, did(0, "A", "login"), did(1, "A", "password_reset"), lookup(2, "A", 1)),
		"x account A 2")
}

func TestChains(t *testing.T) {
	// Three in a minute, and then silence for ten minutes before it counts again.
	rules := threeInMinute + `
---
title: Burst
name: burst
correlation:
  type: event_count
  rules: [three]
  group-by: [account]
  timespan: 10m
  condition: {gte: 1}
`
	var events []read.Event
	for _, burst := range []float64{0, 100, 701, 1302.5} {
		for i := range 3 {
			events = append(events, lookup(burst+float64(i), "A", 1))
		}
	}
	same(t, told(t, rules, Options{}, events...), "burst account A 2", "burst account A 703", "burst account A 1304.5")
}

func TestOneInstant(t *testing.T) {
	rules := strings.ReplaceAll(strings.ReplaceAll(steps, "TYPE", "temporal"), "1h", "0s")
	same(t, told(t, rules, Options{}, did(0, "A", "login"), did(0.000001, "A", "password_reset"), lookup(0.000001, "A", 1),
		did(5, "A", "login"), did(5, "A", "password_reset"), lookup(5, "A", 1)), "x account A 5")
}

func TestGenerate(t *testing.T) {
	rules := threeInMinute + "  generate: true\n"
	same(t, told(t, rules, Options{}, lookup(0, "A", 1), lookup(70, "A", 1)), "lookup account A 0", "lookup account A 70")
}

func TestAliases(t *testing.T) {
	rules := steps[:strings.LastIndex(steps, "title: X")] + `
title: X
name: x
correlation:
  type: temporal
  rules: [login, lookup]
  aliases: {where: {login: org, lookup: patient_dept}}
  group-by: [where]
  timespan: 1h
`
	in, out := did(0, "A", "login"), lookup(1, "B", 1)
	in.Org, out.PatientDept = "75", "75"
	same(t, told(t, rules, Options{}, in, out), "x campaign x 1")
	out.PatientDept = "13"
	same(t, told(t, rules, Options{}, in, out))
}

func TestGroupsWithoutAnEntityNameTheirAccounts(t *testing.T) {
	set, err := Parse("r", []byte(strings.ReplaceAll(threeInMinute, "[account]", "[asn]")))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	e := New(set, Options{}, func(a *Alert) error { lines = append(lines, string(a.Append(nil))); return nil })
	made = 0x100
	for _, ev := range []read.Event{lookup(0, "A", 1), lookup(1, "B", 1), lookup(2, "A", 1)} {
		e.Audit(&ev)
	}
	e.Close()
	same(t, lines, `{"t":"2022-03-10T12:00:02.000000Z","entity":{"type":"campaign","id":"three"},"score":30.0000,"rule":"three",`+
		`"from":"2022-03-10T12:00:00.000000Z","to":"2022-03-10T12:00:02.000000Z","count":3,"group":{"asn":"64500"},`+
		`"events":["0000000000000102","0000000000000103"]}`+"\n")
}

func TestMemoryIsThatOfTheWindow(t *testing.T) {
	set, err := Parse("r", []byte(threeInMinute))
	if err != nil {
		t.Fatal(err)
	}
	e := New(set, Options{}, func(*Alert) error { return nil })
	for i := range 20_000 {
		ev := lookup(float64(i), fmt.Sprint("A", i), 1)
		e.Audit(&ev)
		if n := e.keys.tables[0].Len(); n > 200 { // 60 groups are alive
			t.Fatalf("%d groups after %d lines", n, i)
		}
	}
}
