package score

import (
	"strings"
	"testing"
)

// TestVerdictAtBudget: what is said of the budget is so, whatever scores the alerts have.
func TestVerdictAtBudget(t *testing.T) {
	dir := byHand().write(t)
	hit := func(score float64) string { return alertOf(at("2022-03-08 12:00"), accA, score) }
	falseOne := func(score float64) string { return alertOf(at("2022-03-07 12:00"), accC, score) }
	const (
		one  = "all your alerts have one score, so that none can be dropped"
		top  = "nobody with at most 1 per 1,000: those of your alerts with the highest score alone make more"
		some = "with the highest scores that make at most 1 per 1,000"
	)
	for _, c := range []struct {
		name, alerts string
		scores       int
		want         string
	}{
		{"one score for all", hit(3) + falseOne(3), 1, one},
		{"two scores, the false alert on top", hit(3) + falseOne(4), 2, top},
		{"the highest score is that of both", hit(4) + falseOne(4) + hit(3), 2, top},
		{"false alerts with one score, and no other", falseOne(4), 1, one},
		{"the false alert below", hit(4) + falseOne(3), 2, some},
	} {
		r := scored(t, dir, c.alerts)
		var b strings.Builder
		if err := r.WriteVerdict(&b); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(b.String()), " ")
		for _, said := range []string{one, top, some} {
			if strings.Contains(text, said) != (said == c.want) {
				t.Errorf("%s: want %q in\n%s", c.name, c.want, &b)
			}
		}
		if r.Result.Scores != c.scores {
			t.Errorf("%s: %d scores, want %d", c.name, r.Result.Scores, c.scores)
		}
	}
}
