package htmlreport

import (
	"bytes"
	"os"
	"testing"

	"github.com/breachsim/breachsim/generator"
)

// The pictures of the README are those of today's data; UPDATE=1 draws them anew.
func TestPicturesOfTheReadme(t *testing.T) {
	d := made(t, "amelipro-2022", generator.Options{Scale: 20_000, WithoutControls: true})
	var o Options
	for _, rule := range []string{"R1", "R2", "R5"} {
		alerts := bytes.NewReader(alertsOf(t, d, rule))
		o.Detectors = append(o.Detectors, Detector{Name: rule, File: rule, Alerts: alerts})
	}
	s, err := Read(t.Context(), d, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range s.Pictures() {
		if p.Name != "exposure-curve" && p.Name != "account-lanes" {
			continue
		}
		elements(t, string(p.SVG))
		file := p.Name + ".svg"
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(file, p.SVG, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		kept, err := os.ReadFile(file)
		if err != nil || !bytes.Equal(kept, p.SVG) {
			t.Errorf("%s is not that of today's data (%v): UPDATE=1 draws it anew", file, err)
		}
	}
}
