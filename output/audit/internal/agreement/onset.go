package agreement

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios"
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
// the onset, of a stolen account by a client of the attack on it that no account
// has that was not stolen: browsers of one build have one client, so those of
// attacks on others say nothing. Any of them fails. Who attacks from the owner's own machine, as
// a user of the account, or with a copy of the owner's browser, has a client that was
// there before: such accounts do not count.
type onset struct {
	w        *world.World
	first    map[world.Sym]int64 // attack event, by account
	taken    map[used]int64      // likewise, by campaign and account
	campaign map[world.Sym]int64
	early    map[world.Sym]map[world.Sym]early // stolen account and client: benign event before any attack
	known    map[uint64]bool                   // sessions of the truth
	clients  map[worn]bool                     // of the attack, in these
	others   map[world.Sym]bool                // clients of accounts that were not stolen
}

// worn is a client of the attack on an account.
type worn struct{ account, client world.Sym }

type early struct {
	ts    int64
	where string
}

// NewOnset returns A12 before it has seen a dataset.
func NewOnset(w *world.World) world.Check {
	o := &onset{w: w, known: map[uint64]bool{}, first: map[world.Sym]int64{}, taken: map[used]int64{},
		campaign: map[world.Sym]int64{}, early: map[world.Sym]map[world.Sym]early{}, clients: map[worn]bool{},
		others: map[world.Sym]bool{}}
	for _, s := range w.Sessions {
		o.known[uint64(s.SessionID)] = true
	}
	return o
}

func (o *onset) Day(d *world.Day) {
	for _, g := range d.Groups {
		a := d.Account(g)
		stolen := o.w.Stolen[a] != nil
		for _, i := range g {
			r := &d.Rows[i]
			switch {
			case r.Mark.Label == world.Attack:
				setFirst(o.first, a, r.TS)
				setFirst(o.taken, used{o.w.Syms.Name(r.Mark.Campaign), o.w.Syms.Name(a)}, r.TS)
				setFirst(o.campaign, r.Mark.Campaign, r.TS)
				if o.known[r.Session] {
					o.clients[worn{a, r.Of(world.Client)}] = true
				}
			case !stolen:
				o.others[r.Of(world.Client)] = true
			case o.first[a] == 0:
				if o.early[a] == nil {
					o.early[a] = map[world.Sym]early{}
				}
				if _, ok := o.early[a][r.Of(world.Client)]; !ok {
					o.early[a][r.Of(world.Client)] = early{r.TS, d.Where(r)}
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

func (o *onset) Finish(context.Context) ([]figure.Figure, error) {
	if len(o.first) == 0 || o.w.Partial {
		return nil, nil
	}
	var accounts, campaigns, unlabelled figure.Violations
	for _, a := range o.w.Accounts {
		accounts.Of++
		if first := o.taken[used{string(a.Campaign), string(a.Account)}]; !near(first, int64(a.AcquiredAt)) {
			accounts.Add(func() string {
				return fmt.Sprintf("account %s: taken %.0f s before its first event", a.Account,
					float64(first-int64(a.AcquiredAt))/1e6)
			})
		}
	}
	begun := map[world.Sym]int64{}
	for _, s := range o.w.Steps {
		setFirst(begun, o.w.Syms.Of(string(s.Campaign)), int64(s.TS))
	}
	for _, c := range slices.Sorted(maps.Keys(o.campaign)) {
		campaigns.Of++
		if !near(begun[c], o.campaign[c]) {
			campaigns.Add(func() string { return "campaign " + o.w.Syms.Name(c) })
		}
	}
	for _, a := range slices.Sorted(maps.Keys(o.early)) {
		if athome(o.w, a) {
			continue
		}
		for _, c := range slices.Sorted(maps.Keys(o.early[a])) {
			unlabelled.Of++
			if c != 0 && o.clients[worn{a, c}] && !o.others[c] {
				unlabelled.Add(func() string { return o.early[a][c].where })
			}
		}
	}
	return []figure.Figure{figure.None("accounts whose onset is not their first evidence", accounts),
		figure.None("campaigns whose onset is not their first evidence", campaigns),
		figure.None("traces of the attack before its onset", unlabelled)}, nil
}

// athome reports whether an account was attacked with a client of its own: from its
// owner's machine, or by a browser like it in every respect.
func athome(w *world.World, a world.Sym) bool {
	for _, x := range w.Accounts {
		if w.Syms.Of(string(x.Account)) != a {
			continue
		}
		if x.Acquired == truth.Text(scenarios.Insider.String()) {
			return true
		}
		for i := range w.Scenario.Campaigns {
			if c := &w.Scenario.Campaigns[i]; c.ID == string(x.Campaign) &&
				(c.Network.Kind == scenarios.OwnerHost || clones(c, string(x.Acquired))) {
				return true
			}
		}
	}
	return false
}

// clones reports whether a campaign shows the client of the owner of an account that was
// acquired in a way: as declared, or in a session that was stolen, which another name
// would close.
func clones(c *scenarios.Campaign, how string) bool {
	return c.Client.TLS == scenarios.BrowserTLS &&
		(c.Client.UserAgent == scenarios.OwnerClone || how == scenarios.SessionTheft.String())
}
