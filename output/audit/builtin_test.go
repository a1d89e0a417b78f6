package audit_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/audit"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/scenarios"
)

// The built-in scenarios at small scales: nothing but the declared signals.
func TestBuiltInScenarios(t *testing.T) {
	for _, x := range []struct{ scenario, scale string }{
		{"tiny", "1"}, {"baseline", "0.01"}, {"amelipro-2022", "0.01"},
	} {
		t.Run(x.scenario, func(t *testing.T) {
			scale, err := scenarios.ParseScale(x.scale)
			if err != nil {
				t.Fatal(err)
			}
			r := run(t, datasettest.Write(t, x.scenario, generator.Options{Scale: scale}, output.Options{}))
			for _, id := range audit.IDs() {
				for figure, example := range failing(r)[id] {
					t.Errorf("%s: %s at %s", id, figure, example)
				}
			}
			var table bytes.Buffer
			audit.WriteTable(&table, []*audit.Report{r}, nil, false)
			t.Log("\n" + table.String())
		})
	}
}

// What a scenario does not declare fails, and says so.
func TestUndeclaredSignals(t *testing.T) {
	r := run(t, datasettest.Write(t, "testdata/small.yaml", generator.Options{}, output.Options{}, "signals=[]"))
	after := failing(r)
	for _, want := range []string{"user_agent", "src_ip block", "path of the access log"} {
		if _, ok := after["A1"][want]; !ok {
			t.Errorf("A1 does not fail on %s: %v", want, after["A1"])
		}
	}
}

func TestReportIsTheSameEveryTime(t *testing.T) {
	dir := datasettest.Write(t, "testdata/small.yaml", generator.Options{}, output.Options{})
	var docs [2][]byte
	for i := range docs {
		b, err := json.Marshal(audit.Document([]*audit.Report{run(t, dir)}, nil, false))
		if err != nil {
			t.Fatal(err)
		}
		docs[i] = b
	}
	if !bytes.Equal(docs[0], docs[1]) {
		t.Errorf("two reports of one dataset differ:\n%s\n%s", docs[0], docs[1])
	}
	if strings.Contains(string(docs[0]), "NaN") {
		t.Error("a figure is no number")
	}
}

func TestCounterfactualsAndForms(t *testing.T) {
	for name, x := range map[string]struct {
		g    generator.Options
		o    output.Options
		sets []string
	}{
		"nobody attacks": {g: generator.Options{WithoutCampaigns: true}},
		"nobody defends": {g: generator.Options{WithoutControls: true}},
		"full truth":     {o: output.Options{TruthFull: true}},
		"packed":         {o: output.Options{Compress: "zstd"}},
		"clear numbers":  {sets: []string{"output.nir=clear"}},
		"no numbers":     {sets: []string{"output.nir=omit"}},
		"path":           {sets: []string{"output.nir_location=path", "output.not_found_status=404"}},
		"query, clear":   {sets: []string{"output.nir_location=query", "output.nir=clear", "output.not_found_status=400"}},
		"query, masked":  {sets: []string{"output.nir_location=query", "output.nir=omit"}},
		"short sessions": {sets: []string{"portal.session_idle=45m", "portal.session_limit=2h"}},
		"many outages":   {sets: []string{"portal.outages_per_month=30", "portal.maintenance_per_month=30", "portal.slow_downs_per_month=30"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := run(t, datasettest.Write(t, "testdata/small.yaml", x.g, x.o, x.sets...))
			for id, figures := range failing(r) {
				for figure, example := range figures {
					t.Errorf("%s: %s at %s", id, figure, example)
				}
			}
		})
	}
}
