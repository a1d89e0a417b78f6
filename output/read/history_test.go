package read

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A line of the history that cannot be is an error with its place.
func TestHistoryErrors(t *testing.T) {
	const header = "account,nir_ref,first_seen,last_seen,count\n"
	const good = "PS3000017,00000000000000ff,2021-11-02T09:00:00.000001Z,2022-01-05T10:00:00.000000Z,3\n"
	for text, want := range map[string]string{
		header + good: "",
		header + strings.Replace(good, "ff", "fg", 1):            "history.csv:2: nir_ref: ",
		header + good + strings.Replace(good, "T09", "T29", 1):   "history.csv:3: first_seen: ",
		header + strings.Replace(good, "2022-01-05", "today", 1): "history.csv:2: last_seen: ",
		header + strings.Replace(good, ",3", ",0", 1):            "history.csv:2: count \"0\"",
		header + "PS3000017\n":                                   "history.csv: ",
		strings.Replace(header, "nir_ref", "nir", 1) + good:      "no column nir_ref",
		"": "no header",
	} {
		dir := t.TempDir()
		for name, content := range map[string]string{
			"manifest.json": `{"tool":"breachsim","options":{"history":"120d"},"files":[{"path":"history.csv"}]}`,
			"scenario.yaml": "time: {timezone: Europe/Paris}\n", "history.csv": text,
		} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		d, err := OpenDataset(dir)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for a, err := range d.History(t.Context()) {
			if err != nil {
				got = err.Error()
			} else if a.Person != 255 || a.Count != 3 || a.First != 1635843600000001 {
				t.Errorf("%+v", *a)
			}
		}
		if d.HistoryDays() != 120 || (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%q: error %q, want %q", text, got, want)
		}
	}
	if d := (&Dataset{}); d.HistoryDays() != 0 {
		t.Error("a dataset without a history has days of it")
	} else {
		for _, err := range d.History(t.Context()) {
			if err == nil || !strings.Contains(err.Error(), "--history") {
				t.Errorf("no history: %v", err)
			}
		}
	}
}
