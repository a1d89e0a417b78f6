package dataset_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/scenarios/library"
)

// told are words of the truth that no log may hold: labels, look-alikes,
// phases, purposes, and the ids of campaigns and controls. Words that the
// portal itself uses are not among them.
func told(t *testing.T, id string) []string {
	t.Helper()
	words := slices.Concat(event.Labels(), event.BenignTypes(), event.Phases(), event.Purposes(),
		[]string{"label", "benign_type", "campaign", "phase", "actor_kind", "purpose", "caused_by", "is_alert", "attacks", "malicious", "bot"})
	sc, err := library.Open(id, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range sc.Campaigns {
		words = append(words, sc.Campaigns[i].ID)
	}
	for i := range sc.Controls {
		words = append(words, sc.Controls[i].ID)
	}
	var kept []string
	for _, w := range words {
		if w != "" && w != "session" { // a purpose, but also a key of several formats
			kept = append(kept, w)
		}
	}
	return kept
}

// TestNoFormatTellsTheTruth looks for words of the truth in every file of logs.
func TestNoFormatTellsTheTruth(t *testing.T) {
	for _, id := range []string{"tiny", "amelipro-2022"} {
		dir := datasettest.Write(t, id, few(id), output.Options{Formats: allFormats()})
		words := map[string]bool{}
		for _, w := range told(t, id) {
			words[w] = true
		}
		files := 0
		err := filepath.WalkDir(filepath.Join(dir, "logs"), func(at string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() || filepath.Ext(at) == ".sql" {
				return err
			}
			files++
			b := content(t, at)
			for w := range bytes.FieldsFuncSeq(b, between) {
				if words[string(w)] {
					t.Errorf("%s of %s holds %q", filepath.Base(filepath.Dir(at)), id, w)
					break
				}
			}
			return nil
		})
		if err != nil || files < len(allFormats()) {
			t.Fatalf("%d files, %v", files, err)
		}
	}
}

// between tells what stands between words.
func between(r rune) bool {
	return r != '_' && r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}

// few are the options for a dataset with everything in it that is made fast:
// two days before the controls of amelipro-2022 act, and the day they do.
func few(id string) generator.Options {
	if id == "tiny" {
		return generator.Options{}
	}
	from := time.Date(2022, 3, 10, 0, 0, 0, 0, time.FixedZone("CET", 3600))
	return generator.Options{Scale: 5_000, From: from, To: from.AddDate(0, 0, 2)}
}

// content is a file as text; of Parquet, its columns and values.
func content(t *testing.T, at string) []byte {
	t.Helper()
	b, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(at) != ".parquet" {
		return b
	}
	f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	text.WriteString(f.Schema().String() + "\n")
	for _, group := range f.RowGroups() {
		rows := group.Rows()
		buf := make([]parquet.Row, 512)
		for {
			n, err := rows.ReadRows(buf)
			for _, row := range buf[:n] {
				for _, v := range row {
					text.WriteString(v.String() + "\t")
				}
			}
			if err != nil {
				break
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return text.Bytes()
}
