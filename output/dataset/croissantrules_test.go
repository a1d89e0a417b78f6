package dataset_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
)

// croissantKeys are the properties that version 1.1 of Croissant demands of a
// node of each type, and those of the ones it may have that we use; a node has
// no others.
// https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html
var croissantKeys = map[string][2]string{
	"sc:Dataset":      {"@context conformsTo description license name url creator datePublished", "distribution recordSet version inLanguage isLiveDataset keywords citeAs " + responsibleKeys},
	"sc:Organization": {"name", "url"},
	"cr:FileObject":   {"@id name contentUrl encodingFormat sha256", "contentSize description containedIn"},
	"cr:FileSet":      {"@id name includes encodingFormat", "description containedIn excludes"},
	"cr:RecordSet":    {"@id name field", "description key"},
	"cr:Field":        {"@id name dataType source", "description references isArray arrayShape"},
}

// responsibleKeys are the properties of the vocabulary for responsible AI, version 1.0, all of
// them, and the one that says that data are synthetic.
const responsibleKeys = "rai:dataCollection rai:dataCollectionType rai:dataCollectionMissingData rai:dataCollectionRawData " +
	"rai:dataCollectionTimeframe rai:dataImputationProtocol rai:dataPreprocessingProtocol rai:dataManipulationProtocol " +
	"rai:dataAnnotationProtocol rai:dataAnnotationPlatform rai:dataAnnotationAnalysis rai:annotationsPerItem " +
	"rai:annotatorDemographics rai:machineAnnotationTools rai:dataUseCases rai:dataLimitations rai:dataBiases " +
	"rai:dataSocialImpact rai:personalSensitiveInformation rai:dataReleaseMaintenancePlan rai:hasSyntheticData"

// TestCroissantIsResponsible: each property is there and says something.
func TestCroissantIsResponsible(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(datasettest.Tiny(t), "croissant.json"))
	if err != nil {
		t.Fatal(err)
	}
	var top map[string]any
	if err := json.Unmarshal(text, &top); err != nil {
		t.Fatal(err)
	}
	for _, key := range strings.Fields(responsibleKeys) {
		switch v := top[key].(type) {
		case string:
			if v == "" {
				t.Errorf("%s is empty", key)
			}
		case []any:
			if len(v) == 0 {
				t.Errorf("%s is empty", key)
			}
		case bool:
			if !v {
				t.Errorf("%s is false", key)
			}
		default:
			t.Errorf("%s is %v", key, v)
		}
	}
	if got := fmt.Sprint(top["rai:dataCollectionTimeframe"]); got != "[2022-03-10T00:00:00 2022-03-11T23:59:59]" {
		t.Errorf("timeframe %s", got)
	}
}

// TestCardNamesFilesThatAreThere reads the head of the card as Hugging Face does.
func TestCardNamesFilesThatAreThere(t *testing.T) {
	dir := datasettest.Write(t, "tiny", generator.Options{History: 3},
		output.Options{Formats: allFormats(), Compress: "gzip", Records: []string{"jsonl", "parquet"}})
	text, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.SplitN(string(text), "---\n", 3)
	if len(parts) != 3 || parts[0] != "" {
		t.Fatal("the card has no head")
	}
	var head struct {
		License []string
		Configs []struct {
			Name  string `yaml:"config_name"`
			Files string `yaml:"data_files"`
		}
	}
	if err := yaml.Unmarshal([]byte(parts[1]), &head); err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, c := range head.Configs {
		if found, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(c.Files))); err != nil || len(found) == 0 {
			t.Errorf("%s: no file is %s (%v)", c.Name, c.Files, err)
		}
		if names[c.Name] {
			t.Errorf("two tables are called %s", c.Name)
		}
		names[c.Name] = true
	}
	for _, want := range []string{"audit-jsonl", "insured_persons", "accounts", "history", "truth_events"} {
		if !names[want] {
			t.Errorf("no table %s in %v", want, names)
		}
	}
}

// TestCroissantFollowsTheRules walks every node of the description: it has the
// properties that its type demands and no unknown ones, its source names one file
// and one thing in it, an array has a shape, a digest is one.
func TestCroissantFollowsTheRules(t *testing.T) {
	dir := datasettest.Write(t, "tiny", generator.Options{History: 3}, output.Options{Formats: allFormats(), Compress: "gzip"})
	text, err := os.ReadFile(filepath.Join(dir, "croissant.json"))
	if err != nil {
		t.Fatal(err)
	}
	var top map[string]any
	if err := json.Unmarshal(text, &top); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	croissantNode(t, top, kinds)
	for kind := range croissantKeys {
		if kinds[kind] == 0 {
			t.Errorf("no %s", kind)
		}
	}
	// What a loader would find in the logs that have columns.
	for id, want := range map[string]int{"logs/audit/jsonl": 32, "logs/audit/csv": 32, "logs/audit/parquet": 32, "logs/access/csv-access": 14, "logs/access/parquet-access": 14, "logs/access/combined": 1} {
		found := false
		for _, s := range top["recordSet"].([]any) {
			set := s.(map[string]any)
			if set["@id"] == id {
				found = len(set["field"].([]any)) == want
			}
		}
		if !found {
			t.Errorf("%s is not described by %d fields", id, want)
		}
	}
}

func croissantNode(t *testing.T, n map[string]any, kinds map[string]int) {
	t.Helper()
	kind, _ := n["@type"].(string)
	keys, known := croissantKeys[kind]
	if !known {
		t.Fatalf("a node of type %q: %v", kind, n)
	}
	kinds[kind]++
	for _, key := range strings.Fields(keys[0]) {
		if n[key] == nil || n[key] == "" {
			t.Errorf("%s %v has no %s", kind, n["@id"], key)
		}
	}
	allowed := strings.Fields(keys[0] + " " + keys[1] + " @type")
	for key, value := range n {
		if !slices.Contains(allowed, key) {
			t.Errorf("%s %v has %s", kind, n["@id"], key)
		}
		list, _ := value.([]any)
		if one, ok := value.(map[string]any); ok {
			list = []any{one}
		}
		for _, item := range list {
			if inner, ok := item.(map[string]any); ok && key != "@context" && inner["@type"] != nil {
				croissantNode(t, inner, kinds)
			}
		}
	}
	switch kind {
	case "cr:FileObject":
		if !regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString(n["sha256"].(string)) {
			t.Errorf("%v: digest %v", n["@id"], n["sha256"])
		}
	case "cr:Field":
		croissantSource(t, n)
	}
}

func croissantSource(t *testing.T, field map[string]any) {
	t.Helper()
	source := field["source"].(map[string]any)
	extract, _ := source["extract"].(map[string]any)
	if (source["fileObject"] == nil) == (source["fileSet"] == nil) || len(source) != 2 || len(extract) != 1 {
		t.Errorf("%v: source %v", field["@id"], source)
	}
	for how, what := range extract {
		if how != "column" && (how != "fileProperty" || what != "lines") {
			t.Errorf("%v: extract %v", field["@id"], extract)
		}
	}
	if (field["isArray"] == true) != (field["arrayShape"] == "-1") {
		t.Errorf("%v: isArray %v, arrayShape %v", field["@id"], field["isArray"], field["arrayShape"])
	}
}
