package scenarios

import (
	"fmt"
	"strconv"
	"strings"
)

// one is the whole in millionths.
const one = 1_000_000

// fault is why a text is not a value: what is wrong, and, where the general
// advice for the kind of value would not do, what to write.
type fault struct{ what, hint string }

func (f *fault) Error() string {
	if f.hint == "" {
		return f.what
	}
	return f.what + "; " + f.hint
}

// ParseShare reads a share of one, 0 to 1 with at most six decimals, exactly.
func ParseShare(text string) (Share, error) {
	n, err := parseMillionths(text)
	if err != nil {
		return 0, err
	}
	if n > one {
		f := &fault{what: text + " is more than 1"}
		if n <= 100*one {
			f.hint = "a share is written from 0 to 1: " + formatMillionths(n/100) + ", not per cent"
		}
		return 0, f
	}
	return Share(n), nil
}

// parseMillionths reads a decimal number of at most six decimals as a number
// of millionths, without floating point. The largest is
// 999,999,999,999.
func parseMillionths(text string) (int64, error) {
	whole, frac, dot := strings.Cut(text, ".")
	if !isDigits(whole) || dot && !isDigits(frac) {
		return 0, &fault{what: quote(text) + " is not a plain decimal number", hint: numberHint(text)}
	}
	if len(frac) > 6 {
		return 0, &fault{what: clip(text, 40) + " has more than 6 decimals", hint: "round it to " + whole + "." + frac[:6]}
	}
	if len(strings.TrimLeft(whole, "0")) > 12 {
		return 0, &fault{what: clip(text, 40) + " is too large"}
	}
	n, err := strconv.ParseInt(whole+frac+"000000"[len(frac):], 10, 64)
	if err != nil {
		return 0, &fault{what: clip(text, 40) + " is too large"}
	}
	return n, nil
}

// numberHint helps with spellings that other YAML readers or languages know.
func numberHint(text string) string {
	switch {
	case strings.HasPrefix(text, ".") && isDigits(text[1:]):
		return "write 0" + text
	case strings.HasSuffix(text, ".") && isDigits(strings.TrimSuffix(text, ".")):
		return "write " + strings.TrimSuffix(text, ".")
	case strings.HasSuffix(text, "%") && isDigits(strings.TrimSuffix(text, "%")) && len(text) < 5:
		n, _ := strconv.ParseInt(strings.TrimSuffix(text, "%"), 10, 64)
		return "write " + formatMillionths(n*one/100)
	case strings.Contains(text, ",") && isDigits(strings.Replace(text, ",", "", 1)):
		return "write " + strings.Replace(text, ",", ".", 1)
	}
	return ""
}

// formatMillionths writes the shortest decimal number; it reads back exactly.
func formatMillionths(n int64) string {
	whole := strconv.FormatInt(n/one, 10)
	frac := strings.TrimRight(fmt.Sprintf("%06d", n%one), "0")
	if frac == "" {
		return whole
	}
	return whole + "." + frac
}

// parseInt reads a whole number within bounds. Only plain digits: 1_000, 0777
// and 0x1F mean different things to different YAML readers.
func parseInt(text string, least, most int64) (int64, error) {
	if digits := strings.NewReplacer("_", "", ",", "", " ", "").Replace(text); digits != text && isDigits(digits) {
		return 0, &fault{what: quote(text) + " is not a plain whole number", hint: "write " + digits}
	}
	if strings.HasPrefix(text, "-") && isDigits(text[1:]) {
		return 0, &fault{what: clip(text, 40) + " is below zero"}
	}
	if !isDigits(text) || len(text) > 1 && text[0] == '0' {
		return 0, &fault{what: quote(text) + " is not a plain whole number"}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err != nil || n > most:
		return 0, &fault{what: fmt.Sprintf("%s is more than %d", clip(text, 40), most)}
	case n < least:
		return 0, &fault{what: fmt.Sprintf("%s is less than %d", text, least)}
	}
	return n, nil
}

func isDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// Range is a range of whole numbers, both ends included.
type Range struct{ Min, Max int }

// ParseRange reads `120-400`. Both ends are at most 1,000,000,000.
func ParseRange(text string) (Range, error) {
	low, high, ok := strings.Cut(text, "-")
	if !ok || !isDigits(low) || !isDigits(high) {
		return Range{}, &fault{what: quote(text) + " is not a range"}
	}
	a, err := parseInt(low, 0, 1e9)
	if err != nil {
		return Range{}, err
	}
	b, err := parseInt(high, 0, 1e9)
	if err != nil {
		return Range{}, err
	}
	if a > b {
		return Range{}, &fault{what: text + " runs backwards", hint: fmt.Sprintf("write %d-%d", b, a)}
	}
	return Range{int(a), int(b)}, nil
}
