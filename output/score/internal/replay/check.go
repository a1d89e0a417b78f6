package replay

import (
	"net/netip"
	"strings"

	"github.com/breachsim/breachsim/output/score/alert"
)

// watch follows one entity that an alert names through the log.
type watch struct {
	first int64           // when it appeared; 0 = not yet
	seen  map[int32]int64 // accounts there, when last
}

// witness is an audit event that an alert rests on.
type witness struct {
	ts      int64 // 0 = not yet
	account int32 // -1 = none
}

// Watches are all entities and events that alerts name.
type Watches struct {
	accounts []int64 // first appearance of each account
	ips      map[netip.Addr]*watch
	sessions map[uint64]*watch
	Persons  map[uint64]*watch
	events   map[uint64]*witness
}

// CheckAlerts checks what can be checked without the log, and lists what to
// watch for in it.
func CheckAlerts(d *Data, alerts []alert.Alert, bad *alert.Problems) *Watches {
	w := &Watches{accounts: make([]int64, len(d.Names)), ips: map[netip.Addr]*watch{},
		sessions: map[uint64]*watch{}, Persons: map[uint64]*watch{}, events: map[uint64]*witness{}}
	for i := range alerts {
		a := &alerts[i]
		if a.T < d.Begin() || a.T > d.End() {
			bad.Add(a.Line, "t %s is outside the dataset: write a moment from %s to %s", Stamp(a.T), Stamp(d.Begin()),
				Stamp(d.End()))
		}
		for _, id := range a.Events {
			w.events[id] = &witness{account: -1}
		}
		switch a.Kind {
		case alert.OnAccount:
			if _, ok := d.accounts[a.ID]; !ok {
				bad.Add(a.Line, "account %q is not in records/accounts.csv: write an id of its column account%s", a.ID,
					likeAccount(a.ID))
			}
		case alert.OnIP:
			w.ips[netip.MustParseAddr(a.ID)] = &watch{} // its form was checked
		case alert.OnSession:
			w.sessions[mustHex(a.ID)] = &watch{}
		case alert.OnPerson:
			if d.NIRMode != "hmac" {
				bad.Add(a.Line, "this dataset's log has no nir_ref (nir: %s): raise alerts on accounts", d.NIRMode)
			}
			w.Persons[mustHex(a.ID)] = &watch{}
		case alert.OnCampaign:
			if len(a.Events) == 0 {
				bad.Add(a.Line, "campaign %q names no events: list those of its accounts under events, "+
					"from which the accounts are taken", a.ID)
			}
		}
	}
	return w
}

// likeAccount helps those who wrote another identifier of the same owner.
func likeAccount(id string) string {
	if !strings.HasPrefix(id, "PS") {
		return ", such as PS0412233"
	}
	return ""
}

// mustHex reads an id whose form was checked.
func mustHex(s string) uint64 {
	v, _ := alert.ParseHex(s)
	return v
}

// of is the watch of an alert's entity; nil for accounts and campaigns.
func (w *Watches) of(a *alert.Alert) *watch {
	switch a.Kind {
	case alert.OnIP:
		return w.ips[netip.MustParseAddr(a.ID)]
	case alert.OnSession:
		return w.sessions[mustHex(a.ID)]
	case alert.OnPerson:
		return w.Persons[mustHex(a.ID)]
	}
	return nil
}

// first is when the entity of an alert appeared in the log so far; 0 = not yet.
func (w *Watches) first(d *Data, a *alert.Alert) int64 {
	if a.Kind == alert.OnAccount {
		if i, ok := d.accounts[a.ID]; ok {
			return w.accounts[i]
		}
		return a.T // told already
	}
	if x := w.of(a); x != nil {
		return x.first
	}
	return a.T
}

// mark notes an event of an account in what is watched.
func (x *watch) mark(account int32, ts int64) {
	if x.first == 0 {
		x.first = ts
	}
	if account < 0 {
		return
	}
	if x.seen == nil {
		x.seen = map[int32]int64{}
	}
	x.seen[account] = ts
}
