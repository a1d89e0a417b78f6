package wire

import (
	"bytes"
	"encoding/binary"
)

// AppendCSV appends a text, in quotes where CSV needs them. It looks for what needs them
// while it copies: eight bytes at a time, the last eight once more as far as they overlap.
func AppendCSV(dst []byte, text string) []byte {
	from, n := len(dst), len(text)
	switch {
	case n < 4 || cap(dst)-from < n:
		return QuoteCSV(append(dst, text...), from)
	case n < 8:
		return appendShortCSV(dst, text)
	}
	dst = dst[:from+n]
	to, last := dst[from:], eight(text[n-8:])
	found := mayNeedQuotes(last)
	for at := 0; at < n-8; at += 8 {
		w := eight(text[at:])
		found |= mayNeedQuotes(w)
		binary.LittleEndian.PutUint64(to[at:], w)
	}
	binary.LittleEndian.PutUint64(to[n-8:], last)
	if found != 0 {
		return QuoteCSV(dst, from)
	}
	return dst
}

// appendShortCSV is AppendCSV for texts of four to seven bytes, for which dst has room.
func appendShortCSV(dst []byte, text string) []byte {
	from, n := len(dst), len(text)
	first, last := four(text), four(text[n-4:])
	dst = dst[:from+n]
	binary.LittleEndian.PutUint32(dst[from:], first)
	binary.LittleEndian.PutUint32(dst[from+n-4:], last)
	if mayNeedQuotes(uint64(first)|uint64(last)<<32) != 0 {
		return QuoteCSV(dst, from)
	}
	return dst
}

// eight are the first bytes of a text as one number.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func four(s string) uint32 {
	_ = s[3]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

const (
	ones  = 0x0101010101010101
	highs = ones << 7
)

// mayNeedQuotes is not 0 where one of eight bytes is a comma, a quote or a control
// character: Mycroft's test, as in Anderson, Bit Twiddling Hacks.
func mayNeedQuotes(w uint64) uint64 {
	comma, quote := w^ones*',', w^ones*'"'
	return ((comma-ones)&^comma | (quote-ones)&^quote | (w-ones*' ')&^w) & highs
}

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
	return (eight-ones*uint64(c))&^eight&highs != 0
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
