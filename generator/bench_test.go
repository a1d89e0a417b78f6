package generator

import (
	"testing"
	_ "time/tzdata"

	"breachsim/generator/event"
	"breachsim/scenarios"
)

// planOf makes the plan of a built-in scenario at a scale.
func planOf(tb testing.TB, id, factor string, o Options) *Plan {
	tb.Helper()
	sc, err := scenarios.Builtin(id)
	if err != nil {
		tb.Fatal(err)
	}
	if o.Scale, err = scenarios.ParseScale(factor); err != nil {
		tb.Fatal(err)
	}
	p, err := New(sc, o)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func BenchmarkPlan(b *testing.B) {
	for b.Loop() {
		planOf(b, "amelipro-2022", "0.1", Options{})
	}
}

// BenchmarkSlice makes the working hours of one attacked day, audit events
// only and with the access lines.
func BenchmarkSlice(b *testing.B) {
	p := planOf(b, "amelipro-2022", "0.1", Options{})
	for _, c := range []struct {
		name     string
		noAccess bool
	}{{"audit", true}, {"both", false}} {
		b.Run(c.name, func(b *testing.B) {
			f := p.NewFiller()
			batch := event.Batch{NoAccess: c.noAccess}
			var slices []event.Window
			for _, w := range p.Windows() {
				if w.Day == p.Windows()[0].Day+23 {
					slices = append(slices, w)
				}
			}
			for _, w := range slices { // the day's sessions and the buffers
				f.Fill(w, &batch)
			}
			b.ReportAllocs()
			events, i := 0, 0
			for b.Loop() {
				f.Fill(slices[i%len(slices)], &batch)
				events += len(batch.Audit)
				i++
			}
			b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(events), "ns/event")
		})
	}
}
