//go:build unix

package arena_test

import (
	"context"
	"syscall"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/arena"
	"github.com/breachsim/breachsim/output/arena/alarm"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios"
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
// tells how many times as long that takes as generating the same scenario, by the clock and by
// the processor. What is promised holds at a tenth of the scenario's size.
func BenchmarkLoopBesideGenerate(b *testing.B) {
	for _, scale := range []scenarios.Scale{20_000, 100_000} {
		b.Run("scale="+scale.String(), func(b *testing.B) { loopBesideGenerate(b, generator.Options{Scale: scale}) })
	}
}

func loopBesideGenerate(b *testing.B, g generator.Options) {
	sc, err := library.Builtin("amelipro-2022")
	if err != nil {
		b.Fatal(err)
	}
	var plain, loop usage
	for b.Loop() {
		start := now(b)
		p, err := generator.New(sc, g)
		if err != nil {
			b.Fatal(err)
		}
		s, err := output.Write(b.Context(), dataset.Source(p, "test"), output.Options{Dir: b.TempDir(), Force: true})
		if err != nil {
			b.Fatal(err)
		}
		plain.since(b, start)
		start = now(b)
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
		loop.since(b, start)
		b.ReportMetric(float64(len(out.Actions)), "actions")
	}
	b.ReportMetric(loop.clock/plain.clock, "x-generate")
	b.ReportMetric(loop.processor/plain.processor, "x-generate-cpu")
}

// usage is what something takes, in seconds.
type usage struct{ clock, processor float64 }

// now is what the process has taken so far; its clock begins in 1970.
func now(b *testing.B) usage {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	processor := time.Duration(u.Utime.Nano() + u.Stime.Nano())
	return usage{float64(time.Now().UnixNano()) / 1e9, processor.Seconds()}
}

// since adds what was taken since an instant.
func (u *usage) since(b *testing.B, from usage) {
	b.Helper()
	to := now(b)
	u.clock, u.processor = u.clock+to.clock-from.clock, u.processor+to.processor-from.processor
}
