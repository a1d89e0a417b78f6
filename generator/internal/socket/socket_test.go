package socket

import (
	"testing"

	"github.com/breachsim/breachsim/generator/internal/random"
)

// The user agents and networks of the table.
const (
	onWindows = iota
	onLinux
	byLibrary // keeps no connection
	overHTTP1 // a browser with several connections
)

const (
	atHome = iota
	behindFirewall
	onMobile
	byRelay
)

func table() *Table {
	kept := func(s System, parallel uint8) System {
		s.Kept, s.Parallel = true, parallel
		return s
	}
	return &Table{
		Systems:  []System{kept(Windows, 0), kept(Linux, 0), Linux, kept(Windows, 2)},
		Networks: []Translation{Preserved, Rewritten, Shared, Relayed}, Key: random.New(3),
	}
}

// morning is a moment of 2022, in microseconds.
const morning = 1_646_726_400 * second

func TestPortsAreOfTheSystem(t *testing.T) {
	x := table()
	for _, c := range []struct {
		name        string
		agent, net  uint16
		v6          bool
		least, most uint16
	}{
		{"Windows at home", onWindows, atHome, false, 49_152, 65_535},
		{"Linux at home", onLinux, atHome, false, 32_768, 60_999},
		{"a library", byLibrary, atHome, false, 32_768, 60_999},
		{"Windows behind a firewall", onWindows, behindFirewall, false, 1_024, 65_535},
		{"Windows behind a firewall, over IPv6", onWindows, behindFirewall, true, 49_152, 65_535},
		{"a telephone", onLinux, onMobile, false, 1_024, 65_535},
		{"Windows by a relay", onWindows, byRelay, false, 32_768, 60_999},
	} {
		least, most := uint16(65_535), uint16(0)
		for i := range uint64(20_000) {
			p := x.Port(&Request{
				TS: morning + int64(i)*7*second, Machine: i % 97, Addr: i % 11, UserAgent: c.agent, Net: c.net, V6: c.v6,
			})
			least, most = min(least, p), max(most, p)
		}
		if room := (c.most - c.least) / 50; least < c.least || most > c.most || least-c.least > room || c.most-most > room {
			t.Errorf("%s: ports %d to %d, want %d to %d", c.name, least, most, c.least, c.most)
		}
	}
}

// A connection is kept for what follows soon, and not for what comes later; a browser
// without HTTP/2 has a few, a library that keeps none takes a port for each request.
func TestConnectionsAreKept(t *testing.T) {
	x := table()
	for _, c := range []struct {
		agent       uint16
		gap         int64
		least, most int // in 100
	}{
		{onWindows, 5 * second, 92, 97}, {onWindows, 30 * second, 60, 72}, {onWindows, 60 * second, 28, 40},
		{onWindows, 91 * second, 0, 0}, {onLinux, 5 * second, 90, 97}, {overHTTP1, 5 * second, 60, 80},
		{byLibrary, 5 * second, 0, 1},
	} {
		same := 0
		for i := range uint64(5_000) {
			r := Request{TS: morning + int64(i)*17*second, Machine: i, Addr: 5, UserAgent: c.agent}
			first := x.Port(&r)
			r.TS += c.gap
			if x.Port(&r) == first {
				same++
			}
		}
		if same < c.least*50 || same > c.most*50+25 {
			t.Errorf("client %d: after %d s the same port in %d of 5,000, want %d to %d %%",
				c.agent, c.gap/second, same, c.least, c.most)
		}
	}
}

// The next connection has a port a little higher, on every system, but where a
// translator chooses; that of a carrier chooses within the subscriber's block.
func TestPortsStep(t *testing.T) {
	x := table()
	for _, agent := range []uint16{onWindows, onLinux} {
		up := 0
		for i := range uint64(2_000) {
			r := Request{TS: morning, Machine: i, Addr: 5, UserAgent: agent}
			first := x.Port(&r)
			r.TS += 100 * second
			if step := int(x.Port(&r)) - int(first); step > 0 && step < 4*stride*strides {
				up++
			}
		}
		if up < 1_700 {
			t.Errorf("client %d: %d of 2,000 ports are a little above the one before", agent, up)
		}
	}
	blocks := map[uint16]bool{}
	for machine := range uint64(200) {
		least, most := uint16(65_535), uint16(0)
		for i := range int64(50) {
			r := Request{TS: morning + i*100*second, Machine: machine, Addr: 5, UserAgent: onLinux, Net: onMobile}
			p := x.Port(&r)
			least, most = min(least, p), max(most, p)
		}
		if most-least >= blockPorts || most-least < blockPorts/2 {
			t.Fatalf("a subscriber has ports %d to %d", least, most)
		}
		blocks[(least-firstOpen)/blockPorts] = true
	}
	if len(blocks) < 50 {
		t.Errorf("200 subscribers share %d blocks", len(blocks))
	}
}

func BenchmarkPort(b *testing.B) {
	x, r := table(), Request{TS: morning, UserAgent: onWindows}
	b.ReportAllocs()
	for b.Loop() {
		r.TS += 20 * second
		r.Machine++
		x.Port(&r)
	}
}
