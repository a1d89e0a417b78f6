package audit

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"breachsim/output/truth"
	"breachsim/scenarios"
)

// onset is A12: the labelled onset against the first difference that a log
// shows.
//
// The onset of an account is acquired_at of truth/accounts, that of a campaign
// the first step of truth/campaigns. The first evidence is the earliest event
// labelled attack. An onset more than a second before the evidence asks a
// detector to see what is not there (the flaw of benchmark windows that open
// before any signal, Wu & Keogh 2021); one after it calls a detector early that
// was right. Evidence that is not labelled is counted too: benign events, before
// the onset, of a stolen account by a client of the attack that no other
// account has. Any of them fails. Who attacks from the owner's own machine, or as
// a user of the account, has a client that was there before: such accounts do
// not count.
type onset struct {
	w        *world
	first    map[sym]int64  // attack event, by account
	taken    map[used]int64 // likewise, by campaign and account
	campaign map[sym]int64
	early    map[sym]map[sym]early // stolen account and client: benign event before any attack
	known    map[uint64]bool       // sessions of the truth
	clients  map[sym]bool          // of the attack, in these
	others   map[sym]bool          // clients of accounts that were not stolen
}

type early struct {
	ts    int64
	where string
}

func newOnset(w *world) check {
	o := &onset{w: w, known: map[uint64]bool{}, first: map[sym]int64{}, taken: map[used]int64{}, campaign: map[sym]int64{}, early: map[sym]map[sym]early{}, clients: map[sym]bool{}, others: map[sym]bool{}}
	for _, s := range w.sessions {
		o.known[uint64(s.SessionID)] = true
	}
	return o
}

func (o *onset) day(d *day) {
	for _, g := range d.groups {
		a := d.account(g)
		stolen := o.w.stolen[a] != nil
		for _, i := range g {
			r := &d.rows[i]
			switch {
			case r.mark.label == attack:
				setFirst(o.first, a, r.ts)
				setFirst(o.taken, used{o.w.syms.name(r.mark.campaign), o.w.syms.name(a)}, r.ts)
				setFirst(o.campaign, r.mark.campaign, r.ts)
				if o.known[r.session] {
					o.clients[r.cat[fClient]] = true
				}
			case !stolen:
				o.others[r.cat[fClient]] = true
			case o.first[a] == 0:
				if o.early[a] == nil {
					o.early[a] = map[sym]early{}
				}
				if _, ok := o.early[a][r.cat[fClient]]; !ok {
					o.early[a][r.cat[fClient]] = early{r.ts, d.where(r)}
				}
			}
		}
	}
}

func setFirst[K comparable](m map[K]int64, k K, ts int64) {
	if old, ok := m[k]; !ok || ts < old {
		m[k] = ts
	}
}

func (o *onset) finish(context.Context) ([]Figure, error) {
	if len(o.first) == 0 || o.w.partial {
		return nil, nil
	}
	var accounts, campaigns, unlabelled violations
	for _, a := range o.w.accounts {
		accounts.of++
		if first := o.taken[used{string(a.Campaign), string(a.Account)}]; !near(first, int64(a.AcquiredAt)) {
			accounts.add(func() string {
				return fmt.Sprintf("account %s: taken %.0f s before its first event", a.Account, float64(first-int64(a.AcquiredAt))/1e6)
			})
		}
	}
	begun := map[sym]int64{}
	for _, s := range o.w.steps {
		setFirst(begun, o.w.syms.of(string(s.Campaign)), int64(s.TS))
	}
	for _, c := range slices.Sorted(maps.Keys(o.campaign)) {
		campaigns.of++
		if !near(begun[c], o.campaign[c]) {
			campaigns.add(func() string { return "campaign " + o.w.syms.name(c) })
		}
	}
	for _, a := range slices.Sorted(maps.Keys(o.early)) {
		if o.w.athome(a) {
			continue
		}
		for _, c := range slices.Sorted(maps.Keys(o.early[a])) {
			unlabelled.of++
			if c != 0 && o.clients[c] && !o.others[c] {
				unlabelled.add(func() string { return o.early[a][c].where })
			}
		}
	}
	return []Figure{none("accounts whose onset is not their first evidence", accounts), none("campaigns whose onset is not their first evidence", campaigns),
		none("traces of the attack before its onset", unlabelled)}, nil
}

// athome reports whether an account was attacked from a machine of its own.
func (w *world) athome(a sym) bool {
	for _, x := range w.accounts {
		if w.syms.of(string(x.Account)) != a {
			continue
		}
		if x.Acquired == truth.Text(scenarios.Insider.String()) {
			return true
		}
		for i := range w.scenario.Campaigns {
			if c := &w.scenario.Campaigns[i]; c.ID == string(x.Campaign) && c.Network.Kind == scenarios.OwnerHost {
				return true
			}
		}
	}
	return false
}
