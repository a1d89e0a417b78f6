package features

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/internal/columnar"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

func open(t testing.TB, dir string) *read.Dataset {
	t.Helper()
	d, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// rows writes a table as CSV and reads it: maps of column to value.
func rows(t testing.TB, d *read.Dataset, o Output) (list []map[string]string, text string) {
	t.Helper()
	var b bytes.Buffer
	if _, err := Stream(t.Context(), d, o, &b); err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(bytes.NewReader(b.Bytes())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, values := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = values[i]
		}
		list = append(list, row)
	}
	return list, b.String()
}

// tally is a plain count of the lines of one row, with maps and sorting.
type tally struct {
	lines, lookups, found, failures int
	persons, returned, away, placed int
	seen                            map[uint64]bool
	clients, addrs                  map[string]bool
	at                              []int64
	attacks                         int
}

// counted counts rows of a dataset again, by day and account, or by session too.
func counted(t testing.TB, d *read.Dataset, sessions bool) map[string]*tally {
	t.Helper()
	homes := map[string]string{}
	accounts, err := d.Accounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range accounts {
		homes[a.ID] = a.Dept
	}
	attacks := map[uint64]bool{}
	for _, day := range d.Days("truth/events", ".jsonl") {
		err := truth.Each(d, day, func(e *truth.Event) error {
			attacks[uint64(e.EventID)] = e.Label == "attack"
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	all := map[string]*tally{}
	log, err := d.AuditLog()
	if err != nil {
		t.Fatal(err)
	}
	for ev, err := range log.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		file, _ := log.Where()
		if ev.Account == "" || sessions && ev.SessionID == 0 {
			continue
		}
		key := read.DateOf(file) + " " + ev.Account
		if sessions {
			key += fmt.Sprintf(" %016x", ev.SessionID)
		}
		if all[key] == nil {
			all[key] = &tally{seen: map[uint64]bool{}, clients: map[string]bool{}, addrs: map[string]bool{}}
		}
		all[key].see(ev, homes[ev.Account], attacks[ev.EventID])
	}
	return all
}

func (c *tally) see(ev *read.Event, home string, attack bool) {
	c.lines++
	if attack {
		c.attacks++
	}
	if ev.ClientFP != 0 {
		c.clients[fmt.Sprint(ev.ClientFP)] = true
	}
	if ev.SrcIP.IsValid() {
		c.addrs[ev.SrcIP.String()] = true
	}
	if ev.Action == "login" && ev.Outcome == "failure" {
		c.failures++
	}
	if ev.Action != "lookup" {
		return
	}
	c.lookups++
	c.at = append(c.at, ev.TS)
	c.returned += int(max(0, ev.PersonsReturned))
	if ev.Result == "found" {
		c.found++
	}
	answered := ev.Result == "found" || ev.Result == "not_found" || ev.Result == "no_rights"
	if !answered || c.seen[ev.Person()] {
		return
	}
	c.seen[ev.Person()] = true
	c.persons++
	if home != "" && ev.PatientDept != "" {
		c.placed++
		if home != ev.PatientDept {
			c.away++
		}
	}
}

// median is that of the gaps, as the column writes it.
func (c *tally) median() string {
	var gaps []int64
	for i := 1; i < len(c.at); i++ {
		gaps = append(gaps, (c.at[i]-c.at[i-1])/1000)
	}
	if len(gaps) == 0 {
		return ""
	}
	slices.Sort(gaps)
	return fmt.Sprintf("%d.%03d", gaps[(len(gaps)-1)/2]/1000, gaps[(len(gaps)-1)/2]%1000)
}

// Every row has what a plain count of the log finds, and no row is missing.
func TestRowsAreWhatTheLogSays(t *testing.T) {
	d := open(t, datasettest.Tiny(t))
	for _, table := range []string{DaysName, SessionsName} {
		want := counted(t, d, table == SessionsName)
		list, _ := rows(t, d, Output{Tables: []string{table}, Options: Options{Labels: true}})
		if len(list) != len(want) || len(list) < 15 {
			t.Errorf("%s: %d rows, want %d", table, len(list), len(want))
		}
		attacked := 0
		for _, row := range list {
			key := strings.TrimSpace(row["day"] + " " + row["account"] + " " + row["session"])
			c := want[key]
			if c == nil {
				t.Fatalf("%s: the log has no %s", table, key)
			}
			share := ""
			if c.placed > 0 {
				share = fmt.Sprintf("%d.%04d", c.away/c.placed, c.away*10_000/c.placed%10_000)
			}
			for name, value := range map[string]string{
				"lines": strconv.Itoa(c.lines), "lookups": strconv.Itoa(c.lookups), "found": strconv.Itoa(c.found),
				"persons": strconv.Itoa(c.persons), "persons_returned": strconv.Itoa(c.returned), "gap_median_s": c.median(),
				"clients": strconv.Itoa(min(16, len(c.clients))), "addresses": strconv.Itoa(min(16, len(c.addrs))),
				"sign_in_failures": strconv.Itoa(c.failures), "away_share": share,
				"label_attack_events": strconv.Itoa(c.attacks), "label_attack": strconv.FormatBool(c.attacks > 0),
			} {
				if row[name] != value {
					t.Errorf("%s: %s: %s is %q, want %q", table, key, name, row[name], value)
				}
			}
			if c.attacks > 0 {
				attacked++
			}
		}
		if attacked == 0 {
			t.Errorf("%s has no row of the attack", table)
		}
	}
}

// Days lie in order, and within a day the accounts.
func TestRowsLieInOrder(t *testing.T) {
	d := open(t, datasettest.Tiny(t))
	for _, table := range []string{DaysName, SessionsName} {
		list, _ := rows(t, d, Output{Tables: []string{table}})
		sorted := slices.IsSortedFunc(list, func(a, b map[string]string) int {
			return cmp.Or(cmp.Compare(a["day"], b["day"]), cmp.Compare(a["account"], b["account"]),
				cmp.Compare(a["first_at"], b["first_at"]))
		})
		if !sorted {
			t.Errorf("%s is not in order", table)
		}
	}
}

// The columns of the access log are a plain count of it, and empty without.
func TestRequestsAreThoseOfTheAccessLog(t *testing.T) {
	d := open(t, datasettest.Tiny(t))
	want := map[string]int{}
	log, err := d.AccessLog()
	if err != nil {
		t.Fatal(err)
	}
	for r, err := range log.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		file, _ := log.Where()
		want[read.DateOf(file)+" "+r.Account]++
	}
	list, _ := rows(t, d, Output{Tables: []string{DaysName}})
	some := false
	for _, row := range list {
		n := want[row["day"]+" "+row["account"]]
		if row["requests"] != strconv.Itoa(n) {
			t.Errorf("%s %s: %s requests, want %d", row["day"], row["account"], row["requests"], n)
		}
		some = some || n > 0
	}
	if !some {
		t.Error("nobody has a request")
	}
	list, _ = rows(t, d, Output{Tables: []string{DaysName}, Options: Options{NoAccess: true}})
	if list[0]["requests"] != "" || list[0]["file_share"] != "" {
		t.Errorf("without the access log: %v", list[0])
	}
}

// The same bytes every time, and without the truth; labels stand apart at the end.
func TestSameBytesWithoutTheTruth(t *testing.T) {
	d := open(t, datasettest.Tiny(t))
	for _, table := range []string{DaysName, SessionsName} {
		o := Output{Tables: []string{table}}
		_, first := rows(t, d, o)
		labelled := o
		labelled.Labels = true
		_, with := rows(t, d, labelled)
		a, b := strings.Split(first, "\n"), strings.Split(with, "\n")
		if len(a) != len(b) || strings.Contains(first, "label_") {
			t.Fatalf("%s: labels change the rows", table)
		}
		for i := range a {
			if !strings.HasPrefix(b[i], a[i]) {
				t.Fatalf("%s: labels change line %d", table, i+1)
			}
		}
	}
	_, first := rows(t, d, Output{Tables: []string{DaysName}})
	if err := os.RemoveAll(filepath.Join(d.Dir, "truth")); err != nil {
		t.Fatal(err)
	}
	if _, again := rows(t, d, Output{Tables: []string{DaysName}}); again != first {
		t.Error("the truth changes the features")
	}
}

// A person of the history is no first-seen one.
func TestHistoryIsAPast(t *testing.T) {
	share := func(g generator.Options) (first, all int) {
		d := open(t, datasettest.Write(t, "tiny", g, output.Options{}))
		list, _ := rows(t, d, Output{Tables: []string{DaysName}})
		for _, row := range list {
			n, _ := strconv.Atoi(row["first_seen"]) // a column of numbers
			m, _ := strconv.Atoi(row["persons"])
			first, all = first+n, all+m
		}
		return first, all
	}
	without, all := share(generator.Options{})
	with, _ := share(generator.Options{History: 120})
	if with >= without || without > all {
		t.Errorf("%d of %d persons are first seen with a history, %d without", with, all, without)
	}
}

// A directory has both forms and their description, and is replaced only where
// that is asked for and nothing else lies there.
func TestWriteIsWholeOrNothing(t *testing.T) {
	d := open(t, datasettest.Tiny(t))
	dir := filepath.Join(t.TempDir(), "features")
	o := Output{Dir: dir, Formats: []string{CSV, Parquet}}
	stats, err := Write(t.Context(), d, o)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int64{DaysName: stats.Days, SessionsName: stats.Sessions} {
		b, err := os.ReadFile(filepath.Join(dir, name+"."+Parquet))
		if err != nil {
			t.Fatal(err)
		}
		if n, err := columnar.Rows(bytes.NewReader(b), int64(len(b))); err != nil || n != want || n == 0 {
			t.Errorf("%s as Parquet: %d rows, want %d: %v", name, n, want, err)
		}
		text, err := os.ReadFile(filepath.Join(dir, name+"."+CSV))
		if err != nil || int64(bytes.Count(text, []byte("\n"))) != want+1 {
			t.Errorf("%s as CSV: %d lines, want %d: %v", name, bytes.Count(text, []byte("\n")), want+1, err)
		}
	}
	if _, err := Write(t.Context(), d, o); fault.KindOf(err) != fault.KindUsage {
		t.Errorf("tables that are there are replaced: %v", err)
	}
	o.Force, o.Formats = true, []string{CSV}
	if _, err := Write(t.Context(), d, o); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, DaysName+"."+Parquet)); err == nil {
		t.Error("a table of before is left")
	}
	if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(t.Context(), d, o); fault.KindOf(err) != fault.KindUsage || !strings.Contains(err.Error(), "thesis.txt") {
		t.Errorf("a file of somebody else: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), ".breachsim-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestInside(t *testing.T) {
	dir := t.TempDir()
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "data"), 0o777), os.Symlink("data", filepath.Join(dir, "link"))); err != nil {
		t.Skip(err)
	}
	for to, want := range map[string]bool{"data": true, "data/x": true, "data/x/y": true, "link/x": true, "x/data": false,
		"data2": false, "x": false} {
		if got := inside(filepath.Join(dir, to), filepath.Join(dir, "data")); got != want {
			t.Errorf("%s inside data: %v, want %v", to, got, want)
		}
	}
}

// A broken log ends the run, says where, and leaves no directory.
func TestBrokenLogLeavesNothing(t *testing.T) {
	d := open(t, datasettest.Tiny(t))
	day := d.Days("logs/audit", ".jsonl")[1]
	if err := os.WriteFile(filepath.Join(d.Dir, day), []byte("nothing\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "features")
	_, err := Write(t.Context(), d, Output{Dir: dir})
	if err == nil || !strings.Contains(err.Error(), filepath.Base(day)+":1") {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a directory is left")
	}
	if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// steady is a log in memory: accounts with twenty look-ups a day for so many
// days, a quarter of them of persons asked for before.
func steady(days, accounts int, see func(*read.Event)) {
	id := uint64(1)
	for day := range days {
		for i := range 20 * accounts {
			a := i % accounts
			id++
			person := id
			if i/accounts%4 == 0 {
				person = uint64(a*10_000 + i/accounts + day%5*20 + 1)
			}
			see(&read.Event{TS: 1_643_700_000_000_000 + int64(day)*86_400_000_000 + int64(i)*36_000_000_000/int64(20*accounts),
				EventID: id, SessionID: uint64(day*accounts+a+1)<<8 | uint64(i/accounts/10), ClientFP: 77, NIRRef: person,
				SrcIP: netip.AddrFrom4([4]byte{240, 1, byte(a >> 8), byte(a)}), City: "Valmont", Lat: 48, Lon: 2, ASN: 64500,
				Action: "lookup", Outcome: "success", Account: "PS" + strconv.Itoa(1_000_000+a), Profession: "10",
				UserAgent: "Mozilla/5.0", Result: "found", PatientDept: "75", PersonsReturned: 1})
		}
	}
}

func memoryPass(t testing.TB, d *read.Dataset) *pass {
	p, err := newPass(t.Context(), d, Options{NoAccess: true}, Sinks{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// heldAfter is the memory that a pass holds after a steady log.
func heldAfter(t *testing.T, days int) uint64 {
	p := memoryPass(t, open(t, datasettest.Tiny(t)))
	var m runtime.MemStats
	steady(days, 30, func(ev *read.Event) {
		if err := p.see(ev); err != nil {
			t.Fatal(err)
		}
	})
	runtime.GC()
	runtime.ReadMemStats(&m)
	runtime.KeepAlive(p)
	return m.HeapAlloc
}

// After 600 days an account is remembered in no more memory than after 300.
func TestMemoryDoesNotGrowWithTheLog(t *testing.T) {
	short, long := heldAfter(t, 300), heldAfter(t, 600)
	if long > short+short/10 {
		t.Errorf("%d bytes after 300 days, %d after 600", short, long)
	}
}

// Once accounts have grown to their days, a line costs no allocation: a hundredth
// is left for what a day begins anew.
func TestLinesAllocateNothing(t *testing.T) {
	var evs []read.Event
	steady(60, 50, func(ev *read.Event) { evs = append(evs, *ev) })
	p := memoryPass(t, open(t, datasettest.Tiny(t)))
	var before, after runtime.MemStats
	settled := len(evs) * 2 / 3
	for i := range evs {
		if i == settled {
			runtime.ReadMemStats(&before)
		}
		if err := p.see(&evs[i]); err != nil {
			t.Fatal(err)
		}
	}
	runtime.ReadMemStats(&after)
	if n := float64(after.Mallocs-before.Mallocs) / float64(len(evs)-settled); n > 0.01 {
		t.Errorf("%.3f allocations a line", n)
	} else {
		t.Logf("%.4f allocations a line", n)
	}
}

// The features alone, over a log in memory, with no table written.
func BenchmarkFeatures(b *testing.B) {
	var evs []read.Event
	steady(20, 500, func(ev *read.Event) { evs = append(evs, *ev) })
	d := open(b, datasettest.Tiny(b))
	b.ReportAllocs()
	for b.Loop() {
		p := memoryPass(b, d)
		for i := range evs {
			if err := p.see(&evs[i]); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(evs)), "ns/event")
}
