package campaign

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/owner"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
)

// outside is an alert of a detector outside, about an account of the world or about an
// address.
type outside struct {
	control uint8 // 1 + index
	account uint32
	at      defence.Alert
	addr    *event.AddressInterval // nil where it is about an account
}

// alertsOf lists what detectors outside say of accounts.
func alertsOf(w *script.World) (out []outside, err error) {
	wanted := map[string]uint32{}
	for i := range w.Scenario.Controls {
		for _, a := range w.Scenario.Controls[i].Detect.Alerts {
			if a.Account != "" {
				wanted[a.Account] = 0
			}
		}
	}
	found := map[string]uint32{}
	for k := range uint32(w.Accounts.Len()) {
		if len(found) == len(wanted) {
			break
		}
		id := w.Accounts.At(k).ID
		if _, ok := wanted[id]; ok {
			found[id] = k
		}
	}
	for i := range w.Scenario.Controls {
		c := &w.Scenario.Controls[i]
		for _, a := range c.Detect.Alerts {
			x := outside{control: uint8(i + 1), at: defence.Alert{TS: a.At.UnixMicro()}}
			if !a.Acts.IsZero() {
				x.at.Acts = a.Acts.UnixMicro()
			}
			if a.Account == "" {
				if x.addr, err = addressed(w, c, a.Addr); err != nil {
					return nil, err
				}
			} else {
				k, ok := found[a.Account]
				if !ok {
					return nil, unknown(c, a.Account)
				}
				x.account = k
			}
			out = append(out, x)
		}
	}
	return out, nil
}

// addressed finds an address on the map of networks.
func addressed(w *script.World, c *scenarios.Control, addr netip.Addr) (*event.AddressInterval, error) {
	u := &event.AddressInterval{Addr: event.FromNetip(addr)}
	var ok bool
	if u.Net, u.Place, ok = w.Accounts.Networks().Find(u.Addr); !ok {
		return nil, fmt.Errorf("control %q: no network of this world has the address %v: take one from the log",
			c.ID, addr)
	}
	return u, nil
}

// unknown is the error of an alert about an account that is not there.
func unknown(c *scenarios.Control, account string) error {
	return fmt.Errorf(
		"control %q: no account of this world is called %s: names follow from seed and scale; take one from the log or from records/accounts",
		c.ID,
		account,
	)
}

// expect queues the alerts, and says from when the owners must be on the stage whom
// they concern: of an account from when a control acts on it, of an address all who come
// from it while it is banned. Two plans with the same alerts up to an instant have the
// same owners on the stage until then.
func (s *stage) expect(alerts []outside) (from map[uint32]int64) {
	from = map[uint32]int64{}
	concern := func(k uint32, at int64) {
		if was, known := from[k]; !known || at < was {
			from[k] = at
		}
	}
	var bans []defence.Ban
	for _, x := range alerts {
		if x.addr != nil {
			bans = append(bans, s.Defence.ExpectAt(x.control, x.addr, x.at))
			continue
		}
		concern(x.account, s.Defence.Expect(x.control, s.Defence.Account(x.account), x.at))
	}
	for _, o := range s.comers(bans) {
		for _, b := range bans {
			if o.Addr == b.Addr && o.From < b.To && o.To >= b.From {
				concern(o.Session.Account, s.Defence.Calm(s.Defence.Account(o.Session.Account), b.From))
			}
		}
	}
	return from
}

// comers lists what honest users do from addresses while these are banned.
func (s *stage) comers(bans []defence.Ban) []traffic.Origin {
	if len(bans) == 0 {
		return nil
	}
	var addrs []event.Addr
	first, last := script.Forever, int64(0)
	for _, b := range bans {
		addrs = append(addrs, b.Addr)
		first, last = min(first, b.From), max(last, b.To)
	}
	return s.World.Base.SessionsFrom(addrs, first, min(last, s.World.End()))
}

// enterOthers puts the owners on the stage whom alerts concern and no campaign does.
func (s *stage) enterOthers(from, played map[uint32]int64) {
	for _, k := range slices.Sorted(maps.Keys(from)) {
		if s.of[k] != nil {
			continue
		}
		x := &company{}
		x.owner = owner.New(&s.Stage, s.Defence.Account(k), func(int64) {})
		x.owner.Keeps(s.days)
		s.of[k], played[k] = x, from[k]
		s.owners = append(s.owners, x.owner)
		x.owner.Play(from[k])
	}
}
