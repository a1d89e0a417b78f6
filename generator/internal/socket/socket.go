// Package socket is the source ports of connections: which port a request comes
// from, given the machine that opened the connection, its system, and what stands
// between it and the portal.
//
//	user agent ─► system: range of ports, how they are handed out, connections kept or not
//	time       ─► connection: the one that is open, or the next
//	network    ─► the port as it was, or the one that a translator put in its place
//
// The same is asked of everybody: a port tells the client and the network, and not
// who sits there. It is a pure function of its arguments, with no order of requests
// behind it, so that any slice of time can be made alone. Packages client and network
// say which system and which translation; the portal writes the port.
package socket

import "github.com/breachsim/breachsim/generator/internal/random"

// System is how a client's machine opens connections. Its ranges are the defaults of
// the systems: 49152 to 65535 on Windows since Vista (Microsoft, "The default dynamic
// port range for TCP/IP has changed") and on those of Apple (IANA's dynamic ports, RFC
// 6335), 32768 to 60999 on Linux and Android (ip_local_port_range).
type System struct {
	First, Count  uint16
	ByDestination bool  // it counts the ports to some destinations by themselves
	Kept          bool  // connections are kept open for further requests
	Parallel      uint8 // a browser opens so many more beside the first one, at most 2
}

// The systems.
var (
	Windows = System{First: 49_152, Count: 16_384}
	Apple   = System{First: 49_152, Count: 16_384}
	Linux   = System{First: 32_768, Count: 28_232, ByDestination: true}
)

// Translation is what a network does to the ports of its customers.
type Translation uint8

// The translations.
const (
	Preserved Translation = iota // none, or a box that keeps the port where it is free (RFC 4787, 4.2.1)
	Rewritten                    // by a firewall or an exit for many: any port above the well-known ones
	Shared                       // carrier-grade: each subscriber has a block of ports (RFC 7422)
	Relayed                      // the connection is opened anew by a relay, on Linux
)

// Request is what the port of a request follows from.
type Request struct {
	TS        int64  // microseconds
	Machine   uint64 // any number that tells machines apart
	Addr      uint64 // of the address that the portal sees
	UserAgent uint16
	Net       uint16
	V6        bool // nobody translates
}

// Table knows the systems by user agent and the translations by network. It is
// read-only and safe for concurrent use.
type Table struct {
	Systems  []System
	Networks []Translation
	Key      random.Key
}

// Times in microseconds.
const (
	second = 1_000_000
	day    = 86_400 * second

	// kept is how long a connection is used at most. Within a session it is idle
	// about so long before the portal's side closes it (assumed; a minute is the
	// default of many balancers, 75 s that of nginx).
	kept = 90 * second
)

// Shares of requests over the second and third connection of a browser, in 1/65536
// (assumed).
const (
	overSecond = 6_500
	overThird  = 3_300
)

// blockPorts is the size of a subscriber's block: 64 subscribers an address
// (assumed).
const blockPorts = 1_008

// firstOpen is the first port that translators use.
const firstOpen = 1_024

// Port returns the source port of a request.
func (t *Table) Port(r *Request) uint16 {
	sys, how := &t.Systems[r.UserAgent], t.Networks[r.Net]
	if r.V6 {
		how = Preserved
	}
	machine := t.Key.At(r.Machine ^ uint64(r.UserAgent)<<40).At(r.Addr ^ uint64(r.TS/day)<<48)
	u := machine.Uint64()
	conn := connection(sys, r, u)
	switch how {
	case Rewritten:
		return firstOpen + uint16(machine.At(conn.number()).Below(1<<16-firstOpen))
	case Shared:
		block := u >> 16 % ((1<<16 - firstOpen) / blockPorts)
		return firstOpen + uint16(block*blockPorts+machine.At(conn.number()).Below(blockPorts))
	case Relayed:
		sys = &Linux
	}
	return sys.port(u, conn, machine)
}

// conn is a connection: when it was opened, and which one it is of those that are open
// at a time. Of a client that keeps none it is the request.
type conn struct{ ts, beside uint64 }

// number tells the connections of a machine apart.
func (c conn) number() uint64 { return c.ts<<2 | c.beside }

// connection returns that of a request, by the machine's draw u.
func connection(sys *System, r *Request, u uint64) conn {
	if !sys.Kept {
		return conn{ts: uint64(r.TS)}
	}
	c := conn{ts: (uint64(r.TS) + u>>37) / kept * kept}
	if sys.Parallel == 0 {
		return c
	}
	switch which := random.Key(u).At(uint64(r.TS)).Uint64() & 0xffff; {
	case which < overThird && sys.Parallel > 1:
		c.beside = 2
	case which < overThird+overSecond:
		c.beside = 1
	}
	return c
}

// Ports that a machine goes through from one connection to the portal to the next, in
// steps of one to so many strides by machine. Its connections to others take the rest
// (assumed); the stride spreads evenly over the rests that an auditor looks at.
const (
	stride  = 80
	strides = 3
)

// port is the port of a connection as its system hands it out: Windows and Apple count
// upwards over all connections of the machine, Linux over those whose destinations
// share a counter, from a place that a hash names (RFC 6056, 3.3.4).
func (s *System) port(u uint64, c conn, machine random.Key) uint16 {
	busy, turn := uint64(stride), c.ts/second // one for each request
	if s.Kept {
		turn = c.ts / kept
		if !s.ByDestination {
			busy *= 1 + u>>32&0xff%strides
		}
	}
	at := turn*busy + machine.At(c.ts).Below(busy) + c.beside
	return s.First + uint16((u&0xffff+at)%uint64(s.Count))
}
