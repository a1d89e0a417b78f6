// Package nir holds the French social-security number (numéro d'inscription au
// répertoire) as a 64-bit value: building, printing, parsing, its control key,
// and the keyed reference under which logs name it.
//
// It stands at the bottom of the flow and imports nothing of the project. It
// will not decide who has which number: that is population's work.
//
// Structure, thirteen characters and a two-digit key: S YY MM PP CCC OOO KK
// (sex, year, month, place prefix, commune, order). The key is 97 minus the
// number modulo 97, with 2A read as 19 and 2B as 18.
package nir

import (
	"errors"
	"fmt"
)

// NIR is the thirteen-character number without its key. The zero value means
// "none". The low 48 bits hold the decimal digits; for Corsica the place
// prefix is held as 20 and a flag says which letter replaces the 0.
type NIR uint64

const (
	flagA  NIR = 1 << 62 // place prefix printed 2A
	flagB  NIR = 1 << 63 // place prefix printed 2B
	digits NIR = 1<<48 - 1
)

// Make builds a number from its fields. It trusts their ranges: population
// builds them from its own tables; text from outside goes through Parse.
func Make(sex, year, month uint8, place Place, order uint16) NIR {
	n := uint64(sex)
	n = n*100 + uint64(year)
	n = n*100 + uint64(month)
	n = n*100_000 + uint64(place&0xfffff)
	n = n*1000 + uint64(order)
	v := NIR(n)
	switch place >> 20 {
	case 1:
		v |= flagA
	case 2:
		v |= flagB
	}
	return v
}

// Place is the five-character place part packed for Make: the decimal value
// of its digits (2A and 2B as 20) in the low 20 bits, and above them 1 for 2A,
// 2 for 2B.
type Place uint32

// PlaceOf packs a place prefix ("01" to "95", "2A", "2B", "971", "99") and the
// code that completes it to five characters.
func PlaceOf(prefix string, code uint16) Place {
	var p Place
	switch prefix {
	case "2A":
		p = 1 << 20
		prefix = "20"
	case "2B":
		p = 2 << 20
		prefix = "20"
	}
	var v uint32
	for i := range len(prefix) {
		v = v*10 + uint32(prefix[i]-'0')
	}
	for range 5 - len(prefix) {
		v *= 10
	}
	return p | Place(v+uint32(code))
}

// Place returns the packed place part.
func (n NIR) Place() Place {
	p := Place(uint64(n&digits) / 1000 % 100_000)
	switch {
	case n&flagA != 0:
		p |= 1 << 20
	case n&flagB != 0:
		p |= 2 << 20
	}
	return p
}

// Sex returns the first digit: 1 man, 2 woman; 7 and 8 in temporary numbers.
func (n NIR) Sex() uint8 { return uint8(uint64(n&digits) / 1_000_000_000_000) }

// Year returns the two-digit birth year.
func (n NIR) Year() uint8 { return uint8(uint64(n&digits) / 10_000_000_000 % 100) }

// Month returns the month part.
func (n NIR) Month() uint8 { return uint8(uint64(n&digits) / 100_000_000 % 100) }

// Order returns the order number.
func (n NIR) Order() uint16 { return uint16(uint64(n&digits) % 1000) }

// Key returns the control key, 1 to 97.
func (n NIR) Key() uint8 {
	v := uint64(n & digits)
	switch {
	case n&flagA != 0:
		v -= 1_000_000 // 20 read as 19, at the weight of the place prefix
	case n&flagB != 0:
		v -= 2_000_000
	}
	return uint8(97 - v%97)
}

// Append appends the thirteen characters.
func (n NIR) Append(dst []byte) []byte {
	v := uint64(n & digits)
	head := uint32(v / 100_000_000) // five digits, of thirteen
	tail := uint32(v % 100_000_000)
	year, high, low := head%10_000, tail/10_000, tail%10_000
	dst = append(dst, byte('0'+head/10_000),
		pairs[year/100*2], pairs[year/100*2+1], pairs[year%100*2], pairs[year%100*2+1],
		pairs[high/100*2], pairs[high/100*2+1], pairs[high%100*2], pairs[high%100*2+1],
		pairs[low/100*2], pairs[low/100*2+1], pairs[low%100*2], pairs[low%100*2+1])
	switch {
	case n&flagA != 0:
		dst[len(dst)-7] = 'A'
	case n&flagB != 0:
		dst[len(dst)-7] = 'B'
	}
	return dst
}

// pairs are the two digits of 00 to 99.
const pairs = "0001020304050607080910111213141516171819" +
	"2021222324252627282930313233343536373839" +
	"4041424344454647484950515253545556575859" +
	"6061626364656667686970717273747576777879" +
	"8081828384858687888990919293949596979899"

// AppendKey appends the two-digit key.
func (n NIR) AppendKey(dst []byte) []byte {
	k := n.Key()
	return append(dst, '0'+k/10, '0'+k%10)
}

// String returns the thirteen characters.
func (n NIR) String() string { return string(n.Append(nil)) }

// Compare orders numbers as their text sorts: digits before letters, 2A
// before 2B.
func Compare(a, b NIR) int {
	x, y := a.sortKey(), b.sortKey()
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// sortKey is monotone in the text: a letter sorts after every digit, so 2A
// and 2B go after 29 and before 30.
func (n NIR) sortKey() uint64 {
	v := uint64(n & digits)
	head, tail := v/1_000_000, v%1_000_000
	// head ends in the place prefix; give the prefix room for the two letters.
	head = head/100*1000 + head%100*10
	switch {
	case n&flagA != 0:
		head += 91
	case n&flagB != 0:
		head += 92
	}
	return head*1_000_000 + tail
}

// ErrSyntax is returned by Parse for text that is no NIR.
var ErrSyntax = errors.New("not a NIR")

// Parse reads thirteen characters, or fifteen with a key that must be right.
func Parse(s string) (NIR, error) {
	if len(s) != 13 && len(s) != 15 {
		return 0, fmt.Errorf("%w: %d characters, want 13 or 15 with the key", ErrSyntax, len(s))
	}
	var v uint64
	var flag NIR
	for i := range 13 {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			v = v*10 + uint64(c-'0')
		case i == 6 && s[5] == '2' && c == 'A':
			v, flag = v*10, flagA
		case i == 6 && s[5] == '2' && c == 'B':
			v, flag = v*10, flagB
		default:
			return 0, fmt.Errorf("%w: character %q at position %d", ErrSyntax, c, i+1)
		}
	}
	n := NIR(v) | flag
	if len(s) == 15 {
		if want := n.AppendKey(nil); string(want) != s[13:] {
			return 0, fmt.Errorf("%w: key %s, want %s", ErrSyntax, s[13:], want)
		}
	}
	return n, nil
}
