package generator

import (
	"strings"
	"testing"
)

// The ordinary traffic of the plan itself, with the plan's own keys, keeps to
// the figures of its card.
func TestTrafficOfTheBaselineKeepsToItsFigures(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	if err := planOf(t, "baseline", "0.2", Options{}).TrafficCalibration(&b); err != nil {
		t.Fatal(err)
	}
	card := b.String()
	for row := range strings.Lines(card) {
		if strings.Contains(row, "| OFF |") {
			t.Error(row)
		}
	}
	for _, want := range []string{"look-ups a working day", "Monday", "12:30 to 14:00", "coefficient of variation", "sign-ins refused", "28 days before", "Gini"} {
		if !strings.Contains(card, want) {
			t.Errorf("the card does not speak of %q", want)
		}
	}
	b.Reset()
	if err := planOf(t, "tiny", "1", Options{}).TrafficCalibration(&b); err != nil || b.Len() > 0 {
		t.Errorf("ten accounts of two days have a card: %v, %s", err, b.String())
	}
}
