package generator

import (
	"testing"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// planOf makes the plan of a built-in scenario at a scale.
func planOf(tb testing.TB, id, factor string, o Options) *Plan {
	tb.Helper()
	sc, err := library.Builtin(id)
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

// BenchmarkSlice makes the hours of one working day, ordinary and attacked,
// audit events only and with the access lines.
func BenchmarkSlice(b *testing.B) {
	p := planOf(b, "amelipro-2022", "0.1", Options{})
	for _, c := range []struct {
		name     string
		day      int32
		noAccess bool
	}{{"ordinary/audit", 10, true}, {"ordinary/both", 10, false}, {"attacked/audit", 23, true}, {"attacked/both", 23, false}} {
		b.Run(c.name, func(b *testing.B) { benchmarkDay(b, p, p.Windows()[0].Day+c.day, c.noAccess) })
	}
}

// BenchmarkLimits makes the hours of a day under limits by account, one of them
// of a day, and the same without them: in the order of the log, and by a Filler
// that knows nothing yet (one slice each).
func BenchmarkLimits(b *testing.B) {
	for _, c := range []struct {
		name string
		o    Options
	}{{"limits", Options{WithoutCampaigns: true}}, {"none", Options{WithoutCampaigns: true, WithoutControls: true}}} {
		p := planOf(b, "under-the-limit", "0.1", c.o)
		day := p.Windows()[0].Day + 30
		b.Run(c.name+"/warm", func(b *testing.B) { benchmarkDay(b, p, day, true) })
		b.Run(c.name+"/days", func(b *testing.B) { benchmarkDays(b, p, day) })
		b.Run(c.name+"/alone", func(b *testing.B) {
			batch := event.Batch{NoAccess: true}
			for b.Loop() {
				p.NewFiller().Fill(p.Windows()[24*30+10], &batch)
			}
		})
	}
}

// benchmarkDays makes whole days one after the other.
func benchmarkDays(b *testing.B, p *Plan, day int32) {
	f := p.NewFiller()
	batch := event.Batch{NoAccess: true}
	ws := p.Windows()
	events, i := 0, 24*5
	for b.Loop() {
		if i++; ws[i].Day > day {
			i = 24 * 5
		}
		f.Fill(ws[i], &batch)
		events += len(batch.Audit)
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
}

func benchmarkDay(b *testing.B, p *Plan, day int32, noAccess bool) {
	f := p.NewFiller()
	batch := event.Batch{NoAccess: noAccess}
	var slices []event.Window
	for _, w := range p.Windows() {
		if w.Day == day {
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
}
