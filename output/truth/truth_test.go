package truth

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
)

func catalog() *event.Catalog {
	return &event.Catalog{
		Accounts:  []event.AccountText{{ID: "PS0412233"}},
		Networks:  []event.NetworkText{{}, {ASN: 64500, Org: `Fibre "A" & B`}},
		Places:    []event.PlaceText{{}, {Country: "FR", City: "Valmont"}},
		Campaigns: []string{"mailbox-2022"},
		Controls:  []string{"ban-11-march"},
	}
}

var at = time.Date(2022, 3, 8, 7, 15, 1, 42_000, time.UTC).UnixMicro()

// check compares a line with its golden form, reads it back into its row, and
// holds its keys against the table of columns.
func check[R any](t *testing.T, path string, line []byte, golden string, want R) {
	t.Helper()
	if string(line) != golden+"\n" {
		t.Errorf("%s\ngot  %swant %s", path, line, golden)
	}
	n := 0
	for got, err := range Read[R](bytes.NewReader(line)) {
		if n++; err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: read %+v (%v), want %+v", path, got, err, want)
		}
	}
	if n != 1 {
		t.Errorf("%s: %d rows", path, n)
	}
	checkKeys(t, path, line)
}

func checkKeys(t *testing.T, path string, line []byte) {
	t.Helper()
	var want []string
	for _, table := range Tables() {
		if table.Path == path {
			for _, c := range table.Columns {
				want = append(want, c.Name)
			}
		}
	}
	var got []string
	d := json.NewDecoder(bytes.NewReader(line))
	for depth, key := 0, true; ; {
		tok, err := d.Token()
		if err != nil {
			break
		}
		switch v := tok.(type) {
		case json.Delim:
			if v == '{' || v == '[' {
				depth++
			} else {
				depth--
			}
			key = true
		default:
			if depth == 1 && key {
				got = append(got, fmt.Sprint(v))
			}
			key = depth == 1 && !key || depth == 2
		}
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("%s: keys %v, columns %v", path, got, want)
	}
}

func TestEventRows(t *testing.T) {
	e := NewEncoder(NewTexts(catalog()))
	path := "truth/events/DATE.jsonl"
	check(t, path, e.AppendEvent(nil, 0xab, &event.Truth{Label: event.Attack, Actor: event.Bot, Number: 3, Campaign: 1, Phase: event.Scrape, Purpose: event.ListScraping}),
		`{"event_id":"00000000000000ab","label":"attack","benign_type":null,"campaign":"mailbox-2022","phase":"scrape","actor":"mailbox-2022/bot-3","purpose":"list_scraping","caused_by":null}`,
		Event{EventID: 0xab, Label: "attack", Campaign: "mailbox-2022", Phase: "scrape", Actor: "mailbox-2022/bot-3", Purpose: "list_scraping"})
	check(t, path, e.AppendEvent(nil, 1, &event.Truth{Label: event.Collateral, Actor: event.Delegate, Number: 2, CausedBy: 1}),
		`{"event_id":"0000000000000001","label":"collateral","benign_type":null,"campaign":null,"phase":null,"actor":"delegate-2","purpose":null,"caused_by":"ban-11-march"}`,
		Event{EventID: 1, Label: "collateral", Actor: "delegate-2", CausedBy: "ban-11-march"})
	for kind, want := range map[event.ActorKind]string{event.NoActor: `null`, event.Owner: `"owner"`, event.Portal: `"portal"`, event.Analyst: `"analyst"`} {
		if got := string(e.AppendEvent(nil, 1, &event.Truth{Actor: kind})); !strings.Contains(got, `"actor":`+want+`,`) {
			t.Errorf("actor %v: %s", kind, got)
		}
	}
}

func TestAccessRows(t *testing.T) {
	e := NewEncoder(NewTexts(catalog()))
	a := event.Access{Request: 0x10, Truth: event.Truth{Label: event.Attack}}
	check(t, "truth/access/DATE.jsonl", e.AppendAccess(nil, 12_345, &a),
		`{"line":12345,"request_id":"0000000000000010","event_id":null,"label":"attack"}`, Access{Line: 12_345, RequestID: 0x10, Label: "attack"})
}

func TestExposedRows(t *testing.T) {
	e := NewEncoder(NewTexts(catalog()))
	x := event.Exposure{TS: at, Event: 1, Ref: 2, Holder: 3, NotifiedAt: at + 1, Campaign: 1, Channel: event.ByLetter}
	check(t, "truth/exposed_persons.jsonl", e.AppendExposed(nil, &x),
		`{"nir_ref":"0000000000000002","holder_ref":"0000000000000003","first_exposed_at":"2022-03-08T07:15:01.000042Z","event_id":"0000000000000001",`+
			`"account":"PS0412233","campaign":"mailbox-2022","fields":["birth_name","used_name","first_names","birth_date","sex","referring_doctor","c2s","ame","full_coverage"],`+
			`"notified_at":"2022-03-08T07:15:01.000043Z","channel":"letter"}`,
		Exposed{NIRRef: 2, HolderRef: 3, FirstExposedAt: Time(at), EventID: 1, Account: "PS0412233", Campaign: "mailbox-2022",
			Fields:     []string{"birth_name", "used_name", "first_names", "birth_date", "sex", "referring_doctor", "c2s", "ame", "full_coverage"},
			NotifiedAt: Time(at + 1), Channel: "letter"})
	x.NotifiedAt, x.Channel = 0, event.NotTold
	if got := string(e.AppendExposed(nil, &x)); !strings.HasSuffix(got, `"notified_at":null,"channel":null}`+"\n") {
		t.Error(got)
	}
}

func TestInterferenceRows(t *testing.T) {
	e := NewEncoder(NewTexts(catalog()))
	check(t, "truth/interference.jsonl", e.AppendInterference(nil, &event.Interference{Event: 5, Effect: event.Suppressed, Cause: event.ByControl, Index: 1}),
		`{"event_id":"0000000000000005","effect":"suppressed","cause":"control","by":"ban-11-march"}`,
		Interference{EventID: 5, Effect: "suppressed", Cause: "control", By: "ban-11-march"})
	check(t, "truth/interference.jsonl", e.AppendInterference(nil, &event.Interference{Event: 5, Effect: event.Added, Cause: event.ByCampaign, Index: 1}),
		`{"event_id":"0000000000000005","effect":"added","cause":"campaign","by":"mailbox-2022"}`,
		Interference{EventID: 5, Effect: "added", Cause: "campaign", By: "mailbox-2022"})
}

func TestJournalRows(t *testing.T) {
	ip := event.V4(0xf0010203)
	files := JournalFiles(catalog(), &event.Journal{
		Accounts:  []event.AccountInterval{{Campaign: 1, Acquired: "mailbox_compromise", AcquiredAt: at, First: at, Last: at, LookUps: 4, Exposed: 5, OwnerActive: true}},
		Tried:     []event.TriedAccount{{Campaign: 1, How: "mailbox_compromise", Attempts: 3, First: at, Last: at}},
		Addresses: []event.AddressInterval{{Addr: ip, Net: 1, Place: 1, Campaign: 1, First: at, Last: at}},
		Sessions:  []event.SessionTruth{{Session: 9, Addr: ip, Campaign: 1, From: at, To: at, Attack: 3}},
		Campaigns: []event.CampaignEntry{{TS: at, Campaign: 1, Phase: event.Acquire, Action: event.MailboxReset, Addr: ip, Detail: "a < b"}},
		Responses: []event.Response{{TS: at, Action: event.RegulatorNotified, Control: 1, Account: event.NoAccount, Persons: 12}},
		LookAlike: []event.LookAlikeTruth{{From: at, To: at, Fools: []string{"volume"}}},
		Alerts:    []event.Alert{{TS: at, Event: 7, Ref: 8, Addr: ip, Control: 1}},
		Canaries:  []event.CanaryTruth{{Ref: 8, Control: 1}},
	})
	const ts = `"2022-03-08T07:15:01.000042Z"`
	golden := map[string]string{
		"truth/accounts.jsonl":   `{"account":"PS0412233","campaign":"mailbox-2022","acquired":"mailbox_compromise","acquired_at":` + ts + `,"first_event_at":` + ts + `,"last_event_at":` + ts + `,"lookups":4,"exposed":5,"owner_active":true}`,
		"truth/tried.jsonl":      `{"account":"PS0412233","campaign":"mailbox-2022","how":"mailbox_compromise","attempts":3,"first_event_at":` + ts + `,"last_event_at":` + ts + `}`,
		"truth/ips.jsonl":        `{"ip":"240.1.2.3","asn":64500,"as_org":"Fibre \"A\" & B","country":"FR","city":"Valmont","campaign":"mailbox-2022","first_event_at":` + ts + `,"last_event_at":` + ts + `,"banned_at":null}`,
		"truth/sessions.jsonl":   `{"session_id":"0000000000000009","account":"PS0412233","ip":"240.1.2.3","campaign":"mailbox-2022","from":` + ts + `,"to":` + ts + `,"attack_events":3,"benign_events":0}`,
		"truth/campaigns.jsonl":  `{"ts":` + ts + `,"campaign":"mailbox-2022","phase":"acquire","action":"password_reset_through_mailbox","account":"PS0412233","ip":"240.1.2.3","detail":"a < b"}`,
		"truth/responses.jsonl":  `{"ts":` + ts + `,"action":"regulator_notified","control":"ban-11-march","account":null,"ip":null,"persons":12,"detail":null}`,
		"truth/alerts.jsonl":     `{"t":` + ts + `,"entity":{"type":"account","id":"PS0412233"},"score":1,"rule":"ban-11-march","events":["0000000000000007"],"nir_ref":"0000000000000008","ip":"240.1.2.3"}`,
		"truth/canaries.jsonl":   `{"nir_ref":"0000000000000008","control":"ban-11-march"}`,
		"truth/lookalikes.jsonl": `{"account":"PS0412233","from":` + ts + `,"to":` + ts + `,"kind":null,"fools":["volume"]}`,
	}
	for i := range files {
		var b bytes.Buffer
		if err := files[i].Write(&b); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); got != golden[files[i].Path]+"\n" {
			t.Errorf("%s\ngot  %swant %s", files[i].Path, got, golden[files[i].Path])
		}
		checkKeys(t, files[i].Path, b.Bytes())
	}
	for row, err := range Read[Response](strings.NewReader(golden["truth/responses.jsonl"])) {
		if err != nil || row.TS != Time(at) || row.Account != "" || *row.Persons != 12 {
			t.Errorf("%+v %v", row, err)
		}
	}
}

func TestReadNamesTheLine(t *testing.T) {
	var last error
	for _, err := range Read[Event](strings.NewReader("{}\n{\"event_id\":\"12\"}\n{}\n")) {
		last = err
	}
	if last == nil || !strings.HasPrefix(last.Error(), `line 2: `) {
		t.Error(last)
	}
}

func TestNoAllocations(t *testing.T) {
	e := NewEncoder(NewTexts(catalog()))
	buf := make([]byte, 0, 4096)
	if n := testing.AllocsPerRun(100, func() {
		e.AppendEvent(buf, 1, &event.Truth{Label: event.Attack, Actor: event.Bot, Campaign: 1})
		e.AppendAccess(buf, 7, &event.Access{Request: 1})
		e.AppendExposed(buf, &event.Exposure{TS: at})
		e.AppendInterference(buf, &event.Interference{Effect: event.Added, Cause: event.ByControl})
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
