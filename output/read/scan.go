package read

import (
	"bytes"
	"encoding/binary"
	"net/netip"
)

// scan takes values off the front of a line. After the first that is not
// there, ok is false and stays so.
type scan struct {
	rest []byte
	ok   bool
}

func (s *scan) has(text string) bool {
	return len(s.rest) >= len(text) && string(s.rest[:len(text)]) == text
}

func (s *scan) want(text string) {
	if !s.has(text) {
		s.ok, s.rest = false, nil
		return
	}
	s.rest = s.rest[len(text):]
}

func (s *scan) fail() { s.ok, s.rest = false, nil }

// null takes a null if there is one.
func (s *scan) null() bool {
	if s.has("null") {
		s.rest = s.rest[4:]
		return true
	}
	return false
}

// id takes sixteen hex digits in quotes, or null, which is zero.
func (s *scan) id() uint64 {
	if len(s.rest) < 18 || s.rest[0] != '"' {
		if !s.null() {
			s.fail()
		}
		return 0
	}
	high, ok1 := hex8(binary.BigEndian.Uint64(s.rest[1:]))
	low, ok2 := hex8(binary.BigEndian.Uint64(s.rest[9:]))
	if !ok1 || !ok2 || s.rest[17] != '"' {
		s.fail()
		return 0
	}
	s.rest = s.rest[18:]
	return uint64(high)<<32 | uint64(low)
}

const (
	eachByte = 0x0101010101010101
	topBits  = 0x80 * eachByte
)

// hex8 reads eight lower-case hex digits, all at once. Bytes are below 0x80
// here, so that adding 0x80-n to each sets its top bit where it is n or more.
func hex8(x uint64) (uint32, bool) {
	if x&topBits != 0 {
		return 0, false
	}
	digit := (x + (0x80-'0')*eachByte) &^ (x + (0x80-'9'-1)*eachByte) & topBits
	letter := (x + (0x80-'a')*eachByte) &^ (x + (0x80-'f'-1)*eachByte) & topBits
	if digit|letter != topBits {
		return 0, false
	}
	x = x&(0x0f*eachByte) + letter>>7*9
	x = (x | x>>4) & 0x00ff00ff00ff00ff
	x = (x | x>>8) & 0x0000ffff0000ffff
	return uint32(x | x>>16), true
}

// number takes a decimal number of at most eighteen digits, or null.
func (s *scan) number(null int64) (n int64) {
	i := 0
	for i < len(s.rest) && s.rest[i]-'0' <= 9 {
		n = n*10 + int64(s.rest[i]-'0')
		i++
	}
	switch {
	case i == 0 && s.null():
		return null
	case i == 0 || i > 18 || i > 1 && s.rest[0] == '0':
		s.fail()
		return 0
	}
	s.rest = s.rest[i:]
	return n
}

// time takes a time in the native form.
func (s *scan) time(a *Audit) int64 {
	const size = len(`"2022-03-08T07:15:01.000042Z"`)
	if len(s.rest) < size {
		s.fail()
		return 0
	}
	ts, err := a.time(s.rest[:size])
	if err != nil || s.rest[0] != '"' || s.rest[size-1] != '"' {
		s.fail()
		return 0
	}
	s.rest = s.rest[size:]
	return ts
}

// quoted takes a string without escapes.
func (s *scan) quoted() []byte {
	if len(s.rest) == 0 || s.rest[0] != '"' {
		s.fail()
		return nil
	}
	n := bytes.IndexByte(s.rest[1:], '"')
	if n < 0 || bytes.IndexByte(s.rest[1:1+n], '\\') >= 0 {
		s.fail()
		return nil
	}
	b := s.rest[1 : 1+n]
	s.rest = s.rest[n+2:]
	return b
}

// addr takes an address, or null.
func (s *scan) addr(a *Audit) netip.Addr {
	if s.null() {
		return netip.Addr{}
	}
	b := s.quoted()
	if !s.ok {
		return netip.Addr{}
	}
	ip, err := a.addrs.parse(b)
	if err != nil {
		s.fail()
	}
	return ip
}

// nir takes a number with its key, or null.
func (s *scan) nir(a *Audit) string {
	if s.null() {
		return ""
	}
	return string(s.quoted())
}
