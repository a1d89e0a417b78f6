package lines

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/replay/sink"
)

// Each native format keeps the id where AppendID finds it; combined has none.
func TestIDOfEachFormat(t *testing.T) {
	const id = "4be1a90c27d5f386"
	for name, line := range map[string]string{
		"jsonl":      `{"event_id":"4be1a90c27d5f386","ts":"2022-03-08T07:15:01.000042Z","request_id":"2f60d8b7134ce95a"}`,
		"csv":        `4be1a90c27d5f386,2022-03-08T07:15:01.000042Z,lookup,2f60d8b7134ce95a`,
		"sql":        "4be1a90c27d5f386\t2022-03-08T07:15:01.000042Z\tlookup\t2f60d8b7134ce95a",
		"ecs":        `{"@timestamp":"2022-03-08T07:15:01.000042Z","ecs":{"version":"9.4.0"},"event":{"kind":"event","id":"4be1a90c27d5f386"},"user":{"id":"PS0412233"}}`,
		"ocsf":       `{"class_uid":6003,"metadata":{"version":"1.8.0","uid":"4be1a90c27d5f386","correlation_uid":"2f60d8b7134ce95a"}}`,
		"rfc5424":    `<134>1 2022-03-08T07:15:01.000042Z portal.example breachsim - lookup [breach@32473 event_id="4be1a90c27d5f386" action="lookup"] POST /x 200`,
		"otlp":       `{"resourceLogs":[{"attributes":[{"key":"log.record.uid","value":{"stringValue":"4be1a90c27d5f386"}}]}]}`,
		"cef":        `CEF:0|breachsim|portal|1|lookup|lookup success|3|rt=1646723701000 externalId=4be1a90c27d5f386 act=lookup`,
		"leef":       "LEEF:2.0|breachsim|portal|1|lookup|x09|devTime=1646723701000\tsev=3\tevent_id=4be1a90c27d5f386\tts=2022",
		"gelf":       `{"version":"1.1","timestamp":1646723701.000042,"_event_id":"4be1a90c27d5f386","_session_id":"2f60d8b7134ce95a"}`,
		"hec":        `{"time":1646723701.000042,"event":{"event_id":"4be1a90c27d5f386","ts":"2022-03-08T07:15:01.000042Z"}}`,
		"fhir-audit": `{"resourceType":"AuditEvent","id":"4be1a90c27d5f386","meta":{"security":[{"code":"HTEST"}]}}`,
		"nginx":      `240.9.1.7 - PS0412233 [08/Mar/2022:08:15:01 +0100] "POST /x HTTP/2.0" 200 2048 "-" "M" 61 0.120 [portal] [] - 2048 0.120 200 4be1a90c27d5f386`,
		"w3c":        `2022-03-08 07:15:01 240.9.1.7 PS0412233 portal POST /x - 200 2048 61 120 M HTTP/2 - 5e5510c00c1e0001 4be1a90c27d5f386`,
		"ocsf-http":  `{"class_uid":4002,"metadata":{"log_name":"portal.access","correlation_uid":"4be1a90c27d5f386"}}`,
		"csv-access": `2022-03-08T07:15:01.000042Z,4be1a90c27d5f386,240.9.1.7,PS0412233`,
		"sql-access": "2022-03-08T07:15:01.000042Z\t4be1a90c27d5f386\t240.9.1.7",
	} {
		got := string(AppendID([]byte("x"), &sink.Line{Micros: 36, Bytes: []byte(line)}))
		if got != "x"+id+"-10" {
			t.Errorf("%s: %q", name, got)
		}
	}
	for name, line := range map[string]string{
		"combined":     `240.9.1.7 - PS0412233 [08/Mar/2022:08:15:01 +0100] "POST /x HTTP/2.0" 200 2048 "-" "4be1a90c27d5f386"`,
		"other object": `{"id":"4be1a90c27d5f386"}`,
		"null":         `{"event_id":null,"x":"4be1a90c27d5f386"}`,
		"empty":        ``,
	} {
		if got := AppendID(nil, &sink.Line{Bytes: []byte(line)}); len(got) > 0 {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func FuzzString(f *testing.F) {
	f.Add("a\"b\\c\n\x00\x7fé\xff\u2028")
	f.Fuzz(func(t *testing.T, text string) {
		var back string
		got := AppendString(nil, []byte(text))
		if err := json.Unmarshal(got, &back); err != nil {
			t.Fatalf("%q: %v", got, err)
		}
		if want := strings.ToValidUTF8(text, "\uFFFD"); back != want && back != eachInvalid(text) {
			t.Errorf("%q came back as %q", text, back)
		}
	})
}

// eachInvalid replaces each invalid byte by itself.
func eachInvalid(text string) string { return string([]rune(text)) }

func TestObjectsOfText(t *testing.T) {
	l := sink.Line{Log: sink.Access, Micros: 1646723701000042, Bytes: []byte(`a "b"`)}
	const want = `{"ts":"2022-03-08T07:15:01.000042Z","log":"access","message":"a \"b\""}`
	if got := string(AppendObject(nil, &l)); got != want {
		t.Errorf("%s", got)
	}
	l.Bytes = []byte(`{"a":1}`)
	if got := string(AppendObject(nil, &l)); got != `{"a":1}` {
		t.Errorf("%s", got)
	}
}
