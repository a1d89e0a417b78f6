package syntax

import (
	"strings"
	"testing"
)

// problems are those of a text, without the name of the file.
func problems(text string) string {
	_, err := Parse([]File{{Name: "r.yml", Text: []byte(text)}})
	if err == nil {
		return ""
	}
	return strings.ReplaceAll(err.Error(), "r.yml:", "")
}

const head = "title: T\nname: n\nlogsource: {product: breachsim, service: audit}\n"

// rule is a detection with one test, at line 5, column 10.
func rule(test string) string {
	return head + "detection:\n  sel:\n    " + test + "\n  condition: sel\n"
}

const counted = head + `detection: {sel: {action: lookup}, condition: sel}
---
title: C
correlation:
  type: event_count
  rules: [n]
  group-by: [account]
  timespan: 1h
  condition: {gte: 3}
`

func TestGoodRules(t *testing.T) {
	for _, text := range []string{rule("action: lookup"), counted,
		rule("user_agent|contains|all: [a, b]"), rule("source.ip|cidr: 240.0.0.0/8"), rule("status|gte: 400"),
		rule("reason: null"), rule("user_agent|re|i: ^python-.*"), rule("city|fieldref|neq: country"),
		rule("session_id|exists: true"), rule(`user_agent: 'a\*b*'`), rule("my|own: x")[:0] + rule("asn: [1, 2]"),
		head + "detection: {a: [{action: x}, {action: y}], _b: {result: z}, condition: 1 of them and not _b}\n",
		head + "detection: {a1: {action: x}, a2: {action: y}, condition: [all of a*, a1]}\n",
		head + "detection: {k: [one, two], condition: k}\n",
		head + "myfield: of my own\ndetection: {k: {'|all': [one, two]}, condition: k}\n",
		strings.Replace(counted, "event_count", "temporal", 1),
		strings.Replace(strings.Replace(counted, "event_count", "value_count", 1), "{gte", "{field: [nir_ref, asn], gte", 1),
	} {
		if p := problems(text); p != "" {
			t.Errorf("%s\n%s", text, p)
		}
	}
}

func TestProblemsOfRules(t *testing.T) {
	for text, want := range map[string]string{
		"":               " no rule: write a document with title, logsource and detection",
		"- a":            "1:1: the rule is a list: write keys with values",
		"title: T":       "1:1: the rule has neither detection nor correlation: write one of them",
		"title: [x\n":    "1:1: not YAML: did not find expected ',' or ']'",
		"a: &x 1\nb: *x": "2:4: the alias *x: write the value itself",
		rule("action: lookup") + "detection: x": "8:1: the rule: detection is there twice, first in line 4: leave one\n" +
			"",
		strings.Replace(rule("action: x"), "service: audit", "service: audti", 1): `3:42: service "audti" is not known, did you mean audit?: write audit or access`,
		strings.Replace(rule("action: x"), "breachsim", "windows", 1):             `3:22: product "windows" is not known: write breachsim`,
		rule("acount: x"):                                          `6:5: no log has a field "acount", did you mean account? (output/sigma/README.md lists the fields)`,
		rule("referer: x"):                                         "6:5: the audit log has no field referer",
		rule("status: lots"):                                       `6:13: status is a number, which "lots" never is: write a number`,
		rule("src_ip: here"):                                       `6:13: src_ip is an address, which "here" is not: write an address, or |cidr`,
		rule("session_id: 12"):                                     "6:17: session_id has sixteen hex digits: write all of them, or a wildcard",
		rule("action|contians: x"):                                 `6:5: action|contians: "contians" is no modifier, did you mean contains?: write contains, startswith, endswith, lt, lte, gt, gte, re, cidr, exists, fieldref, all, cased, neq, i, m or s`,
		rule("action|base64: x"):                                   "6:5: action|base64: the modifier base64 is not supported here: write contains, startswith, endswith, lt, lte, gt, gte, re, cidr, exists, fieldref, all, cased, neq, i, m or s",
		rule("action|re|cidr: x"):                                  "6:5: action|re|cidr: re and cidr exclude each other: leave one\n6:5: action is no address: cidr compares addresses",
		rule("action|lt: 3"):                                       "6:5: action is no number: lt, lte, gt and gte compare numbers",
		rule("action|all: [x]"):                                    "6:5: action|all: all of one value: write a list of several, or leave |all out",
		rule("action|re: '(?<=x)'"):                                "6:16: the regular expression \"(?<=x)\": invalid named capture: `(?<=x)`",
		rule("src_ip|cidr: 1.2.3"):                                 `6:18: "1.2.3" is no network: write one such as 240.1.0.0/16`,
		rule("action: true"):                                       "6:13: action is the truth value true, which no field has: write a text or a number",
		rule("status|gt: 1.2345678"):                               "6:16: status is the number 1.2345678: write a number of at most six decimals",
		rule("action: {a: b}"):                                     "6:13: a value of action is a mapping: write a text or a number",
		rule("action: x\n    action: y"):                           "7:5: sel: action is there twice, first in line 6: leave one",
		head + "detection: {sel: {action: x}, condition: sell}":    `4:42: the condition has "sell" here: want a search identifier, did you mean sel?`,
		head + "detection: {sel: {action: x}, condition: sel and}": "4:49: the condition ends too early: want a search identifier",
		head + "detection: {sel: {action: x}, condition: (sel}":    "4:46: the condition ends too early: want a closing bracket",
		head + "detection: {sel: {action: x}, condition: 'sel | count() > 5'}":                                            "4:47: the condition ends in a pipe, a form that is withdrawn: write a correlation of its own",
		head + "detection: {sel: {action: x}, condition: 2 of sel*}":                                                      `4:42: the condition has "2" here: want 1 of or all of: other numbers are no part of Sigma`,
		head + "detection: {sel: {action: x}, condition: 1 of them*}":                                                     `4:47: the condition has "them*" here: want a pattern of a search identifier that is there`,
		head + "detection: {sel: {action: x}, timeframe: 1h, condition: sel}":                                             "4:31: timeframe is withdrawn from Sigma: write a correlation with a timespan",
		head + "levl: high\ndetection: {sel: {action: x}, condition: sel}":                                                `4:1: "levl" is no attribute of a rule, did you mean level?`,
		head + "level: hihg\ndetection: {sel: {action: x}, condition: sel}":                                               `4:8: level "hihg" is not known, did you mean high?: write informational, low, medium, high or critical`,
		strings.Replace(counted, "[n]", "[m]", 1):                                                                         `9:11: no rule has the name or id "m", did you mean n?: read its file too`,
		strings.Replace(counted, "1h", "1w", 1):                                                                           `11:13: timespan is the text "1w": write a number and s, m, h or d, such as 90m`,
		strings.Replace(counted, "1h", "0s", 1):                                                                           "8:3: timespan 0s is one instant, for temporal correlations: write a longer one",
		strings.Replace(counted, "gte: 3", "gte: 2.5", 1):                                                                 "12:20: gte is the number 2.5: event_count counts in whole numbers",
		strings.Replace(counted, "gte: 3", "gtr: 3", 1):                                                                   "12:15: the condition has no \"gtr\", did you mean gt?: write gt, gte, lt, lte, eq or neq",
		strings.Replace(counted, "{gte: 3}", "{gte: 3, field: asn}", 1):                                                   "12:30: event_count counts no field: leave it out",
		strings.Replace(counted, "event_count", "value_count", 1):                                                         "12:14: the condition of value_count has no field: write field: and what is counted",
		strings.Replace(counted, "event_count", "value_median", 1):                                                        `8:9: type "value_median" is not known: write event_count, value_count, temporal, temporal_ordered, value_sum, value_avg or value_percentile`,
		strings.Replace(strings.Replace(counted, "event_count", "value_avg", 1), "{gte", "{field: city, gte", 1):          "12:22: city is no number: value_avg calculates with numbers",
		strings.Replace(strings.Replace(counted, "event_count", "value_percentile", 1), "{gte", "{field: status, gte", 1): "12:22: status is a number: write which percentile, such as percentile: 95",
		strings.Replace(counted, "[account]", "[acount]", 1):                                                              `10:14: no log has a field "acount", did you mean account? (output/sigma/README.md lists the fields)`,
		strings.Replace(counted, "  timespan", "  aliases: {who: {n: account}}\n  timespan", 1):                           `11:13: the alias "who" is not used: group by it, or leave it out`,
		strings.Replace(strings.Replace(counted, "event_count", "temporal_ordered", 1), "{gte: 3}", "not n", 1):           "12:14: an order needs each of the rules: or and not go with temporal only",
		strings.Replace(counted, "title: C", "title: C\nname: c", 1)[:len(counted)-len("  condition: {gte: 3}\n")+8]:      "9:3: event_count has no condition: write condition: with gte: and a number",
		strings.Replace(counted, "title: C\n", "title: C\nname: n\n", 1):                                                  `6:1: the name "n" is also that of the rule at r.yml:1:1: write another`,
		strings.Replace(counted, "rules: [n]", "rules: [c]\n", 1) + "name: c":                                             "9:11: the correlation refers to itself",
	} {
		got := problems(text)
		want = strings.TrimSuffix(want, "\n")
		if strings.ReplaceAll(got, "at 1:1", "at r.yml:1:1") != want {
			t.Errorf("%s\ngot  %s\nwant %s\n", text, got, want)
		}
	}
}

func TestCirclesAreRefused(t *testing.T) {
	other := strings.NewReplacer("title: C", "title: D\nname: d", "[n]", "[c]").Replace(counted[strings.Index(counted, "---"):])
	text := strings.NewReplacer("title: C", "title: C\nname: c", "[n]", "[d]").Replace(counted) + other
	if got := problems(text); !strings.Contains(got, "the rule refers to itself by way of others") {
		t.Error(got)
	}
}

// Whatever stands in a file, reading it ends, and all places lie in the file.
func FuzzParse(f *testing.F) {
	f.Add(counted)
	f.Add(rule("user_agent|re|i: ^python-.*"))
	f.Add(strings.Replace(counted, "event_count", "temporal", 1) + "\n---\na: *b\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse([]File{{Name: "r.yml", Text: []byte(text)}})
		if (s == nil) == (err == nil) {
			t.Fatal("neither rules nor problems, or both")
		}
		if err == nil {
			if len(s.Order) != len(s.Rules) {
				t.Fatal("rules without a place in the order")
			}
			return
		}
		lines := 1 // YAML knows five ends of a line
		for _, end := range []string{"\n", "\r", "\u0085", "\u2028", "\u2029"} {
			lines += strings.Count(text, end)
		}
		for _, p := range err.(*Problems).List {
			if p.Line > lines {
				t.Fatalf("%s is not in a text of %d lines", p, lines)
			}
		}
	})
}
