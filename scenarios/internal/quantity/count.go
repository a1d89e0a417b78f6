package quantity

import (
	"fmt"
	"strings"

	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// The patterns are what the parsers below read, as regular expressions.
const (
	RangePattern     = `^\d+-\d+$`
	ThresholdPattern = `^\d+/` + durationRegex + `$`
)

// Range is a range of whole numbers, both ends included.
type Range struct{ Min, Max int }

// ParseRange reads `120-400`. Both ends are at most 1,000,000,000.
func ParseRange(text string) (Range, error) {
	low, high, ok := strings.Cut(text, "-")
	if !ok || !IsDigits(low) || !IsDigits(high) {
		return Range{}, &wording.Fault{What: wording.Quote(text) + " is not a range"}
	}
	a, err := ParseInt(low, 0, 1e9)
	if err != nil {
		return Range{}, err
	}
	b, err := ParseInt(high, 0, 1e9)
	if err != nil {
		return Range{}, err
	}
	if a > b {
		return Range{}, &wording.Fault{What: text + " runs backwards", Hint: fmt.Sprintf("write %d-%d", b, a)}
	}
	return Range{int(a), int(b)}, nil
}

// String writes the range as ParseRange reads it.
func (r Range) String() string { return fmt.Sprintf("%d-%d", r.Min, r.Max) }

// Threshold is a number of requests within a length of time.
type Threshold struct {
	Count int
	Per   Micros
}

// String writes the threshold as ParseThreshold reads it.
func (t Threshold) String() string { return fmt.Sprintf("%d/%v", t.Count, t.Per) }

// ParseThreshold reads `20/5m`.
func ParseThreshold(text string) (Threshold, error) {
	count, per, ok := strings.Cut(text, "/")
	if !ok || !IsDigits(count) {
		return Threshold{}, &wording.Fault{What: wording.Quote(text) + " is not a threshold"}
	}
	n, err := ParseInt(count, 1, 1e9)
	if err != nil {
		return Threshold{}, err
	}
	d, err := ParseDuration(per)
	if err != nil {
		return Threshold{}, err
	}
	if d == 0 {
		return Threshold{}, &wording.Fault{What: text + " has a time of zero"}
	}
	return Threshold{int(n), d}, nil
}
