package audit_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
)

// Two campaigns at once, a quiet one and a decoy, on different accounts and on
// the same ones, with controls and without.
func TestTwoCampaigns(t *testing.T) {
	data, err := os.ReadFile(axesFile)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	from, to := strings.Index(text, "  - id: c1"), strings.Index(text, "\ncontrols:")
	decoy := strings.NewReplacer("id: c1", "id: decoy", "residential_proxy", "datacentre", "{ip: sticky}", "{ip: per_account}", "pool: 120", "pool: 4", "exposed: 6000", "exposed: 3000").Replace(text[from:to])
	for name, profiles := range map[string]string{"different accounts": "{gp: 16}", "the same accounts": "{pharmacy: 16}"} {
		path := filepath.Join(t.TempDir(), "two.yaml")
		if err := os.WriteFile(path, []byte(text[:to]+strings.ReplaceAll(decoy, "{pharmacy: 16}", profiles)+text[to:]), 0o644); err != nil {
			t.Fatal(err)
		}
		sets := []string{"population.profile_mix={gp: 0.6, pharmacy: 0.05, nurse: 0.2, other: 0.15}"}
		for about, o := range map[string]generator.Options{"": {}, ", undefended": {WithoutControls: true}} {
			t.Run(name+about, func(t *testing.T) {
				for id, figures := range failing(run(t, datasettest.Write(t, path, o, output.Options{}, sets...))) {
					for figure, example := range figures {
						t.Errorf("%s: %s at %s", id, figure, example)
					}
				}
			})
		}
	}
}
