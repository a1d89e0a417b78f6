package dataset_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
)

type lineLabel struct {
	Line   int
	Labels []string
	Rules  map[string][]string
}

// TestLabelsByLineAreThoseOfTheTruth joins the labels by line with the logs and
// holds them against the truth by event.
func TestLabelsByLineAreThoseOfTheTruth(t *testing.T) {
	dir := datasettest.Write(t, "tiny", generator.Options{}, output.Options{Labels: []string{"windows", "lines"}}, "benign.look_alikes=[{type: locum_takeover, accounts: 2}]")
	for _, date := range []string{"2022-03-10", "2022-03-11"} {
		truth := map[string]string{}
		for _, row := range rows(t, dir, "truth/events/"+date+".jsonl") {
			truth[row["event_id"].(string)] = words(row["label"], row["phase"], row["benign_type"])
		}
		log, n := rows(t, dir, "logs/audit/"+date+".jsonl"), 0
		for _, l := range lineLabels(t, dir, "truth/lines/audit/"+date+".jsonl") {
			id := log[l.Line-1]["event_id"].(string)
			if got := strings.Join(l.Labels, " "); got != truth[id] {
				t.Errorf("%s line %d: %s, the truth of %s says %s", date, l.Line, got, id, truth[id])
			}
			if len(l.Rules) != len(l.Labels) || len(l.Rules[l.Labels[0]]) == 0 {
				t.Errorf("%s line %d: rules %v", date, l.Line, l.Rules)
			}
			n++
		}
		if n != len(truth) || n == 0 {
			t.Errorf("%s: %d lines labelled, %d events", date, n, len(truth))
		}
		access := map[int]string{}
		for _, row := range rows(t, dir, "truth/access/"+date+".jsonl") {
			access[int(row["line"].(float64))] = row["label"].(string)
		}
		for _, l := range lineLabels(t, dir, "truth/lines/access/"+date+".jsonl") {
			if access[l.Line] != l.Labels[0] {
				t.Errorf("%s access line %d: %v, the truth says %s", date, l.Line, l.Labels, access[l.Line])
			}
			delete(access, l.Line)
		}
		if len(access) > 0 {
			t.Errorf("%s: %d access lines without labels", date, len(access))
		}
	}
}

// TestWindowsHoldEveryAttack wants each attack event inside the window of its
// account, and each window to begin and end with one.
func TestWindowsHoldEveryAttack(t *testing.T) {
	dir := datasettest.Write(t, "tiny", generator.Options{}, output.Options{Labels: []string{"windows"}})
	text, err := os.ReadFile(filepath.Join(dir, "truth/combined_windows.json"))
	if err != nil {
		t.Fatal(err)
	}
	var windows map[string][][2]string
	if err := json.Unmarshal(text, &windows); err != nil {
		t.Fatal(err)
	}
	ends := map[string]int{}
	for _, date := range []string{"2022-03-10", "2022-03-11"} {
		attack := map[string]bool{}
		for _, row := range rows(t, dir, "truth/events/"+date+".jsonl") {
			attack[row["event_id"].(string)] = row["label"] == "attack"
		}
		for _, row := range rows(t, dir, "logs/audit/"+date+".jsonl") {
			if !attack[row["event_id"].(string)] || row["account"] == nil {
				continue
			}
			series := "account/" + row["account"].(string)
			at := strings.NewReplacer("T", " ", "Z", "").Replace(row["ts"].(string))
			for _, w := range windows[series] {
				if at == w[0] || at == w[1] {
					ends[series]++
				}
				if at < w[0] || at > w[1] {
					t.Errorf("%s: %s is outside %v", series, at, w)
				}
			}
		}
	}
	for series, n := range ends {
		if n != 2 {
			t.Errorf("%s: %d of its windows' ends are attacks", series, n)
		}
	}
	if len(ends) != 2 || len(windows) != 6 {
		t.Errorf("ends %v of %d series", ends, len(windows))
	}
}

func rows(t *testing.T, dir, name string) (list []map[string]any) {
	t.Helper()
	eachLabelLine(t, dir, name, func(b []byte) error {
		var row map[string]any
		err := json.Unmarshal(b, &row)
		list = append(list, row)
		return err
	})
	return list
}

func lineLabels(t *testing.T, dir, name string) (list []lineLabel) {
	t.Helper()
	eachLabelLine(t, dir, name, func(b []byte) error {
		var row lineLabel
		err := json.Unmarshal(b, &row)
		list = append(list, row)
		return err
	})
	return list
}

func eachLabelLine(t *testing.T, dir, name string, use func(b []byte) error) {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() // only read
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if err := use(sc.Bytes()); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, sc.Text())
		}
	}
}

func words(values ...any) string {
	var list []string
	for _, v := range values {
		if v != nil {
			list = append(list, v.(string))
		}
	}
	return strings.Join(list, " ")
}
