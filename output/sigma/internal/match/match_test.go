package match

import (
	"net/netip"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/sigma/internal/field"
	"github.com/breachsim/breachsim/output/sigma/internal/syntax"
)

// holds reports whether a detection holds of a line.
func holds(t *testing.T, detection, condition string, r *field.Record) bool {
	t.Helper()
	service := "audit"
	if r.Access != nil {
		service = "access"
	}
	set, err := syntax.Parse([]syntax.File{{Name: "r", Text: []byte("title: T\nlogsource: {product: breachsim, service: " +
		service + "}\ndetection:\n" + detection + "\n  condition: " + condition + "\n")}})
	if err != nil {
		t.Fatalf("%s\n%v", detection, err)
	}
	m := New(set)
	m.Show(r)
	return m.Holds(0)
}

var line = &field.Record{Audit: &read.Event{TS: 1, EventID: 0xab, Action: "lookup", Outcome: "failure", Account: "PS1",
	City: `Sainte-Élise\x`, Country: "FR", SrcIP: netip.MustParseAddr("243.1.2.3"), ASN: 64500, Lat: 48.5, Lon: -1.25,
	UserAgent: "Mozilla/5.0 (X11; *) python", Status: 404, LatencyUS: 1500, Path: "/infopatient?nir=1&k=2",
	SessionID: 0x00ff00ff00ff00ff, Result: "not_found", PersonsReturned: 0}}

func TestTestsOfOneLine(t *testing.T) {
	for test, want := range map[string]bool{
		"action: lookup":                             true,
		"action: LOOKUP":                             true,
		"action|cased: LOOKUP":                       false,
		"action: look":                               false,
		"action: look*":                              true,
		"action: '?ooku?'":                           true,
		"action: '?ooku??'":                          false,
		"action: [login, lookup]":                    true,
		"event.action: lookup":                       true,
		"city: sainte-éLISE*":                        true,
		`city|endswith: '\x'`:                        true,
		`city|endswith: '\\x'`:                       true,
		`user_agent|contains: '\*'`:                  true,
		`user_agent|contains: '\?'`:                  false,
		`user_agent|contains: ['x11', y]`:            true,
		`user_agent|contains|all: ['x11', y]`:        true,
		`user_agent|contains|all: ['x11', curl]`:     false,
		"user_agent|startswith: mozilla":             true,
		"user_agent|startswith|cased: mozilla":       false,
		`user_agent|re: '^Mozilla/\d'`:               true,
		`user_agent|re: '^mozilla'`:                  false,
		`user_agent|re|i: '^mozilla'`:                true,
		"src_ip: 243.1.2.3":                          true,
		"src_ip: 243.1.*":                            true,
		"source.ip|cidr: 243.1.0.0/16":               true,
		"source.ip|cidr: [10.0.0.0/8, 243.1.2.2/31]": true,
		"source.ip|cidr: 244.0.0.0/8":                false,
		"status: 404":                                true,
		"status: '404'":                              true,
		"status: '4*'":                               true,
		"status: [200, 404]":                         true,
		"status|gte: 404":                            true,
		"status|gt: 404":                             false,
		"status|lt: 404.000001":                      true,
		"status|lte: 403.999999":                     false,
		"lat: 48.5":                                  true,
		"lon|lt: -1.2":                               true,
		"event.duration: 1500000":                    true,
		"session_id: 00FF00ff00ff00ff":               true,
		"session_id: '00ff*'":                        true,
		"reason: null":                               true,
		"reason: ''":                                 true,
		"action: null":                               false,
		"action: [null, lookup]":                     true,
		"reason|exists: false":                       true,
		"reason|exists: true":                        false,
		"action|neq: login":                          true,
		"action|neq: [login, lookup]":                false,
		"reason|neq: x":                              false,
		"status|neq: 404":                            false,
		"country|fieldref: city":                     false,
		"country|fieldref|neq: city":                 true,
		"country|fieldref: reason":                   false,
		"persons_returned: 0":                        true,
		"lookup_missed: 1":                           true,
		"url.path: /infopatient":                     true,
		"url.query|contains: k=2":                    true,
		"asn|startswith: 645":                        true,
	} {
		if got := holds(t, "  sel: {"+test+"}", "sel", line); got != want {
			t.Errorf("%s: %t", test, got)
		}
	}
}

func TestConditionsOfSearches(t *testing.T) {
	searches := "  one: {action: lookup}\n  two: {action: login}\n  three: [{status: 1}, {status: 404}]\n" +
		"  _four: {action: x}\n  words: ['PYTHON', nothing]\n  both: {'|all': [python, fr]}"
	for condition, want := range map[string]bool{
		"one and not two": true, "one and two": false, "two or three": true, "1 of them": true, "all of them": false,
		"all of t*": false, "1 of t*": true, "not (one and three)": false, "NOT two AND one": true, "words": true,
		"both": true, "not not one": true, "two or one and not _four": true, "[two, one]": true, "[two, _four]": false,
	} {
		if got := holds(t, searches, condition, line); got != want {
			t.Errorf("%s: %t", condition, got)
		}
	}
}

func TestAccessLog(t *testing.T) {
	r := &field.Record{Access: &read.Request{TS: 1, Account: "PS1", Path: "/x", Referer: "https://portal.example/"}}
	if !holds(t, "  sel: {http.request.referrer|contains: portal, user.id: ps1}", "sel", r) {
		t.Error("the line of the access log is not found")
	}
	set, err := syntax.Parse([]syntax.File{{Name: "r", Text: []byte("title: T\nlogsource: {product: breachsim, service: audit}\n" +
		"detection: {sel: {account: PS1}, condition: sel}\n")}})
	if err != nil {
		t.Fatal(err)
	}
	m := New(set)
	if m.Show(r); m.Holds(0) {
		t.Error("a rule of the audit log holds of a line of the access log")
	}
}

// A pattern says what a regular expression made of it says.
func FuzzPattern(f *testing.F) {
	f.Add("*a?b*", "xxaébyy")
	f.Add(`\*\\*`, `*\x`)
	f.Add("a*a*b", "aaab")
	f.Fuzz(func(t *testing.T, wild, text string) {
		if !utf8.ValidString(wild) || !utf8.ValidString(text) || len(wild) > 50 || len(text) > 100 {
			return
		}
		p, wrong := syntax.ParsePattern(wild)
		if wrong != "" {
			t.Fatal(wrong)
		}
		var re strings.Builder
		re.WriteString("(?is)^")
		for i, part := range p.Parts {
			if i > 0 {
				re.WriteString(".*")
			}
			for j, r := range part {
				if p.Any[i][j] == '1' {
					re.WriteString(".")
				} else {
					re.WriteString(regexp.QuoteMeta(string(r)))
				}
			}
		}
		re.WriteString("$")
		for _, cased := range []bool{false, true} {
			want := regexp.MustCompile(re.String())
			if cased {
				want = regexp.MustCompile(strings.Replace(re.String(), "(?is)", "(?s)", 1))
			}
			if got := (&pattern{p, cased}).matches(text); got != want.MatchString(text) {
				t.Fatalf("%q on %q, cased %t: %t", wild, text, cased, got)
			}
		}
	})
}

func BenchmarkLine(b *testing.B) {
	set, err := syntax.Parse([]syntax.File{{Name: "r", Text: []byte("title: T\nlogsource: {product: breachsim, service: audit}\n" +
		"detection: {sel: {action: lookup, status: 404, user_agent|contains: curl}, condition: sel}\n")}})
	if err != nil {
		b.Fatal(err)
	}
	m := New(set)
	b.ReportAllocs()
	for b.Loop() {
		m.Show(line)
		m.Holds(0)
	}
}
