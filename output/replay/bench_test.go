package replay_test

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/replay"
	"github.com/breachsim/breachsim/output/replay/open"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

const benchScale = scenarios.Scale(20_000) // 1,000,000 is the whole

// BenchmarkReplay sends the audit log of baseline to a receiver on this machine that
// throws it away, beside generating the same lines to nowhere, as generate -o - does:
// only the ratio of the two says something.
func BenchmarkReplay(b *testing.B) {
	b.Run("generate", func(b *testing.B) {
		s, err := library.Open("baseline", nil)
		if err != nil {
			b.Fatal(err)
		}
		plan, err := generator.New(s, generator.Options{Scale: benchScale})
		if err != nil {
			b.Fatal(err)
		}
		var n lineCounter
		for b.Loop() {
			if err := output.Stream(b.Context(), dataset.Source(plan, "test"), &n, 0); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "lines/s")
	})
	dir := datasettest.Write(b, "baseline", generator.Options{Scale: benchScale}, output.Options{})
	for _, weeks := range []int{0, 200} {
		name := "tcp"
		if weeks > 0 {
			name = "tcp-moved"
		}
		b.Run(name, func(b *testing.B) {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				b.Fatal(err)
			}
			defer l.Close()
			go discard(l)
			o := options(b)
			o.Forms, o.Weeks = o.Forms[:1], weeks
			o.Batch = replay.Batch{Lines: 500, Bytes: 256 << 10}
			lines := int64(0)
			for b.Loop() {
				to, err := open.Open("tcp://"+l.Addr().String(), open.Options{Options: sink.Options{Timeout: time.Minute}})
				if err != nil {
					b.Fatal(err)
				}
				sum, err := replay.Run(b.Context(), openDataset(b, dir), to, o)
				if err != nil {
					b.Fatal(err)
				}
				lines += sum.Lines
			}
			b.ReportMetric(float64(lines)/b.Elapsed().Seconds(), "lines/s")
		})
	}
}

type lineCounter int64

func (n *lineCounter) Write(b []byte) (int, error) {
	*n += lineCounter(strings.Count(string(b), "\n"))
	return len(b), nil
}

func discard(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			_, _ = io.Copy(io.Discard, c)
			c.Close()
		}()
	}
}

// BenchmarkPace measures how far the pace is off: the time that a run took against the
// time that its log lasts, and the latest line. A day at 60 × would take 24 minutes, so
// there is a day at 7,200 ×, which is harder, and a quarter of an hour at 60 ×.
func BenchmarkPace(b *testing.B) {
	d := openDataset(b, datasettest.Write(b, "baseline", generator.Options{Scale: benchScale}, output.Options{}))
	from, _, err := replay.Period(d, options(b).Forms)
	if err != nil {
		b.Fatal(err)
	}
	const minute = 60_000_000 // µs
	for _, c := range []struct {
		name     string
		from, to int64
		speed    float64
	}{
		{"day-7200x", from, from + 1440*minute, 7200},
		{"quarter-60x", from + 600*minute, from + 615*minute, 60},
	} {
		b.Run(c.name, func(b *testing.B) {
			worst, late := 0.0, time.Duration(0)
			for b.Loop() {
				o := options(b)
				o.From, o.To, o.Speed = c.from, c.to, c.speed
				o.Batch = replay.Batch{Lines: 500, Bytes: 256 << 10, Age: 0}
				var r receiver
				sum, err := replay.Run(b.Context(), d, &r, o)
				if err != nil {
					b.Fatal(err)
				}
				span := float64(r.told[len(r.told)-1]-r.told[0]) / 1e6 / c.speed
				took := r.at[len(r.at)-1].Sub(r.at[0]).Seconds()
				worst, late = max(worst, 100*(took-span)/span, 100*(span-took)/span), max(late, sum.MaxLag)
			}
			b.ReportMetric(worst, "error-%")
			b.ReportMetric(float64(late.Microseconds())/1000, "max-late-ms")
		})
	}
}
