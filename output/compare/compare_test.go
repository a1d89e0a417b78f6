package compare

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

func open(t *testing.T, dir string) *Dataset {
	t.Helper()
	d, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(d)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func sections(t *testing.T, a, b *Dataset, withFidelity bool) map[string]Section {
	t.Helper()
	list, err := Datasets(t.Context(), a, b, withFidelity)
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]Section{}
	for _, s := range list {
		of[s.Name] = s
	}
	return of
}

func row(t *testing.T, s Section, key string) Row {
	t.Helper()
	for _, r := range s.Rows {
		if r.Key == key {
			return r
		}
	}
	t.Errorf("%s: no row %q in %+v", s.Name, key, s.Rows)
	return Row{}
}

// A dataset does not differ from itself, in any section.
func TestNothingDiffers(t *testing.T) {
	a, b := open(t, datasettest.Tiny(t)), open(t, datasettest.Tiny(t))
	for name, s := range sections(t, a, b, true) {
		if len(s.Rows) > 0 || s.Equal == 0 || s.Note != "" {
			t.Errorf("%s: %+v", name, s)
		}
	}
	if same, names := SameFiles(a, b); same != names || names != len(a.manifest.Files) {
		t.Errorf("%d of %d files", same, names)
	}
}

// What was changed is told with both values, and what follows from it as the truth
// counts it.
func TestWhatDiffers(t *testing.T) {
	a := open(t, datasettest.Tiny(t))
	b := open(t, datasettest.Tiny(t, "scenario.seed=8", "campaigns[0].targets.exposed=40", "controls=[]",
		"benign.look_alikes=default"))
	of := sections(t, a, b, false)
	for key, want := range map[string][2]any{
		"campaigns[c1].targets.exposed": {"60", "40"}, "scenario.seed": {"7", "8"},
		"controls[analyst-1].type": {"analyst", nil}, "benign.look_alikes": {"none", "default"},
	} {
		if r := row(t, of["scenario"], key); r.A != want[0] || r.B != want[1] {
			t.Errorf("%+v, want %v", r, want)
		}
	}
	if len(of["scenario"].Rows) > 30 {
		t.Errorf("%d keys differ", len(of["scenario"].Rows))
	}
	if r := row(t, of["made by"], "seed"); r.A != "7" || r.B != "8" {
		t.Errorf("%+v", r)
	}
	if r := row(t, of["volumes"], "exposed_persons"); r.A != int64(60) || r.B != int64(40) {
		t.Errorf("%+v", r)
	}
	exposed := row(t, of["truth"], "persons exposed by c1")
	for i, d := range []*Dataset{a, b} {
		n := int64(0)
		if err := truth.Each(d.Dataset, "truth/exposed_persons.jsonl", func(*truth.Exposed) error { n++; return nil }); err != nil {
			t.Fatal(err)
		}
		if got := []any{exposed.A, exposed.B}[i]; got != n {
			t.Errorf("side %d: %v exposed, the truth has %d", i, got, n)
		}
	}
	if r := row(t, of["truth"], "response password_reset_forced"); r.B != int64(0) {
		t.Errorf("%+v", r)
	}
	if of["fidelity"].Note == "" {
		t.Error("fidelity was measured without being asked for")
	}
	if same, names := SameFiles(a, b); same == names {
		t.Error("all files are the same")
	}

	// What is written is within 80 columns, and JSON has the same rows.
	list, err := Datasets(t.Context(), a, b, true)
	if err != nil {
		t.Fatal(err)
	}
	c := Comparison{A: "a", B: "b", Sections: list, SameFiles: 1, Files: 2}
	var text, doc strings.Builder
	if err := c.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(text.String()) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	for _, want := range []string{"  campaigns[c1].targets.exposed: 60 → 40\n", "  controls[analyst-1].type: analyst → (not said)\n",
		"1 of 2 files have the same content\n"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
	if err := c.WriteJSON(&doc); err != nil {
		t.Fatal(err)
	}
	var back Comparison
	if err := json.Unmarshal([]byte(doc.String()), &back); err != nil || len(back.Sections) != len(list) {
		t.Fatalf("%v: %s", err, doc.String())
	}
	for i, s := range back.Sections {
		if len(s.Rows) != len(list[i].Rows) || s.Equal != list[i].Equal {
			t.Errorf("%s: %d rows, %d equal in JSON, want %d and %d", s.Name, len(s.Rows), s.Equal, len(list[i].Rows), list[i].Equal)
		}
	}
}

// Items keep their names where they move, and keys of one side stand where they stood.
func TestKeysOfAScenario(t *testing.T) {
	a, err := Scenario([]byte("a: 1\nlist:\n  - {id: x, v: 1}\n  - {id: y, v: 2}\nwords: [p, q]\nnone: []\n"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := Scenario([]byte("a: 1\nnew: |-\n  two\n  lines\nlist:\n  - {id: y, v: 3}\n  - {id: x, v: 1}\n  - {v: 4}\nwords: [p]\n"))
	if err != nil {
		t.Fatal(err)
	}
	s := Pair("s", a, b)
	var got []string
	for _, r := range s.Rows {
		got = append(got, r.Key+" "+said(r.A)+" "+said(r.B))
	}
	want := "new (not said) two lines|list[2].v (not said) 4|list[y].v 2 3|words [p, q] [p]"
	if text := strings.Join(got, "|"); text != want || s.Equal != 4 {
		t.Errorf("%s, %d equal, want %s", text, s.Equal, want)
	}
	if _, err := Scenario([]byte("a: [")); err == nil {
		t.Error("a broken file is read")
	}
}

func TestTimes(t *testing.T) {
	for _, c := range []struct {
		a, b int64
		want string
	}{{0, 3, "new"}, {3, 0, "none"}, {3, 4, "×1.33"}, {3, 2, "×0.67"}, {2, 1999, "×1,000"}, {200, 1, "×0.01"}, {10, 99, "×9.90"}} {
		if got := times(c.a, c.b); got != c.want {
			t.Errorf("%d to %d: %s, want %s", c.a, c.b, got, c.want)
		}
	}
}
