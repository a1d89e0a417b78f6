package dataset_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// published finds a schema that others publish and that is not kept here; see
// conformance.
func published(t *testing.T, name string) string {
	t.Helper()
	at := filepath.Join(conformance(t), name)
	if _, err := os.Stat(at); err != nil {
		t.Skipf("the published schema %s is not here: lines are not held against it", name)
	}
	return at
}

// allFormats lists every log format.
func allFormats() (names []string) {
	for _, f := range encode.Formats() {
		if f.Stream != schema.Records {
			names = append(names, f.Name)
		}
	}
	return names
}

// eachLine visits the lines of files as JSON.
func eachLine(t *testing.T, pattern string, visit func(line []byte, v any)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s (%v)", pattern, err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for sc := bufio.NewScanner(bytes.NewReader(b)); sc.Scan(); {
			v, err := jsonschema.UnmarshalJSON(bytes.NewReader(sc.Bytes()))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			visit(sc.Bytes(), v)
		}
	}
}

// Every field of every line is one of ECS 9.4.0 with its type, but for those
// under our own name.
func TestLinesFollowECS(t *testing.T) {
	f, err := os.Open(published(t, "ecs-9.4.0-fields.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() // only read
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	type kind struct{ name, list string }
	known := map[string]kind{}
	for _, r := range rows[1:] {
		known[r[3]] = kind{r[4], r[6]}
	}
	seen, wrong := map[string]bool{}, []string(nil)
	fault := func(form string, args ...any) { wrong = append(wrong, fmt.Sprintf(form, args...)) }
	var check func(path string, v any)
	check = func(path string, v any) {
		if path == "infopatient" {
			return
		}
		k, there := known[path]
		switch v := v.(type) {
		case map[string]any:
			if k.name == "geo_point" {
				seen[path] = true
				return
			}
			for name, inner := range v {
				check(strings.TrimPrefix(path+"."+name, "."), inner)
			}
			return
		case []any:
			if k.list != "array" {
				fault("%s is a list", path)
			}
		case json.Number:
			if k.name != "long" && k.name != "float" {
				fault("%s is a number, want %s", path, k.name)
			}
		case string:
			if k.name == "long" || k.list == "array" {
				fault("%s is a text, want %s %s", path, k.list, k.name)
			}
		}
		if !there {
			fault("%s is no field of ECS", path)
		}
		seen[path] = true
	}
	dir := datasettest.Write(t, "tiny", generator.Options{}, output.Options{Formats: []string{"ecs"}})
	eachLine(t, filepath.Join(dir, "logs/audit/ecs/*.jsonl"), func(_ []byte, v any) {
		if len(wrong) == 0 {
			check("", v)
		}
	})
	for _, w := range wrong {
		t.Error(w)
	}
	if len(seen) < 30 {
		t.Errorf("only %d fields: %v", len(seen), slices.Sorted(maps.Keys(seen)))
	}
	for _, spoiled := range []string{`{"label":"attack"}`, `{"source":{"port":"49152"}}`, `{"user":{"roles":"10"}}`, `{"user":{"id":["PS0412233"]}}`, `{"event":{"id":5}}`, `{"session":{"id":"x"}}`} {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(spoiled))
		if err != nil {
			t.Fatal(err)
		}
		wrong = nil
		check("", v)
		if len(wrong) == 0 {
			t.Errorf("%s is taken for ECS", spoiled)
		}
	}
}

// ocsfClass compiles the schema of a class. Where it was made without resolving
// the numbers of class and category, it allows nothing but the 0 of the base
// class: the numbers that OCSF gives the class take that place, so that a line
// must have these and no others. In the same way it knows no type of observable
// but 0 and 99, to which 2, an IP address, is added:
// https://schema.ocsf.io/1.8.0/objects/observable
func ocsfClass(t *testing.T, uid, at string) *jsonschema.Schema {
	t.Helper()
	b, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	properties := doc.(map[string]any)["properties"].(map[string]any)
	for key, number := range map[string]string{"class_uid": uid, "category_uid": uid[:1]} {
		p := properties[key].(map[string]any)
		if list, _ := p["enum"].([]any); len(list) == 1 && list[0] == json.Number("0") {
			p["enum"] = []any{json.Number(number)}
		}
	}
	// The published form lists a class's own activities; 0 (Unknown) and 99 (Other) are
	// of every class: https://schema.ocsf.io/1.8.0/classes/base_event
	activity := properties["activity_id"].(map[string]any)
	if list, _ := activity["enum"].([]any); !slices.Contains(list, any(json.Number("0"))) {
		activity["enum"] = append(list, json.Number("0"), json.Number("99"))
	}
	observable := doc.(map[string]any)["$defs"].(map[string]any)["observable"].(map[string]any)
	p := observable["properties"].(map[string]any)["type_id"].(map[string]any)
	if list, _ := p["enum"].([]any); len(list) == 2 {
		p["enum"] = append(list, json.Number("2"))
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("class.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("class.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Every line follows the schema of its OCSF class, without other properties.
func TestLinesFollowOCSF(t *testing.T) {
	classes := map[string]*jsonschema.Schema{}
	for uid, name := range map[string]string{"3001": "account_change", "3002": "authentication", "4002": "http_activity", "6003": "api_activity", "7004": "network_remediation_activity"} {
		classes[uid] = ocsfClass(t, uid, published(t, "ocsf-1.8.0-"+name+".json"))
	}
	seen := map[string]int{}
	for _, mode := range []string{"hmac", "clear", "omit"} {
		dir := datasettest.Write(t, "amelipro-2022", few("amelipro-2022"), output.Options{Formats: []string{"ocsf", "ocsf-http"}}, "output.nir="+mode)
		visit := func(line []byte, v any) {
			uid := string(v.(map[string]any)["class_uid"].(json.Number))
			if seen[uid]++; t.Failed() || seen[uid] > 20_000 {
				return
			}
			if err := classes[uid].Validate(v); err != nil {
				t.Errorf("%v\n%s", err, line)
			}
			if seen[uid] == 1 {
				spoilOCSF(t, classes[uid], line)
			}
		}
		eachLine(t, filepath.Join(dir, "logs/audit/ocsf/*.jsonl"), visit)
		eachLine(t, filepath.Join(dir, "logs/access/ocsf/*.jsonl"), visit)
	}
	for uid := range classes {
		if seen[uid] == 0 {
			t.Errorf("no line of class %s: %v", uid, seen)
		}
	}
}

// spoilOCSF sees that the schema of a class refuses a line with a property of
// another name, a wrong number or a text for a number.
func spoilOCSF(t *testing.T, class *jsonschema.Schema, line []byte) {
	t.Helper()
	for _, change := range [][2]string{{`{"class_uid"`, `{"label":"attack","class_uid"`}, {`"severity_id":1`, `"severity_id":77`}, {`"time":`, `"time":"now","x":`}, {`"version":"1.8.0",`, ``}} {
		text := strings.Replace(string(line), change[0], change[1], 1)
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil || text == string(line) {
			t.Fatalf("%s: %v", change[1], err)
		}
		if class.Validate(v) == nil {
			t.Errorf("accepted: %s", text)
		}
	}
}
