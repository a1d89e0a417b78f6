package intensity

import (
	"testing"

	"pgregory.net/rapid"
)

// An intensity that is cut from another one answers what one does that is built
// from copies of the same pieces.
func TestCutsAnswerLikeCopies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := &Intensity{}
		at := int64(0)
		for range rapid.IntRange(0, 8).Draw(t, "steps") {
			from := at + rapid.Int64Range(0, 20).Draw(t, "gap")
			at = from + rapid.Int64Range(1, 30).Draw(t, "length")
			whole.steps.add(from, at, rapid.Int64Range(1, 5).Draw(t, "weight"))
		}
		var spans []Span
		for end := int64(-5); len(spans) < 4 && end < at+5; {
			from := end + rapid.Int64Range(0, 30).Draw(t, "pause")
			end = from + rapid.Int64Range(0, 60).Draw(t, "span")
			spans = append(spans, Span{from, end})
		}
		cut, copied := whole.Within(spans), copiedWithin(whole, spans)
		if cut.Start() != copied.Start() || cut.End() != copied.End() || cut.Total() != copied.Total() {
			t.Fatalf("[%d, %d) of %d, want [%d, %d) of %d", cut.Start(), cut.End(), cut.Total(), copied.Start(), copied.End(), copied.Total())
		}
		for ts := int64(-10); ts < at+20; ts++ {
			if cut.Cumulative(ts) != copied.Cumulative(ts) || cut.Worked(ts) != copied.Worked(ts) || cut.At(ts) != copied.At(ts) {
				t.Fatalf("at %d: %d %d %d, want %d %d %d", ts, cut.Cumulative(ts), cut.Worked(ts), cut.At(ts), copied.Cumulative(ts), copied.Worked(ts), copied.At(ts))
			}
		}
		for mass := int64(0); mass < cut.Total()+10; mass++ {
			if cut.Inverse(mass) != copied.Inverse(mass) || cut.workedAt(mass) != copied.workedAt(mass) || cut.Instant(mass) != copied.Instant(mass) {
				t.Fatalf("at mass %d: %d %d %d, want %d %d %d", mass, cut.Inverse(mass), cut.workedAt(mass), cut.Instant(mass), copied.Inverse(mass), copied.workedAt(mass), copied.Instant(mass))
			}
		}
	})
}

// copiedWithin copies the pieces of an intensity that lie in some spans.
func copiedWithin(in *Intensity, spans []Span) *Intensity {
	out := &Intensity{}
	for _, sp := range spans {
		for _, s := range in.steps {
			out.steps.add(max(sp.From, s.from), min(sp.To, s.to), s.weight)
		}
	}
	return out
}
