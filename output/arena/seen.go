package arena

import (
	"net/netip"
	"strconv"

	"github.com/breachsim/breachsim/output/arena/alarm"
	"github.com/breachsim/breachsim/output/read"
)

// scene is the account and the address that an alert is about: the one that it names, and
// the one of the line at which it was raised, or of the last line that had what it names.
type scene struct {
	account string
	addr    netip.Addr
}

// seen remembers of the lines that were handed over who used what last. Of addresses and
// sessions it remembers those of today and of the day before: memory grows with what a
// day has.
type seen struct {
	day      int64
	accounts map[string]netip.Addr
	ips      [2]map[netip.Addr]string // of today, and of the day before
	sessions [2]map[uint64]scene
}

func newSeen() *seen {
	s := &seen{accounts: map[string]netip.Addr{}}
	for i := range s.ips {
		s.ips[i], s.sessions[i] = map[netip.Addr]string{}, map[uint64]scene{}
	}
	return s
}

const aDay = 24 * 3600 * 1_000_000

// see takes a line.
func (s *seen) see(ev *read.Event) {
	if day := ev.TS / aDay; day != s.day {
		s.day = day
		s.ips[0], s.ips[1] = s.ips[1], s.ips[0]
		s.sessions[0], s.sessions[1] = s.sessions[1], s.sessions[0]
		clear(s.ips[0])
		clear(s.sessions[0])
	}
	if ev.Account == "" || !ev.SrcIP.IsValid() {
		return
	}
	s.accounts[ev.Account], s.ips[0][ev.SrcIP] = ev.SrcIP, ev.Account
	if ev.SessionID != 0 {
		s.sessions[0][ev.SessionID] = scene{ev.Account, ev.SrcIP}
	}
}

// of returns the scene of an alert. ok is false where it names nothing that could be: an
// account or an address in no form of theirs.
func (s *seen) of(a *alarm.Alert) (x scene, ok bool) {
	switch a.Kind {
	case onAccount:
		return scene{a.ID, s.accounts[a.ID]}, true
	case onIP:
		addr, err := netip.ParseAddr(a.ID)
		x = scene{addr: addr}
		for i := range s.ips {
			if x.account == "" {
				x.account = s.ips[i][addr]
			}
		}
		return x, err == nil
	case onSession:
		id, err := strconv.ParseUint(a.ID, 16, 64)
		for i := range s.sessions {
			if x.account == "" {
				x = s.sessions[i][id]
			}
		}
		return x, err == nil
	}
	return x, false
}
