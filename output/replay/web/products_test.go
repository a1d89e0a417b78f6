package web

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/replay/sink"
)

func base64Lines(raw []byte) string { return base64.StdEncoding.EncodeToString(raw) + "\n" }

// decode reads JSON values one after the other.
func decode[T any](t *testing.T, text string) (all []T) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	for d.More() {
		var v T
		if err := d.Decode(&v); err != nil {
			t.Fatalf("%v in %.300s", err, text)
		}
		all = append(all, v)
	}
	return all
}

// store is an index that refuses what it has, as create does. refuse says of a
// line, by the number of the request and of the item, with which status.
type store struct {
	docs   map[string]string
	order  []string
	refuse func(n, item int) int
}

func (s *store) answer(n int, g got, w http.ResponseWriter) {
	var items []string
	errors := false
	parts := strings.Split(strings.TrimSuffix(g.body, "\n"), "\n")
	for i := 0; i+1 < len(parts); i += 2 {
		var action struct {
			Create struct {
				Index string `json:"_index"`
				ID    string `json:"_id"`
			}
		}
		if err := json.Unmarshal([]byte(parts[i]), &action); err != nil {
			w.WriteHeader(400)
			return
		}
		id := action.Create.Index + "/" + action.Create.ID
		if action.Create.ID == "" {
			id += fmt.Sprint("made-", len(s.order))
		}
		code := 201
		if s.refuse != nil {
			if c := s.refuse(n, i/2); c != 0 {
				code = c
			}
		}
		if _, there := s.docs[id]; there {
			code = 409
		}
		if code == 201 {
			s.docs[id] = parts[i+1]
			s.order = append(s.order, id)
			items = append(items, `{"create":{"status":201}}`)
			continue
		}
		errors = true
		items = append(items, fmt.Sprintf(`{"create":{"status":%d,"error":{"type":"some_exception","reason":"reason %d"}}}`, code, code))
	}
	if errors {
		fmt.Fprintf(w, `{"errors":true,"items":[%s]}`, strings.Join(items, ","))
	} else {
		fmt.Fprint(w, `{"errors":false}`)
	}
}

func TestBulkTakesEachLineOnce(t *testing.T) {
	s := &store{docs: map[string]string{}}
	r := record(t, s.answer)
	to := open(t, r.URL+"/logs-portal.{log}-default", options("elastic", "BREACHSIM_TOKEN", "key"))
	batch := []sink.Line{audit(0), audit(1), access(0)}
	for range 2 {
		if err := to.Send(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.docs) != 4 { // the access line has no id and came twice
		t.Errorf("%d documents: %v", len(s.docs), s.order)
	}
	if g := r.gots[0]; g.url.Path != "/_bulk" || g.header.Get("Authorization") != "ApiKey key" ||
		g.header.Get("Content-Encoding") != "gzip" {
		t.Errorf("request %v %v", g.url, g.header)
	}
	for id, doc := range s.docs {
		var o map[string]any
		if err := json.Unmarshal([]byte(doc), &o); err != nil {
			t.Fatalf("%v: %s", err, doc)
		}
		if !strings.HasPrefix(fmt.Sprint(o["@timestamp"]), "2022-03-10T06:57:08.") {
			t.Errorf("%s: @timestamp %v", id, o["@timestamp"])
		}
		if !strings.HasPrefix(id, "logs-portal.audit-default/000000000000000") && !strings.HasPrefix(id, "logs-portal.access-default/") {
			t.Errorf("id %s", id)
		}
	}
}

// The next round of a loop has the same events at other times: they are others.
func TestBulkTakesTheNextRound(t *testing.T) {
	s := &store{docs: map[string]string{}}
	to := open(t, record(t, s.answer).URL+"/i", options("elastic"))
	line := audit(0)
	for range 2 {
		if err := to.Send(t.Context(), []sink.Line{line}); err != nil {
			t.Fatal(err)
		}
		line.Micros += 7 * 86_400 * 1e6
	}
	if len(s.docs) != 2 {
		t.Errorf("%d documents", len(s.docs))
	}
}

func TestBulkReadsEachItem(t *testing.T) {
	for _, c := range []struct {
		name    string
		refuse  func(n, item int) int
		taken   int
		passing bool
		want    string
	}{
		{"in a hurry", func(n, i int) int {
			if i >= 2 {
				return 429
			}
			return 0
		}, 2, true, "3 of 5 lines not taken"},
		{"a bad field", func(n, i int) int {
			switch i {
			case 1:
				return 429
			case 3:
				return 400
			}
			return 0
		}, 1, false, `2 of 5 lines refused: status 400, some_exception: "reason 400"`},
	} {
		s := &store{docs: map[string]string{}, refuse: c.refuse}
		r := record(t, s.answer)
		to := open(t, r.URL+"/i/_bulk", options("elastic"))
		batch := []sink.Line{audit(0), audit(1), audit(2), audit(3), audit(4)}
		err := to.Send(t.Context(), batch)
		if err == nil || sink.Taken(err) != c.taken || sink.IsTemporary(err) != c.passing || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, taken %d, passing %v", c.name, err, sink.Taken(err), sink.IsTemporary(err))
		}
		s.refuse = nil
		if err := to.Send(t.Context(), batch[sink.Taken(err):]); err != nil || len(s.docs) != 5 {
			t.Errorf("%s, again: %v, %d documents", c.name, err, len(s.docs))
		}
	}
}

func TestBulkIsNotAnsweredByAPage(t *testing.T) {
	for _, text := range []string{"<html>", "{}", `{"errors":true,"items":[]}`} {
		r := record(t, status(200, text))
		if err := open(t, r.URL+"/i", options("elastic")).Send(t.Context(), mixed(1)); err == nil || sink.IsTemporary(err) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestCollectorOfEvents(t *testing.T) {
	r := record(t, status(200, `{"text":"Success","code":0}`))
	batch := mixed(2)
	to := open(t, r.URL+"?index=portal_{log}", options("splunk-hec", "BREACHSIM_TOKEN", "s3cret"))
	if err := to.Send(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	g := r.gots[0]
	if g.url.String() != "/services/collector/event" || g.header.Get("Authorization") != "Splunk s3cret" ||
		len(g.header.Get("X-Splunk-Request-Channel")) != 36 {
		t.Errorf("request %v %v", g.url, g.header)
	}
	type event struct {
		Time                            json.Number
		Host, Source, Sourcetype, Index string
		Event                           json.RawMessage
	}
	events := decode[event](t, g.body)
	if len(events) != len(batch) {
		t.Fatalf("%d events", len(events))
	}
	if e := events[0]; e.Time != "1646895428.950388" || e.Index != "portal_audit" || e.Sourcetype != "breachsim:audit" ||
		string(e.Event) != string(batch[0].Bytes) {
		t.Errorf("%+v", e)
	}
	var text string
	if err := json.Unmarshal(events[1].Event, &text); err != nil || text != string(batch[1].Bytes) || events[1].Time != "1646895428.000000" {
		t.Errorf("%s %q %v", events[1].Time, text, err)
	}
}

func TestCollectorSaysNo(t *testing.T) {
	for _, c := range []struct {
		status  int
		text    string
		passing bool
		want    string
	}{
		{503, `{"text":"Server is busy","code":9}`, true, "Server is busy"},
		{500, `{"text":"Internal server error","code":8}`, true, "code 8"},
		{403, `{"text":"Invalid token","code":4}`, false, "Invalid token"},
		{400, `{"text":"Invalid data format","code":6,"invalid-event-number":1}`, false, "line 2 of the batch"},
		{200, `ok`, false, "no code"},
	} {
		r := record(t, status(c.status, c.text))
		err := open(t, r.URL, options("splunk-hec", "BREACHSIM_TOKEN", "x")).Send(t.Context(), mixed(2))
		if err == nil || sink.IsTemporary(err) != c.passing || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, passing %v", c.text, err, sink.IsTemporary(err))
		}
	}
}

func TestLokiStreams(t *testing.T) {
	r := record(t, func(n int, _ got, w http.ResponseWriter) {
		if n == 2 {
			w.WriteHeader(500)
			return
		}
		w.WriteHeader(204)
	})
	to := open(t, r.URL+"?tenant=lab", options("loki"))
	same := access(7)
	first, second := []sink.Line{audit(0), same, audit(1), same}, []sink.Line{same, audit(2)}
	if err := to.Send(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	for _, want := range []bool{true, false} { // refused once, then taken
		if err := to.Send(t.Context(), second); sink.IsTemporary(err) != want {
			t.Fatal(err)
		}
	}
	if g := r.gots[0]; g.url.String() != "/loki/api/v1/push" || g.header.Get("X-Scope-OrgID") != "lab" {
		t.Errorf("request %v %v", g.url, g.header)
	}
	if r.gots[1].body != r.gots[2].body {
		t.Errorf("sent again, it differs:\n%s\n%s", r.gots[1].body, r.gots[2].body)
	}
	type push struct {
		Streams []struct {
			Stream map[string]string
			Values [][2]string
		}
	}
	times := map[string]bool{}
	for _, i := range []int{0, 2} {
		p := decode[push](t, r.gots[i].body)[0]
		if len(p.Streams) != 2 || p.Streams[0].Stream["log"] != "audit" || p.Streams[1].Stream["job"] != "breachsim" {
			t.Fatalf("%+v", p)
		}
		for _, v := range p.Streams[1].Values {
			if v[1] != string(same.Bytes) || times[v[0]] {
				t.Errorf("%v: again", v)
			}
			times[v[0]] = true
		}
	}
	if len(times) != 3 || !times["1646895428000000002"] {
		t.Errorf("times %v", times)
	}
}

func TestLokiTakesNothingOld(t *testing.T) {
	r := record(t, status(400, `entry for stream '{job="x"}' has timestamp too old: 2022-03-10T06:57:08Z, oldest acceptable`))
	err := open(t, r.URL, options("loki")).Send(t.Context(), mixed(1))
	if err == nil || sink.IsTemporary(err) || !strings.Contains(err.Error(), "--rebase now") {
		t.Errorf("%v", err)
	}
}

func TestRecordsOfOpenTelemetry(t *testing.T) {
	r := record(t, status(200, "{}"))
	batch := mixed(2)
	batch[2].Bytes = []byte(`{"@timestamp":"x","event":{"id":"e","kind":["a","b"],"n":{"deep":true}},"none":null,"empty":[]}`)
	if err := open(t, r.URL, options("otlp")).Send(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	type value struct {
		StringValue, IntValue string
		DoubleValue           float64
		BoolValue             bool
		ArrayValue            *struct{ Values []value }
	}
	type request struct {
		ResourceLogs []struct {
			Resource  struct{ Attributes []struct{ Key string } }
			ScopeLogs []struct {
				LogRecords []struct {
					TimeUnixNano   string
					SeverityNumber int
					SeverityText   string
					Body           value
					Attributes     []struct {
						Key   string
						Value value
					}
				}
			}
		}
	}
	if p := r.gots[0].url.Path; p != "/v1/logs" {
		t.Errorf("path %s", p)
	}
	all := decode[request](t, r.gots[0].body)[0].ResourceLogs
	if len(all) != 2 || all[0].Resource.Attributes[0].Key != "service.name" {
		t.Fatalf("%+v", all)
	}
	records := all[0].ScopeLogs[0].LogRecords
	if len(records) != 2 || len(all[1].ScopeLogs[0].LogRecords) != 2 {
		t.Fatalf("%+v", records)
	}
	one := records[0]
	if one.TimeUnixNano != "1646895428950388000" || one.SeverityText != "WARN" || one.Body.StringValue != string(batch[0].Bytes) {
		t.Errorf("%+v", one)
	}
	values := map[string]value{}
	for _, rec := range records {
		for _, a := range rec.Attributes {
			values[a.Key] = a.Value
		}
	}
	if values["city"].StringValue != `Trémiguel "le" Vieux` || values["status"].IntValue != "401" || values["lat"].DoubleValue != 50.3317 ||
		values["event.id"].StringValue != "e" || len(values["event.kind"].ArrayValue.Values) != 2 || !values["event.n.deep"].BoolValue {
		t.Errorf("%+v", values)
	}
	if _, there := values["reason"]; there {
		t.Error("null has an attribute")
	}
	if rec := all[1].ScopeLogs[0].LogRecords[0]; rec.SeverityNumber != 9 || rec.Body.StringValue != string(batch[1].Bytes) {
		t.Errorf("%+v", rec)
	}
}

func TestOpenTelemetryTakesAPart(t *testing.T) {
	for text, want := range map[string]string{
		`{"partialSuccess":{"rejectedLogRecords":"3","errorMessage":"too long"}}`: `3 of 4 lines refused, the others taken: "too long"`,
		`{"partialSuccess":{"rejectedLogRecords":2}}`:                             "2 of 4",
		`{"partialSuccess":{"errorMessage":"a warning"}}`:                         "",
		``:       "",
		`<html>`: "nothing of OTLP",
	} {
		r := record(t, status(200, text))
		err := open(t, r.URL, options("otlp")).Send(t.Context(), mixed(2))
		if want == "" && err != nil || want != "" && (err == nil || sink.IsTemporary(err) || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v", text, err)
		}
	}
	r := record(t, status(500, "broken"))
	if err := open(t, r.URL, options("otlp")).Send(t.Context(), mixed(1)); err == nil || sink.IsTemporary(err) {
		t.Errorf("500 may not pass in OTLP: %v", err)
	}
}

func TestInsertsIntoTables(t *testing.T) {
	r := record(t, status(200, ""))
	to := open(t, r.URL+"/lake/{log}?async_insert=1&date_time_input_format=basic",
		options("clickhouse", "BREACHSIM_USER", "me", "BREACHSIM_PASSWORD", "word"))
	if err := to.Send(t.Context(), mixed(2)); err != nil {
		t.Fatal(err)
	}
	if len(r.gots) != 2 {
		t.Fatalf("%d requests", len(r.gots))
	}
	for i, table := range []string{"audit", "access"} {
		q := r.gots[i].url.Query()
		if q.Get("query") != "INSERT INTO `lake`.`"+table+"` FORMAT JSONEachRow" || q.Get("async_insert") != "1" ||
			q.Get("date_time_input_format") != "basic" || q.Get("wait_end_of_query") != "1" || r.gots[i].url.Path != "/" {
			t.Errorf("%v", r.gots[i].url)
		}
		if named := q.Get("insert_deduplication_token") != ""; named != (table == "audit") {
			t.Errorf("%s: named %v", table, named)
		}
		if rows := decode[map[string]any](t, r.gots[i].body); len(rows) != 2 {
			t.Errorf("%d rows", len(rows))
		}
	}
	if user, word, _ := (&http.Request{Header: r.gots[0].header}).BasicAuth(); user != "me" || word != "word" {
		t.Errorf("%s %s", user, word)
	}
}

func TestExceptionsOfClickHouse(t *testing.T) {
	for code, want := range map[string]bool{"252": true, "117": false} {
		r := record(t, func(_ int, _ got, w http.ResponseWriter) {
			w.Header().Set("X-ClickHouse-Exception-Code", code)
			w.WriteHeader(500)
			fmt.Fprint(w, "Code: ", code)
		})
		err := open(t, r.URL+"/t", options("clickhouse")).Send(t.Context(), mixed(1))
		if err == nil || sink.IsTemporary(err) != want || !strings.Contains(err.Error(), code) {
			t.Errorf("%s: %v", code, err)
		}
	}
}
