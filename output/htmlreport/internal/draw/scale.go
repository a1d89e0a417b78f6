package draw

import (
	"math"
	"strconv"
	"time"
)

// Scale puts values on a line of a canvas.
type Scale struct {
	Lo, Hi   float64 // values at the ends; Lo < Hi
	From, To int     // places of the ends, tenths of a pixel; From > To on an upright axis
	Log      bool    // equal factors are equally long
}

// At is the place of a value; what lies beyond an end is put on the end.
func (s *Scale) At(v float64) int {
	share := (s.on(v) - s.on(s.Lo)) / (s.on(s.Hi) - s.on(s.Lo))
	share = min(max(share, 0), 1)
	return s.From + int(math.Round(share*float64(s.To-s.From)))
}

func (s *Scale) on(v float64) float64 {
	if s.Log {
		return math.Log(max(v, math.SmallestNonzeroFloat64))
	}
	return v
}

// Tick is a mark on an axis.
type Tick struct {
	At   int
	Text string
}

// Round makes the upper end a round number, one that ticks reach, and returns the ticks, at
// most so many between zero and it.
func (s *Scale) Round(most int) (ticks []Tick) {
	step := stepFor((s.Hi - s.Lo) / float64(max(most, 1)))
	s.Hi = math.Ceil(s.Hi/step) * step
	for v := s.Lo; v <= s.Hi+step/2; v += step {
		ticks = append(ticks, Tick{s.At(v), Short(v)})
	}
	return ticks
}

// stepFor is the smallest of 1, 2 and 5 times a power of ten that is not below want.
func stepFor(want float64) float64 {
	step := math.Pow(10, math.Floor(math.Log10(want)))
	for i := 0; step < want*0.999; i++ {
		step *= [...]float64{2, 2.5, 2}[i%3]
	}
	return step
}

// Powers are the ticks of a logarithmic scale: 1, 10, 100 …, or all of 1, 2, 5 where there
// are few.
func (s *Scale) Powers() (ticks []Tick) {
	factors := []float64{1}
	if s.Hi/s.Lo < 200 {
		factors = []float64{1, 2, 5}
	}
	for p := math.Pow(10, math.Floor(math.Log10(s.Lo))); p <= s.Hi; p *= 10 {
		for _, f := range factors {
			if v := p * f; v >= s.Lo*0.999 && v <= s.Hi*1.001 {
				ticks = append(ticks, Tick{s.At(v), Short(v)})
			}
		}
	}
	return ticks
}

// Short writes a number in few letters: 1.2, 350, 12k, 1.5M.
func Short(v float64) string {
	write := func(x float64) string {
		text := strconv.FormatFloat(x, 'f', 1, 64)
		if text[len(text)-2:] == ".0" {
			text = text[:len(text)-2]
		}
		return text
	}
	switch a := math.Abs(v); {
	case a >= 999_950:
		return write(v/1e6) + "M"
	case a >= 9_995:
		return write(v/1e3) + "k"
	case a > 0 && a < 0.1:
		return strconv.FormatFloat(v, 'g', 1, 64)
	}
	return write(v)
}

// Times are the ticks of a scale of time, microseconds since 1970: midnights of a place, at
// most so many, named by day and month.
func (s *Scale) Times(zone *time.Location, most int) (ticks []Tick) {
	first := time.UnixMicro(int64(s.Lo)).In(zone)
	day := time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, zone)
	if day.Before(first) {
		day = day.AddDate(0, 0, 1)
	}
	days := (s.Hi - s.Lo) / float64(24*time.Hour/time.Microsecond)
	every := 1
	for _, n := range []int{1, 2, 7, 14, 28, 56, 112, 224} {
		if every = n; days/float64(n) <= float64(most) {
			break
		}
	}
	if every >= 7 { // on Mondays
		for day.Weekday() != time.Monday {
			day = day.AddDate(0, 0, 1)
		}
	}
	for ; float64(day.UnixMicro()) <= s.Hi; day = day.AddDate(0, 0, every) {
		ticks = append(ticks, Tick{s.At(float64(day.UnixMicro())), day.Format("2 Jan")})
	}
	return ticks
}
