package fidelity

import (
	"slices"
	"testing"

	"github.com/breachsim/breachsim/scenarios"
)

// Other seeds and sizes keep to the figures too, and the same world gives the
// same card.
func TestTrafficCardOfOtherWorlds(t *testing.T) {
	for seed := range uint64(4) {
		w := trafficOf(t, "0.05", seed)
		lines := Traffic(w)
		holdCard(t, lines)
		if again := Traffic(w); !slices.Equal(lines, again) {
			t.Error("the same world gives two cards")
		}
	}
	small := Traffic(trafficOf(t, "0.005", 3))
	holdCard(t, small)
	if len(small) == 0 || len(small) >= len(Traffic(trafficOf(t, "0.05", 3))) {
		t.Errorf("%d lines for a small world", len(small))
	}
	for _, none := range []World{trafficOf(t, "0.05", 1, "time.end=2022-02-20"), trafficOf(t, "0.0005", 1)} {
		if lines := Traffic(none); len(lines) != 0 {
			t.Errorf("%d lines where nothing can be told: %+v", len(lines), lines[0])
		}
	}
}

// A week with public holidays does not count for the shares of weekdays.
func TestTrafficCardInHolidays(t *testing.T) {
	holdCard(t, Traffic(trafficOf(t, "0.05", 5, "time.start=2022-04-25", "time.end=2022-06-06")))
}

// What a scenario sets otherwise moves the figures with it.
func TestTrafficCardFollowsTheScenario(t *testing.T) {
	for _, set := range []string{"benign.after_hours_share=0", "benign.after_hours_share=0.5",
		"benign.credential_sharing_share=1",
		"calendar.epidemic[0]={name: influenza, onset: 2022-01-24, peak: 2022-02-28, gain: 2}"} {
		holdCard(t, Traffic(trafficOf(t, "0.05", 6, set)))
	}
}

// even makes accounts that look up one person every half hour of every day.
func even(n int) []*habit {
	var list []*habit
	for range n {
		h := &habit{persons: map[uint32]int64{}}
		for i := range h.halfHours {
			h.halfHours[i] = 7
		}
		for i := range h.weekdays {
			h.weekdays[i] = 48
		}
		h.gaps = slices.Repeat([]int64{18_000}, 300)
		h.busy = ratio{48 * 5, 5}
		list = append(list, h)
	}
	return list
}

// A machine that works round the clock is OFF nearly everywhere.
func TestTrafficCardTellsAMachine(t *testing.T) {
	w, of := trafficOf(t, "0.005", 1), even(60)
	x := habits[0]
	off := map[string]bool{}
	for _, l := range slices.Concat(volumeLines(scenarios.GP, million, of), x.weekLines("practices", of),
		x.dayLines("practices", &w, of), x.sessionLines("practices", of), x.personLines("practices", &w, of)) {
		off[l.Figure] = !l.OK()
	}
	for _, figure := range []string{"general practitioners: median account", "Monday", "Sunday",
		"12:30 to 14:00 below those hours", "before 8:00 and from 19:00 on",
		"the quietest hour, of the busiest", "seconds between look-ups, median", "their coefficient of variation",
		"more than ten minutes", "Gini coefficient of volumes over accounts"} {
		if !off[figure] {
			t.Errorf("%s: nothing is found", figure)
		}
	}
}

func TestStatistics(t *testing.T) {
	for _, c := range []struct {
		sorted []int64
		want   int64
	}{{[]int64{5, 5, 5, 5}, 0}, {[]int64{0, 0, 0, 10}, 750}, {[]int64{1, 2, 3, 4}, 250}, {nil, 0}, {[]int64{0, 0},
		0}} {
		if got := gini(c.sorted); got != c.want {
			t.Errorf("gini of %v is %d, want %d", c.sorted, got, c.want)
		}
	}
	if got := standardError([]int64{1000, 2000, 3000, 4000}); got != 645 { // sd 1291 of four
		t.Errorf("standard error %d", got)
	}
	hs := []*habit{{gaps: []int64{100, 100}}, {gaps: []int64{300, 300}}}
	if v, n, ok := variation(hs); !ok || n != 4 || v != 500 { // mean 200, deviation 100
		t.Errorf("variation %d of %d", v, n)
	}
	if v, _, _ := quantileOf(million/2, 1, 1, func(h *habit) []int64 { return h.gaps })(hs); v != 300 {
		t.Errorf("median %d", v)
	}
	if _, _, ok := sumOf(million, func(h *habit) ratio { return h.again })(hs); ok {
		t.Error("a share of nothing")
	}
}
