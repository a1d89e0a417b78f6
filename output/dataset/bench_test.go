package dataset

import (
	"context"
	"fmt"
	"testing"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

func planOf(tb testing.TB, id, factor string) *generator.Plan {
	tb.Helper()
	sc, err := library.Builtin(id)
	if err != nil {
		tb.Fatal(err)
	}
	f, err := scenarios.ParseScale(factor)
	if err != nil {
		tb.Fatal(err)
	}
	p, err := generator.New(sc, generator.Options{Scale: f})
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// counter counts bytes on their way to nowhere.
type counter struct{ bytes int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.bytes += int64(len(p))
	return len(p), nil
}

// BenchmarkStream makes the native audit log of a twentieth of the reference
// case without digests, to a discarding writer: generation, encoding, hand-over.
func BenchmarkStream(b *testing.B) {
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			src := Source(planOf(b, "amelipro-2022", "0.05"), "bench")
			var c counter
			b.ReportAllocs()
			for b.Loop() {
				if err := output.Stream(context.Background(), src, &c, workers); err != nil {
					b.Fatal(err)
				}
			}
			report(b, src, c.bytes)
		})
	}
}

// BenchmarkWrite writes datasets with digests: the audit log alone, without
// persons; both logs with truth and records.
func BenchmarkWrite(b *testing.B) {
	for _, c := range []struct {
		name, compress, persons string
		formats                 []string
		workers                 int
		passing                 bool
	}{
		{"audit/workers=1", "none", "0", []string{"jsonl"}, 1, false}, {"audit/workers=2", "none", "0", []string{"jsonl"}, 2, false},
		{"audit+zstd/workers=2", "zstd", "0", []string{"jsonl"}, 2, false},
		{"audit+records/workers=2", "none", "", []string{"jsonl"}, 2, false}, {"passing/workers=2", "none", "", []string{"jsonl"}, 2, true},
		{"all/workers=1", "none", "", nil, 1, false}, {"all/workers=2", "none", "", nil, 2, false},
	} {
		b.Run(c.name, func(b *testing.B) {
			src := Source(planOf(b, "amelipro-2022", "0.05"), "bench")
			b.ReportAllocs()
			var bytes int64
			for b.Loop() {
				s, err := output.Write(context.Background(), src, output.Options{Dir: b.TempDir(), Formats: c.formats, Compress: c.compress, Persons: c.persons, Workers: c.workers, Force: true, Passing: c.passing})
				if err != nil {
					b.Fatal(err)
				}
				bytes += s.Bytes
			}
			report(b, src, bytes)
		})
	}
}

// report adds the rates that matter to the benchmark's line.
func report(b *testing.B, src output.Source, bytes int64) {
	events := 0
	f := src.NewFiller()
	batch := &event.Batch{NoAccess: true}
	for _, w := range src.Windows() {
		f.Fill(w, batch)
		events += len(batch.Audit)
	}
	s := b.Elapsed().Seconds()
	b.ReportMetric(float64(events*b.N)/s, "events/s")
	b.ReportMetric(float64(bytes)/s/1e6, "MB/s")
}
