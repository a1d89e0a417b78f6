package audit_test

import (
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/audit"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/scenarios"
)

// BenchmarkRun audits amelipro-2022 at a small scale: all checks, from the
// files to the report. Lines are those of both logs.
func BenchmarkRun(b *testing.B) {
	scale, err := scenarios.ParseScale("0.02")
	if err != nil {
		b.Fatal(err)
	}
	dir := datasettest.Write(b, "amelipro-2022", generator.Options{Scale: scale}, output.Options{})
	b.ReportAllocs()
	var events, lines int64
	for b.Loop() {
		r, err := audit.Run(b.Context(), dir, audit.Options{})
		if err != nil {
			b.Fatal(err)
		}
		events, lines = events+r.AuditEvents, lines+r.AuditEvents+r.AccessLines
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(lines)/b.Elapsed().Seconds(), "lines/s")
}
