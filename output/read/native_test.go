package read

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// twice reads a line by the quick way and by the general one.
func twice(line []byte) (quick Event, taken bool, general Event, err error) {
	a := NewAudit(nil)
	if taken = a.native(line, &a.event); taken {
		quick = a.event
		again := NewAudit(nil)
		if !again.native(line, &again.event) || again.event != quick {
			panic("the quick way depends on what it read before")
		}
	}
	ev, err := NewAudit(nil).general(line)
	if err == nil {
		general = *ev
	}
	return quick, taken, general, err
}

// nativeLines returns lines in the native form, with nulls and escapes.
func nativeLines(n int, mode schema.NIRMode) [][]byte {
	r := rand.New(rand.NewPCG(3, 4))
	enc := encode.NewTexts(catalog()).JSONL(mode)
	var lines [][]byte
	for range n {
		ev := some(r)
		lines = append(lines, bytes.TrimSuffix(enc.Append(nil, &ev), []byte("\n")))
	}
	return lines
}

func TestNativeLinesAreReadTheQuickWay(t *testing.T) {
	for _, mode := range []schema.NIRMode{schema.HMAC, schema.Clear, schema.Omit} {
		for _, line := range nativeLines(500, mode) {
			quick, taken, general, err := twice(line)
			if !taken || err != nil || quick != general {
				t.Fatalf("taken %v, %v\n%s\nquick   %+v\ngeneral %+v", taken, err, line, quick, general)
			}
		}
	}
}

// A line spoilt in one byte is either refused by the quick way or read as the
// general one reads it.
func TestSpoiltLinesAreReadTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	taken := 0
	for _, line := range nativeLines(200, schema.HMAC) {
		for range 50 {
			spoilt := bytes.Clone(line)
			spoilt[r.IntN(len(spoilt))] = "\"\\,:{}0a9nul -.Z\x80"[r.IntN(17)]
			if r.IntN(4) == 0 {
				spoilt = spoilt[:r.IntN(len(spoilt))]
			}
			quick, ok, general, err := twice(spoilt)
			if ok && (err != nil || quick != general) {
				t.Fatalf("%v\n%s\nquick   %+v\ngeneral %+v", err, spoilt, quick, general)
			}
			if ok {
				taken++
			}
		}
	}
	if taken < 1000 {
		t.Errorf("only %d of 10,000 spoilt lines still have the form", taken)
	}
}

func FuzzNative(f *testing.F) {
	for _, line := range nativeLines(8, schema.HMAC) {
		f.Add(line)
	}
	f.Add(nativeLines(1, schema.Clear)[0])
	f.Fuzz(func(t *testing.T, line []byte) {
		if quick, ok, general, err := twice(line); ok && (err != nil || quick != general) {
			t.Fatalf("%v\nquick   %+v\ngeneral %+v", err, quick, general)
		}
	})
}

func TestHexDigits(t *testing.T) {
	for c := range 256 {
		text := strings.Repeat("0", 7) + string([]byte{byte(c)})
		s := scan{rest: []byte(`"00000000` + text + `"`), ok: true}
		got := s.id()
		want := strings.IndexByte("0123456789abcdef", byte(c))
		if s.ok != (want >= 0) || want >= 0 && got != uint64(want) {
			t.Errorf("digit %q: %d %v", byte(c), got, s.ok)
		}
	}
}

func TestPersonKeys(t *testing.T) {
	is := func(ref uint64, nir string) uint64 { return (&Event{NIRRef: ref, NIR: nir}).Person() }
	if is(0, "") != 0 || is(7, "") != 7 {
		t.Error("a reference is its own key")
	}
	if is(0, "277032B99904112") != is(0, "277032B99904199") {
		t.Error("a mistyped key makes another person")
	}
	seen := map[uint64]string{}
	for _, nir := range []string{"277032A99904112", "277032B99904112", "277032099904112", "177032A99904112", "000000000000000"} {
		if k := is(0, nir); k == 0 || seen[k] != "" {
			t.Errorf("%s has the key of %q", nir, seen[k])
		} else {
			seen[k] = nir
		}
	}
}

// In the steady state a line costs no memory.
func TestNoAllocationPerLine(t *testing.T) {
	log := append(bytes.Join(nativeLines(200, schema.HMAC), []byte("\n")), '\n')
	a := NewAudit(nil)
	readAll := func() {
		a.lines.reset(bytes.NewReader(log))
		for _, err := range a.All() {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	readAll()
	if n := testing.AllocsPerRun(20, readAll); n > 4 {
		t.Errorf("%.0f allocations for 200 lines", n)
	}
}

// BenchmarkNative reads lines like those of a real run once its texts are known.
func BenchmarkNative(b *testing.B) {
	cat := catalog()
	for range 20_000 {
		cat.Accounts = append(cat.Accounts, event.AccountText{ID: "PS" + string(rune('a'+len(cat.Accounts)%26)) + "12345", Profession: "10", Org: "S0001"})
	}
	cat.UserAgents[1] = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/98.0.4758.102 Safari/537.36"
	r := rand.New(rand.NewPCG(7, 8))
	enc := encode.NewTexts(cat).JSONL(schema.HMAC)
	var log []byte
	const n = 8192
	for i := range n {
		ev := event.Event{TS: 1_646_640_000_000_000 + int64(i)*1_000_000, ID: r.Uint64() | 1, Session: r.Uint64(), Request: r.Uint64(), ClientFP: r.Uint64(),
			NIRRef: r.Uint64(), Addr: event.V4(0xf0000000 | r.Uint32()), Account: r.Uint32N(20_000), LatencyUS: 90_000 + r.Uint32N(1<<18), ReqBytes: 215, RespBytes: 7000,
			Port: 50_000, Status: 200, Net: 1, Place: 1, UserAgent: 1, Persons: 1, PatientDept: 1, Action: event.Lookup, Outcome: event.Success,
			Auth: event.Password, Service: event.Infopatient, Method: event.POST, Path: event.PathSearch, Result: event.Found}
		log = enc.Append(log, &ev)
	}
	a := NewAudit(nil)
	b.ReportAllocs()
	b.SetBytes(int64(len(log)))
	for b.Loop() {
		a.lines.reset(bytes.NewReader(log))
		for _, err := range a.All() {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mlines/s")
}

func BenchmarkAccess(b *testing.B) {
	cat := catalog()
	cat.UserAgents[1] = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/98.0.4758.102 Safari/537.36"
	r := rand.New(rand.NewPCG(7, 8))
	enc := encode.NewTexts(cat).Combined(time.UTC)
	var log []byte
	const n = 8192
	for i := range n {
		log = enc.Append(log, &event.Access{TS: 1_646_640_000_000_000 + int64(i)*300_000, Addr: event.V4(0xf0000000 | r.Uint32()), Account: r.Uint32N(2), Status: 200,
			UserAgent: 1, Method: event.GET, Path: event.Path(1 + r.IntN(20)), RespBytes: 5000 + r.Uint32N(9999)})
	}
	a := NewAccess(nil)
	b.ReportAllocs()
	b.SetBytes(int64(len(log)))
	for b.Loop() {
		a.lines.reset(bytes.NewReader(log))
		for _, err := range a.All() {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mlines/s")
}
