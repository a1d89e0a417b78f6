package features

import (
	"encoding/binary"
	"net/netip"
)

// addrKey packs an address into a number other than 0: an IPv4 address as it is,
// the first half of an IPv6 address, which is what one line has.
func addrKey(a netip.Addr) uint64 {
	switch {
	case !a.IsValid():
		return 0
	case a.Unmap().Is4():
		b := a.Unmap().As4()
		return v4 | uint64(binary.BigEndian.Uint32(b[:]))
	}
	b := a.As16()
	return binary.BigEndian.Uint64(b[:8]) | 1
}

// v4 tells IPv4 from IPv6, whose first byte is below 0x40 where it is routed.
const v4 = 1 << 63

// blockOf is the block of an address by its key: /24, and /48 of IPv6.
func blockOf(key uint64) uint64 {
	if key&v4 != 0 {
		return key &^ 0xff
	}
	return key&^0xffff | 1
}
