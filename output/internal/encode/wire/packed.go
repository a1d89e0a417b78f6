package wire

import "encoding/binary"

// PackedLength is the size of the length before a packed value.
const PackedLength = 4

// SetLength fills in the length that stands before the packed value that begins
// at from.
func SetLength(dst []byte, from int) []byte {
	binary.LittleEndian.PutUint32(dst[from-PackedLength:], uint32(len(dst)-from))
	return dst
}

// PackedAt is the packed value that begins at a place.
func PackedAt(packed []byte, at uint32) []byte {
	n := binary.LittleEndian.Uint32(packed[at:])
	at += PackedLength
	return packed[at : at+n : at+n]
}

// PackedEnd is where the packed value that begins at a place ends.
func PackedEnd(packed []byte, at uint32) uint32 {
	return at + PackedLength + binary.LittleEndian.Uint32(packed[at:])
}

// CutPacked cuts the first value from packed values.
func CutPacked(packed []byte) (value, rest []byte) {
	return PackedAt(packed, 0), packed[PackedEnd(packed, 0):]
}
