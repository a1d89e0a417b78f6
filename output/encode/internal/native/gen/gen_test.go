package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The unrolled lists are those that are there: after a change of a list, run
// go generate ./output/encode/internal/native.
func TestTheLinesAreThoseOfTheLists(t *testing.T) {
	for name, text := range files() {
		want, err := text()
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is old: run go generate ./output/encode/internal/native", name)
		}
	}
}

// added is what somebody writes who adds a field of the audit log: for each file,
// a line and what is put before it.
var added = map[string][2]string{
	"generator/event/event.go": {
		"\tKeyOff      uint8  // for a mistyped", "\tTLS uint16 // version of TLS; 0 = none\n",
	},
	"output/encode/logs/audit.go": {
		"\t\t{Field: f{Name: \"service\"", "\t\t{Field: f{Name: \"tls\", Type: \"integer\", Meaning: \"Version of TLS.\"}, " +
			"Value: number(\"uint32(e.TLS)\", \"e.TLS != 0\")},\n",
	},
}

// asks prints what every format of the audit log makes of an event with the new field.
const asks = `package main

import (
	"fmt"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode"
)

func main() {
	cat := &event.Catalog{Networks: make([]event.NetworkText, 1), Places: make([]event.PlaceText, 1), UserAgents: []string{""}}
	ev := event.Event{ID: 1, TLS: 771, Account: event.NoAccount, PatientDept: event.NoPlace, Persons: -1}
	texts := encode.NewTexts(cat)
	for _, f := range encode.Formats() {
		if f.Audit == nil {
			continue
		}
		fmt.Printf("%s %s%q", f.Name, f.Header(encode.HMAC), texts.Audit(f, encode.HMAC)(nil, &ev))
		if f.Columns != nil {
			for _, c := range f.Info(encode.HMAC).Columns {
				fmt.Print(" ", c.Name, ":", c.Shape.Kind)
			}
		}
		fmt.Println("\nEND")
	}
}
`

// A field is added in two places, its member of the event and its row in the list,
// and every format that has all columns has it, with header, schema and page.
func TestAFieldIsAddedInTwoPlaces(t *testing.T) {
	root := t.TempDir()
	for _, dir := range []string{"scenarios", "generator/event", "generator/nir", "generator/record", "output/encode", "output/internal/encode"} {
		if err := os.CopyFS(filepath.Join(root, dir), os.DirFS(filepath.Join("../../../../..", dir))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join("../../../../..", name))
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(root, name), string(text))
	}
	for name, lines := range added {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(string(text), lines[0]) != 1 {
			t.Fatalf("%s has the line %q %d times", name, lines[0], strings.Count(string(text), lines[0]))
		}
		put(t, filepath.Join(root, name), strings.Replace(string(text), lines[0], lines[1]+lines[0], 1))
	}
	put(t, filepath.Join(root, "asks/main.go"), asks)
	goes(t, filepath.Join(root, "output/encode/internal/native"), "run", "./gen")
	said := goes(t, root, "run", "./asks")
	for format, want := range map[string][]string{
		"jsonl": {`\"tls\":771`}, "csv": {",client_fp,tls,service,", ",771,", " tls:1 "}, "sql": {`\t771\t`, " tls:1 "},
		"parquet": {`\x03\x00\x00\x00771`, " tls:1 "}, "rfc5424": {` tls=\"771\"`},
		"cef": {" BreachsimPortalTls=771"}, "leef": {`\ttls=771`}, "gelf": {`,\"_tls\":771`}, "hec": {`,\"tls\":771`},
		"otlp":       {`{\"key\":\"infopatient.tls\",\"value\":{\"intValue\":\"771\"}}`},
		"fhir-audit": {`{\"type\":\"tls\",\"valueString\":\"771\"}`},
	} {
		_, part, _ := strings.Cut("\n"+said, "\n"+format+" ")
		part, _, _ = strings.Cut(part, "\nEND")
		for _, w := range want {
			if !strings.Contains(part, w) {
				t.Errorf("%s has no %s: %s", format, w, part)
			}
		}
	}
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// goes runs the go command in a folder.
func goes(t *testing.T, dir string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, errs.String())
	}
	return out.String()
}
