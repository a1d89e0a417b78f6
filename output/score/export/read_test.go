package export

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/score/alert"
)

// tell writes an alert on one line.
func tell(a *alert.Alert) string {
	at := func(ts int64) string {
		if ts == 0 {
			return "-"
		}
		return time.UnixMicro(ts).UTC().Format("02T15:04:05.999999")
	}
	return fmt.Sprintf("%d %s %s %s %s %v %s", a.Line, at(a.T), at(a.From), a.Kind, a.ID, a.Score, a.Rule)
}

// Each product's alerts are read as it writes them.
func TestSamples(t *testing.T) {
	for file, want := range map[string][]string{
		"ocsf.jsonl": {
			"1 10T08:00:00 10T07:39:34.197 account PS6395430 4 lookups_10m",
			"2 10T10:00:00.5 - ip 247.0.1.123 71 Numbers that nobody has",
			"4 10T10:48:43.28026 - account PS0494920 48 value-count",
		},
		"elastic.ndjson": {
			"1 10T07:49:30 10T07:39:34.197 account PS6395430 73 Portal: many look-ups",
			"2 10T07:57:42.51 - account PS0494920 47 Portal: sign-in from hosting",
			"3 10T10:10:00 - ip 247.0.42.93 3 Portal: errors of one address",
		},
		"splunk.json": {
			"2 10T08:00:00 10T07:39:34.197462 account PS6395430 60 Portal - Many look-ups - Rule",
			"3 10T09:57:42.51 - account PS0494920 3 Portal - Sign-in from hosting - Rule",
			"4 10T10:10:00 - ip 247.0.42.93 2 Portal - Errors of one address",
		},
		"crowdsec.json": {
			"1 10T07:49:30.999999 10T07:39:34 ip 247.0.42.93 51 breachsim/lookup-burst",
			"2 10T10:48:43.28026 10T07:57:42 account PS0494920 201 breachsim/lookup-steady",
		},
		"wazuh.json": {
			"1 10T07:39:34.197462 - account PS6395430 10 100210",
			"2 10T07:57:42.51 - ip 247.0.1.123 5 100211",
		},
		"rsigma.jsonl": {
			"1 10T07:49:29.999999 - account PS6395430 4 Many look-ups of one account",
			"2 10T07:57:42.510292 - account PS0494920 3 Sign-in from a rented server",
			"3 10T09:30:00.25 - account PS0494920 1 Reset, then look-ups",
		},
	} {
		f, err := os.Open(filepath.Join("testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		product, _, _ := strings.Cut(file, ".")
		list, err := Read(file, f, product)
		f.Close()
		if err != nil {
			t.Errorf("%s: %v%s", file, err, problems(err))
			continue
		}
		var got []string
		for i := range list {
			got = append(got, tell(&list[i]))
		}
		if a, b := strings.Join(got, "\n"), strings.Join(want, "\n"); a != b {
			t.Errorf("%s:\n%s\nwant\n%s", file, a, b)
		}
	}
	if n := len(Names()); n != 6 {
		t.Errorf("%d products, and six samples", n)
	}
}

func problems(err error) (all string) {
	var bad *alert.Problems
	if errors.As(err, &bad) {
		for _, p := range bad.List {
			all += "\n" + p.String()
		}
	}
	return all
}

// The alerts of one file in another wrapping are the same.
func TestWrappings(t *testing.T) {
	const hit = `{"_id":"x","_source":{"kibana.alert.rule.name":"r","kibana.alert.original_time":"2022-03-10T10:00:00Z","user.name":"PS1"}}`
	const row = `{"_time":"1646906400.5","search_name":"r","user":"PS1"}`
	const elasticIs, splunkIs = "1 10T10:00:00 - account PS1 1 r", "1 10T10:00:00.5 - account PS1 1 r"
	for _, c := range []struct{ product, text, want string }{
		{"elastic", `{"took":3,"timed_out":false,"hits":{"total":{"value":1},"hits":[` + hit + `]}}`, elasticIs},
		{"elastic", "[" + hit + "]", elasticIs},
		{"elastic", `{"hits":{"hits":[]}}`, ""},
		{"splunk", `{"preview":false,"init_offset":0,"messages":[],"fields":[{"name":"user"}],"results":[` + row + `]}`, splunkIs},
		{"splunk", row, splunkIs},
		{"splunk", "[" + row + "]", splunkIs},
		{"splunk", `{"preview":false,"init_offset":0,"results":[]}`, ""},
		{"crowdsec", "null\n", ""},
		{"crowdsec", "[]\n", ""},
		{"wazuh", `{"_source":{"timestamp":"2022-03-10T10:00:00.000+0000","rule":{"id":"7","level":3},"data":{"user":{"name":"PS1"}}}}`,
			"1 10T10:00:00 - account PS1 3 7"},
		{"ocsf", "", ""},
	} {
		list, err := Read("f", strings.NewReader(c.text), c.product)
		got := ""
		for i := range list {
			got += tell(&list[i])
		}
		if err != nil || got != c.want {
			t.Errorf("%s %s: %s %v%s, want %s", c.product, c.text, got, err, problems(err), c.want)
		}
	}
}

// The first alert that does not fit is told: where, what, and what to write instead.
func TestWhatDoesNotFit(t *testing.T) {
	for _, c := range []struct{ product, text, want string }{
		{"ocsf", `{"class_uid":4001}`,
			`line 1: class_uid is "4001": only Detection Findings (2004) are alerts; take the others out, with jq 'select(.class_uid == 2004)'`},
		{"ocsf", "{\"class_uid\":2004,\"finding_info\":{\"title\":\"r\"}}\n",
			`line 1: no time: write one of end_time, end_time_dt, finding_info.last_seen_time, finding_info.last_seen_time_dt, time, time_dt`},
		{"ocsf", `{"class_uid":2004,"finding_info":{"title":"r"},"time":1646906400000,"start_time":1646906400001}`,
			`line 1: begins after the alert itself: start_time, start_time_dt, finding_info.first_seen_time, finding_info.first_seen_time_dt are later than end_time, end_time_dt, finding_info.last_seen_time, finding_info.last_seen_time_dt, time, time_dt`},
		{"elastic", "{\"kibana.alert.rule.name\":\"r\",\"@timestamp\":\"2022-03-10T10:00:00Z\",\"user.name\":\"PS1\"}\n\n{\"message\":\"x\"}",
			`line 3: no rule, so this is no alert of Elastic Security alerts: write kibana.alert.rule.name or signal.rule.name or kibana.alert.rule.rule_id`},
		{"elastic", `{"error":{"reason":"no such index"},"status":404}`, `line 1: the answer of Elasticsearch is an error: no such index`},
		{"elastic", `{"hits":{"hits":[{"_source":{"kibana.alert.rule.name":"r","@timestamp":"2022-03-10T10:00:00Z","user.name":"PS1"}},{"_source":{"kibana.alert.rule.name":"r","@timestamp":"10 March"}}]}}`,
			`line 1: alert 2 there: @timestamp "10 March" is not a time with its offset: write it as 2022-03-08T07:15:01.000042Z`},
		{"splunk", `{"messages":[{"type":"FATAL","text":"Unknown search command 'stat'."}]}`,
			`line 1: a message of Splunk in place of results: Unknown search command 'stat'.`},
		{"splunk", `{"preview":false,"result":{"_time":"2022-03-10 11:00:00.000 CET","search_name":"r","user":"PS1"}}`,
			`line 1: _time "2022-03-10 11:00:00.000 CET" is not a time with its offset: write it as 2022-03-08T07:15:01.000042Z`},
		{"splunk", `{"preview":false,"result":{"_time":"1646906400","search_name":"r","user":["PS1","PS2"],"src":"portal-1","risk_score":"much"}}`,
			`line 1: risk_score is "much": write a number, or low, medium, high or critical`},
		{"splunk", `{"preview":false,"result":{"_time":"1646906400","search_name":"r","user":["PS1","PS2"],"src":"portal-1"}}`,
			`line 1: names no account, session or address (user has 2 values; src "portal-1" is no address): write one as it stands in the log into one of risk_object with risk_object_type, account, user, src_user, user_id, session_id, session, src_ip, src, clientip, orig_src, or take the alert out`},
		{"crowdsec", `[{"scenario":"s","stop_at":"2022-03-10T10:00:00Z","source":{"scope":"Range","value":"247.0.0.0/24"}}]`,
			`line 1: alert 1 of the array: names no account, session or address (Range "247.0.0.0/24" is none): write one as it stands in the log into one of source.value with source.scope Ip, username or session, or take the alert out`},
		{"crowdsec", `["x"]`, `line 1: alert 1 of the array: not an object: write the list as cscli alerts list -o json prints it`},
		{"wazuh", "{\"timestamp\":\"2022-03-10T10:00:00.000+0000\",\"rule\":{\"id\":\"502\",\"level\":3,\"description\":\"Wazuh server started.\"}}",
			`line 1: names no account, session or address: write one as it stands in the log into one of data.account, data.user.id, data.user.name, data.dstuser, data.srcuser, data.user, data.session_id, data.infopatient.session.id, data.srcip, data.src_ip, data.source.ip, or take the alert out`},
		{"rsigma", `{"rule_title":"r","level":"low","correlation_type":"event_count","group_key":[["account","PS1"]],"aggregated_value":3.0,"timespan_secs":60}`,
			`line 1: no time: write one of event.ts, event.@timestamp, event.timestamp, events.ts, events.@timestamp, events.timestamp, event_refs.timestamp: run rsigma with --include-event, and with --correlation-event-mode refs where rules correlate`},
		{"rsigma", "{\"rule_title\":\"r\"\n", `line 2: the JSON ends in the middle: the file was cut`},
	} {
		_, err := Read("f", strings.NewReader(c.text), c.product)
		var bad *alert.Problems
		if !errors.As(err, &bad) || len(bad.List) != 1 {
			t.Errorf("%s %s: %v", c.product, c.text, err)
			continue
		}
		if got := bad.List[0].String(); got != c.want {
			t.Errorf("%s %s\ngot  %s\nwant %s", c.product, c.text, got, c.want)
		}
	}
	if _, err := Read("f", strings.NewReader(""), "sentinel"); err == nil ||
		err.Error() != `alerts of "sentinel" are not read: one of ocsf, elastic, splunk, crowdsec, wazuh, rsigma` {
		t.Error(err)
	}
}

// The page says what the lists of fields say. UPDATE=1 writes it anew.
func TestPageHasTheTable(t *testing.T) {
	const page, from, to = "../README.md", "<!-- fields of products -->\n", "<!-- end of the fields -->"
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), from)
	_, after, closed := strings.Cut(rest, to)
	if !ok || !closed {
		t.Fatalf("%s has no place for the table", page)
	}
	want := before + from + Table() + to + after
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(b) != want {
		t.Errorf("%s is stale: UPDATE=1 go test ./output/score/export -run Table", page)
	}
}

func FuzzRead(f *testing.F) {
	for i, seed := range []string{`{"class_uid":2004}`, `[{"a":[]}]`, `{"result":{"_time":"1.5"}}`, `{"hits":{"hits":[1]}}`, `null`} {
		f.Add(seed, i)
	}
	f.Fuzz(func(t *testing.T, text string, n int) {
		list, err := Read("f", strings.NewReader(text), Names()[uint(n)%uint(len(Names()))])
		for _, a := range list {
			if err != nil || a.Rule == "" || a.ID == "" || a.T == 0 || a.From > a.T {
				t.Errorf("%q: %+v %v", text, a, err)
			}
		}
	})
}
