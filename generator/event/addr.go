package event

import (
	"encoding/binary"
	"net/netip"
	"strconv"
)

// Addr is an IP address as two words: an IPv4 address sits in the low 32 bits
// of Lo behind the ffff marker of its IPv6-mapped form. The zero value is none.
type Addr struct{ Hi, Lo uint64 }

// V4 returns the IPv4 address of 32 bits.
func V4(ip uint32) Addr { return Addr{Lo: 0xffff<<32 | uint64(ip)} }

// IsZero reports whether there is no address.
func (a Addr) IsZero() bool { return a == Addr{} }

// Is4 reports whether it is an IPv4 address.
func (a Addr) Is4() bool { return a.Hi == 0 && a.Lo>>32 == 0xffff }

// Netip converts to the standard library's form.
func (a Addr) Netip() netip.Addr {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], a.Hi)
	binary.BigEndian.PutUint64(b[8:], a.Lo)
	return netip.AddrFrom16(b).Unmap()
}

// FromNetip converts from the standard library's form.
func FromNetip(ip netip.Addr) Addr {
	b := ip.As16()
	return Addr{Hi: binary.BigEndian.Uint64(b[:8]), Lo: binary.BigEndian.Uint64(b[8:])}
}

// Append appends the text of the address (RFC 5952 for IPv6).
func (a Addr) Append(dst []byte) []byte {
	if !a.Is4() {
		return a.Netip().AppendTo(dst)
	}
	for shift := 24; shift >= 0; shift -= 8 {
		dst = strconv.AppendUint(dst, a.Lo>>shift&0xff, 10)
		if shift > 0 {
			dst = append(dst, '.')
		}
	}
	return dst
}

func (a Addr) String() string { return string(a.Append(nil)) }
