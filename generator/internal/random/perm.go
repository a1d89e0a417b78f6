package random

import "math/bits"

// Perm is a keyed permutation of [0, n): a one-to-one shuffle that needs no
// memory and runs in both directions.
//
// It is a Feistel network over mixed radices (Black and Rogaway 2002, method
// of "ciphers with arbitrary finite domains"): a value is split into
// (l, r) with l < a, r < b and a·b ≥ n as small as possible; each round adds a
// keyed hash of one half to the other, modulo its radix. A result beyond n is
// sent round again (cycle walking); a·b-n < a+b keeps that rare.
type Perm struct {
	n    uint64
	a, b uint64
	keys [rounds]uint64
}

const rounds = 6

// NewPerm returns the permutation of [0, n) that the key names. n must be
// below 2^62.
func NewPerm(k Key, n uint64) Perm {
	p := Perm{n: n}
	p.a = isqrt(n)
	if p.a == 0 {
		p.a = 1
	}
	p.b = (n + p.a - 1) / p.a
	if p.b == 0 {
		p.b = 1
	}
	for i := range p.keys {
		p.keys[i] = k.At(uint64(i)).Uint64()
	}
	return p
}

// Len returns n.
func (p *Perm) Len() uint64 { return p.n }

// At returns the image of i, which must be below n.
func (p *Perm) At(i uint64) uint64 {
	for {
		l, r := i/p.b, i%p.b
		for j := 0; j < rounds; j += 2 {
			l = addMod(l, p.step(j, r, p.a), p.a)
			r = addMod(r, p.step(j+1, l, p.b), p.b)
		}
		if i = l*p.b + r; i < p.n {
			return i
		}
	}
}

// Find is the inverse of At.
func (p *Perm) Find(i uint64) uint64 {
	for {
		l, r := i/p.b, i%p.b
		for j := rounds - 2; j >= 0; j -= 2 {
			r = subMod(r, p.step(j+1, l, p.b), p.b)
			l = subMod(l, p.step(j, r, p.a), p.a)
		}
		if i = l*p.b + r; i < p.n {
			return i
		}
	}
}

// step hashes one half into [0, m).
func (p *Perm) step(j int, half, m uint64) uint64 {
	x := (half + p.keys[j]) * 0x9fb21c651e98df25
	x ^= x >> 32
	x *= 0xbf58476d1ce4e5b9
	hi, _ := bits.Mul64(x, m)
	return hi
}

func addMod(x, y, m uint64) uint64 {
	if x += y; x >= m {
		x -= m
	}
	return x
}

func subMod(x, y, m uint64) uint64 {
	if x < y {
		x += m
	}
	return x - y
}

// isqrt returns the integer square root.
func isqrt(n uint64) uint64 {
	var r uint64
	for bit := uint64(1) << 31; bit > 0; bit >>= 1 {
		if t := r | bit; t*t <= n {
			r = t
		}
	}
	return r
}
