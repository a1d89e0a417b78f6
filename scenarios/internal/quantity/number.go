package quantity

import (
	"fmt"
	"math/bits"
	"regexp"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// One is the whole in millionths.
const One = 1_000_000

// ParseMillionths reads a decimal number of at most six decimals as a number
// of millionths, without floating point. The largest is
// 999,999,999,999.
func ParseMillionths(text string) (int64, error) {
	whole, frac, dot := strings.Cut(text, ".")
	if !IsDigits(whole) || dot && !IsDigits(frac) {
		return 0, &wording.Fault{What: wording.Quote(text) + " is not a plain decimal number", Hint: numberHint(text)}
	}
	if len(frac) > 6 {
		return 0, &wording.Fault{
			What: wording.Clip(text, 40) + " has more than 6 decimals", Hint: "round it to " + whole + "." + frac[:6],
		}
	}
	if len(strings.TrimLeft(whole, "0")) > 12 {
		return 0, &wording.Fault{What: wording.Clip(text, 40) + " is too large"}
	}
	n, err := strconv.ParseInt(whole+frac+"000000"[len(frac):], 10, 64)
	if err != nil {
		return 0, &wording.Fault{What: wording.Clip(text, 40) + " is too large"}
	}
	return n, nil
}

// numberHint helps with spellings that other YAML readers or languages know.
func numberHint(text string) string {
	switch {
	case strings.HasPrefix(text, ".") && IsDigits(text[1:]):
		return "write 0" + text
	case strings.HasSuffix(text, ".") && IsDigits(strings.TrimSuffix(text, ".")):
		return "write " + strings.TrimSuffix(text, ".")
	case strings.HasSuffix(text, "%") && IsDigits(strings.TrimSuffix(text, "%")) && len(text) < 5:
		n, _ := strconv.ParseInt(strings.TrimSuffix(text, "%"), 10, 64)
		return "write " + FormatMillionths(n*One/100)
	case strings.Contains(text, ",") && IsDigits(strings.Replace(text, ",", "", 1)):
		return "write " + strings.Replace(text, ",", ".", 1)
	}
	return ""
}

// FormatMillionths writes the shortest decimal number; it reads back exactly.
func FormatMillionths(n int64) string {
	whole := strconv.FormatInt(n/One, 10)
	frac := strings.TrimRight(fmt.Sprintf("%06d", n%One), "0")
	if frac == "" {
		return whole
	}
	return whole + "." + frac
}

// ParseInt reads a whole number within bounds. Only plain digits: 1_000, 0777
// and 0x1F mean different things to different YAML readers.
func ParseInt(text string, least, most int64) (int64, error) {
	if digits := strings.NewReplacer("_", "", ",", "", " ", "").Replace(text); digits != text && IsDigits(digits) {
		return 0, &wording.Fault{What: wording.Quote(text) + " is not a plain whole number", Hint: "write " + digits}
	}
	if strings.HasPrefix(text, "-") && IsDigits(text[1:]) {
		return 0, &wording.Fault{What: wording.Clip(text, 40) + " is below zero"}
	}
	if !IsDigits(text) || len(text) > 1 && text[0] == '0' {
		return 0, &wording.Fault{What: wording.Quote(text) + " is not a plain whole number"}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err != nil || n > most:
		return 0, &wording.Fault{What: fmt.Sprintf("%s is more than %d", wording.Clip(text, 40), most)}
	case n < least:
		return 0, &wording.Fault{What: fmt.Sprintf("%s is less than %d", text, least)}
	}
	return n, nil
}

// IsDigits reports whether a text is digits, one at least.
func IsDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// Matches says whether the whole text has a pattern of the language. The same
// patterns stand in the JSON Schema.
func Matches(pattern, text string) bool {
	ok, err := regexp.MatchString(pattern, text)
	return ok && err == nil
}

// Boundless is more than anything that is counted.
const Boundless = int64(1) << 60

// MulDiv returns a·b/c, rounded down, for numbers that are not negative; at most
// Boundless.
func MulDiv(a, b, c int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi >= uint64(c) {
		return Boundless
	}
	q, _ := bits.Div64(hi, lo, uint64(c))
	return int64(min(q, uint64(Boundless)))
}
