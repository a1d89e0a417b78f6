package dataset_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios/library"
)

type bundle struct {
	Type, ID string
	Objects  []map[string]any
}

func readBundle(t *testing.T, dir string) bundle {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, truth.BundlePath))
	if err != nil {
		t.Fatal(err)
	}
	var b bundle
	if err := json.Unmarshal(text, &b); err != nil {
		t.Fatal(err)
	}
	return b
}

// TestBundleHangsTogether reads the bundle as an outsider does: identifiers
// are of version 5 and unique, every reference is in the bundle, and it tells
// the accounts, addresses, persons and times of the truth.
func TestBundleHangsTogether(t *testing.T) {
	dir := datasettest.Write(t, "tiny", generator.Options{}, output.Options{})
	b := readBundle(t, dir)
	v5 := regexp.MustCompile(`^[a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	ids, kinds := map[string]bool{}, map[string]int{}
	for _, o := range b.Objects {
		id := o["id"].(string)
		if ids[id] || !v5.MatchString(id) || !strings.HasPrefix(id, o["type"].(string)+"--") {
			t.Errorf("identifier %s of a %v", id, o["type"])
		}
		ids[id] = true
		kinds[o["type"].(string)]++
	}
	for _, o := range b.Objects {
		for key, v := range o {
			for _, ref := range refs(key, v) {
				if !ids[ref] {
					t.Errorf("%v: %s %s is not in the bundle", o["id"], key, ref)
				}
			}
		}
	}
	want := map[string]int{"campaign": 1, "threat-actor": 1, "report": 1, "infrastructure": 1, "user-account": 4, "ipv4-addr": 3,
		"course-of-action": 2, "identity": 2, "attack-pattern": 4, "sighting": 5}
	for kind, n := range want {
		if kinds[kind] != n {
			t.Errorf("%d of %s, want %d", kinds[kind], kind, n)
		}
	}
	for _, o := range b.Objects {
		if about, _ := o["description"].(string); o["type"] == "campaign" && !strings.Contains(about, "60 persons exposed, through 2 accounts") {
			t.Errorf("campaign: %s", about)
		}
		if o["value"] == "247.0.69.110" && o["id"] != "ipv4-addr--06864154-bf37-52f6-a56f-52e145e0a66b" {
			t.Errorf("the identifier of an address is the same everywhere, got %v", o["id"])
		}
	}
}

// refs lists what a key refers to.
func refs(key string, v any) (list []string) {
	if strings.HasSuffix(key, "_ref") {
		return []string{v.(string)}
	}
	if strings.HasSuffix(key, "_refs") {
		for _, r := range v.([]any) {
			list = append(list, r.(string))
		}
	}
	return list
}

func TestNoCampaignNoBundle(t *testing.T) {
	dir := datasettest.Write(t, "tiny", generator.Options{WithoutCampaigns: true}, output.Options{})
	if _, err := os.Stat(filepath.Join(dir, truth.BundlePath)); err == nil {
		t.Error("a bundle of no campaign")
	}
}

// TestBundleFollowsOASIS validates each object, and the bundle, against the
// JSON schemas of OASIS (github.com/oasis-open/cti-stix2-json-schemas, branch
// stix2.1), and sees that they refuse what is spoilt.
func TestBundleFollowsOASIS(t *testing.T) {
	schemas := filepath.Join(conformance(t), "stix-2.1")
	c := jsonschema.NewCompiler()
	c.UseLoader(local{schemas})
	dir := datasettest.Write(t, "tiny", generator.Options{}, output.Options{})
	b := readBundle(t, dir)
	for _, o := range b.Objects {
		if err := holds(t, c, schemas, o); err != nil {
			t.Errorf("%v: %v", o["id"], err)
		}
	}
	whole := map[string]any{"type": b.Type, "id": b.ID, "objects": listOf(b.Objects)}
	if err := holds(t, c, schemas, whole); err != nil {
		t.Errorf("bundle: %v", err)
	}
	spoilt := 0
	for _, o := range b.Objects {
		bad := map[string]any{}
		for k, v := range o {
			bad[k] = v
		}
		if _, dated := bad["created"]; dated {
			bad["created"] = "yesterday"
		} else {
			bad["id"] = "ipv4-addr--1"
		}
		if holds(t, c, schemas, bad) == nil {
			t.Errorf("%v spoilt, and accepted", o["id"])
		}
		spoilt++
	}
	if spoilt < 20 {
		t.Errorf("only %d objects", spoilt)
	}
}

func listOf(objects []map[string]any) []any {
	out := make([]any, len(objects))
	for i := range objects {
		out[i] = objects[i]
	}
	return out
}

func holds(t *testing.T, c *jsonschema.Compiler, dir string, o map[string]any) error {
	t.Helper()
	for _, part := range []string{"sdos", "sros", "observables", "common"} {
		name := o["type"].(string) + ".json"
		if _, err := os.Stat(filepath.Join(dir, part, name)); err == nil {
			s, err := c.Compile(base + part + "/" + name)
			if err != nil {
				t.Fatal(err)
			}
			return s.Validate(o)
		}
	}
	t.Fatalf("no schema of %v", o["type"])
	return nil
}

const base = "http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas/"

// local finds the published schemas in a folder; nothing is fetched.
type local struct{ dir string }

func (l local) Load(url string) (any, error) {
	f, err := os.Open(filepath.Join(l.dir, filepath.FromSlash(path.Clean(strings.TrimPrefix(url, base)))))
	if err != nil {
		return nil, err
	}
	defer f.Close() // only read
	return jsonschema.UnmarshalJSON(f)
}

// conformance is the folder of schemas that are not the project's own: that of
// BREACHSIM_SCHEMAS, or shared/schemas beside the repository.
func conformance(t *testing.T) string {
	t.Helper()
	for _, dir := range slices.Compact([]string{os.Getenv("BREACHSIM_SCHEMAS"), "../../../shared/schemas"}) {
		if st, err := os.Stat(dir); err == nil && st.IsDir() {
			return dir
		}
	}
	t.Skip("the schemas of others are not here: name their folder in BREACHSIM_SCHEMAS")
	return ""
}

// TestBundleIsForetold holds the bytes of the bundle against what the check of
// free space counts with.
func TestBundleIsForetold(t *testing.T) {
	sc, err := library.Open("amelipro-2022", []string{"population.accounts=400", "population.insured_persons=20000", "campaigns[0].targets.exposed=800"})
	if err != nil {
		t.Fatal(err)
	}
	p, err := generator.New(sc, generator.Options{From: sc.Campaigns[0].Window.To})
	if err != nil {
		t.Fatal(err)
	}
	src := dataset.Source(p, "test")
	b, err := truth.NewBundle(src.Catalog(), src.Journal(), src.(output.Storied).Story())
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := b.Write(&text); err != nil {
		t.Fatal(err)
	}
	size, foretold := int64(text.Len()), truth.BundleBytes(src.Journal())
	t.Logf("%d bytes, foretold %d", size, foretold)
	if size > foretold || size < foretold/3 {
		t.Errorf("%d bytes, foretold %d", size, foretold)
	}
}
