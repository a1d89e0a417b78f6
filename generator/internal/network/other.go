package network

import "github.com/breachsim/breachsim/generator/event"

// User is one of an account's users on a local day, in days since 1970-01-01. Human
// counts from 0.
type User struct {
	Account uint32
	Human   uint8
	Day     int32
}

// Way is one way to the portal: its address, the autonomous system (index into
// Catalog.Networks) and the place (index into Catalog.Places).
type Way struct {
	Addr       event.Addr
	Net, Place uint16
}

// ways are those that a user has on a day.
type ways struct {
	list [6]Way
	n    int
}

func (w *ways) add(addr event.Addr, net, place uint16) {
	w.list[w.n] = Way{addr, net, place}
	w.n++
}

// Twin reports whether account k has a second line at its site.
func (l *Lines) Twin(k uint32) bool {
	second := l.list[k].second
	return second != 0 && l.seconds[second-1].beside
}

// Other returns another way that a user has while a session lasts that began at an
// address: a telephone in place of the line, the line in place of a telephone or a
// VPN, the second of two lines at the site, the other of two protocols. The draw u
// says which. Each is one that [Lines.Address] can give on the day, too. ok is false
// where the session comes from none of the user's own ways.
func (l *Lines) Other(who User, from event.Addr, u uint64) (other Way, ok bool) {
	line, day := &l.list[who.Account], l.who(who.Account, who.Human, who.Day).Uint64()
	var all ways
	all.add(l.leased(line, who.Day))
	if line.v6 {
		all.add(l.v6Address(line, day), line.net, line.place)
	}
	if l.Twin(who.Account) { // a router that shares the work among two lines is the commonest reason
		all.add(l.leased(&l.seconds[line.second-1], who.Day))
		all.add(l.leased(&l.seconds[line.second-1], who.Day))
	}
	if line.vpn != 0 {
		all.add(l.vpnExit(line, day))
	}
	all.add(l.mobileExit(who.Account, who.Human, day))
	at := int(u % uint64(all.n))
	for i := range all.n {
		if w := &all.list[(at+i)%all.n]; w.Addr != from {
			return *w, true
		}
	}
	return Way{}, false
}
