package encode

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

func catalog() *event.Catalog {
	return &event.Catalog{
		Accounts:    []event.AccountText{{ID: "PS0412233", Profession: "10", Org: "S000017"}, {ID: "PS7730018"}},
		Networks:    []event.NetworkText{{}, {ASN: 64500, Org: "Fibre du \"Littoral\" & fils"}},
		Places:      []event.PlaceText{{}, {Country: "FR", City: "Valmont-sur-Orle", Lat: "48.1200", Lon: "-1.6800"}},
		UserAgents:  []string{"", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/98.0.4758.102 Safari/537.36", `Odd "quoted" \ client`},
		Departments: []string{"01", "2A", "976"},
	}
}

// at is 8 March 2022, 07:15:01.000042 UTC.
var at = time.Date(2022, 3, 8, 7, 15, 1, 42_000, time.UTC).UnixMicro()

func lookUp() event.Event {
	return event.Event{TS: at, ID: 0x0123456789abcdef, Session: 0xfedcba9876543210, Request: 0xa0b1, ClientFP: 0xffffffffffffffff,
		NIR: nir.Make(2, 77, 3, nir.PlaceOf("2B", 999), 41), NIRRef: 0xdeadbeef00112233, KeyOff: 1, Addr: event.V4(0xf00901ff), Account: 0,
		LatencyUS: 120_034, ReqBytes: 61, RespBytes: 2048, Port: 49_152, Status: 200, Net: 1, Place: 1, UserAgent: 1, Persons: 3, PatientDept: 1,
		Action: event.Lookup, Outcome: event.Success, Auth: event.Password, Service: event.Infopatient, Method: event.POST, Path: event.PathSearch, Result: event.Found}
}

func ban() event.Event {
	return event.Event{TS: at, ID: 1, Account: event.NoAccount, Persons: -1, PatientDept: event.NoPlace, Action: event.IPBan, Outcome: event.Success,
		Reason: event.AnalystDecision, Service: event.Administration, Addr: event.FromNetip(netip.MustParseAddr("3fff::9"))}
}

const goldenLookUp = `{"event_id":"0123456789abcdef","ts":"2022-03-08T07:15:01.000042Z","action":"lookup","outcome":"success","reason":null,` +
	`"account":"PS0412233","profession":"10","org":"S000017","auth_method":"password","session_id":"fedcba9876543210","request_id":"000000000000a0b1",` +
	`"src_ip":"240.9.1.255","src_port":49152,"asn":64500,"as_org":"Fibre du \"Littoral\" & fils","country":"FR","city":"Valmont-sur-Orle","lat":48.1200,"lon":-1.6800,` +
	`"user_agent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/98.0.4758.102 Safari/537.36","client_fp":"ffffffffffffffff",` +
	`"service":"infopatient","method":"POST","path":"/infopatient/recherche","status":200,"req_bytes":61,"resp_bytes":2048,"latency_us":120034,` +
	`"nir_ref":"deadbeef00112233","patient_dept":"2A","result":"found","persons_returned":3}` + "\n"

const goldenBan = `{"event_id":"0000000000000001","ts":"2022-03-08T07:15:01.000042Z","action":"ip_ban","outcome":"success","reason":"analyst_decision",` +
	`"account":null,"profession":null,"org":null,"auth_method":null,"session_id":null,"request_id":null,` +
	`"src_ip":"3fff::9","src_port":null,"asn":null,"as_org":null,"country":null,"city":null,"lat":null,"lon":null,"user_agent":null,"client_fp":null,` +
	`"service":"administration","method":null,"path":null,"status":null,"req_bytes":null,"resp_bytes":null,"latency_us":null,` +
	`"nir_ref":null,"patient_dept":null,"result":null,"persons_returned":null}` + "\n"

func TestJSONLGolden(t *testing.T) {
	e := NewTexts(catalog()).JSONL(HMAC)
	for _, c := range []struct {
		ev   event.Event
		want string
	}{{lookUp(), goldenLookUp}, {ban(), goldenBan}} {
		if got := string(e.Append(nil, &c.ev)); got != c.want {
			t.Errorf("got  %swant %s", got, c.want)
		}
	}
}

func TestJSONLNIRModes(t *testing.T) {
	ev := lookUp()
	key := 1 + (ev.NIR.Key()-1+1)%97 // one more than the right key
	for mode, want := range map[NIRMode]string{
		Clear: fmt.Sprintf(`"nir":"%s%02d","patient_dept"`, ev.NIR, key),
		Omit:  `"nir_ref":null,"patient_dept"`,
	} {
		if got := string(NewTexts(catalog()).JSONL(mode).Append(nil, &ev)); !strings.Contains(got, want) {
			t.Errorf("mode %d: no %s in %s", mode, want, got)
		}
	}
}

func TestJSONLKeys(t *testing.T) {
	for _, mode := range []NIRMode{HMAC, Clear, Omit} {
		ev := lookUp()
		line := NewTexts(catalog()).JSONL(mode).Append(nil, &ev)
		d := json.NewDecoder(bytes.NewReader(line))
		var keys []string
		for i := 0; ; i++ {
			tok, err := d.Token()
			if err != nil {
				break
			}
			if i%2 == 1 && tok != json.Delim('}') {
				keys = append(keys, tok.(string))
			}
		}
		var want []string
		for _, f := range logs.Fields(logs.Audit(mode)) {
			want = append(want, f.Name)
		}
		if strings.Join(keys, " ") != strings.Join(want, " ") {
			t.Errorf("mode %d: keys %v, want %v", mode, keys, want)
		}
	}
}

func TestCombinedGolden(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	e := NewTexts(catalog()).Combined(paris)
	a := event.Access{TS: at, Addr: event.V4(0xf0090107), Status: 200, RespBytes: 5120, UserAgent: 2, Method: event.GET, Path: event.PathHome}
	none := event.Access{TS: at, Account: event.NoAccount, Status: 304, Method: event.GET, Path: event.PathAssetLogo}
	for _, c := range []struct {
		a    event.Access
		want string
	}{
		{a, `240.9.1.7 - PS0412233 [08/Mar/2022:08:15:01 +0100] "GET /accueil HTTP/1.1" 200 5120 "-" "Odd \"quoted\" \\ client"` + "\n"},
		{none, `- - - [08/Mar/2022:08:15:01 +0100] "GET /static/logo.svg HTTP/1.1" 304 - "-" "-"` + "\n"},
	} {
		if got := string(e.Append(nil, &c.a)); got != c.want {
			t.Errorf("got  %swant %s", got, c.want)
		}
	}
}

// The clocks go from 02:00 to 03:00 on 27 March 2022, and back in October.
func TestLocalTimeAcrossChanges(t *testing.T) {
	for _, zone := range []string{"Europe/Paris", "UTC", "Asia/Kathmandu", "Australia/Lord_Howe"} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		e := NewTexts(catalog()).Combined(loc)
		for _, from := range []time.Time{time.Date(2022, 3, 27, 0, 0, 0, 0, time.UTC), time.Date(2022, 10, 30, 0, 0, 0, 0, time.UTC), time.Date(2022, 4, 2, 12, 0, 0, 0, time.UTC)} {
			for s := 0; s < 5*3600; s += 7 {
				ts := from.Add(time.Duration(s) * time.Second)
				a := event.Access{TS: ts.UnixMicro() + 999_999}
				want := ts.In(loc).Format("[02/Jan/2006:15:04:05 -0700]")
				if got := string(e.Append(nil, &a)); !strings.Contains(got, want) {
					t.Fatalf("%s: no %s in %s", zone, want, got)
				}
			}
		}
	}
}

func TestStampAgainstTime(t *testing.T) {
	s := wire.NewStamp()
	for _, us := range []int64{0, -1, 1, at, at + 59_999_999, at + 58_000_000, 1<<50 + 12345, -1 << 40} {
		want := time.UnixMicro(us).UTC().Format("2006-01-02T15:04:05.000000Z")
		if got := string(s.Append(nil, us)); got != want {
			t.Errorf("%d: %s, want %s", us, got, want)
		}
	}
}

func TestDigits(t *testing.T) {
	for i := range 64 {
		for _, v := range []uint64{1 << i, 1<<i - 1, 0x9abcdef012345678 >> i} {
			if got, want := string(wire.AppendHex(nil, v)), fmt.Sprintf("%016x", v); got != want {
				t.Errorf("hex %s, want %s", got, want)
			}
			if got, want := string(wire.AppendUint(nil, uint32(v))), fmt.Sprint(uint32(v)); got != want {
				t.Errorf("uint %s, want %s", got, want)
			}
			if got, want := string(wire.AppendAddr(nil, event.V4(uint32(v)))), event.V4(uint32(v)).Netip().String(); got != want {
				t.Errorf("address %s, want %s", got, want)
			}
		}
	}
}

func TestCSVQuotesAndRoundTrip(t *testing.T) {
	n := nir.Make(1, 50, 6, nir.PlaceOf("2A", 999), 7)
	p := record.Person{NIR: n, Ref: 15, BirthName: `Durand, dit "Petit"`, UsedName: "a\nb", FirstNames: `"`, Sex: 'M', Holder: n,
		BirthDate: record.Date{Year: 1950, Month: 6, Day: 9}, ReferringDoctor: "10000000001", FullCoverage: true}
	c := records.Persons().CSV()
	text := c.Append(c.AppendHeader(nil), &p)
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := "nir nir_key nir_ref birth_name used_name first_names sex birth_date birth_place residence_dept residence_commune regime fund " +
		"holder_nir second_holder_nir birth_rank referring_doctor c2s ame full_coverage ald rights_start rights_end synthetic"
	if got := strings.Join(rows[0], " "); got != want {
		t.Errorf("header %s", got)
	}
	line := []string{"1500" + "62A999007", string(n.AppendKey(nil)), "000000000000000f", `Durand, dit "Petit"`, "a\nb", `"`, "M", "1950-06-09", "", "", "",
		"", "", n.String(), "", "0", "10000000001", "", "false", "true", "false", "", "", "true"}
	if got := strings.Join(rows[1], "|"); got != strings.Join(line, "|") {
		t.Errorf("line %s\nwant %s", got, strings.Join(line, "|"))
	}
}

func TestNoAllocations(t *testing.T) {
	texts := NewTexts(catalog())
	ev, a := lookUp(), event.Access{TS: at, Addr: event.V4(0xf0090107), Status: 200, UserAgent: 1}
	j, c := texts.JSONL(HMAC), texts.Combined(time.UTC)
	person := record.Person{BirthName: "Durand, dit", Sex: 'F'}
	people := records.Persons().CSV()
	buf := make([]byte, 0, 8192)
	for name, f := range map[string]func(){
		"jsonl":    func() { j.Append(buf, &ev) },
		"combined": func() { c.Append(buf, &a) },
		"persons":  func() { people.Append(buf, &person) },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s: %v allocations a line", name, n)
		}
	}
}

func TestFormats(t *testing.T) {
	found, err := LogFormats([]string{"sql", "combined", "jsonl"})
	var names []string
	for _, f := range found {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, ","); err != nil || got != "jsonl,csv,sql,combined" {
		t.Errorf("%s, %v", got, err)
	}
	for names, want := range map[string]string{
		"jsnl": `unknown format "jsnl"; one of: jsonl, csv, parquet, sql, ecs, ocsf, rfc5424, otlp, cef, leef, gelf, elastic, hec, fhir-audit, combined, nginx, w3c, ocsf-http, ` +
			`csv-access, parquet-access, sql-access`,
		"jsonl,jsonl": `format "jsonl" is given twice`,
	} {
		if _, err := LogFormats(strings.Split(names, ",")); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", names, err, want)
		}
	}
}

func TestRecordFormats(t *testing.T) {
	for names, want := range map[string]string{"csv": "csv", "sql": "csv sql", "fhir,jsonl": "jsonl fhir", "parquet,sql,csv": "csv parquet sql"} {
		formats, err := RecordFormats(strings.Split(names, ","))
		var got []string
		for _, f := range formats {
			got = append(got, f.Name)
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s: %v, %v", names, got, err)
		}
	}
	for names, want := range map[string]string{
		"mmdb":    `unknown format "mmdb"; one of: csv, jsonl, parquet, sql, fhir, directory`,
		"csv,csv": `format "csv" is given twice`,
		"ecs":     `unknown format "ecs"; one of: csv, jsonl, parquet, sql, fhir, directory`,
	} {
		if _, err := RecordFormats(strings.Split(names, ",")); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", names, err, want)
		}
	}
}
