package detect

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/read"
)

// world describes a log for tests: accounts with a steady day, of which the
// first few also ask for much more.
type world struct {
	accounts, days, daily int
	greedy, extra         int
	seed                  uint64
}

// write makes a dataset directory of the log, with a truth folder and a
// manifest, as far as rules could look.
func (w world) write(t testing.TB, campaigns string) *read.Dataset {
	t.Helper()
	dir := t.TempDir()
	put := func(name string, b []byte) {
		at := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o777), os.WriteFile(at, b, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	m := read.Manifest{Tool: "breachsim", Scenario: "test", Seed: w.seed}
	first := time.Date(2022, 2, 1, 0, 0, 0, 0, paris(t))
	for d := range w.days {
		name := "logs/audit/" + first.AddDate(0, 0, d).Format(time.DateOnly) + ".jsonl"
		m.Files = append(m.Files, read.File{Path: name})
		put(name, w.day(first.AddDate(0, 0, d).UnixMicro(), uint64(d)))
	}
	put("truth/accounts.jsonl", []byte("nothing that a rule could read\n"))
	put("scenario.yaml", []byte("time: {timezone: Europe/Paris}\noutput: {nir: hmac}\n"+campaigns))
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	put("manifest.json", b)
	data, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// day returns the lines of one day, spread over ten hours.
func (w world) day(midnight int64, d uint64) []byte {
	cat := &event.Catalog{Networks: make([]event.NetworkText, 1), Places: make([]event.PlaceText, 1), UserAgents: []string{"Mozilla/5.0"}, Departments: []string{"75"}}
	for i := range w.accounts {
		cat.Accounts = append(cat.Accounts, event.AccountText{ID: fmt.Sprintf("PS%07d", i), Profession: "50", Org: "S1"})
	}
	r := rand.New(rand.NewPCG(w.seed, d))
	var who []uint32
	for i := range w.accounts {
		n := w.daily/2 + r.IntN(w.daily+1)
		if i < w.greedy {
			n += w.extra
		}
		for range n {
			who = append(who, uint32(i))
		}
	}
	r.Shuffle(len(who), func(i, j int) { who[i], who[j] = who[j], who[i] })
	enc := encode.NewTexts(cat).JSONL(schema.HMAC)
	var log []byte
	step := 10 * 3600 * 1_000_000 / int64(len(who))
	for i, a := range who {
		ev := event.Event{TS: midnight + 8*3600*1_000_000 + int64(i)*step, ID: r.Uint64() | 1, Session: uint64(a)<<32 | d<<8 | 1, Request: r.Uint64(), Account: a,
			Addr: event.V4(0xf0000000 + a), NIRRef: 1 + r.Uint64N(1<<40), Status: 200, Action: event.Lookup, Outcome: event.Success, Auth: event.Password,
			Service: event.Infopatient, Method: event.POST, Path: event.PathSearch, Result: event.Found, Persons: 1}
		if r.IntN(40) == 0 {
			ev.Result = event.NotFound
		}
		log = enc.Append(log, &ev)
	}
	return log
}

func small() world {
	return world{accounts: 60, days: 20, daily: 20, greedy: 3, extra: 200, seed: 1}
}

// lines runs all rules and returns the alerts as written.
func lines(t testing.TB, d *read.Dataset, o Options) string {
	t.Helper()
	var b []byte
	if _, err := Run(t.Context(), d, o, func(a *Alert) error { b = a.Append(b); return nil }); err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSameAlertsEveryTime(t *testing.T) {
	d := small().write(t, "")
	o := Options{Params: Defaults()}
	first := lines(t, d, o)
	if n := strings.Count(first, "\n"); n < 3*20 {
		t.Errorf("%d alerts", n)
	}
	for range 3 {
		if lines(t, d, o) != first {
			t.Fatal("other alerts in another run")
		}
	}
	// A rule says the same alone and beside others.
	var r2 strings.Builder
	for line := range strings.Lines(first) {
		if strings.Contains(line, `"rule":"R2"`) {
			r2.WriteString(line)
		}
	}
	if lines(t, d, only("R2")) != r2.String() {
		t.Error("R2 alone says something else")
	}
}

func TestAlertsNeedNoTruth(t *testing.T) {
	d := small().write(t, "")
	o := Options{Params: Defaults()}
	with := lines(t, d, o)
	if err := os.RemoveAll(filepath.Join(d.Dir, "truth")); err != nil {
		t.Fatal(err)
	}
	if with == "" || lines(t, d, o) != with {
		t.Error("other alerts without the truth")
	}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte("truth/")) || bytes.Contains(b, []byte("/truth")) {
			t.Errorf("%s names the truth folder", f)
		}
	}
}

func TestAlertLines(t *testing.T) {
	a := Alert{T: at(t, "2022-03-07 10:00:00.000042"), Type: Account, ID: `P"1`, Score: 1.25, Rule: "R2", From: at(t, "2022-03-07 09:00:00")}
	a.To = a.T
	want := `{"t":"2022-03-07T09:00:00.000042Z","entity":{"type":"account","id":"P\"1"},"score":1.2500,"rule":"R2","from":"2022-03-07T08:00:00.000000Z","to":"2022-03-07T09:00:00.000042Z"}` + "\n"
	if got := string(a.Append(nil)); got != want {
		t.Errorf("got  %swant %s", got, want)
	}
}

func TestALogOutOfOrderIsRefused(t *testing.T) {
	d := small().write(t, "")
	day := filepath.Join(d.Dir, "logs", "audit", "2022-02-02.jsonl")
	b, err := os.ReadFile(day)
	if err != nil {
		t.Fatal(err)
	}
	line := b[:bytes.IndexByte(b, '\n')+1]
	if err := os.WriteFile(day, append(b, line...), 0o666); err != nil {
		t.Fatal(err)
	}
	_, err = Run(t.Context(), d, Options{Params: Defaults()}, func(*Alert) error { return nil })
	want := fmt.Sprintf("%s:%d: time goes back to ", day, bytes.Count(b, []byte("\n"))+1)
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v, want %s…", err, want)
	}
	if err := os.WriteFile(day, []byte("x\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	_, err = Run(t.Context(), d, Options{Params: Defaults()}, func(*Alert) error { return nil })
	if err == nil || !strings.HasPrefix(err.Error(), day+":1: ") {
		t.Error(err)
	}
	if _, err := Run(t.Context(), d, Options{Rules: []string{"R66"}}, nil); err == nil {
		t.Error("a rule that is not there runs")
	}
	full := errors.New("full")
	d = small().write(t, "")
	if _, err := Run(t.Context(), d, Options{Params: Defaults()}, func(*Alert) error { return full }); !errors.Is(err, full) {
		t.Errorf("%v, want the error of emit", err)
	}
}

func TestTally(t *testing.T) {
	var tally Tally
	start := at(t, "2022-03-07 10:00:00")
	day := IncidentLength.Microseconds()
	for _, ts := range []int64{0, day - 1, day, 2*day - 1, 2 * day} {
		tally.Add(&Alert{T: start + ts, Rule: "R2", Type: Account, ID: "a"})
	}
	tally.Add(&Alert{T: start + 2*day, Rule: "R2", Type: IP, ID: "a"})
	if c := tally.Count("R2"); c != (RuleCount{"R2", 6, 2, 4}) {
		t.Errorf("%+v", c)
	}
	if c := tally.Count("R1"); c != (RuleCount{Rule: "R1"}) {
		t.Errorf("%+v", c)
	}
}

// Memory does not grow with the length of the log: after a hundred days of new
// sessions, addresses and persons it is what it was after ten.
func TestFlatMemory(t *testing.T) {
	r := newRunner(paris(t), false, Options{Params: Defaults()}, func(*Alert) error { return nil })
	start := at(t, "2021-11-01 08:00:00")
	rnd := rand.New(rand.NewPCG(1, 1))
	play := func(day int) {
		for i := range 4000 {
			ev := read.Event{TS: start + int64(day)*24*3600*1_000_000 + int64(i)*5_000_000, Action: "lookup", Account: fmt.Sprint(i % 200), Result: "found",
				NIRRef: rnd.Uint64() | 1, SessionID: uint64(day)<<32 | uint64(i%400) + 1, SrcIP: event.V4(rnd.Uint32()).Netip()}
			if err := r.see(&ev); err != nil {
				t.Fatal(err)
			}
		}
	}
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for day := range 30 {
		play(day)
	}
	before := heap()
	for day := range 100 {
		play(30 + day)
	}
	if after := heap(); after > before+before/2+1<<20 {
		t.Errorf("%d kB after 30 days, %d kB after 130", before>>10, after>>10)
	}
	runtime.KeepAlive(r)
}

// BenchmarkRun reads a log from files and runs all rules.
func BenchmarkRun(b *testing.B) {
	d := world{accounts: 2000, days: 14, daily: 12, greedy: 19, extra: 600, seed: 1}.write(b, "")
	b.ReportAllocs()
	events := int64(0)
	for b.Loop() {
		s, err := Run(context.Background(), d, Options{Params: Defaults()}, func(*Alert) error { return nil })
		if err != nil {
			b.Fatal(err)
		}
		events += s.Events
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
}

func reopen(t testing.TB, dir string) *read.Dataset {
	t.Helper()
	d, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
