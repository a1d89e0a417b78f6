package quantity

import (
	"fmt"

	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// Scale is a factor in millionths: above 0, at most 1,000.
type Scale int64

// ParseScale reads a factor such as 0.02, of at most six decimals.
func ParseScale(text string) (Scale, error) {
	n, err := ParseMillionths(text)
	switch {
	case err != nil:
		return 0, fmt.Errorf("reading scale: %w", err)
	case n == 0:
		return 0, fmt.Errorf("reading scale: 0 leaves nothing; write a factor above 0, such as 0.02")
	case n > 1000*One:
		return 0, fmt.Errorf("reading scale: %s is more than 1000", text)
	}
	return Scale(n), nil
}

// String writes the factor as ParseScale reads it.
func (f Scale) String() string { return FormatMillionths(int64(f)) }

// Times multiplies a count, to the nearest, and at least 1.
func (f Scale) Times(n int) int {
	return max(1, int(f.Product(int64(n), One/2)))
}

// TimesSome is Times for a count that may be none.
func (f Scale) TimesSome(n int) int {
	if n == 0 {
		return 0
	}
	return f.Times(n)
}

// Product multiplies and adds so many millionths before it cuts off.
func (f Scale) Product(n, more int64) int64 {
	return n/One*int64(f) + (n%One*int64(f)+more)/One // so that the product cannot overflow
}

// Keep says what of a campaign stays as it is when a scenario is scaled.
type Keep uint8

// What is kept.
const (
	KeepAccounts Keep = iota // how many accounts are stolen: each works at another pace
	KeepRates                // the pace of each account: fewer or more are stolen
)

// ParseKeep reads accounts or rates; empty is accounts.
func ParseKeep(text string) (Keep, error) {
	switch text {
	case "", "accounts":
		return KeepAccounts, nil
	case "rates":
		return KeepRates, nil
	}
	return 0, fmt.Errorf("reading what to keep when scaling: %s is not known; write accounts or rates",
		wording.Quote(text))
}

// String writes it as ParseKeep reads it.
func (k Keep) String() string {
	if k == KeepRates {
		return "rates"
	}
	return "accounts"
}
