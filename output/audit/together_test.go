package audit_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/audit"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
)

// replicates are datasets of one small scenario, each with a seed of its own.
func replicates(t *testing.T, n int) (dirs []string) {
	for seed := range n {
		dirs = append(dirs, datasettest.Tiny(t, fmt.Sprintf("scenario.seed=%d", seed+1)))
	}
	return dirs
}

// both runs the checks of several datasets and lists the figures that fail, by check.
func both(t *testing.T, dirs []string) (failed map[string][]string, told *audit.Together) {
	t.Helper()
	_, told, err := audit.RunAll(t.Context(), dirs, audit.Options{Checks: []string{"A10", "A17"}})
	if err != nil {
		t.Fatal(err)
	}
	failed = map[string][]string{}
	for _, c := range told.Checks {
		for _, f := range c.Figures {
			if f.Verdict == figure.Fail {
				failed[c.ID] = append(failed[c.ID], f.Name)
			}
		}
	}
	return failed, told
}

// Replicates have nothing in common and begin anywhere; nine of them are enough for each
// figure but the one that wants several windows.
func TestReplicatesPassTogether(t *testing.T) {
	failed, told := both(t, replicates(t, 9))
	if len(failed) > 0 {
		t.Errorf("fail: %v", failed)
	}
	for _, c := range told.Checks {
		for _, f := range c.Figures {
			t.Logf("%s %s: %s (%s), n %d: %s", c.ID, f.Name, figure.Num(f.Value), f.Bound, f.N, f.Verdict)
			if f.Verdict == figure.NotApplicable && !strings.HasPrefix(f.Name, "place of attacks") {
				t.Errorf("%s: %s was not judged", c.ID, f.Name)
			}
		}
	}
}

// togetherFault spoils the last of nine replicates, or all of them, in one way that one
// figure must see and no other.
type togetherFault struct {
	check, figure, name string
	spoil               func(t *testing.T, sets []*copied)
}

func togetherFaults() []togetherFault {
	// given takes the first text that a pattern of a file of the first set has into the last.
	given := func(file, key string) func(t *testing.T, sets []*copied) {
		return func(_ *testing.T, sets []*copied) {
			last := sets[len(sets)-1]
			text := get(sets[0].read(file)[0], key)
			old := get(last.read(file)[0], key)
			last.edit(file, func(l string) string {
				if get(l, key) == old {
					return set(l, key, quote(text))
				}
				return l
			})
		}
	}
	return []togetherFault{
		{"A17", "pairs of datasets with one seed", "a seed given twice", func(t *testing.T, sets []*copied) {
			last := sets[len(sets)-1]
			last.edit("manifest.json", func(l string) string { return strings.Replace(l, `"seed": 9`, `"seed": 1`, 1) })
		}},
		{"A17", "accounts that two datasets share", "an account in two directories", func(_ *testing.T, sets []*copied) {
			last, row := sets[len(sets)-1], sets[0].read("records/accounts.csv")[1]
			lines := last.read("records/accounts.csv")
			lines[len(lines)-1] = withCell(lines[len(lines)-1], 0, cell(row, 0))
			last.write("records/accounts.csv", lines)
		}},
		{"A17", "addresses of attacks that two datasets share", "an address that attacks twice", given("truth/ips.jsonl", "ip")},
		{"A17", "sessions of attacks that two datasets share", "a session copied", given("truth/sessions.jsonl", "session_id")},
		{"A17", "exposed persons that two datasets share", "a person on two lists", given("truth/exposed_persons.jsonl", "nir_ref")},
		{"A10", "first attack events of replicates, seconds apart", "attacks that begin together", func(_ *testing.T, sets []*copied) {
			for i, c := range sets {
				firstAttackAt(c, time.Duration(i)*7*time.Second)
			}
		}},
		{"A10", "place of first attack events within the minute, distance from uniform", "attacks that begin on the minute",
			func(_ *testing.T, sets []*copied) {
				for i, c := range sets {
					firstAttackAt(c, time.Duration(i)*time.Minute)
				}
			}},
	}
}

// firstAttackAt puts the first attack event of a copy some time after one moment, the same
// in all, before its attack begins.
func firstAttackAt(c *copied, after time.Duration) {
	at := time.Date(2022, 3, 10, 5, 0, 0, 0, time.UTC).Add(after).Format(stamp)
	done := false
	c.audit(func(l string) string {
		if done || !c.attack(l) {
			return l
		}
		done = true
		return set(l, "ts", quote(at))
	})
}

func TestFaultsOfSeveralDatasets(t *testing.T) {
	dirs := replicates(t, 9)
	for _, f := range togetherFaults() {
		sets, spoilt := make([]*copied, len(dirs)), make([]string, len(dirs))
		for i, dir := range dirs {
			sets[i] = copyOf(t, dir)
			spoilt[i] = sets[i].dir
		}
		f.spoil(t, sets)
		failed, told := both(t, spoilt)
		want := map[string][]string{f.check: {f.figure}}
		if !maps.EqualFunc(failed, want, slices.Equal) {
			t.Errorf("%s: fails %v, want %v\n%+v", f.name, failed, want, told)
		}
	}
}

// Eight windows, all with the attack in the same part of the logs, are one place; windows
// that differ are not.
func TestPlacesOfAttacks(t *testing.T) {
	data, err := os.ReadFile("testdata/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, days := range map[string]func(i int) int{
		"anywhere":      func(i int) int { return i },
		"always at end": func(int) int { return 7 },
	} {
		var dirs []string
		for i := range 8 {
			path := filepath.Join(t.TempDir(), "moved.yaml")
			day := func(n int) string { return time.Date(2022, 3, 1+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) }
			text := strings.NewReplacer("id: small", fmt.Sprintf("id: small%d", i),
				"start: 2022-03-09", "start: "+day(0), "end: 2022-03-12", "end: "+day(10),
				"2022-03-10T", day(days(i)+1)+"T", "2022-03-11T", day(days(i)+2)+"T").Replace(string(data))
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			dirs = append(dirs, datasettest.Write(t, path, generator.Options{}, output.Options{}, fmt.Sprintf("scenario.seed=%d", i)))
		}
		failed, _ := both(t, dirs)
		want := map[string][]string{}
		if name == "always at end" {
			want["A10"] = []string{"place of attacks between start and end of the logs, distance from uniform"}
		}
		if !maps.EqualFunc(failed, want, slices.Equal) {
			t.Errorf("%s: fails %v, want %v", name, failed, want)
		}
	}
}

// A dataset without an attack may be of the same world as another: it is what false alarms
// are counted on.
func TestSameWorldWithoutAttack(t *testing.T) {
	attacked := datasettest.Tiny(t)
	quiet := datasettest.Write(t, "tiny", generator.Options{WithoutCampaigns: true}, output.Options{})
	if failed, _ := both(t, []string{attacked, quiet}); len(failed) > 0 {
		t.Errorf("an attacked world and its quiet twin: %v", failed)
	}
	failed, _ := both(t, []string{attacked, attacked})
	if len(failed["A17"]) != 5 {
		t.Errorf("a dataset beside itself fails %v, want all five figures of A17", failed)
	}
}
