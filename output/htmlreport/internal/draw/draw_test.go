package draw

import (
	"math"
	"strings"
	"testing"
	"time"
)

// A scale ends on a round number that a tick stands on, and has no more ticks than asked for
// and one.
func TestRoundScales(t *testing.T) {
	for _, hi := range []float64{0.013, 0.1, 0.3, 1, 7, 19, 510_000, 127_744, 99_999_999} {
		s := Scale{Hi: hi, From: 3000, To: 200}
		ticks := s.Round(5)
		if s.Hi < hi || s.Hi > 2*hi {
			t.Errorf("%v ends at %v", hi, s.Hi)
		}
		if n := len(ticks); n < 2 || n > 7 {
			t.Errorf("%v has %d ticks", hi, n)
		}
		if last := ticks[len(ticks)-1].At; last != 200 {
			t.Errorf("the last tick of %v is at %d, want the end", hi, last)
		}
		if ticks[0].At != 3000 || ticks[0].Text != "0" {
			t.Errorf("the first tick of %v is %v", hi, ticks[0])
		}
	}
}

func TestPlacesOnScales(t *testing.T) {
	s := Scale{Lo: 1, Hi: 1000, From: 0, To: 300, Log: true}
	for v, want := range map[float64]int{1: 0, 10: 100, 100: 200, 1000: 300, 0: 0, -5: 0, 5000: 300} {
		if got := s.At(v); got != want {
			t.Errorf("%v is at %d, want %d", v, got, want)
		}
	}
	if got := Short(math.Pi); got != "3.1" {
		t.Errorf("π is %q", got)
	}
}

// Days are marked at midnight of the place, on both sides of a change of the clock.
func TestTicksOfTimeAreMidnights(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2022, 3, 20, 0, 0, 0, 0, paris)
	to := time.Date(2022, 4, 3, 0, 0, 0, 0, paris)
	s := Scale{Lo: float64(from.UnixMicro()), Hi: float64(to.UnixMicro()), To: 1_000_000}
	ticks := s.Times(paris, 20)
	if len(ticks) != 15 {
		t.Fatalf("%d ticks, want 15", len(ticks))
	}
	for i, tick := range ticks {
		day := from.AddDate(0, 0, i)
		if want := s.At(float64(day.UnixMicro())); tick.At != want || tick.Text != day.Format("2 Jan") {
			t.Errorf("tick %d is %v, want %s at %d", i, tick, day.Format("2 Jan"), want)
		}
	}
}

// Texts are escaped wherever they go.
func TestTextsAreEscaped(t *testing.T) {
	const text = `<b>&"'`
	c := New(10, 10)
	c.Text("a", Point{}, Middle, text)
	c.Dot("a", Point{}, 10, text)
	c.RectSaying("a", Point{}, Point{10, 10}, text)
	svg := string(c.SVG("x", Label{ID: "id", Title: text, About: text}))
	if strings.Contains(svg, "<b>") || strings.Count(svg, "&lt;b&gt;") != 5 {
		t.Error(svg)
	}
}

// Steps go across first; what lies straight on is left out; an area is closed.
func TestShapes(t *testing.T) {
	c := New(10, 10)
	c.Steps("s", []Point{{0, 100}, {10, 100}, {20, 100}, {30, 55}, {40, 55}})
	c.Between("b", []Point{{0, 10}, {20, 5}}, []Point{{0, 30}, {20, 20}})
	c.Bars("t", 8, []Bar{{10, 50, -20}, {20, 50, 5}})
	for _, want := range []string{`d="M0 10H3V5.5H4"`, `d="M0 1H2V0.5L2 2H2V3H0Z"`, `stroke-width="0.8" d="M1 5v-2M2 5v0.5"`} {
		if !strings.Contains(string(c.b), want) {
			t.Errorf("no %s in\n%s", want, c.b)
		}
	}
}
