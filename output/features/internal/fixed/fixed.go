// Package fixed counts in whole numbers what other programs would count in
// floating point: shares, ratios, roots and entropies, so that the same counts
// give the same digits on every processor.
//
// A value is a whole number of units of its column: a share with four digits is
// in ten-thousandths. [Null] stands for a value that does not apply.
//
// It is the lowest leaf of the feature tables and knows no column.
package fixed

import (
	"math"
	"math/bits"
	"strconv"
)

// Null is the value that does not apply. It is written as nothing.
const Null = math.MinInt64

// The digits behind the point that the functions of this package count in.
const (
	Whole       = 0
	ScoreDigits = 2 // of [Score]
	RatioDigits = 3 // of [Ratio] and [Entropy], and of seconds in milliseconds
	ShareDigits = 4 // of [Share]
)

// One in the units of shares and ratios.
const (
	OneShare = 10_000
	OneRatio = 1_000
)

// Share is part of all, 0 to 1 in ten-thousandths, rounded down; Null where
// there is nothing of which it could be a part.
func Share(part, all int64) int64 {
	if all <= 0 {
		return Null
	}
	return part * OneShare / all
}

// mostRatio bounds ratios: a thousand times as much is as telling as a million
// times.
const mostRatio = 1000 * OneRatio

// Ratio is a over b in thousandths, rounded down, at most 1,000; Null where b is
// 0 or one of them does not apply.
func Ratio(a, b int64) int64 {
	if a == Null || b == Null || b <= 0 || a < 0 {
		return Null
	}
	if a/b >= mostRatio/OneRatio {
		return mostRatio
	}
	return a * OneRatio / b
}

// Minus is a less b; Null where one of them does not apply.
func Minus(a, b int64) int64 {
	if a == Null || b == Null {
		return Null
	}
	return a - b
}

// Root is the square root of n, rounded down (Newton's method in whole numbers).
func Root(n uint64) uint64 {
	if n == 0 {
		return 0
	}
	x := uint64(1) << ((bits.Len64(n) + 1) / 2)
	for {
		y := (x + n/x) / 2
		if y >= x {
			return x
		}
		x = y
	}
}

// logUnit is one in the binary logarithms of log2.
const (
	logBits = 16
	logUnit = 1 << logBits
)

// log2 is the binary logarithm of n > 0 in units of 1/65,536: whole part by the
// length of n, then one binary digit a squaring of what is left, which lies in
// [1, 2).
func log2(n uint64) int64 {
	whole := bits.Len64(n) - 1
	x := n << (63 - whole) >> 32 // [2^31, 2^32): one is 2^31
	out := int64(whole) << logBits
	for bit := int64(logUnit / 2); bit > 0 && x != 1<<31; bit /= 2 {
		x = x * x >> 31
		if x >= 1<<32 {
			x >>= 1
			out += bit
		}
	}
	return out
}

// Entropy is that of counts (Shannon 1948), in thousandths of a bit:
//
//	H = log2 N − Σ n·log2 n / N
//
// Null where all are 0.
func Entropy(counts []int64) int64 {
	all, sum := int64(0), int64(0)
	for _, n := range counts {
		if n > 0 {
			all += n
			sum += n * log2(uint64(n))
		}
	}
	if all == 0 {
		return Null
	}
	return max(0, log2(uint64(all))-sum/all) * OneRatio / logUnit
}

// Append appends a value with so many digits behind the point; nothing for
// [Null].
func Append(dst []byte, v int64, digits int) []byte {
	if v == Null {
		return dst
	}
	if digits == 0 {
		return strconv.AppendInt(dst, v, 10)
	}
	if v < 0 {
		dst, v = append(dst, '-'), -v
	}
	unit := int64(1)
	for range digits {
		unit *= 10
	}
	dst = strconv.AppendInt(dst, v/unit, 10)
	dst = append(dst, '.')
	for rest := v % unit; digits > 0; digits-- {
		unit /= 10
		dst = append(dst, byte('0'+rest/unit))
		rest %= unit
	}
	return dst
}
