package dataset

import (
	"io"
	"runtime"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/scenarios/library"
)

// allOfFrance is the insured population of 2022.
const allOfFrance = "67813396"

// BenchmarkAllPersons walks a world of 67.8 million persons as `--persons all`
// does: each record is computed, encoded (but for "records") and handed to a writer that discards
// it, by one goroutine. A round is a stretch of 1<<16 indices, the next one a
// fortieth of the population further on; the whole population is 1035 of them.
// heap-MB is what the world and the walk hold in the end, whatever was walked.
func BenchmarkAllPersons(b *testing.B) {
	src := Source(france(b), "bench")
	t := records.Persons()
	for _, f := range []struct {
		name  string
		lines records.Lines[record.Person]
	}{{"records", nothing()}, {"csv", t.CSV()}, {"jsonl", t.JSONL()}, {"parquet-rows", t.Packed()}} {
		b.Run(f.name, func(b *testing.B) { walk(b, src, f.lines) })
	}
}

// nothing is a form without columns: the walk alone.
func nothing() records.Lines[record.Person] { return records.Lines[record.Person]{} }

func france(b *testing.B) *generator.Plan {
	b.Helper()
	sc, err := library.Open("baseline", []string{"population.insured_persons=" + allOfFrance})
	if err != nil {
		b.Fatal(err)
	}
	p, err := generator.New(sc, generator.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return p
}

func walk(b *testing.B, src output.Source, lines records.Lines[record.Person]) {
	const stretch = 1 << 16
	people, n := src.NewPeople(), uint32(src.Info().Persons)
	sink, bytes := &counter{}, int64(0)
	w := io.MultiWriter(sink, io.Discard)
	const block = 64
	persons, r := make([]uint32, block), make([]record.Person, block)
	buf := make([]byte, 0, 1<<20)
	from, records := uint32(0), 0
	b.ReportAllocs()
	for b.Loop() {
		for i := from; i < from+stretch && i < n; i += block {
			persons = persons[:min(block, n-i)]
			for j := range persons {
				persons[j] = i + uint32(j)
			}
			people.Fill(persons, r, nil)
			for j := range persons {
				if buf = lines.Append(buf, &r[j]); len(buf) > 1<<20-4096 {
					w.Write(buf) // cannot fail
					buf = buf[:0]
				}
			}
			records += len(persons)
		}
		from = (from + n/40) % n
	}
	w.Write(buf)
	bytes = sink.bytes
	s := b.Elapsed().Seconds()
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(records)/s/1e6, "Mrecords/s")
	b.ReportMetric(float64(bytes)/s/1e6, "MB/s")
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "heap-MB")
	runtime.KeepAlive(src)
}
