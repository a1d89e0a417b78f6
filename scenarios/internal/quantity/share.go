package quantity

import "github.com/breachsim/breachsim/scenarios/internal/wording"

// Share is a share of one in millionths: 0 to 1,000,000.
type Share int64

// ParseShare reads a share of one, 0 to 1 with at most six decimals, exactly.
func ParseShare(text string) (Share, error) {
	n, err := ParseMillionths(text)
	if err != nil {
		return 0, err
	}
	if n > One {
		f := &wording.Fault{What: text + " is more than 1"}
		if n <= 100*One {
			f.Hint = "a share is written from 0 to 1: " + FormatMillionths(n/100) + ", not per cent"
		}
		return 0, f
	}
	return Share(n), nil
}

// String writes the share as ParseShare reads it.
func (s Share) String() string { return FormatMillionths(int64(s)) }

// Of is the whole part of a share of n.
func (s Share) Of(n int) int { return int(int64(n) * int64(s) / One) }

// Nearest is a share of n to the nearest whole number.
func (s Share) Nearest(n int) int { return int((int64(n)*int64(s) + One/2) / One) }

// Part is what share s makes up of share whole.
func (s Share) Part(whole Share) Share { return s * One / max(whole, 1) }
