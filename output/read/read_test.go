package read

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/netip"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"os"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"

	"github.com/klauspost/compress/zstd"
)

func catalog() *event.Catalog {
	return &event.Catalog{
		Accounts:    []event.AccountText{{ID: "PS0412233", Profession: "10", Org: "S000017"}, {ID: "PS7730018"}},
		Networks:    []event.NetworkText{{}, {ASN: 64500, Org: "Fibre \"A\" & é"}},
		Places:      []event.PlaceText{{}, {Country: "FR", City: "Valmont", Lat: "48.1200", Lon: "-1.6800"}},
		UserAgents:  []string{"", "Mozilla/5.0 (X11)", `Odd "quoted" \ client`},
		Departments: []string{"01", "2A"},
	}
}

// some draws an event in which every field may be absent.
func some(r *rand.Rand) event.Event {
	ev := event.Event{TS: r.Int64N(1<<51) + 1, ID: r.Uint64() | 1, Account: uint32(r.IntN(2)), Persons: int16(r.IntN(5)) - 1,
		PatientDept: uint8(r.IntN(2)), Net: uint16(r.IntN(2)), Place: uint16(r.IntN(2)), UserAgent: uint16(r.IntN(3)),
		Action: event.Action(1 + r.IntN(12)), Outcome: event.Outcome(r.IntN(3)), Reason: event.Reason(r.IntN(14)), Auth: event.Auth(r.IntN(4)),
		Service: event.Service(r.IntN(10)), Method: event.Method(r.IntN(3)), Path: event.Path(r.IntN(22)), Result: event.Result(r.IntN(6))}
	if r.IntN(2) == 0 {
		ev.Session, ev.Request, ev.ClientFP, ev.NIRRef = r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64()
		ev.Status, ev.ReqBytes, ev.RespBytes, ev.LatencyUS, ev.Port = 200, r.Uint32(), r.Uint32(), r.Uint32(), 1024
		ev.Addr = event.V4(r.Uint32())
	} else {
		ev.Addr = event.FromNetip(netip.MustParseAddr("3fff::" + strconv.FormatUint(uint64(1+r.IntN(60000)), 16)))
		ev.Account, ev.PatientDept = event.NoAccount, event.NoPlace
	}
	return ev
}

// expected is what a reader must find of ev.
func expected(cat *event.Catalog, ev *event.Event) Event {
	net, place := cat.Networks[ev.Net], cat.Places[ev.Place]
	lat, _ := strconv.ParseFloat(place.Lat, 64)
	lon, _ := strconv.ParseFloat(place.Lon, 64)
	e := Event{TS: ev.TS, EventID: ev.ID, SessionID: ev.Session, RequestID: ev.Request, ClientFP: ev.ClientFP, NIRRef: ev.NIRRef,
		SrcIP: ev.Addr.Netip(), Lat: lat, Lon: lon, Action: ev.Action.String(), Outcome: ev.Outcome.String(), Reason: ev.Reason.String(),
		AuthMethod: ev.Auth.String(), ASOrg: net.Org, ASN: int64(net.ASN), Country: place.Country, City: place.City,
		UserAgent: cat.UserAgents[ev.UserAgent], Service: ev.Service.String(), Method: ev.Method.String(), Path: ev.Path.String(),
		Result: ev.Result.String(), SrcPort: int64(ev.Port), Status: int64(ev.Status), ReqBytes: int64(ev.ReqBytes),
		RespBytes: int64(ev.RespBytes), LatencyUS: int64(ev.LatencyUS), PersonsReturned: int64(ev.Persons)}
	if ev.Account != event.NoAccount {
		a := cat.Accounts[ev.Account]
		e.Account, e.Profession, e.Org = a.ID, a.Profession, a.Org
	}
	if ev.PatientDept != event.NoPlace {
		e.PatientDept = cat.Departments[ev.PatientDept]
	}
	return e
}

func TestAuditRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	cat := catalog()
	enc := encode.NewTexts(cat).JSONL(schema.HMAC)
	var log []byte
	var want []Event
	for range 2000 {
		ev := some(r)
		log = enc.Append(log, &ev)
		want = append(want, expected(cat, &ev))
	}
	i := 0
	for got, err := range NewAudit(bytes.NewReader(log)).All() {
		if err != nil {
			t.Fatal(err)
		}
		if *got != want[i] {
			t.Fatalf("event %d\ngot  %+v\nwant %+v", i, *got, want[i])
		}
		i++
	}
	if i != len(want) {
		t.Errorf("%d events, want %d", i, len(want))
	}
}

func TestClearNIR(t *testing.T) {
	n := nir.Make(2, 77, 3, nir.PlaceOf("2B", 999), 41)
	ev := event.Event{TS: 1, ID: 1, NIR: n, NIRRef: 5, Account: event.NoAccount}
	line := encode.NewTexts(catalog()).JSONL(schema.Clear).Append(nil, &ev)
	got, err := NewAudit(bytes.NewReader(line)).Next()
	if err != nil || got.NIRRef != 0 || got.NIR != fmt.Sprintf("%s%02d", n, n.Key()) {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := nir.Parse(got.NIR); err != nil {
		t.Error(err)
	}
}

func TestAccessRoundTrip(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	cat := catalog()
	cat.UserAgents = append(cat.UserAgents, "Clé/1.0 \b\v\x01\x7f \\x41 \\n")
	enc := encode.NewTexts(cat).Combined(paris)
	var log []byte
	var want []Request
	for range 2000 {
		a := event.Access{TS: 1_648_342_800_000_000 + r.Int64N(3600*3e6), Addr: event.V4(r.Uint32()), Account: uint32(r.IntN(2)), Status: 200,
			UserAgent: uint16(r.IntN(len(cat.UserAgents))), Method: event.Method(1 + r.IntN(2)), Path: event.Path(1 + r.IntN(21)), RespBytes: uint32(r.IntN(3))}
		w := Request{SrcIP: a.Addr.Netip(), Account: cat.Accounts[a.Account].ID, Method: a.Method.String(), Path: a.Path.String(), Status: 200,
			Bytes: int64(a.RespBytes), UserAgent: cat.UserAgents[a.UserAgent], TS: a.TS / 1e6 * 1e6}
		_, w.Offset = time.UnixMicro(a.TS).In(paris).Zone()
		log, want = enc.Append(log, &a), append(want, w)
	}
	i := 0
	for got, err := range NewAccess(bytes.NewReader(log)).All() {
		if err != nil {
			t.Fatal(err)
		}
		if *got != want[i] {
			t.Fatalf("request %d\ngot  %+v\nwant %+v", i, *got, want[i])
		}
		i++
	}
	if i != len(want) {
		t.Errorf("%d requests, want %d", i, len(want))
	}
}

// What is no HTTP request is a path without a method; a dash and an empty request are
// nothing.
func TestNoiseIsRead(t *testing.T) {
	for text, want := range map[string]string{``: ``, `-`: ``, `\x16\x03\x01`: `\x16\x03\x01`, `SSH-2.0-Go`: `SSH-2.0-Go`} {
		got, err := NewAccess(strings.NewReader(`240.0.0.1 - - [08/Mar/2022:08:15:01 +0100] "` + text + `" 400 - "-" "-"` + "\n")).Next()
		if err != nil || got.Method != "" || got.Path != want || got.Status != 400 {
			t.Errorf("%q: %+v %v", text, got, err)
		}
	}
}

func TestForeignButValidLines(t *testing.T) {
	// Other key order, spaces, keys that are new, escapes.
	line := `{ "ts" : "2022-03-08T07:15:01.000042Z", "new": true, "event_id":"00000000000000ff", "city":"\u00c9vry" }` + "\n"
	got, err := NewAudit(strings.NewReader(line)).Next()
	if err != nil || got.EventID != 255 || got.City != "Évry" || got.PersonsReturned != -1 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestBadLinesAreNamed(t *testing.T) {
	good := `{"event_id":"00000000000000ff","ts":"2022-03-08T07:15:01.000042Z"}` + "\n"
	for _, bad := range []string{"", "{", "[]", "{}", `{"event_id":"x"}`, `{"event_id":"00000000000000ff","ts":"yesterday"}`, `{"a":{"b":1}}`,
		`{"event_id":"00000000000000ff","ts":"2022-03-08T07:15:61.000042Z"}`, `{"status":"200"}`, strings.TrimSuffix(good, "}\n"), `{"a":1,}`, `{"a" 1}`, good[:40]} {
		r := NewAudit(strings.NewReader(good + bad + "\n"))
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Next(); err == nil || !strings.HasPrefix(err.Error(), "line 2: ") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := NewAudit(strings.NewReader(strings.TrimSuffix(good, "\n"))).Next(); err == nil || err == io.EOF {
		t.Errorf("a cut file: %v", err)
	}
	for _, bad := range []string{"x", `- - - [08/Mar/2022:08:15:01 +0100] "GET" 200 1 "-" "-"`, `- - - [08-03-2022] "GET / HTTP/1.1" 200 1 "-" "-"`,
		`- - - [08/Mar/2022:08:15:01 +0100] "GET / HTTP/1.1" ok 1 "-" "-"`, `1.2.3 - - [08/Mar/2022:08:15:01 +0100] "GET / HTTP/1.1" 200 1 "-" "-"`} {
		if _, err := NewAccess(strings.NewReader(bad + "\n")).Next(); err == nil || !strings.HasPrefix(err.Error(), "line 1: ") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzAudit(f *testing.F) {
	f.Add(`{"event_id":"00000000000000ff","ts":"2022-03-08T07:15:01.000042Z","status":200,"city":"a\"b"}`)
	f.Fuzz(func(t *testing.T, s string) {
		for range NewAudit(strings.NewReader(s)).All() {
			continue
		}
		for range NewAccess(strings.NewReader(s)).All() {
			continue
		}
	})
}

func TestOpenUnpacks(t *testing.T) {
	e, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.jsonl.zst")
	two := e.EncodeAll([]byte("b\n"), e.EncodeAll([]byte("a\n"), nil))
	if err := os.WriteFile(path, two, 0o666); err != nil {
		t.Fatal(err)
	}
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil || string(b) != "a\nb\n" || r.Close() != nil {
		t.Errorf("%q %v", b, err)
	}
}

func BenchmarkAudit(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	enc := encode.NewTexts(catalog()).JSONL(schema.HMAC)
	var log []byte
	for i := range 4096 {
		ev := some(r)
		ev.TS = 1_648_342_800_000_000 + int64(i)*100_000
		log = enc.Append(log, &ev)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(log)))
	for b.Loop() {
		for _, err := range NewAudit(bytes.NewReader(log)).All() {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(4096*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mlines/s")
}
