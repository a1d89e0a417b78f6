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

// CutPacked cuts the first value from packed values.
func CutPacked(packed []byte) (value, rest []byte) {
	n := packedLength + int(binary.LittleEndian.Uint32(packed))
	return packed[packedLength:n:n], packed[n:]
}
