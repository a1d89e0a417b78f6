package dataset_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/truth"
)

// TestLinesFollowTheirSchemas holds every line of a whole dataset against the
// published schemas, with a validator that is not ours: the audit log in every
// mode of the number, and the truth.
func TestLinesFollowTheirSchemas(t *testing.T) {
	for _, mode := range []string{"hmac", "clear", "omit"} {
		for _, at := range []string{"path", "query"} {
			dir := datasettest.Write(t, "tiny", generator.Options{}, output.Options{}, "output.nir="+mode, "output.nir_location="+at)
			holdTo(t, logs.AuditSchema(), filepath.Join(dir, "logs/audit/*.jsonl"))
		}
		dir := datasettest.Write(t, "tiny", generator.Options{}, output.Options{TruthFull: true}, "output.nir="+mode)
		if n := holdTo(t, logs.AuditSchema(), filepath.Join(dir, "logs/audit/*.jsonl")); n < 200 {
			t.Errorf("nir: %s: only %d lines of the audit log", mode, n)
		}
		if mode != "hmac" {
			continue
		}
		dir = datasettest.Write(t, "tiny", generator.Options{}, output.Options{TruthFull: true}, "time.warmup=2d", "population.accounts=80", "benign.look_alikes=default", spoilt)
		for _, table := range truth.Tables() {
			n := holdTo(t, table.Schema(), filepath.Join(dir, strings.Replace(table.Path, "DATE", "*", 1)))
			if n == 0 && !strings.Contains("truth/alerts truth/canaries", table.Name()) {
				t.Errorf("%s is empty", table.Path)
			}
		}
	}
}

// holdTo validates the lines of files and counts them.
func holdTo(t *testing.T, schema schema.JSONSchema, pattern string) int {
	t.Helper()
	s := compile(t, schema)
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s (%v)", pattern, err)
	}
	n := 0
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		for sc := bufio.NewScanner(f); sc.Scan(); n++ {
			v, err := jsonschema.UnmarshalJSON(bytes.NewReader(sc.Bytes()))
			if err == nil {
				err = s.Validate(v)
			}
			if err != nil {
				t.Errorf("%s: %v\n%s", filepath.Base(name), err, sc.Text())
				break
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

func compile(t *testing.T, schema schema.JSONSchema) *jsonschema.Schema {
	t.Helper()
	text, err := json.Marshal(schema)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c, name := jsonschema.NewCompiler(), fmt.Sprint(schema["title"], ".json")
	name = strings.NewReplacer(" ", "-", "/", "-", ",", "").Replace(name)
	c.AssertFormat()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
