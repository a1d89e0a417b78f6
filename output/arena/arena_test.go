package arena_test

import (
	"context"
	"crypto/sha256"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/arena"
	"github.com/breachsim/breachsim/output/arena/alarm"
	"github.com/breachsim/breachsim/output/arena/analyst"
	"github.com/breachsim/breachsim/output/arena/builtin"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/language"
	"github.com/breachsim/breachsim/scenarios/library"
)

// small is a world that is quick to make, with accounts enough to be innocent.
var small = []string{"population.accounts=60", "population.insured_persons=5000", "campaigns[0].targets.exposed=150"}

func scenario(t *testing.T, sets ...string) *scenarios.Scenario {
	t.Helper()
	sc, err := library.Open("tiny", append(slices.Clone(small), sets...))
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

// atOnce is defenders who act at once.
func atOnce(do ...string) arena.Options {
	return arena.Options{Do: do, Stands: 6 * time.Hour}
}

func play(t *testing.T, sc *scenarios.Scenario, o arena.Options, d arena.Maker) *arena.Outcome {
	t.Helper()
	a, err := arena.New(sc, o)
	if err != nil {
		t.Fatal(err)
	}
	out, err := a.Run(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func write(t *testing.T, out *arena.Outcome) string {
	t.Helper()
	dir := t.TempDir()
	if _, err := out.Write(t.Context(), "test", output.Options{Dir: dir, Force: true}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// generated is the dataset of a scenario without any detector.
func generated(t *testing.T, sc *scenarios.Scenario, g generator.Options) string {
	t.Helper()
	p, err := generator.New(sc, g)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if _, err := output.Write(t.Context(), dataset.Source(p, "test"), output.Options{Dir: dir, Force: true}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// sums are the digests of the files of a dataset.
func sums(t *testing.T, dir string) map[string][32]byte {
	t.Helper()
	out := map[string][32]byte{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = sha256.Sum256(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// sameFiles wants two datasets to have the same files with the same bytes.
func sameFiles(t *testing.T, want, got string, but ...string) {
	t.Helper()
	w, g := sums(t, want), sums(t, got)
	names := slices.Sorted(maps.Keys(w))
	if !slices.Equal(names, slices.Sorted(maps.Keys(g))) {
		t.Errorf("%d files and %d", len(w), len(g))
	}
	for _, name := range names {
		if w[name] != g[name] && !slices.Contains(but, name) {
			t.Errorf("%s differs", name)
		}
	}
}

// script is a detector in words of a test.
type script struct {
	see func(ev *read.Event) []alarm.Alert
}

func (s script) See(_ []byte, ev *read.Event) ([]alarm.Alert, error) { return s.see(ev), nil }
func (s script) Tick(int64) ([]alarm.Alert, error)                   { return nil, nil }
func (s script) Close() error                                        { return nil }

func says(see func(ev *read.Event) []alarm.Alert) arena.Maker {
	return func(context.Context, *generator.Plan) (alarm.Detector, error) { return script{see}, nil }
}

func never(*read.Event) []alarm.Alert { return nil }

func about(ev *read.Event) []alarm.Alert {
	return []alarm.Alert{{T: ev.TS, Kind: "account", ID: ev.Account, Score: 1, Rule: "test"}}
}

// A detector that never says anything leaves the world as it is without controls, and its
// scenario makes the same bytes again.
func TestNeverAlerting(t *testing.T) {
	sc := scenario(t)
	out := play(t, sc, atOnce("account_reset", "ip_ban"), says(never))
	got := write(t, out)
	sameFiles(t, generated(t, sc, generator.Options{WithoutControls: true}), got,
		"manifest.json", "croissant.json", "scenario.yaml", "README.md", "truth/attack.stix.json") // they tell of the controls
	sameFiles(t, regenerated(t, got), got)
}

// regenerated is the dataset that the scenario of another one makes.
func regenerated(t *testing.T, dir string) string {
	t.Helper()
	sc, err := library.Load(filepath.Join(dir, "scenario.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return generated(t, sc, generator.Options{})
}

// The reference rules stop the campaign of the small world, whose scenario makes the same
// bytes again.
func TestReferenceRule(t *testing.T) {
	rule := func(ctx context.Context, p *generator.Plan) (alarm.Detector, error) {
		o := detect.Options{Rules: []string{"R2"}, Params: detect.Defaults()}
		if err := o.Params.Set("R2.count=20"); err != nil {
			return nil, err
		}
		return builtin.Rules(ctx, p, o)
	}
	sc := scenario(t)
	o := atOnce("account_reset", "ip_ban")
	o.Shift = analyst.Shift{Latency: analyst.Span{Least: 600e6, Most: 1200e6}}
	out := play(t, sc, o, rule)
	got := write(t, out)
	t.Logf("%d lines, %d alerts, %d actions, %d plans", out.Lines, out.Alerts, len(out.Actions), out.Plans)
	if len(out.Actions) == 0 {
		t.Error("nothing was done")
	}
	if r, err := output.Verify(got); err != nil || len(r.Problems) > 0 {
		t.Errorf("%v %v", r, err)
	}
	sameFiles(t, regenerated(t, got), got)
	sameFiles(t, write(t, play(t, sc, o, rule)), got)
}

// One alert is one control that a hand has written.
func TestOneAlert(t *testing.T) {
	sc := scenario(t)
	said := false
	out := play(t, sc, atOnce("account_reset"), says(func(ev *read.Event) []alarm.Alert {
		if said || ev.Action != "lookup" || ev.TS < sc.Campaigns[0].Window.From.Add(time.Hour).UnixMicro() {
			return nil
		}
		said = true
		return about(ev)
	}))
	if len(out.Actions) != 1 {
		t.Fatalf("%d actions", len(out.Actions))
	}
	did := out.Actions[0]
	at := time.UnixMicro(did.Alert.T).UTC().Format(time.RFC3339Nano)
	acts := time.UnixMicro(did.T).UTC().Format(time.RFC3339Nano)
	sc.Controls[0].Disabled, sc.Controls[1].Disabled = true, true
	hand := "  - {id: arena-account_reset, type: analyst, detect: {alerts: [{at: " + at + ", account: " + did.Account +
		", acts_at: " + acts + "}]}, pace: 0s, missed: 0, mistaken: 0, action: [account_reset]}\n"
	text := strings.Replace(string(yaml(t, sc)), "\naftermath:", "\n"+hand+"\naftermath:", 1)
	written, err := library.Parse("hand.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	sameFiles(t, generated(t, written, generator.Options{}), write(t, out))
}

func yaml(t *testing.T, sc *scenarios.Scenario) []byte {
	t.Helper()
	return language.YAML(sc)
}

// At night an action may fall behind the last line of an hour: its own lines are handed
// over all the same, and before those of the next hour.
func TestActionsInQuietHours(t *testing.T) {
	sc := scenario(t)
	o := atOnce("account_reset", "ip_ban")
	o.Shift = analyst.Shift{Latency: analyst.Span{Most: 18 * 3600e6}}
	last := int64(0)
	out := play(t, sc, o, says(func(ev *read.Event) []alarm.Alert {
		if ev.TS < last {
			t.Fatalf("a line of %d comes behind one of %d", ev.TS, last)
		}
		last = ev.TS
		if ev.Action != "lookup" {
			return nil
		}
		return about(ev)
	}))
	got := write(t, out)
	if len(out.Actions) < 20 {
		t.Errorf("%d actions", len(out.Actions))
	}
	sameFiles(t, regenerated(t, got), got)
}
