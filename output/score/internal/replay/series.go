package replay

import (
	"encoding/binary"
	"fmt"

	"github.com/breachsim/breachsim/output/score/internal/protocol"
)

// series is a list of moments in time order, kept as the differences between
// neighbours in the fewest bytes: about three a moment, so that the exposures
// of a large breach fit beside its accounts.
type series struct {
	packed []byte
	last   int64
	N      int
}

// add appends a moment, which must not be before the last one.
func (s *series) add(t int64) error {
	if s.N > 0 && t < s.last {
		return fmt.Errorf("not in time order")
	}
	s.packed = binary.AppendUvarint(s.packed, uint64(t-s.last))
	s.last = t
	s.N++
	return nil
}

// Counts tells for each of the moments at, which are in order, how many of the
// series are not later. It adds to dst, which has the length of at.
func (s *series) Counts(at []int64, dst []int) {
	n, i, t := 0, 0, int64(0)
	for rest := s.packed; len(rest) > 0; n++ {
		d, size := binary.Uvarint(rest)
		rest = rest[size:]
		t += int64(d)
		for i < len(at) && at[i] < t {
			dst[i] += n
			i++
		}
	}
	for ; i < len(at); i++ {
		dst[i] += n
	}
}

// Until counts the moments not later than t.
func (s *series) Until(t int64) int {
	var n [1]int
	s.Counts([]int64{t}, n[:])
	return n[0]
}

// span is a stretch of time in which something happened at least once in
// every [margin].
type span struct{ first, last int64 }

// spans are stretches by their first moment.
type spans []span

// add takes one more moment, in time order, or a stretch of a table.
func (s *spans) add(first, last int64) {
	if n := len(*s); n > 0 && first <= (*s)[n-1].last+protocol.Margin && first >= (*s)[n-1].first {
		(*s)[n-1].last = max((*s)[n-1].last, last)
		return
	}
	*s = append(*s, span{first, last})
}

// Near reports whether something happened in the [margin] up to t.
func (s spans) Near(t int64) bool {
	for _, x := range s {
		if x.first <= t && t <= x.last+protocol.Margin {
			return true
		}
	}
	return false
}

// First is the first moment; 0 of an empty series.
func (s *series) First() int64 {
	t, _ := binary.Uvarint(s.packed)
	return int64(t)
}
