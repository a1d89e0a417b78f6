package campaign

import (
	"fmt"
	"net/netip"

	"breachsim/generator/campaign/defence"
	"breachsim/generator/campaign/owner"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/scenarios"
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

// expect puts the owners on the stage about whose accounts alerts come and whom no
// campaign concerns, and queues the alerts.
func (s *stage) expect(alerts []outside, played map[uint32]int64) {
	from := map[uint32]int64{}
	var order []uint32
	for _, x := range alerts {
		if x.addr != nil {
			s.Defence.ExpectAt(x.control, x.addr, x.at)
			continue
		}
		at := s.Defence.Expect(x.control, s.Defence.Account(x.account), x.at)
		if s.of[x.account] != nil {
			continue
		}
		if _, known := from[x.account]; !known {
			order, from[x.account] = append(order, x.account), script.Forever
		}
		from[x.account] = min(from[x.account], at)
	}
	for _, k := range order {
		x := &company{}
		x.owner = owner.New(&s.Stage, s.Defence.Account(k), func(int64) {})
		s.of[k], played[k] = x, from[k]
		s.owners = append(s.owners, x.owner)
		x.owner.Play(from[k])
	}
}
