package intensity

import (
	"slices"
	"sort"
	"testing"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Look-ups come in order, inside their stretch; First is the exact inverse of
// Time, so that the counts of windows that meet add up; a Walker answers the
// same, in any order.
func TestLookUpsLieInTheirStretch(t *testing.T) {
	cal := march(t)
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, cal)
		if w.in.Total() < 2 {
			return
		}
		p := NewPlacement(w.in, &w.pacing, random.New(rapid.Uint64().Draw(t, "account")))
		from := rapid.Int64Range(0, w.in.Total()-1).Draw(t, "base")
		s := Stretch{Base: from, Key: random.New(rapid.Uint64().Draw(t, "stretch"))}
		s.Mass = rapid.Int64Range(1, w.in.Total()-from).Draw(t, "mass")
		s.N = rapid.SampledFrom([]uint64{1, 2, 19, 63, 64, 65, 80, 81, 200, 1_000, 40_000, 1 << 36}).Draw(t, "n")
		walk := p.Walk(s)
		begin, last := w.in.Inverse(s.Base), w.in.Inverse(s.Base+s.Mass-1)
		if got := p.First(s, begin); got != 0 {
			t.Fatalf("%d look-ups before the begin", got)
		}
		if got := p.First(s, last+1); got != s.N {
			t.Fatalf("%d look-ups before the end, want %d", got, s.N)
		}
		before, step := begin, max(s.N/301, 1)
		for i := uint64(0); i < s.N; i += step {
			ts := p.Time(s, i)
			if ts < before || ts > last {
				t.Fatalf("look-up %d at %d, after %d; stretch %d to %d", i, ts, before, begin, last)
			}
			if w.in.At(ts) == 0 {
				t.Fatalf("look-up %d at %d, when nothing is done", i, ts)
			}
			f := p.First(s, ts)
			if f > i || p.Time(s, f) != ts || f > 0 && p.Time(s, f-1) >= ts {
				t.Fatalf("First(%d) = %d, look-up %d is there", ts, f, i)
			}
			if g := p.First(s, ts+1); g <= i || g < s.N && p.Time(s, g) <= ts {
				t.Fatalf("First(%d) = %d, look-up %d is before it", ts+1, g, i)
			}
			if walk.Time(i) != ts || walk.First(ts) != f {
				t.Fatalf("look-up %d walked at %d, want %d; first %d, want %d", i, walk.Time(i), ts, walk.First(ts), f)
			}
			before = ts
		}
	})
}

// No gap is shorter than the law draws it where the block has room, whatever
// the intensity does; where it has none, all are shortened alike.
func TestGapsAreNeverQuickerThanTheLaw(t *testing.T) {
	cal := march(t)
	squeezed, spared := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, cal)
		p := NewPlacement(w.in, &w.pacing, random.New(1))
		if p.law.block == 1 || w.in.Total() == 0 {
			return
		}
		s := Stretch{Mass: w.in.Total(), Key: random.New(rapid.Uint64().Draw(t, "stretch"))}
		probe := random.New(2).Rand()
		law, tenths := p.law.draw(&probe, int(p.law.block), 1<<40), rapid.Int64Range(5, 80).Draw(t, "tenths of the law")
		s.N = uint64(max(integer.MulDiv(w.in.Worked(w.to), int64(p.law.block)*10, law.sum*tenths), 1))
		b := rapid.Uint64Range(0, (s.N-1)/p.law.block).Draw(t, "block")
		var times [longest]int64
		size := p.place(&s, b, &times)
		r := s.Key.At2(drawBlock, b).Rand()
		room := p.block(&s, b).room
		g := p.law.draw(&r, size, room)
		for i := 1; i < size; i++ {
			drawn, got := g.before[i]-g.before[i-1], w.in.Worked(times[i])-w.in.Worked(times[i-1])
			switch {
			case g.sum <= room && got < drawn:
				t.Fatalf("gap %d of %d is %d, the law has %d; there is room for all", i, size, got, drawn)
			case g.sum <= room && p.law.runs && g.rests[i] == g.rests[i-1] && got != drawn:
				t.Fatalf("gap %d of a run is %d, the law has %d", i, got, drawn)
			case g.sum > room && abs(got-integer.MulDiv(drawn, room, g.sum)) > 1:
				t.Fatalf("gap %d is %d, not %d shortened from %d to %d", i, got, drawn, g.sum, room)
			}
		}
		if g.sum > room {
			squeezed++
		} else {
			spared++
		}
	})
	if squeezed == 0 || spared == 0 {
		t.Errorf("%d blocks without room, %d with", squeezed, spared)
	}
}

func abs(x int64) int64 { return max(x, -x) }

// gapsOf returns the gaps of a stretch in seconds, sorted.
func gapsOf(p *Placement, s Stretch) []float64 {
	w, out := p.Walk(s), make([]float64, 0, s.N)
	for i := uint64(1); i < s.N; i++ {
		out = append(out, float64(w.Time(i)-w.Time(i-1))/1e6)
	}
	slices.Sort(out)
	return out
}

// Gaps have the law that was asked for, also while the intensity rises from
// nothing: the bursts of a steep ramp once came 190 times too fast.
func TestGapsHaveTheirLaw(t *testing.T) {
	cal := march(t)
	from := cal.Day(cal.First() + 5).Start
	for _, ramp := range []int64{0, 3 * calendar.Hour, 48 * calendar.Hour} {
		place := func(sc scenarios.Pacing, length int64) (*Placement, Stretch) {
			sc.Ramp = scenarios.Micros(ramp)
			in := New(shapeOf(&sc, from), Times{Calendar: cal}, from, from+length)
			return NewPlacement(in, &sc, random.New(4)), Stretch{Mass: in.Total(), Key: random.New(9)}
		}
		median := func(g []float64) float64 { return g[len(g)/2] }
		ratio := func(g []float64) float64 { return g[len(g)*99/100] / g[len(g)/2] }

		p, s := place(scenarios.Pacing{Shape: scenarios.Burst}, 48*calendar.Hour)
		s.N = 3_000
		near(t, "median gap of a burst, law 3 s", median(gapsOf(p, s)), 2.7, 3.5)
		s.N = 100 // in the middle of the ramp
		near(t, "median gap of a short burst", median(gapsOf(p, s)), 2.3, 3.9)
		p, s = place(scenarios.Pacing{Shape: scenarios.Burst, ThinkTime: thinkTimes[1]}, 48*calendar.Hour)
		s.N = 3_000
		near(t, "median gap of a burst, law constant(12s)", median(gapsOf(p, s)), 11.999, 12.001)

		// Without a think time the law is stretched to the rate.
		p, s = place(scenarios.Pacing{Shape: scenarios.LogNormalShape}, 200*calendar.Hour)
		for _, each := range []uint64{10, 100} { // seconds
			s.N = 200 * 3_600 / each
			near(t, "p99/p50 of gaps, lognormal(sigma=1)", ratio(gapsOf(p, s)), 6, 16)
		}
	}
}

// With a think time look-ups come in visits: gaps are those of the law, however slow the
// rate, and the rest of the time lies between visits.
func TestThinkTimeIsNotStretched(t *testing.T) {
	cal := march(t)
	from := cal.Day(cal.First() + 5).Start
	for _, shape := range []scenarios.Shape{scenarios.LogNormalShape, scenarios.PoissonShape, scenarios.OwnerMimic} {
		for _, each := range []uint64{200, 1_500} { // seconds
			sc := scenarios.Pacing{Shape: shape, ThinkTime: lognormal(25*calendar.Second, 900_000)}
			in := New(Shape{Hours: scenarios.AllHours}, Times{Calendar: cal}, from, from+400*calendar.Hour)
			p := PlaceAs(in, &sc, Visits{LookUps: 6}, random.New(4))
			s := Stretch{Mass: in.Total(), N: 400 * 3_600 / each, Key: random.New(9)}
			all := gapsOf(p, s)
			within := all[:sort.SearchFloat64s(all, 240)]
			if share := float64(len(within)) / float64(len(all)); share < 0.75 || share > 0.90 {
				t.Errorf("shape %d, %d s each: %.2f of the gaps are within a visit, want five in six", shape, each, share)
			}
			near(t, "median gap in a visit", within[len(within)/2], 22, 32)
		}
	}
}

// A stretch that is cut keeps the look-ups before the cut: nothing that lies
// behind has a part in them, and another key has others.
func TestTimesDependOnKeyAndNumberAlone(t *testing.T) {
	cal := march(t)
	from := cal.Day(cal.First() + 5).Start
	for _, shape := range allShapes {
		sc := scenarios.Pacing{Shape: shape, Jitter: 200_000}
		in := New(shapeOf(&sc, from), Times{Calendar: cal}, from, from+100*calendar.Hour)
		p := NewPlacement(in, &sc, random.New(4))
		s := Stretch{Base: 1_000, Mass: in.Total() - 1_000, N: 900, Key: random.New(1)}
		other, same := s, 0
		other.Key = random.New(2)
		backwards := p.Walk(s)
		for i := range s.N {
			if backwards.Time(s.N-1-i) != p.Time(s, s.N-1-i) {
				t.Fatalf("shape %d: look-up %d depends on what was asked before", shape, s.N-1-i)
			}
			if p.Time(s, i) == p.Time(other, i) {
				same++
			}
		}
		if same > 9 {
			t.Errorf("shape %d: %d look-ups of 900 at the same time under another key", shape, same)
		}
	}
}

// Evenly spaced look-ups have the spread that was asked for.
func TestJitterIsTheDeviationOfTheGaps(t *testing.T) {
	cal := march(t)
	from := cal.Day(cal.First() + 5).Start
	for _, jitter := range []scenarios.Share{0, 100_000, 300_000} {
		sc := scenarios.Pacing{Jitter: jitter}
		in := New(shapeOf(&sc, from), Times{Calendar: cal}, from, from+200*calendar.Hour)
		s := Stretch{Mass: in.Total(), N: 20_000, Key: random.New(1)}
		p := NewPlacement(in, &sc, random.New(4))
		mean, sum := float64(p.MeanGap(s))/1e6, 0.0
		near(t, "mean gap, seconds", mean, 35.99, 36.01)
		for _, g := range gapsOf(p, s) {
			sum += (g - mean) * (g - mean)
		}
		want := float64(jitter) / 1e6 * float64(jitter) / 1e6
		near(t, "variance of the gaps, of the mean squared", sum/20_000/mean/mean, want*0.95-1e-9, want*1.05+1e-9)
	}
}

// Runs have 20 to 60 look-ups, and rests between them.
func TestBurstsAreRunsAndRests(t *testing.T) {
	cal := march(t)
	from := cal.Day(cal.First() + 5).Start
	five := scenarios.Distribution{Law: scenarios.ConstantLaw, Center: scenarios.Micros(5 * calendar.Second)}
	sc := scenarios.Pacing{Shape: scenarios.Burst, ThinkTime: five}
	in := New(shapeOf(&sc, from), Times{Calendar: cal}, from, from+200*calendar.Hour)
	p := NewPlacement(in, &sc, random.New(4))
	s := Stretch{Mass: in.Total(), N: 8_000, Key: random.New(3)}
	w, run, runs := p.Walk(s), 1, []int{}
	for i := uint64(1); i < s.N; i++ {
		if w.Time(i)-w.Time(i-1) <= 5*calendar.Second {
			run++
			continue
		}
		runs, run = append(runs, run), 1
	}
	runs = append(runs, run)
	slices.Sort(runs)
	near(t, "runs of 8,000 look-ups", float64(len(runs)), 195, 200)
	near(t, "shortest run", float64(runs[0]), 20, 25)
	near(t, "median run", float64(runs[len(runs)/2]), 35, 45)
	near(t, "longest run", float64(runs[len(runs)-1]), 55, 60)
}

func TestNothingToPlace(t *testing.T) {
	var in Intensity
	p := NewPlacement(&in, &scenarios.Pacing{Shape: scenarios.Burst}, random.New(1))
	if n := p.First(Stretch{}, 5); n != 0 || p.MeanGap(Stretch{}) != 0 {
		t.Errorf("%d look-ups of none", n)
	}
	if in.Inverse(0) != Forever || in.Start() != Forever || in.End() != 0 || in.Cumulative(5) != 0 || in.Worked(5) != 0 {
		t.Error("an intensity of nothing works")
	}
	if ts := p.Time(Stretch{N: 3}, 1); ts != Forever {
		t.Errorf("a look-up at %d without working time", ts)
	}
}

func BenchmarkPlacement(b *testing.B) {
	cal := march(b)
	from := cal.Day(cal.First() + 5).Start
	for name, sc := range map[string]scenarios.Pacing{
		"constant":  {Jitter: 100_000},
		"lognormal": {Shape: scenarios.LogNormalShape},
		"burst":     {Shape: scenarios.Burst},
		"mimic":     {Shape: scenarios.OwnerMimic, ThinkTime: thinkTimes[2]},
	} {
		in := New(shapeOf(&sc, from), Times{Calendar: cal}, from, from+400*calendar.Hour)
		p := NewPlacement(in, &sc, random.New(4))
		s := Stretch{Mass: in.Total(), N: 100_000, Key: random.New(3)}
		b.Run(name+"/in order", func(b *testing.B) {
			b.ReportAllocs()
			w := p.Walk(s)
			for i := uint64(0); b.Loop(); i++ {
				w.Time(i % s.N)
			}
		})
		b.Run(name+"/anywhere", func(b *testing.B) {
			b.ReportAllocs()
			for i := uint64(0); b.Loop(); i++ {
				p.Time(s, i*7919%s.N)
			}
		})
		b.Run(name+"/first", func(b *testing.B) {
			b.ReportAllocs()
			for i := int64(0); b.Loop(); i++ {
				p.First(s, from+i*7_919_000_003%(400*calendar.Hour))
			}
		})
	}
}

// A visit has as many look-ups on average as the scenario says, small numbers included.
func TestVisitsHaveTheirLookUps(t *testing.T) {
	for _, mean := range []uint64{1, 2, 3, 6, 12} {
		r, visits, made := random.New(9).At(mean).Rand(), 0, 0
		for range 2_000 {
			g := gaps{size: gapBlock}
			g.visits(&r, gapBlock, Visits{LookUps: mean, Given: true})
			for i := range gapBlock {
				if made++; i == 0 || g.rests[i] != g.rests[i-1] {
					visits++
				}
			}
		}
		// The last visit of a block is cut short.
		got := float64(made) / float64(visits)
		if want := float64(mean); got > want*1.02 || got < want*0.98-want*want/gapBlock {
			t.Errorf("%.2f look-ups to a visit, want %d", got, mean)
		}
	}
}
