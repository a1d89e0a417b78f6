package score

import (
	"net/netip"
	"strings"
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

// watches are all entities and events that alerts name.
type watches struct {
	accounts []int64 // first appearance of each account
	ips      map[netip.Addr]*watch
	sessions map[uint64]*watch
	persons  map[uint64]*watch
	events   map[uint64]*witness
}

// checkAlerts checks what can be checked without the log, and lists what to
// watch for in it.
func checkAlerts(d *data, alerts []Alert, bad *Problems) *watches {
	w := &watches{accounts: make([]int64, len(d.names)), ips: map[netip.Addr]*watch{},
		sessions: map[uint64]*watch{}, persons: map[uint64]*watch{}, events: map[uint64]*witness{}}
	for i := range alerts {
		a := &alerts[i]
		if a.T < d.begin() || a.T > d.end() {
			bad.add(a.Line, "t %s is outside the dataset: write a moment from %s to %s", stamp(a.T), stamp(d.begin()), stamp(d.end()))
		}
		for _, id := range a.Events {
			w.events[id] = &witness{account: -1}
		}
		switch a.Kind {
		case OnAccount:
			if _, ok := d.accounts[a.ID]; !ok {
				bad.add(a.Line, "account %q is not in records/accounts.csv: write an id of its column account%s", a.ID, likeAccount(a.ID))
			}
		case OnIP:
			w.ips[netip.MustParseAddr(a.ID)] = &watch{} // its form was checked
		case OnSession:
			w.sessions[mustHex(a.ID)] = &watch{}
		case OnPerson:
			if d.NIRMode != "hmac" {
				bad.add(a.Line, "this dataset's log has no nir_ref (nir: %s): raise alerts on accounts", d.NIRMode)
			}
			w.persons[mustHex(a.ID)] = &watch{}
		case OnCampaign:
			if len(a.Events) == 0 {
				bad.add(a.Line, "campaign %q names no events: list those of its accounts under events, from which the accounts are taken", a.ID)
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
	v, _ := parseHex(s)
	return v
}

// of is the watch of an alert's entity; nil for accounts and campaigns.
func (w *watches) of(a *Alert) *watch {
	switch a.Kind {
	case OnIP:
		return w.ips[netip.MustParseAddr(a.ID)]
	case OnSession:
		return w.sessions[mustHex(a.ID)]
	case OnPerson:
		return w.persons[mustHex(a.ID)]
	}
	return nil
}

// first is when the entity of an alert appeared in the log so far; 0 = not yet.
func (w *watches) first(d *data, a *Alert) int64 {
	if a.Kind == OnAccount {
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
