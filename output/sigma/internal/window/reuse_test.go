package window

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
	"github.com/breachsim/breachsim/output/sigma/internal/syntax"
)

// TestRowsThatAreUsedAgainRememberNothing: a combination counts the same in a table whose
// rows had other combinations before as in one of its own.
func TestRowsThatAreUsedAgainRememberNothing(t *testing.T) {
	types := []syntax.Type{syntax.EventCount, syntax.ValueCount, syntax.Temporal, syntax.TemporalOrdered, syntax.ValueSum,
		syntax.ValueAvg, syntax.ValuePercentile}
	reused := 0
	rapid.Check(t, func(t *rapid.T) {
		c := &syntax.Correlation{Type: rapid.SampledFrom(types).Draw(t, "type"), Timespan: rapid.Int64Range(0, 20).Draw(t, "span"),
			Rules: make([]int, 2), Percentile: rapid.Int64Range(0, 100).Draw(t, "percentile"),
			Limits: []syntax.Limit{{Op: syntax.Compare(rapid.IntRange(0, 5).Draw(t, "op")), N: rapid.Int64Range(0, 4).Draw(t, "n") * 1_000_000}}}
		shared := NewTable()
		many := shared.Groups(NewRule(c))
		ts := int64(1000)
		for combination := range int64(12) {
			own := NewTable()
			one := own.Groups(NewRule(c))
			key := field.Key{}.Add(&field.Value{Kind: field.Number, N: combination})
			for range rapid.IntRange(1, 6).Draw(t, "hits") {
				ts += rapid.Int64Range(1, 9).Draw(t, "pause")
				v := field.Value{Kind: field.Number, N: rapid.Int64Range(0, 4).Draw(t, "value")}
				h := Hit{TS: ts, Rule: rapid.IntRange(0, 1).Draw(t, "rule"), Key: field.Key{}.Add(&v), Value: v}
				before := len(shared.free)
				row := shared.Row(key, ts)
				if len(shared.free) < before {
					reused++
				}
				many.Add(row, &h)
				one.Add(own.Row(key, ts), &h)
				got, want := judged(many, ts), judged(one, ts)
				if got != want {
					t.Fatalf("combination %d at %d: %+v, want %+v", combination, ts, got, want)
				}
			}
			ts += rapid.Int64Range(0, 40).Draw(t, "rest")
			shared.forget(ts)
		}
	})
	if reused == 0 {
		t.Error("no row was used again")
	}
}

// said is what was told of an instant.
type said struct {
	Count
	crosses bool
}

func judged(g *Groups, ts int64) (s said) {
	g.Judge(ts, func(_ *Group, c Count, crosses bool) { s = said{c, crosses} })
	return s
}
