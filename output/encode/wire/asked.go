package wire

import (
	"breachsim/generator/event"
	"breachsim/generator/nir"
)

// AskedLength is the length of the number or reference that ends a path.
func AskedLength(p event.Path) int {
	switch {
	case p.ByRef():
		return 16
	case p.ByNumber():
		return 15
	}
	return 0
}

// AppendAsked appends what ends the path of a look-up, if anything does.
func AppendAsked(dst []byte, p event.Path, ref uint64, n nir.NIR, off uint8) []byte {
	switch {
	case p < event.PathByRef:
	case p.ByRef():
		return AppendHex(dst, ref)
	case p.ByNumber():
		return AppendTyped(dst, n, off)
	}
	return dst
}

// AppendTyped appends the fifteen characters that the user typed: the number and
// its key, or a wrong key that is off by so many modulo 97.
func AppendTyped(dst []byte, n nir.NIR, off uint8) []byte {
	dst = n.Append(dst)
	key := (uint32(n.Key()) - 1 + uint32(off)) % 97
	return Append2(dst, key+1)
}

// AppendEnd appends what ends the path of a look-up, and the quote behind it, if
// anything does.
func AppendEnd(dst []byte, p event.Path, ref uint64, n nir.NIR, off uint8) []byte {
	switch {
	case p.ByRef():
		return append(AppendHex(dst, ref), '"')
	case p.ByNumber():
		return append(AppendTyped(dst, n, off), '"')
	}
	return dst
}
