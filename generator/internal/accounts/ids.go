package accounts

import (
	"strconv"

	"github.com/breachsim/breachsim/generator/internal/secret"
)

// Luhn returns the check digit that completes a number (ISO/IEC 7812-1, annex
// B): with it the weighted sum of all digits is a multiple of ten.
func Luhn(digits string) byte {
	sum := 0
	for i := range len(digits) {
		v := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return byte('0' + (10-sum%10)%10)
}

// The serials from which identifiers are made.
const (
	rppsFirst  = 1_000_000 // lower serials are seen on the issuer's own test cards
	rppsCount  = 9_000_000
	finessHalf = 1_000_000
	idCount    = 10_000_000
)

// RPPS returns a practitioner's number that no real one can have: prefix 997,
// a seven-digit serial from 1,000,000 to 9,999,999, and the Luhn digit. Real
// numbers begin with 10; that 997 is kept for tests is inferred from the
// issuer's published test identities. Other serials are wrapped into range.
func RPPS(serial uint32) string { return string(appendRPPS(nil, serial)) }

func appendRPPS(dst []byte, serial uint32) []byte {
	if serial < rppsFirst || serial >= idCount {
		serial = rppsFirst + serial%rppsCount
	}
	at := len(dst)
	dst = strconv.AppendUint(append(dst, "997"...), uint64(serial), 10)
	return append(dst, Luhn(string(dst[at:])))
}

// FINESS returns the n-th site number that no real site can have, n taken
// modulo 2,000,000: département 00 or 99, which do not exist, six digits, and
// the Luhn digit.
func FINESS(n uint32) string { return string(appendFINESS(nil, n)) }

func appendFINESS(dst []byte, n uint32) []byte {
	at := len(dst)
	n %= 2 * finessHalf
	if n < finessHalf {
		dst = append(dst, "00"...)
	} else {
		dst = append(dst, "99"...)
	}
	dst = appendDigits(dst, n%finessHalf, 6)
	return append(dst, Luhn(string(dst[at:])))
}

// appendDigits appends v with leading zeros to the given width.
func appendDigits(dst []byte, v uint32, width int) []byte {
	at := len(dst)
	for range width {
		dst = append(dst, '0')
	}
	for i := len(dst) - 1; i >= at; i-- {
		dst[i] = byte('0' + v%10)
		v /= 10
	}
	return dst
}

// Widths of the texts of an account.
const (
	opaqueWidth = 9  // "PS" and seven digits
	rppsWidth   = 11 // prefix 997, serial, check digit
	finessWidth = 9
	textWidth   = opaqueWidth + rppsWidth + finessWidth
)

// carveTexts writes the ids of all accounts into one string and gives each
// account its parts of it.
func carveTexts(s secret.Secret, list []Account) {
	opaque := s.Perm("account ids", idCount)
	serials := s.Perm("practitioner numbers", rppsCount)
	finess := s.Perm("site numbers", 2*finessHalf)
	buf := make([]byte, 0, len(list)*textWidth)
	for k := range list {
		buf = appendDigits(append(buf, "PS"...), uint32(opaque.At(uint64(k))), 7)
		buf = appendRPPS(buf, rppsFirst+uint32(serials.At(uint64(k))))
		buf = appendFINESS(buf, uint32(finess.At(uint64(list[k].Site))))
	}
	text := string(buf)
	for k := range list {
		p, own := &list[k], text[k*textWidth:(k+1)*textWidth]
		p.ID = own[:opaqueWidth]
		if p.LastName != "" {
			p.RPPS = own[opaqueWidth : opaqueWidth+rppsWidth]
		}
		p.Org = own[opaqueWidth+rppsWidth:]
	}
}
