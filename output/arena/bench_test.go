package arena_test

import (
	"context"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/arena"
	"github.com/breachsim/breachsim/output/arena/alarm"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios/library"
)

// alertsOfBench is how many alerts become an action each.
const alertsOfBench = 100

// spaced alerts on one look-up in so many, a hundred times in all.
func spaced(every int) arena.Maker {
	return func(context.Context, *generator.Plan) (alarm.Detector, error) {
		seen, said := 0, 0
		return script{func(ev *read.Event) []alarm.Alert {
			if ev.Action != "lookup" || ev.Account == "" {
				return nil
			}
			if seen++; seen%every != 0 || said == alertsOfBench {
				return nil
			}
			said++
			return about(ev)
		}}, nil
	}
}

// BenchmarkLoopBesideGenerate plays a hundred alerts in the loop and writes the dataset, and
// tells how many times as long that takes as generating the same scenario.
func BenchmarkLoopBesideGenerate(b *testing.B) {
	sc, err := library.Builtin("amelipro-2022")
	if err != nil {
		b.Fatal(err)
	}
	g := generator.Options{Scale: 20_000}
	var plain, loop time.Duration
	for b.Loop() {
		start := time.Now()
		p, err := generator.New(sc, g)
		if err != nil {
			b.Fatal(err)
		}
		s, err := output.Write(b.Context(), dataset.Source(p, "test"), output.Options{Dir: b.TempDir(), Force: true})
		if err != nil {
			b.Fatal(err)
		}
		plain += time.Since(start)
		start = time.Now()
		a, err := arena.New(sc, arena.Options{Generator: g, Do: []string{"account_reset"}, Stands: time.Hour})
		if err != nil {
			b.Fatal(err)
		}
		out, err := a.Run(b.Context(), spaced(int(s.Counts.AuditEvents)/2/alertsOfBench))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := out.Write(b.Context(), "test", output.Options{Dir: b.TempDir(), Force: true}); err != nil {
			b.Fatal(err)
		}
		loop += time.Since(start)
		b.ReportMetric(float64(len(out.Actions)), "actions")
	}
	b.ReportMetric(loop.Seconds()/plain.Seconds(), "x-generate")
}
