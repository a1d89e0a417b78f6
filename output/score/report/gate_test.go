package report

import (
	"math"
	"strings"
	"testing"
)

func TestWrongGate(t *testing.T) {
	all := strings.Join(metricNames(), ", ")
	for text, want := range map[string]string{
		"":                    `"" is no demand: write NAME>=NUMBER or NAME<=NUMBER, with a comma between several`,
		"entity_recall":       `"entity_recall" is no demand: write NAME>=NUMBER or NAME<=NUMBER, with a comma between several`,
		"entity_recal>=1":     `"entity_recal>=1": there is no figure "entity_recal", did you mean entity_recall?; the figures are ` + all,
		"xyzzy>=1":            `"xyzzy>=1": there is no figure "xyzzy"; the figures are ` + all,
		"entity_recall==1":    `"entity_recall==1": "==" is no comparison: write >=, <=, > or <`,
		"entity_recall>=most": `"entity_recall>=most": "most" is no number: write one such as 0.5`,
		"entity_recall.sd>=1": `"entity_recall.sd>=1": .sd is no part of a figure: write .lo or .hi, or only the name`,
		"entity_recall=>1,x":  `"entity_recall=>1": "=>" is no comparison: write >=, <=, > or <; "x" is no demand: write NAME>=NUMBER or NAME<=NUMBER, with a comma between several`,
	} {
		if _, err := ParseGate(text); err == nil || err.Error() != want {
			t.Errorf("%q\ngot  %v\nwant %s", text, err, want)
		}
	}
}

func TestDifferenceByItsLimits(t *testing.T) {
	// d = 0.1; lo = 0.1 - √(0.3² + 0.4²), hi = 0.1 + √(0.6² + 0.8²).
	before := &Figure{Value: 1, Lo: 0.2, Hi: 1.4}
	now := &Figure{Value: 1.1, Lo: 0.8, Hi: 1.7}
	c := Difference(Metrics()[EntityRecall], before, now)
	if math.Abs(float64(c.Lo)-(0.1-0.5)) > 1e-12 || math.Abs(float64(c.Hi)-(0.1+1)) > 1e-12 || c.Verdict != "same" {
		t.Errorf("%+v", c)
	}
}
