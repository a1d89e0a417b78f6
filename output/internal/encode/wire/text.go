package wire

import (
	"bytes"
	"encoding/binary"
)

// QuoteCSV puts the value that begins at from into quotes where CSV needs them.
func QuoteCSV(dst []byte, from int) []byte {
	special, at := uint8(0), from
	for ; at+8 <= len(dst); at += 8 { // most texts have no character before the hyphen
		if before(binary.LittleEndian.Uint64(dst[at:]), '-') {
			break
		}
	}
	for _, c := range dst[at:] { // no branch a byte: hardly any is special
		special |= specialInCSV[c]
	}
	if special != 0 {
		return quoteFrom(dst, from)
	}
	return dst
}

// before reports whether one of eight characters comes before c, which is below 0x80
// (Mycroft's test, as in Anderson, Bit Twiddling Hacks).
func before(eight uint64, c byte) bool {
	const ones = 0x0101010101010101
	return (eight-ones*uint64(c))&^eight&(ones<<7) != 0
}

var specialInCSV = [256]uint8{',': 1, '"': 1, '\n': 1, '\r': 1}

// quoteFrom puts the value that begins at from into quotes, in place.
func quoteFrom(dst []byte, from int) []byte {
	inside := bytes.Count(dst[from:], []byte{'"'})
	end := len(dst)
	for range inside + 2 {
		dst = append(dst, '"')
	}
	w := len(dst) - 2 // the closing quote stays at the end
	for r := end - 1; r >= from; r-- {
		dst[w] = dst[r]
		w--
		if dst[r] == '"' {
			dst[w] = '"'
			w--
		}
	}
	dst[from] = '"'
	return dst
}

// EscapeCopy escapes the value that begins at from for PostgreSQL's COPY.
func EscapeCopy(dst []byte, from int) []byte {
	return Escape(dst, from, &specialInCopy, appendCopyEscape)
}

var specialInCopy = [256]bool{'\b': true, '\t': true, '\n': true, '\v': true, '\f': true, '\r': true, '\\': true}

func appendCopyEscape(dst []byte, c byte) []byte {
	if c == '\\' {
		return append(dst, `\\`...)
	}
	const letters = "btnvfr" // of the characters 8 to 13
	return append(dst, '\\', letters[c-'\b'])
}
