package quantity

import (
	"strings"

	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// RateUnit is the unit of a rate.
type RateUnit uint8

// The units.
const (
	NoRate    RateUnit = iota
	PerSecond          // look-ups a second, all accounts together
	PerDay             // look-ups a day and account
	OwnerMean          // multiple of the owner's own mean
)

// Rate is an amount in millionths of its unit.
type Rate struct {
	Unit   RateUnit
	Amount int64
}

// RatePattern is what ParseRate reads, as a regular expression.
const RatePattern = `^\d+(\.\d+)?(/s|/d|x)$`

// ParseRate reads 0.3/s (look-ups a second, all accounts together), 35/d (a
// day and account) or 0.5x (times the account owner's own mean).
func ParseRate(text string) (Rate, error) {
	for _, u := range []struct {
		suffix string
		unit   RateUnit
	}{{"/s", PerSecond}, {"/d", PerDay}, {"x", OwnerMean}} {
		number, ok := strings.CutSuffix(text, u.suffix)
		if !ok {
			continue
		}
		n, err := ParseMillionths(number)
		if err != nil {
			return Rate{}, &wording.Fault{What: wording.Quote(text) + " is not a rate"}
		}
		if n == 0 {
			return Rate{}, &wording.Fault{What: text + " is zero", Hint: "write a rate above zero"}
		}
		return Rate{Unit: u.unit, Amount: n}, nil
	}
	return Rate{}, &wording.Fault{What: wording.Quote(text) + " is not a rate"}
}

// String writes the rate as the language does; no rate is the empty string.
func (r Rate) String() string {
	n := FormatMillionths(r.Amount)
	switch r.Unit {
	case PerSecond:
		return n + "/s"
	case PerDay:
		return n + "/d"
	case OwnerMean:
		return n + "x"
	}
	return ""
}
