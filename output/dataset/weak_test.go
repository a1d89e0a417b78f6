package dataset_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/triage"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	weak "github.com/breachsim/breachsim/output/internal/triage"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// allWeak switches on all that a real team has in place of the truth.
var allWeak = []string{"output.alerts=true", "output.tickets=true", "output.reasons=true"}

// team is a dataset with what a real team has of it, and with the truth.
type team struct {
	dir     string
	alerts  []weak.Alert
	tickets []weak.Ticket
	reasons map[uint64]weak.Reason
	events  map[uint64]read.Event
	labels  map[uint64]string // of what is not plainly benign
}

// observed writes a scenario in a small world with everything on. Times and shares of a few
// hundred rows are drawn, so that the sets must make the rows that a test counts.
func observed(t *testing.T, scenario string, scale int64, sets ...string) *team {
	t.Helper()
	dir := datasettest.Write(t, scenario, generator.Options{Scale: scenarios.Scale(scale)},
		output.Options{Formats: []string{"jsonl"}}, append(slices.Clone(allWeak), sets...)...)
	return recorded(t, dir)
}

func recorded(t *testing.T, dir string) *team {
	t.Helper()
	d, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	w := &team{dir: dir, reasons: map[uint64]weak.Reason{}, events: map[uint64]read.Event{}, labels: map[uint64]string{}}
	for a, err := range weak.Alerts(t.Context(), d) {
		if err != nil {
			t.Fatal(err)
		}
		w.alerts = append(w.alerts, *a)
	}
	for x, err := range weak.Tickets(t.Context(), d) {
		if err != nil {
			t.Fatal(err)
		}
		w.tickets = append(w.tickets, *x)
	}
	for r, err := range weak.Reasons(t.Context(), d) {
		if err != nil {
			t.Fatal(err)
		}
		w.reasons[r.Event] = *r
	}
	log, err := d.AuditLog()
	if err != nil {
		t.Fatal(err)
	}
	for e, err := range log.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		w.events[e.EventID] = *e
	}
	for _, l := range linesOf[truth.Event](t, filepath.Join(dir, "truth/events/*.jsonl")) {
		w.labels[uint64(l.EventID)] = l.Label
	}
	return w
}

// What a real team has fits the log: every row is about events that are there, and comes
// after them.
func TestWeakLabelsFitTheLog(t *testing.T) {
	for _, x := range []struct {
		scenario string
		scale    int64
		sets     []string
	}{
		{"tiny", 1_000_000, nil},
		{"tiny", 1_000_000, []string{"output.nir=clear"}},
		{"tiny", 1_000_000, []string{"output.nir=omit"}},
		{"mailbox-reset", 20_000, []string{"output.alerts_false=0.3", "output.alerts_missed=0"}},
	} {
		t.Run(fmt.Sprint(x.scenario, x.sets), func(t *testing.T) {
			w := observed(t, x.scenario, x.scale, x.sets...)
			if x.scenario == "mailbox-reset" {
				t.Run("once", func(t *testing.T) { areNotRepeated(t, w) })
				t.Run("lost passwords", func(t *testing.T) { lostPasswordsAreTickets(t, w) })
				t.Run("form", func(t *testing.T) { formTellsNothing(t, w) })
			}
			if r, err := output.Verify(w.dir); err != nil || !r.Good() {
				t.Fatalf("verify: %v %v", err, r.Problems)
			}
			if len(w.alerts) == 0 || len(w.tickets) == 0 || len(w.reasons) == 0 {
				t.Fatalf("%d alerts, %d tickets, %d reasons", len(w.alerts), len(w.tickets), len(w.reasons))
			}
			raised := map[uint64]int64{}
			for _, a := range w.alerts {
				raised[a.ID] = a.TS
				e, there := w.events[a.Event]
				if !there || e.TS != a.Last || a.TS <= a.Last || a.Account != "" && e.Account != a.Account ||
					e.SrcIP.String() != a.Addr {
					t.Errorf("alert %+v is about %+v", a, e)
				}
			}
			for _, k := range w.tickets {
				e, there := w.events[k.Event]
				if !there || e.TS > k.Opened || k.Account != "" && e.Account != k.Account {
					t.Errorf("ticket %+v is about %+v", k, e)
				}
				if at, known := raised[k.Alert]; (k.Kind == "case") != known || at > k.Opened {
					t.Errorf("%s %016x is about alert %016x of %d", k.Kind, k.ID, k.Alert, at)
				}
				if k.Kind == "access" && e.Outcome != "failure" && e.Action != "password_reset_request" {
					t.Errorf("%+v follows a %s that went well", k, e.Action)
				}
			}
			for _, r := range w.reasons {
				if e := w.events[r.Event]; e.Action != "lookup" || e.PersonsReturned < 1 || e.TS != r.TS {
					t.Errorf("reason %+v is about %+v", r, e)
				}
			}
		})
	}
}

// One account raises an alert of a rule once a day, and has one call open at a time.
func areNotRepeated(t *testing.T, w *team) {
	days := map[string]bool{}
	for _, a := range w.alerts {
		about := a.Account
		if about == "" {
			about = a.Addr
		}
		key := fmt.Sprint(a.Rule, about, (a.Last+3_600_000_000)/86_400_000_000) // February and March: UTC+1
		if days[key] {
			t.Errorf("%s raises %s twice a day", about, a.Rule)
		}
		days[key] = true
	}
	until := map[string]int64{}
	for _, k := range w.tickets {
		if k.Kind != "access" {
			continue
		}
		if k.Opened < until[k.Account] {
			t.Errorf("%+v is opened while another call is open", k)
		}
		until[k.Account] = k.Closed
	}
}

// The owner who keeps losing the password calls, and the ticket says so: as often as the
// truth tells of calls and of what the help desk does then.
func lostPasswordsAreTickets(t *testing.T, w *team) {
	calls, resets := 0, 0
	for _, r := range linesOf[truth.Response](t, filepath.Join(w.dir, "truth/responses.jsonl")) {
		switch r.Action {
		case "help_desk_called":
			calls++
		case "help_desk_reset":
			resets++
		}
	}
	reset := 0
	for _, k := range w.tickets {
		if k.Closure == "account_reset" {
			reset++
		}
	}
	if calls == 0 || reset == 0 || reset > resets || reset < resets/2 {
		t.Errorf("%d calls and %d resets in the truth, %d tickets closed by one", calls, resets, reset)
	}
}

// near fails where a share is further from the stated one than chance and slack explain.
func near(t *testing.T, what string, hits, of int, want, slack float64) {
	t.Helper()
	got := float64(hits) / float64(max(of, 1))
	allowed := slack + 4*math.Sqrt(want*(1-want)/float64(max(of, 1)))
	if !strings.HasPrefix(what, "bit") {
		t.Logf("%s: %d of %d, %.4f; stated %.4f ± %.4f", what, hits, of, got, want, allowed)
	}
	if of == 0 || math.Abs(got-want) > allowed {
		t.Errorf("%s: %d of %d", what, hits, of)
	}
}

// Rates are as stated: reasons by profession, and by chance; wrong verdicts; false and missed
// alerts.
func TestRatesOfWeakLabels(t *testing.T) {
	sets := []string{"output.alerts_missed=0", "output.verdicts_wrong=0.25", "output.reasons_by_chance=0.05"}
	w := observed(t, "amelipro-2022", 5_000, append(sets, "output.alerts_false=0.05")...)
	none := observed(t, "amelipro-2022", 5_000, append(sets, "output.alerts_false=0")...)
	half := observed(t, "amelipro-2022", 5_000, append(sets[1:], "output.alerts_false=0.05", "output.alerts_missed=0.5")...)
	found, explained := map[string]int{}, map[string]int{}
	hours, keys := map[string]bool{}, map[string]bool{}
	for id, e := range w.events {
		if e.Action != "lookup" {
			continue
		}
		hours[fmt.Sprint(e.Account, e.TS/3_600_000_000)] = true
		// A day's look-ups of one person by one account stand or fall together.
		key := fmt.Sprint(e.Account, e.NIRRef, (e.TS+3_600_000_000)/86_400_000_000)
		label := w.labels[id]
		if e.PersonsReturned < 1 || keys[key] || label != "" && label != "attack" {
			continue
		}
		keys[key] = true
		who := e.Profession
		if label == "attack" {
			who = label
		}
		found[who]++
		if _, has := w.reasons[id]; has {
			explained[who]++
		}
	}
	for who, n := range found {
		want := float64(triage.Known(who)) / 1e6
		if who == "attack" {
			want = 0.05
		}
		// Ends of the day cut off invoices; some look-ups of housekeeping never have a reason.
		near(t, "reasons of "+who, explained[who], n, want, 0.015)
	}
	// A stale hour raises nothing new where its rule has fired on that day already.
	near(t, "false alerts an hour", len(w.alerts)-len(none.alerts), len(hours), 0.05, 0.012)
	near(t, "alerts that are not missed", len(half.alerts), len(w.alerts), 0.5, 0.02)
	verdicts(t, w)
}

// verdicts holds those about accounts against the truth of their hour.
func verdicts(t *testing.T, w *team) {
	attacked := map[string][]int64{}
	for id, e := range w.events {
		if w.labels[id] == "attack" {
			attacked[e.Account] = append(attacked[e.Account], e.TS)
		}
	}
	byID := map[uint64]weak.Alert{}
	for _, a := range w.alerts {
		byID[a.ID] = a
	}
	wrong, open, all := 0, 0, 0
	for _, k := range w.tickets {
		a := byID[k.Alert]
		if k.Kind != "case" || k.Closed == 0 || a.Account == "" {
			continue
		}
		all++
		is := slices.ContainsFunc(attacked[a.Account], func(ts int64) bool { return ts >= a.First && ts <= a.Last })
		switch {
		case k.Verdict == "undetermined":
			open++
		case (k.Verdict == "true") != is:
			wrong++
		}
	}
	near(t, "undetermined cases", open, all, 0.15, 0)
	near(t, "wrong verdicts", wrong, all-open, 0.25, 0.01)
}

// Workers, shards and interruptions change nothing.
func TestWeakLabelsDoNotDependOnTheRun(t *testing.T) {
	make := func(o output.Options) string {
		o.Records = []string{"csv", "jsonl", "parquet", "sql"}
		return datasettest.Write(t, "tiny", generator.Options{}, o, append(allWeak, "output.alerts_false=0.2")...)
	}
	want := treeOf(t, make(output.Options{Workers: 1}))
	if got := treeOf(t, make(output.Options{Workers: 5})); !maps.Equal(want, got) {
		t.Error("five workers make other bytes than one")
	}
	if got := treeOf(t, interrupted(t)); !maps.Equal(want, got) {
		t.Error("a run that was interrupted and completed has other bytes")
	}
	var dirs []string
	for i := range 3 {
		dirs = append(dirs, make(output.Options{Shard: output.Shard{Index: i + 1, Count: 3}}))
	}
	out := filepath.Join(t.TempDir(), "whole")
	_, err := output.Merge(t.Context(), dirs, output.Options{Dir: out}, func(output.ShardInfo) (output.Source, error) {
		sc, err := library.Open("tiny", append(allWeak, "output.alerts_false=0.2"))
		if err != nil {
			return nil, err
		}
		p, err := generator.New(sc, generator.Options{})
		return dataset.Source(p, "test"), err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := treeOf(t, out); !maps.Equal(want, got) {
		t.Error("merged shards are other bytes than the whole")
	}
}

// interrupted stops a run when its days are made, and completes it.
func interrupted(t *testing.T) string {
	t.Helper()
	sc, err := library.Open("tiny", append(slices.Clone(allWeak), "output.alerts_false=0.2"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := generator.New(sc, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	o := output.Options{Dir: filepath.Join(t.TempDir(), "d"), Records: []string{"csv", "jsonl", "parquet", "sql"}}
	first := o
	first.Workers = 1
	first.Progress = func(p output.Progress) {
		if p.Stage == "records" {
			cancel()
		}
	}
	if _, err := output.Write(ctx, dataset.Source(p, "test"), first); output.KindOf(err) != output.KindInterrupted {
		t.Fatalf("not interrupted: %v", err)
	}
	o.Resume = true
	s, err := output.Write(t.Context(), dataset.Source(p, "test"), o)
	if err != nil {
		t.Fatal(err)
	}
	if s.ResumedDays == 0 {
		t.Error("no day was found complete")
	}
	return o.Dir
}

// Off by default, and nothing else changes where they are on.
func TestWeakLabelsChangeNothingElse(t *testing.T) {
	off, on := treeOf(t, datasettest.Tiny(t)), treeOf(t, datasettest.Tiny(t, allWeak...))
	for path, text := range off {
		if other := on[path]; other != text && !slices.Contains(
			[]string{"manifest.json", "README.md", "croissant.json", "scenario.yaml"}, path) {
			t.Errorf("%s is another", path)
		}
		if path == "scenario.yaml" && strings.Contains(text, "tickets") {
			t.Error("a scenario that wants none of it speaks of tickets")
		}
	}
	var more []string
	for path := range on {
		if _, both := off[path]; !both {
			more = append(more, path)
		}
	}
	slices.Sort(more)
	if want := []string{weak.AlertsPath, weak.TicketsPath, weak.ReasonsPath}; !slices.Equal(more, want) {
		t.Errorf("more files: %v, want %v", more, want)
	}
}

// treeOf reads all files of a dataset.
func treeOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(at string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(at)
		rel, _ := filepath.Rel(dir, at)
		files[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// No row says by its form whether it is about an attack: within a kind, both sides have
// the same columns filled, channels and closures.
func formTellsNothing(t *testing.T, w *team) {
	of := [2]map[string]bool{{}, {}}
	n := [2]int{}
	for _, k := range w.tickets {
		if k.Kind != "case" || k.Closed == 0 {
			continue
		}
		side := 0
		if l := w.labels[k.Event]; l == "attack" || l == "collateral" {
			side = 1
		}
		n[side]++
		of[side][fmt.Sprint(k.Channel, k.Verdict, k.Closure, k.Account == "", k.Person == "", k.Assigned == 0)] = true
	}
	if n[0] < 100 || n[1] < 5 {
		t.Fatalf("%d honest cases and %d others", n[0], n[1])
	}
	for form := range of[1] {
		if !of[0][form] {
			t.Errorf("no honest case is written as %s", form)
		}
	}
	bits, all := [2][64]int{}, [2]int{}
	for _, k := range w.tickets {
		side := 0
		if w.labels[k.Event] == "attack" {
			side = 1
		}
		all[side]++
		for b := range 64 {
			bits[side][b] += int(k.ID >> b & 1)
		}
	}
	for b := range 64 {
		for side, of := range all {
			near(t, fmt.Sprintf("bit %d of ticket_id, side %d", b, side), bits[side][b], of, 0.5, 0.01)
		}
	}
}

// A form of the records that has no such tables is refused before anything is made.
func TestWeakLabelsThatGoNowhere(t *testing.T) {
	sc, err := library.Open("tiny", allWeak)
	if err != nil {
		t.Fatal(err)
	}
	p, err := generator.New(sc, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = output.Write(t.Context(), dataset.Source(p, "test"),
		output.Options{Dir: t.TempDir(), Records: []string{"fhir"}})
	if err == nil || !strings.Contains(err.Error(), "ask for records as csv") || output.KindOf(err) != output.KindUsage {
		t.Errorf("got %v", err)
	}
}

// Every type word of the tables is known to the typed forms.
func TestWeakTablesHaveTypes(t *testing.T) {
	for _, table := range [][]string{columnsOf(records.Warnings()), columnsOf(records.Tickets(0)), columnsOf(records.Grounds(0))} {
		if len(table) > 0 {
			t.Errorf("types that nobody knows: %v", table)
		}
	}
}

func columnsOf[T any](t records.Table[T]) (unknown []string) {
	for _, c := range t.Columns {
		if _, ok := c.Shape(); !ok {
			unknown = append(unknown, c.Name)
		}
	}
	return unknown
}
