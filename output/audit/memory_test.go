package audit

import (
	"context"
	"runtime"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/scenarios"
)

// held is a check that weighs what is in use after each day.
type held struct{ bytes []uint64 }

func (h *held) Day(*world.Day) {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	h.bytes = append(h.bytes, m.HeapAlloc)
}

func (*held) Finish(context.Context) ([]figure.Figure, error) { return nil, nil }

// What an audit holds does not grow with the days: when the accounts have shown themselves, in
// two weeks, three weeks more add little.
func TestMemoryDoesNotGrowWithTheDays(t *testing.T) {
	scale, err := scenarios.ParseScale("0.01")
	if err != nil {
		t.Fatal(err)
	}
	dir := datasettest.Write(t, "amelipro-2022", generator.Options{Scale: scale}, output.Options{},
		"campaigns[0].targets.exposed=20000") // before scaling: the attack must not hide what the days add
	w, err := world.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	var h held
	if _, err := judge(t.Context(), w, kinds(), &h); err != nil {
		t.Fatal(err)
	}
	const begun, later = 14, 35
	before, after := h.bytes[begun-1], h.bytes[later-1]
	t.Logf("%d kB after %d days, %d kB after %d", before>>10, begun, after>>10, later)
	if after > before+before/2 {
		t.Errorf("%d kB are held after %d days and %d kB after %d", before>>10, begun, after>>10, later)
	}
}
