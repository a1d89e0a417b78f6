package field

import (
	"encoding/binary"
	"net/netip"
)

// Key tells combinations of values apart: equal for equal values of equal kinds. It
// is 128 bits of two independent hashes, so that a log of 10^9 combinations has two
// that are taken for one with a chance of 10^-20.
type Key struct{ a, b uint64 }

// Add returns the key with a value more. Texts count to the letter.
func (k Key) Add(v *Value) Key {
	switch v.Kind {
	case Text:
		return k.text(v.Text)
	case Address:
		return k.address(v.Addr)
	}
	return k.mix(uint64(v.Kind)).mix(uint64(v.N))
}

func (k Key) address(ip netip.Addr) Key {
	const four, six = 4 << 8, 6 << 8 // tell the two kinds of addresses apart
	if ip = ip.Unmap(); ip.Is4() {
		b := ip.As4()
		return k.mix(uint64(Address) | four).mix(uint64(binary.BigEndian.Uint32(b[:])))
	}
	b := ip.As16()
	k = k.mix(uint64(Address) | six).mix(binary.BigEndian.Uint64(b[:8])).mix(binary.BigEndian.Uint64(b[8:]))
	return k.text(ip.Zone())
}

// With is the key with the value that a line has of a field; false where it has none. It
// is [Key.Add] of [Field.Of], the shortest way.
func (k Key) With(f *Field, r *Record) (Key, bool) {
	if r.Audit != nil {
		switch {
		case f.column != nil:
			s := f.column(r.Audit)
			return k.text(s), s != ""
		case f.id != nil:
			id := f.id(r.Audit)
			return k.mix(uint64(ID)).mix(id), id != 0
		case f.addr != nil:
			ip := f.addr(r.Audit)
			return k.address(ip), ip.IsValid()
		}
	}
	v := f.Of(r)
	return k.Add(&v), v.Kind != None
}

// Place is where the key belongs in a table: not negative, and spread evenly.
func (k Key) Place() int { return int(k.b >> 1) }

func (k Key) text(s string) Key {
	const kinds = 8 // bits
	k = k.mix(uint64(Text) | uint64(len(s))<<kinds)
	for len(s) >= 8 {
		k = k.mix(uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56)
		s = s[8:]
	}
	if len(s) == 0 {
		return k
	}
	rest := uint64(0)
	for i := range len(s) {
		rest |= uint64(s[i]) << (8 * i)
	}
	return k.mix(rest)
}

// mix stirs a word into both halves, each with constants of its own (the finisher of
// SplitMix64 and that of MurmurHash3).
func (k Key) mix(w uint64) Key {
	a := (k.a ^ w) + 0x9e3779b97f4a7c15
	a = (a ^ a>>30) * 0xbf58476d1ce4e5b9
	a = (a ^ a>>27) * 0x94d049bb133111eb
	b := k.b*0xff51afd7ed558ccd + w + 0xd6e8feb86659fd93
	b = (b ^ b>>33) * 0xc4ceb9fe1a85ec53
	return Key{a ^ a>>31, b ^ b>>29}
}
