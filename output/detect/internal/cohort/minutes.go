package cohort

import (
	"math"
	"math/bits"

	"github.com/breachsim/breachsim/output/detect/internal/known"
)

// minutes are those of a day in which an account looked up somebody.
type minutes [dayMinutes/64 + 1]uint64

const dayMinutes = 1440

func (m *minutes) add(ts int64) {
	const minute = 60_000_000
	at := uint64(ts/minute) % dayMinutes
	m[at/64] |= 1 << (at % 64)
}

func (m *minutes) count() (n int64) {
	for _, w := range m {
		n += int64(bits.OnesCount64(w))
	}
	return n
}

// correlated reports whether the correlation of two series of minutes, active or
// not, is at least so many thousandths. With a and b active minutes, c of them in
// common, of N,
//
//	φ = (N·c - a·b) / √(a·(N-a)·b·(N-b))
func (m *minutes) correlated(o *minutes, least int64) bool {
	c := int64(0)
	for i := range m {
		c += int64(bits.OnesCount64(m[i] & o[i]))
	}
	a, b := m.count(), o.count()
	d := dayMinutes*c - a*b
	if d <= 0 || a == dayMinutes || b == dayMinutes {
		return false
	}
	return d*d*1_000_000 >= least*least*a*(dayMinutes-a)*b*(dayMinutes-b)
}

// fewest are the active minutes below which two days are alike by chance.
const fewest = 20

// bands of rows hashes make accounts meet whose minutes overlap: with 40 % in common,
// which a correlation of 0.6 has at least among days of like length, 94 % of the pairs
// meet. After Broder, On the resemblance and containment of documents (1997).
const (
	bands = 16
	rows  = 2
)

// sketch appends a key of each band, for minutes that are enough.
func (m *minutes) sketch(list []pairing, of int32) []pairing {
	if m.count() < fewest {
		return list
	}
	var low [bands * rows]uint64
	for i := range low {
		low[i] = math.MaxUint64
	}
	for i, w := range m {
		for ; w != 0; w &= w - 1 {
			h := known.Mix(uint64(i*64 + bits.TrailingZeros64(w) + 1))
			for k := range low {
				low[k] = min(low[k], known.Mix(h+uint64(k)*0x9e3779b97f4a7c15))
			}
		}
	}
	for b := range bands {
		key := uint64(b)
		for r := range rows {
			key = known.Mix(key ^ low[b*rows+r])
		}
		list = append(list, pairing{key, of})
	}
	return list
}
