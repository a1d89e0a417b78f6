package wire

import "slices"

// Escape rewrites the value that begins at from where it holds special bytes,
// which is rare.
func Escape(dst []byte, from int, special *[256]bool, with func(dst []byte, c byte) []byte) []byte {
	for i := from; i < len(dst); i++ {
		if special[dst[i]] {
			return escapeFrom(dst, i, special, with)
		}
	}
	return dst
}

func escapeFrom(dst []byte, from int, special *[256]bool, with func(dst []byte, c byte) []byte) []byte {
	rest := slices.Clone(dst[from:])
	dst = dst[:from]
	for _, c := range rest {
		if special[c] {
			dst = with(dst, c)
		} else {
			dst = append(dst, c)
		}
	}
	return dst
}
