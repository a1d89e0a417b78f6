package output

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/internal/ordered"
	"github.com/breachsim/breachsim/output/internal/pack"
)

// ready is a fake whose slices cost nothing: what is measured is the writer.
type ready struct {
	*fake
	batch event.Batch
}

func newReady(slices, perSlice int) *ready {
	f := newFake(1+slices/24, perSlice)
	f.windows, f.attack, f.persons = f.windows[:slices], 40, 6_000_000
	r := &ready{fake: f}
	for i := range f.windows {
		if f.NewFiller().Fill(f.windows[i], &r.batch); len(r.batch.AuditOrder) > perSlice*3/4 {
			break
		}
	}
	return r
}

func (r *ready) NewFiller() Filler { return readyFiller{r} }

type readyFiller struct{ r *ready }

func (f readyFiller) Fill(w event.Window, b *event.Batch) {
	no := b.NoAccess
	*b = f.r.batch
	b.Window, b.NoAccess = w, no
}

func (r *ready) events() int { return len(r.windows) * len(r.batch.AuditOrder) }

// perEvent reports the figures of a benchmark that writes all events of r
// each round.
func perEvent(b *testing.B, r *ready, bytes int64, before runtime.MemStats) {
	var after runtime.MemStats
	runtime.ReadMemStats(&after)
	n := float64(r.events()) * float64(b.N)
	b.SetBytes(bytes)
	b.ReportMetric(n/b.Elapsed().Seconds()/1e6, "Mevents/s")
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/n, "allocs/event")
	b.ReportMetric(0, "ns/op")
}

type counter struct{ n int64 }

func (c *counter) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	return len(b), nil
}

// The native audit log to a writer that discards it, without digests.
func BenchmarkStream(b *testing.B) {
	r := newReady(12, 20_000)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			old := runtime.GOMAXPROCS(workers)
			defer runtime.GOMAXPROCS(old)
			var before runtime.MemStats
			runtime.ReadMemStats(&before)
			var c counter
			for b.Loop() {
				c.n = 0
				if err := Stream(b.Context(), r, &c, workers); err != nil {
					b.Fatal(err)
				}
			}
			perEvent(b, r, c.n, before)
		})
	}
}

// A whole dataset to files, with digests, fsync and records.
func BenchmarkWrite(b *testing.B) {
	r := newReady(48, 20_000)
	for _, o := range []Options{{Formats: []string{"jsonl"}, Persons: "exposed"}, {Persons: "exposed"}, {Persons: "exposed", Compress: "zstd"}} {
		for _, workers := range []int{1, 2} {
			o.Workers = workers
			b.Run(fmt.Sprintf("formats=%d/compress=%s/workers=%d", len(o.Formats), o.Compress, workers), func(b *testing.B) {
				old := runtime.GOMAXPROCS(workers)
				defer runtime.GOMAXPROCS(old)
				var before runtime.MemStats
				runtime.ReadMemStats(&before)
				var bytes int64
				dir := b.TempDir()
				for b.Loop() {
					o.Dir = filepath.Join(dir, "d")
					s, err := Write(b.Context(), r, o)
					if err != nil {
						b.Fatal(err)
					}
					bytes = s.Bytes
					b.StopTimer()
					if err := os.RemoveAll(o.Dir); err != nil {
						b.Fatal(err)
					}
					b.StartTimer()
				}
				perEvent(b, r, bytes, before)
			})
		}
	}
}

func BenchmarkDigest(b *testing.B) {
	buf := make([]byte, ordered.PieceBytes)
	h := sha256.New()
	b.SetBytes(ordered.PieceBytes)
	for b.Loop() {
		h.Write(buf)
	}
}

func BenchmarkPack(b *testing.B) {
	r := newReady(1, 1300)
	var text []byte
	w := writerFunc(func(p []byte) (int, error) { text = append(text, p...); return len(p), nil })
	if err := Stream(b.Context(), r, w, 1); err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{pack.Gzip, pack.Zstd} {
		b.Run(name, func(b *testing.B) {
			p, err := pack.New(name)
			if err != nil {
				b.Fatal(err)
			}
			var out []byte
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if out, err = p.Pack(out[:0], text); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(out))/float64(len(text)), "share")
		})
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

var _ io.Writer = writerFunc(nil)
