package defence

import "github.com/breachsim/breachsim/generator/event"

// Ban is a time in which requests from an address are refused, or a limit that the
// address has reached.
type Ban struct {
	Addr     event.Addr
	From, To int64
	By       uint8        // 1 + index of the control
	Why      event.Reason // of a limit, NoReason = it is a tarpit; a ban proper has none
}

// addresses is what the controls have in force against addresses.
type addresses struct {
	bans   map[event.Addr][]Ban
	blocks map[event.Addr][]Ban // a limit refuses the address
}

func newAddresses() *addresses {
	return &addresses{bans: map[event.Addr][]Ban{}, blocks: map[event.Addr][]Ban{}}
}

// Banned returns the ban of an address at an instant.
func (x *addresses) Banned(addr event.Addr, ts int64) (Ban, bool) {
	for _, b := range x.bans[addr] {
		if ts >= b.From && ts < b.To {
			return b, true
		}
	}
	return Ban{}, false
}

// Bans lists the bans of an address in order of time, and the times in which a
// limit refused it.
func (x *addresses) Bans(addr event.Addr) (bans, blocks []Ban) { return x.bans[addr], x.blocks[addr] }

// ban adds a ban.
func (x *addresses) ban(b Ban) { x.bans[b.Addr] = append(x.bans[b.Addr], b) }

// begun returns the ban of an address that began at an instant; nil for none.
func (x *addresses) begun(addr event.Addr, from int64) *Ban {
	all := x.bans[addr]
	for i := range all {
		if all[i].From == from {
			return &all[i]
		}
	}
	return nil
}

// block notes for the neighbours of an address that a limit refuses it.
func (x *addresses) block(b Ban) {
	all := x.blocks[b.Addr]
	if n := len(all); n > 0 && all[n-1].To == b.To && all[n-1].By == b.By {
		return
	}
	x.blocks[b.Addr] = append(all, b)
}

// unblock ends the last block of an address.
func (x *addresses) unblock(addr event.Addr, ts int64) {
	if all := x.blocks[addr]; len(all) > 0 {
		all[len(all)-1].To = min(all[len(all)-1].To, ts)
	}
}
