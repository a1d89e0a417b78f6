package wire

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
)

// Asked is the path of a look-up, and what of the person may end it.
type Asked struct {
	Path   event.Path
	Ref    uint64 // keyed reference of the number
	NIR    nir.NIR
	KeyOff uint8 // how far the typed key is from the right one
}

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
func AppendAsked(dst []byte, x Asked) []byte {
	switch {
	case x.Path < event.PathByRef:
	case x.Path.ByRef():
		return AppendHex(dst, x.Ref)
	case x.Path.ByNumber():
		return AppendTyped(dst, x.NIR, x.KeyOff)
	}
	return dst
}

// AppendEnd appends what ends the path of a look-up, and the quote behind it, if
// anything does.
func AppendEnd(dst []byte, x Asked) []byte {
	switch {
	case x.Path.ByRef():
		return append(AppendHex(dst, x.Ref), '"')
	case x.Path.ByNumber():
		return append(AppendTyped(dst, x.NIR, x.KeyOff), '"')
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
