package quantity

import (
	"strconv"
	"strings"
	"time"

	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// Micros is a length of time in microseconds.
type Micros int64

const durationRegex = `(\d+(\.\d+)?(d|h|ms|m|s))+`

// DurationPattern is what ParseDuration reads, as a regular expression.
const DurationPattern = `^` + durationRegex + `$`

// units are the units of a duration, largest first. A day is 24 hours.
var units = [...]struct {
	name   string
	micros int64
}{
	{"d", 86_400_000_000}, {"h", 3_600_000_000}, {"m", 60_000_000}, {"s", One}, {"ms", 1000},
}

// Day is 24 hours.
const Day = Micros(86_400_000_000)

// maxDuration is one hundred years.
const maxDuration = Micros(36_525 * 86_400_000_000)

// ParseDuration reads a length of time such as 10m, 24h, 90d, 1h30m or 0.05s:
// numbers with the units d, h, m, s and ms, largest first, not below a
// microsecond.
func ParseDuration(text string) (Micros, error) {
	bad := &wording.Fault{What: wording.Quote(text) + " is not a duration"}
	if IsDigits(text) {
		return 0, &wording.Fault{What: wording.Quote(text) + " has no unit", Hint: "write " + wording.Clip(text, 20) +
			"s, " + wording.Clip(text, 20) + "m, " + wording.Clip(text, 20) + "h or " + wording.Clip(text, 20) + "d"}
	}
	var total Micros
	rest, last := text, -1
	for rest != "" {
		i := strings.IndexFunc(rest, func(c rune) bool { return (c < '0' || c > '9') && c != '.' })
		if i <= 0 {
			return 0, bad
		}
		number := rest[:i]
		rest = rest[i:]
		j := strings.IndexFunc(rest, func(c rune) bool { return c >= '0' && c <= '9' || c == '.' })
		if j < 0 {
			j = len(rest)
		}
		unit := unitIndex(rest[:j])
		if unit <= last {
			return 0, bad
		}
		part, err := scale(text, number, units[unit].micros)
		if err != nil {
			return 0, err
		}
		total, last, rest = total+part, unit, rest[j:]
		if total > maxDuration {
			return 0, &wording.Fault{What: wording.Clip(text, 40) + " is more than a hundred years"}
		}
	}
	if text == "" {
		return 0, bad
	}
	return total, nil
}

// unitIndex returns the place of a unit in the list, or -1.
func unitIndex(name string) int {
	for i, u := range units {
		if u.name == name {
			return i
		}
	}
	return -1
}

// scale multiplies a decimal number by a unit, exactly.
func scale(text, number string, micros int64) (Micros, error) {
	n, err := ParseMillionths(number)
	if err != nil {
		return 0, &wording.Fault{What: wording.Quote(text) + " is not a duration"}
	}
	whole, frac := n/One, n%One*micros
	if frac%One != 0 {
		return 0, &wording.Fault{What: wording.Clip(text, 40) + " is finer than a microsecond"}
	}
	if whole > int64(maxDuration)/micros {
		return 0, &wording.Fault{What: wording.Clip(text, 40) + " is more than a hundred years"}
	}
	return Micros(whole*micros + frac/One), nil
}

// String writes the duration as the language does: 1h30m, 0.05s, 0s.
func (m Micros) String() string {
	if m == 0 {
		return "0s"
	}
	var b strings.Builder
	left := int64(m)
	if left < 0 {
		b.WriteByte('-')
		left = -left
	}
	for _, u := range units[:3] {
		if n := left / u.micros; n > 0 {
			b.WriteString(strconv.FormatInt(n, 10) + u.name)
			left %= u.micros
		}
	}
	if left > 0 {
		b.WriteString(FormatMillionths(left) + "s")
	}
	return b.String()
}

// Duration is the same length for the standard library.
func (m Micros) Duration() time.Duration { return time.Duration(m) * time.Microsecond }
