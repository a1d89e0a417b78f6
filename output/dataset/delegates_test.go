package dataset_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/scenarios"
)

// Every delegate whom the truth names is in the records: the audit event gives
// the account, the actor the number.
func TestDelegatesOfTheTruthAreInTheRecords(t *testing.T) {
	f, err := scenarios.ParseScale("0.005")
	if err != nil {
		t.Fatal(err)
	}
	dir := datasettest.Write(t, "baseline", generator.Options{Scale: f}, output.Options{TruthFull: true})
	known := map[string]bool{}
	perAccount := map[string]string{}
	for _, row := range table(t, dir, "accounts")[1:] {
		perAccount[row[0]] = row[8]
	}
	for _, row := range table(t, dir, "delegates")[1:] {
		known[row[0]+" delegate-"+row[1]] = true
		if row[1] > perAccount[row[0]] {
			t.Errorf("%v: the account has %q delegates", row, perAccount[row[0]])
		}
	}
	account := map[string]string{}
	eachObject(t, filepath.Join(dir, "logs/audit/*.jsonl"), func(o map[string]any) {
		account[o["event_id"].(string)], _ = o["account"].(string)
	})
	seen := map[string]bool{}
	eachObject(t, filepath.Join(dir, "truth/events/*.jsonl"), func(o map[string]any) {
		if actor, _ := o["actor"].(string); strings.HasPrefix(actor, "delegate-") {
			if of := account[o["event_id"].(string)]; of != "" { // a mistyped identifier is nobody's
				seen[of+" "+actor] = true
			}
		}
	})
	for who := range seen {
		if !known[who] {
			t.Errorf("%s is in no record", who)
		}
	}
	if len(seen) < 20 {
		t.Errorf("the truth names %d delegates, the records %d", len(seen), len(known))
	}
}

func table(t *testing.T, dir, name string) [][]string {
	t.Helper()
	file, err := os.Open(filepath.Join(dir, "records", name+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func eachObject(t *testing.T, pattern string, f func(map[string]any)) {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(names), err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			var o map[string]any
			if err := json.Unmarshal([]byte(line), &o); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			f(o)
		}
	}
}
