package rule

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// Setting is one parameter by its name, as --set gives it.
type Setting struct {
	Name string // rule, dot, parameter
	What string
	At   any // *int, *float64 or *time.Duration
}

// String is the value as --set takes it.
func (s Setting) String() string {
	switch v := s.At.(type) {
	case *int:
		return strconv.Itoa(*v)
	case *float64:
		return strconv.FormatFloat(*v, 'f', -1, 64)
	case *time.Duration:
		return v.String()
	}
	return ""
}

// Parse sets the value. All parameters are positive; nothing else is asked of
// them.
func (s Setting) Parse(text string) error {
	switch at := s.At.(type) {
	case *int:
		v, err := strconv.Atoi(text)
		if err != nil || v < 1 || v > 1e9 {
			return fmt.Errorf("want a whole number from 1 to 1000000000")
		}
		*at = v
	case *float64:
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || !(v > 0 && v < 1e9) {
			return fmt.Errorf("want a number above 0")
		}
		*at = v
	case *time.Duration:
		v, err := time.ParseDuration(text)
		if err != nil || v < time.Microsecond || v > 366*24*time.Hour {
			return fmt.Errorf("want a length of time, as in 500ms or 1m")
		}
		*at = v
	}
	return nil
}

// Thousandths is a parameter in whole numbers, for a verdict that is the same on every
// processor; one above most counts as that.
func Thousandths(v, most float64) int64 { return int64(math.Round(min(v, most) * 1000)) }
