package sigma

import (
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/read"
)

// The shapes of correlation that the specification tells of, each as a case of our own.

// signIns are the two detections of the sign-in cases.
const signIns = `
title: Refused sign-in
name: refused
logsource: {product: breachsim, service: audit}
detection: {sel: {action: login, outcome: failure}, condition: sel}
---
title: Sign-in
id: 0f0e7f4c-7b38-4b1e-9a58-0d5b1f5f3a11
name: signed_in
logsource: {product: breachsim, service: audit}
detection: {sel: {event.action: login, event.outcome: success}, condition: sel}
---
`

func refused(seconds float64, account, org string) read.Event {
	e := did(seconds, account, "login")
	e.Outcome, e.Org = "failure", org
	return e
}

// Many of a kind in a time, for each site.
func TestShapeManyEvents(t *testing.T) {
	rules := signIns + `
title: Refused at a site
name: site
correlation:
  type: event_count
  rules: [refused]
  group-by: [organization.id]
  timespan: 1h
  condition: {gte: 4}
`
	same(t, told(t, rules, Options{}, refused(0, "A", "s1"), refused(1, "B", "s1"), refused(2, "C", "s2"), refused(3, "D", "s1"),
		refused(4, "A", "s1"), refused(5, "B", "s1")), "site campaign site 4")
}

// Distinct values of a field, for each pair of two others; a range of two limits.
func TestShapeManyValues(t *testing.T) {
	rules := signIns + `
title: Accounts tried
name: tried
correlation:
  type: value_count
  rules: [refused]
  group-by: [org, asn]
  timespan: 1d
  condition: {field: user.name, gt: 1, lte: 3}
`
	events := []read.Event{refused(0, "A", "s"), refused(1, "A", "s"), refused(2, "B", "s"), refused(3, "C", "s"),
		refused(4, "D", "s"), refused(5, "E", "t")}
	same(t, told(t, rules, Options{}, events...), "tried campaign tried 2") // two of them; four are too many
	other := refused(2, "B", "s")
	other.ASN = 64501
	same(t, told(t, rules, Options{}, events[0], other))
}

// Several things in any order on one pair of fields, within minutes.
func TestShapeProximity(t *testing.T) {
	rules := signIns + lookups + `
title: All three
name: near
correlation:
  type: temporal
  rules: [refused, 0f0e7f4c-7b38-4b1e-9a58-0d5b1f5f3a11, lookup]
  group-by: [account, asn]
  timespan: 5m
`
	same(t, told(t, rules, Options{}, lookup(0, "A", 1), refused(100, "A", ""), did(299.999999, "A", "login")),
		"near account A 299.999999")
	same(t, told(t, rules, Options{}, lookup(0, "A", 1), refused(100, "A", ""), did(300, "A", "login")))
	elsewhere := did(200, "A", "login")
	elsewhere.ASN = 1
	same(t, told(t, rules, Options{}, lookup(0, "A", 1), refused(100, "A", ""), elsewhere))
	two := rules + "  condition: {gte: 2}\n"
	same(t, told(t, two, Options{}, lookup(0, "A", 1), refused(100, "A", "")), "near account A 100")
}

// Many refusals and then a sign-in: a correlation within a correlation. The inner one
// groups by two fields, the outer one by its own.
func TestShapeChain(t *testing.T) {
	rules := signIns + `
title: Many refused
name: many_refused
correlation:
  type: event_count
  rules: [refused]
  group-by: [account, org]
  timespan: 5m
  condition: {gte: 3}
---
title: Refused, then in
name: guessed
correlation:
  type: temporal_ordered
  rules: [many_refused, signed_in]
  group-by: [account]
  timespan: 1h
`
	tries := []read.Event{refused(0, "A", "s"), refused(10, "A", "s"), refused(20, "A", "s")}
	same(t, told(t, rules, Options{}, append(tries, did(30, "A", "login"))...), "guessed account A 30")
	same(t, told(t, rules, Options{}, append([]read.Event{did(-1, "A", "login")}, tries...)...)) // the other way round
	same(t, told(t, rules, Options{}, append(tries, did(30, "B", "login"))...))
	same(t, told(t, rules, Options{}, append(tries, did(3620, "A", "login"))...)) // an hour after the third
	// Refusals that go on hold the condition: the hour runs from the last of them.
	same(t, told(t, rules, Options{}, append(tries, refused(100, "A", "s"), did(3650, "A", "login"))...), "guessed account A 3650")
}

// One value under different names in different rules, two of them crosswise.
func TestShapeAliases(t *testing.T) {
	rules := signIns + lookups + `
title: There and here
name: crossed
correlation:
  type: temporal
  rules: [refused, lookup]
  aliases:
    one: {refused: org, lookup: city}
    other: {refused: city, lookup: patient_dept}
  group-by: [one, other]
  timespan: 10s
`
	a, b := refused(0, "A", "x"), lookup(1, "B", 1)
	a.City, b.City, b.PatientDept = "y", "x", "y"
	same(t, told(t, rules, Options{}, a, b), "crossed campaign crossed 1")
	b.City, b.PatientDept = "y", "x"
	same(t, told(t, rules, Options{}, a, b))
}

// Sums, averages, percentiles, and a value that is rare among its like.
func TestShapeMetrics(t *testing.T) {
	sized := func(seconds float64, bytes int64, path string) read.Event {
		e := lookup(seconds, "A", 1)
		e.RespBytes, e.Path = bytes, path
		return e
	}
	events := []read.Event{sized(0, 100, "/a"), sized(1, 900, "/a"), sized(2, 200, "/a"), sized(3, 5000, "/a"), sized(4, 100, "/b")}
	for _, c := range []struct{ kind, condition, want string }{
		{"value_sum", "{field: http.response.body.bytes, gt: 1199}", "x account A 2"},
		{"value_avg", "{field: resp_bytes, gt: 500.000001}", "x account A 3"},
		{"value_avg", "{field: resp_bytes, gte: 500}", "x account A 1, x account A 3"},
		{"value_percentile", "{field: resp_bytes, percentile: 90, gte: 5000}", "x account A 3"},
		{"value_percentile", "{field: path, lte: 20}", "x account A 4"},
	} {
		rules := correlation("  type: " + c.kind + "\n  rules: [lookup]\n  group-by: [account]\n  timespan: 24h\n  condition: " +
			c.condition + "\n")
		if got := strings.Join(told(t, rules, Options{}, events...), ", "); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.kind, c.condition, got, c.want)
		}
	}
}
