package detect

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/read"
)

func further() (names []string) {
	for _, r := range Further() {
		names = append(names, r[0])
	}
	return names
}

// generated makes a dataset of two hundred accounts or so.
func generated(t testing.TB, scenario string, accounts int) *read.Dataset {
	t.Helper()
	dir := datasettest.Write(t, scenario, generator.Options{WithoutControls: true},
		output.Options{Formats: []string{"jsonl"}, Persons: "0"}, fmt.Sprintf("population.accounts=%d", accounts))
	return reopen(t, dir)
}

// stolen are the accounts that a campaign used.
func stolen(t *testing.T, d *read.Dataset) map[string]bool {
	t.Helper()
	f, err := os.Open(filepath.Join(d.Dir, "truth", "accounts.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list := map[string]bool{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var a struct{ Account string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		list[a.Account] = true
	}
	return list
}

// With the published threshold R7 finds the accounts whose sessions or passwords are
// stolen, and hardly any other.
func TestR7FindsWhatItsStoriesTell(t *testing.T) {
	for _, x := range []struct {
		scenario string
		accounts int
		found    float64 // share of the stolen accounts, at least
	}{{"mailbox-reset", 200, 0.8}, {"session-hijack", 300, 0.5}} {
		d := generated(t, x.scenario, x.accounts)
		bad := stolen(t, d)
		found, others := map[string]bool{}, map[string]bool{}
		o := Options{Rules: []string{"R7"}, Params: Defaults()}
		stats, err := Run(t.Context(), d, o, func(a *Alert) error {
			if bad[a.ID] {
				found[a.ID] = true
			} else {
				others[a.ID] = true
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if share := float64(len(found)) / float64(len(bad)); len(bad) == 0 || share < x.found {
			t.Errorf("%s: %d of %d accounts are found", x.scenario, len(found), len(bad))
		}
		if rate := 1000 * float64(len(others)) / float64(stats.AccountDays); rate > 3 {
			t.Errorf("%s: %d other accounts in %d days", x.scenario, len(others), stats.AccountDays)
		}
	}
}

// loose are parameters with which every rule says something in a small world.
func loose(t *testing.T) Params {
	t.Helper()
	p := Defaults()
	for _, loose := range []string{"R6.distinct=10", "R6.away=0.1", "R6.min_days=1", "R7.lookups=2", "R7.min_days=1", "R10.long=5m", "R10.min_days=2",
		"R10.times=0.5", "R8.sites=2", "R8.lookups=1", "R8.fresh=0.1", "R8.days=28", "R11.h=0.1", "R11.k=0.01", "R12.z=1", "R13.z=1", "R13.away=2", "R14.changes=1", "R15.count=1"} {
		if err := p.Set(loose); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// All rules say the same each time, alone and side by side, with the truth and without.
func TestFurtherRulesSayTheSameEveryTime(t *testing.T) {
	d := generated(t, "mailbox-reset", 200)
	if err := os.RemoveAll(filepath.Join(d.Dir, "truth")); err != nil {
		t.Fatal(err)
	}
	p := loose(t)
	hear := func(rules []string) (list []string) {
		_, err := Run(t.Context(), d, Options{rules, p}, func(a *Alert) error {
			list = append(list, string(a.Append(nil)))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	want := hear(All())
	if !slices.Equal(hear(All()), want) {
		t.Error("other alerts the second time")
	}
	for _, name := range All() {
		var of []string
		for _, line := range want {
			if strings.Contains(line, fmt.Sprintf(`"rule":"%s"`, name)) {
				of = append(of, line)
			}
		}
		if got := hear([]string{name}); !slices.Equal(got, of) {
			t.Errorf("%s says %d things alone and %d beside others", name, len(got), len(of))
		}
		if slices.Contains(further(), name) && (len(of) == 0 || !strings.Contains(of[0], `"why":"`)) {
			t.Errorf("%s says nothing, or not why: %v", name, of)
		}
	}
}

func TestFurtherRulesDoNotRunByDefault(t *testing.T) {
	if names := All(); !slices.Equal(names[:len(Rules())], Rules()) || len(names) == len(Rules()) {
		t.Errorf("%v", names)
	}
	d := small().write(t, "")
	_, err := Run(t.Context(), d, Options{Params: Defaults()}, func(a *Alert) error {
		if a.Why != "" || !slices.Contains(Rules(), a.Rule) {
			t.Errorf("%+v", a)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	// This dataset has no records.
	_, err = Run(t.Context(), d, Options{Rules: []string{"R6"}, Params: Defaults()}, func(*Alert) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "rule R6: it asks where an account's site is: ") || !strings.Contains(err.Error(), "records/accounts.csv") {
		t.Error(err)
	}
}

// After the memory of R6 is full, more days of new sessions, networks, clients and
// persons cost no more.
func TestMemoryOfFurtherRulesIsFlat(t *testing.T) {
	evs := walks(200, 30)
	run := func(days int) uint64 {
		r := started(t, further())
		for d := range days {
			for i := range evs {
				ev := evs[i]
				ev.TS += int64(d) * 24 * 3600 * 1_000_000
				ev.SessionID += uint64(d) << 32
				ev.NIRRef += uint64(d) << 20
				ev.ClientFP += uint64(d) << 40
				ev.ASN += int64(d)
				if err := r.see(&ev); err != nil {
					t.Fatal(err)
				}
			}
		}
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		runtime.KeepAlive(r)
		return m.HeapAlloc
	}
	before := run(125)
	if after := run(245); after > before+before/2+1<<20 {
		t.Errorf("%d kB after 125 days, %d kB after 245", before>>10, after>>10)
	}
}

// started is a runner of some rules in a world without records.
func started(t testing.TB, rules []string) *runner {
	o := Options{Rules: rules, Params: Defaults()}
	r := newRunner(paris(t), false, o, func(*Alert) error { return nil })
	var err error
	if r.further, err = o.Params.start(t.Context(), rules, &outside{data: &read.Dataset{Zone: paris(t), NIRMode: "hmac"}, accounts: []read.Account{{ID: "none"}}}); err != nil {
		t.Fatal(err)
	}
	return r
}

// walks are the lines of one day: each account signs in and has look-ups.
func walks(accounts, daily int) (evs []read.Event) {
	start := int64(1_643_700_000_000_000)
	for i := range accounts * daily {
		a := i % accounts
		ev := read.Event{TS: start + int64(i)*2_000_000, Action: "lookup", Result: "found", Account: fmt.Sprint(a), SessionID: uint64(a) + 1,
			ASN: int64(64_500 + a%7), ClientFP: uint64(a%30) + 1, Lat: 48 + float64(a%5), Lon: 2, NIRRef: uint64(i) + 1,
			PatientDept: fmt.Sprint(a % 90), Status: 200, Outcome: "success"}
		if i%50 == 0 {
			ev.Result, ev.Status, ev.PatientDept = "error", 502, ""
		}
		evs = append(evs, ev)
	}
	return evs
}

// Each rule alone over a log in memory, and what a run costs without any.
func BenchmarkFurther(b *testing.B) {
	evs := walks(500, 40)
	for _, name := range append([]string{"none"}, further()...) {
		b.Run(name, func(b *testing.B) {
			r := started(b, []string{name})
			b.ReportAllocs()
			days := int64(0)
			var ev read.Event
			for b.Loop() {
				for i := range evs {
					ev = evs[i]
					ev.TS += days * 24 * 3600 * 1_000_000
					ev.SessionID += uint64(days) << 32
					if err := r.see(&ev); err != nil {
						b.Fatal(err)
					}
				}
				days++
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(evs)), "ns/event")
		})
	}
}
