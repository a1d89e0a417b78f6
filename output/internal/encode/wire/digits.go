package wire

import (
	"encoding/binary"
	"slices"
)

// pairs holds "00" to "99" for the writing of two digits at a time.
var pairs = func() (t [100][2]byte) {
	for i := range t {
		t[i] = [2]byte{byte('0' + i/10), byte('0' + i%10)}
	}
	return t
}()

// Append2 appends two digits of a number below 100.
func Append2(dst []byte, v uint32) []byte {
	p := &pairs[v]
	return append(dst, p[0], p[1])
}

// AppendDate appends a date, YYYY-MM-DD.
func AppendDate(dst []byte, year, month, day uint32) []byte {
	century, of, m, d := &pairs[year/100], &pairs[year%100], &pairs[month], &pairs[day]
	return append(dst, century[0], century[1], of[0], of[1], '-', m[0], m[1], '-', d[0], d[1])
}

// AppendUint appends a decimal number. It writes the digits in place: copying
// a handful of bytes costs more than making them.
func AppendUint(dst []byte, v uint32) []byte {
	at, n := len(dst), digits(v)
	if cap(dst)-at < n {
		dst = slices.Grow(dst, n)
	}
	dst = dst[:at+n]
	i := at + n
	for v >= 100 {
		i -= 2
		p := &pairs[v%100]
		v /= 100
		dst[i], dst[i+1] = p[0], p[1]
	}
	if v >= 10 {
		dst[i-2], dst[i-1] = pairs[v][0], pairs[v][1]
	} else {
		dst[i-1] = byte('0' + v)
	}
	return dst
}

// digits returns how many decimal digits a number has.
func digits(v uint32) int {
	n := 1
	for limit := uint64(10); uint64(v) >= limit; limit *= 10 {
		n++
	}
	return n
}

// AppendHex appends an id as sixteen lower-case hex digits.
func AppendHex(dst []byte, v uint64) []byte {
	dst = binary.BigEndian.AppendUint64(dst, hex8(uint32(v>>32)))
	return binary.BigEndian.AppendUint64(dst, hex8(uint32(v)))
}

// hex8 spreads the eight nibbles of v over eight bytes and turns each into
// its digit: '0' plus the nibble, and 39 more where the nibble is above nine.
func hex8(v uint32) uint64 {
	x := uint64(v)
	x = (x | x<<16) & 0x0000ffff0000ffff
	x = (x | x<<8) & 0x00ff00ff00ff00ff
	x = (x | x<<4) & 0x0f0f0f0f0f0f0f0f
	above := ((x + 0x0606060606060606) >> 4) & 0x0101010101010101
	return x + 0x3030303030303030 + above*39
}

// AppendID appends a quoted id, or null for zero.
func AppendID(dst []byte, v uint64) []byte {
	if v == 0 {
		return append(dst, "null"...)
	}
	dst = append(dst, '"')
	dst = AppendHex(dst, v)
	return append(dst, '"')
}

// octets holds "0." to "255." with their lengths, for IPv4 addresses.
var octets = func() (t [256]struct {
	text [4]byte
	n    uint8
}) {
	for i := range t {
		b := append(AppendUint(nil, uint32(i)), '.')
		t[i].n = uint8(copy(t[i].text[:], b))
	}
	return t
}()
