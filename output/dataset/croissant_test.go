package dataset_test

import (
	"bufio"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
)

type croissantFile struct {
	Type     string   `json:"@type"`
	ID       string   `json:"@id"`
	URL      string   `json:"contentUrl"`
	Format   []string `json:"encodingFormat"`
	SHA256   string   `json:"sha256"`
	Includes string   `json:"includes"`
}

type croissantRef struct {
	ID string `json:"@id"`
}

type croissantField struct {
	Type       string        `json:"@type"`
	ID         string        `json:"@id"`
	DataType   string        `json:"dataType"`
	References *croissantRef `json:"references"`
	Source     struct {
		FileObject, FileSet *croissantRef
		Extract             map[string]string
	}
}

type croissantSet struct {
	Type  string `json:"@type"`
	ID    string `json:"@id"`
	Key   []croissantRef
	Field []croissantField
}

type croissantDataset struct {
	Distribution []croissantFile
	RecordSet    []croissantSet
}

// TestCroissantSaysWhatIsThere holds croissant.json to what version 1.1 of the
// specification demands, and to the dataset: every file with its digest, every
// reference to something, every column in its file.
func TestCroissantSaysWhatIsThere(t *testing.T) {
	for _, o := range []output.Options{{}, {Compress: "zstd", Records: []string{"parquet", "csv", "fhir"}}, {Compress: "gzip", Records: []string{"jsonl"}}, {Compress: "zstd", Formats: allFormats()}} {
		dir := datasettest.Write(t, "tiny", generator.Options{History: 3}, o)
		text, err := os.ReadFile(filepath.Join(dir, "croissant.json"))
		if err != nil {
			t.Fatal(err)
		}
		requiredOfCroissant(t, text)
		var d croissantDataset
		if err := json.Unmarshal(text, &d); err != nil {
			t.Fatal(err)
		}
		filesOfCroissant(t, dir, d.Distribution)
		fieldsOfCroissant(t, dir, &d)
	}
}

func requiredOfCroissant(t *testing.T, text []byte) {
	t.Helper()
	var top map[string]any
	if err := json.Unmarshal(text, &top); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"@context", "@type", "conformsTo", "name", "description", "license", "url", "creator", "datePublished", "distribution", "recordSet"} {
		if top[key] == nil {
			t.Errorf("no %s", key)
		}
	}
	want := map[string]string{"@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.1", "datePublished": "2022-03-11", "version": fmt.Sprintf("%d.0.0", generator.DatasetVersion)}
	for key, value := range want {
		if top[key] != value {
			t.Errorf("%s is %v, want %s", key, top[key], value)
		}
	}
	if !regexp.MustCompile(`^https://[a-z.]+\.example/`).MatchString(top["url"].(string)) {
		t.Errorf("url %v", top["url"])
	}
}

func filesOfCroissant(t *testing.T, dir string, list []croissantFile) {
	t.Helper()
	m, err := output.ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{"croissant.json": true}
	for _, f := range list {
		if len(f.Format) == 0 || f.Format[0] == "application/octet-stream" {
			t.Errorf("%s: form %v", f.ID, f.Format)
		}
		if f.Type == "cr:FileSet" {
			if found, err := filepath.Glob(filepath.Join(dir, f.Includes)); err != nil || len(found) == 0 {
				t.Errorf("%s holds nothing (%v)", f.ID, err)
			}
			continue
		}
		told[f.URL] = true
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.URL)))
		if err != nil {
			t.Error(err)
			continue
		}
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != f.SHA256 || f.Type != "cr:FileObject" {
			t.Errorf("%s: digest or type", f.ID)
		}
	}
	for _, e := range m.Files {
		if !told[e.Path] {
			t.Errorf("%s is not in croissant.json", e.Path)
		}
	}
}

func fieldsOfCroissant(t *testing.T, dir string, d *croissantDataset) {
	t.Helper()
	ids := map[string]bool{}
	know := func(id string) {
		if ids[id] || id == "" {
			t.Errorf("id %q twice or empty", id)
		}
		ids[id] = true
	}
	for _, f := range d.Distribution {
		know(f.ID)
	}
	for _, s := range d.RecordSet {
		know(s.ID)
		for _, f := range s.Field {
			know(f.ID)
		}
	}
	types := []string{"sc:Text", "sc:Integer", "sc:Float", "sc:Boolean", "sc:Date", "sc:DateTime"}
	for _, s := range d.RecordSet {
		for _, k := range s.Key {
			if !ids[k.ID] {
				t.Errorf("%s: key %s", s.ID, k.ID)
			}
		}
		for _, f := range s.Field {
			if f.Type != "cr:Field" || s.Type != "cr:RecordSet" || !slices.Contains(types, f.DataType) {
				t.Errorf("%s: %s of type %s", f.ID, f.Type, f.DataType)
			}
			if f.References != nil && !ids[f.References.ID] {
				t.Errorf("%s refers to %s", f.ID, f.References.ID)
			}
			from := f.Source.FileObject
			if from == nil {
				from = f.Source.FileSet
			}
			if from == nil || !ids[from.ID] {
				t.Errorf("%s has no source", f.ID)
				continue
			}
			columnThere(t, dir, from.ID, f.Source.Extract["column"])
		}
	}
	if len(d.RecordSet) < 17 {
		t.Errorf("only %d record sets", len(d.RecordSet))
	}
}

// columnThere looks a column up in the first line of a file that is plain CSV
// or JSON Lines.
func columnThere(t *testing.T, dir, pattern, column string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
	if err != nil || len(found) == 0 {
		t.Fatalf("no file %s", pattern)
	}
	ext := filepath.Ext(found[0])
	if column == "" || ext != ".csv" && ext != ".jsonl" {
		return
	}
	f, err := os.Open(found[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() // only read
	if ext == ".csv" {
		head, err := csv.NewReader(f).Read()
		if err != nil || !slices.Contains(head, column) {
			t.Errorf("%s has no column %s (%v)", pattern, column, err)
		}
		return
	}
	sc := bufio.NewScanner(f)
	if sc.Scan() && !strings.Contains(sc.Text(), `"`+column+`":`) {
		t.Errorf("%s has no key %s", pattern, column)
	}
}
