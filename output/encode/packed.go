package encode

import "encoding/binary"

// packedLength is the size of the length before a packed value.
const packedLength = 4

// Packed is the form in which rows go to writers of columns: each value with
// its length before it, four bytes, little-endian. An empty value of a column
// that may be null is null.
func (t Table[T]) Packed() Lines[T] {
	var l Lines[T]
	for i := range t.Columns {
		l.parts = append(l.parts, part[T]{"\x00\x00\x00\x00", t.Columns[i].Append, setLength})
	}
	return l
}

func setLength(dst []byte, from int) []byte {
	binary.LittleEndian.PutUint32(dst[from-packedLength:], uint32(len(dst)-from))
	return dst
}

// PackedAt is the packed value that begins at a place.
func PackedAt(packed []byte, at uint32) []byte {
	n := binary.LittleEndian.Uint32(packed[at:])
	at += packedLength
	return packed[at : at+n : at+n]
}

// PackedEnd is where the packed value that begins at a place ends.
func PackedEnd(packed []byte, at uint32) uint32 {
	return at + packedLength + binary.LittleEndian.Uint32(packed[at:])
}

// CutPacked cuts the first value from packed values.
func CutPacked(packed []byte) (value, rest []byte) {
	return PackedAt(packed, 0), packed[PackedEnd(packed, 0):]
}
