package generator

import (
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// several plans the file of the axes with other campaigns beside the first, and
// nobody who defends.
func several(t *testing.T, change func(sc *scenarios.Scenario)) *Plan {
	t.Helper()
	sc, err := library.Open("testdata/axes.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	change(sc)
	p, err := New(sc, Options{WithoutControls: true})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// another is the first campaign under another name.
func another(sc *scenarios.Scenario, id string) scenarios.Campaign {
	c := sc.Campaigns[0]
	c.ID = id
	c.Access.Acquire = []scenarios.AcquireShare{{How: scenarios.CredentialReplay, Share: 1_000_000}}
	c.Network = scenarios.Network{Kind: scenarios.Datacentre, Countries: []string{"FR"}, Pool: 4}
	return c
}

// elsewhere is another campaign on other accounts: a noisy one, as a decoy.
func elsewhere(sc *scenarios.Scenario) scenarios.Campaign {
	c := another(sc, "decoy")
	c.Access.Profiles = []scenarios.ProfileCount{{Profile: scenarios.GP, Count: c.Access.Accounts}}
	return c
}

// of lists the lines of a campaign, by name, and of the honest, each without
// the number of its campaign; and what campaigns did to the honest.
func of(p *Plan, id string) (ours, honest map[uint64][]line, overlay map[uint64]bool) {
	ours, honest, overlay = map[uint64][]line{}, map[uint64][]line{}, map[uint64]bool{}
	number := uint8(slices.Index(p.catalog.Campaigns, id) + 1)
	f := p.NewFiller()
	var b event.Batch
	for _, w := range p.Windows() {
		f.Fill(w, &b)
		for _, l := range linesOf(&b) {
			truth := &l.truth
			if l.audit.ID == 0 {
				truth = &l.access.Truth
			}
			key, in := max(l.audit.ID, l.access.Event), honest
			if truth.Label == event.Attack {
				if in = ours; truth.Campaign != number {
					continue
				}
			}
			truth.Campaign = 0
			in[key] = append(in[key], l)
		}
		for _, x := range b.Interference {
			overlay[x.Event] = true
		}
	}
	return ours, honest, overlay
}

// One campaign more, before or behind another in the file, changes no line of
// the other and none of the honest but those it says it did.
func TestOneCampaignMore(t *testing.T) {
	t.Parallel()
	one := several(t, func(*scenarios.Scenario) {})
	want, honest, listed := of(one, "c1")
	for name, change := range map[string]func(sc *scenarios.Scenario){
		"behind": func(sc *scenarios.Scenario) { sc.Campaigns = append(sc.Campaigns, elsewhere(sc)) },
		"before": func(sc *scenarios.Scenario) {
			sc.Campaigns = append([]scenarios.Campaign{elsewhere(sc)}, sc.Campaigns...)
		},
	} {
		p := several(t, change)
		got, theirs, listedThere := of(p, "c1")
		if shared(p) > 0 {
			t.Fatalf("%s: the campaigns meet in an account, which links them", name)
		}
		sameByEvent(t, name+": the campaign", want, got, nil)
		sameByEvent(t, name+": the honest", honest, theirs, func(id uint64) bool { return listed[id] || listedThere[id] })
		if other, _, _ := of(p, "decoy"); len(other) == 0 {
			t.Error("the other campaign does nothing")
		}
	}
}

func sameByEvent(t *testing.T, what string, want, got map[uint64][]line, except func(uint64) bool) {
	t.Helper()
	if except == nil {
		except = func(uint64) bool { return false }
	}
	for id, ls := range want {
		if !except(id) && !slices.Equal(ls, got[id]) {
			t.Fatalf("%s: event %016x was\n%v\nand is\n%v", what, id, ls, got[id])
		}
	}
	for id := range got {
		if _, ok := want[id]; !ok && !except(id) {
			t.Fatalf("%s: event %016x is new", what, id)
		}
	}
}

// shared counts the accounts that two campaigns have.
func shared(p *Plan) (n int) {
	seen := map[uint32]bool{}
	for _, a := range p.Journal().Accounts {
		if seen[a.Account] {
			n++
		}
		seen[a.Account] = true
	}
	return n
}

// Two campaigns on the same accounts: each exposes what it is asked for, and
// the journal tells both apart.
func TestCampaignsOnTheSameAccounts(t *testing.T) {
	t.Parallel()
	p := several(t, func(sc *scenarios.Scenario) {
		desks := []scenarios.ProfileCount{{Profile: scenarios.HospitalDesk, Count: 4}}
		sc.Campaigns[0].Access.Accounts, sc.Campaigns[0].Access.Profiles = 4, desks
		sc.Campaigns = append(sc.Campaigns, another(sc, "c2"), another(sc, "c3"))
	})
	if n := shared(p); n == 0 {
		t.Fatal("no account is in two campaigns: the test shows nothing")
	} else {
		t.Logf("%d accounts in two campaigns or more", n)
	}
	type use struct {
		campaign uint8
		account  uint32
	}
	tried := map[use]bool{} // and not taken
	for _, x := range p.Journal().Tried {
		tried[use{x.Campaign, x.Account}] = true
	}
	first, last, lookUps, sessions := map[use]int64{}, map[use]int64{}, map[use]int64{}, map[uint64]int64{}
	f := p.NewFiller()
	var b event.Batch
	for _, w := range p.Windows() {
		f.Fill(w, &b)
		for i := range b.AuditOrder {
			e, tr := b.AuditAt(i)
			if tr.Label != event.Attack {
				continue
			}
			u := use{tr.Campaign, e.Account}
			if tried[u] {
				continue
			}
			if first[u] == 0 {
				first[u] = e.TS
			}
			last[u] = e.TS
			if e.Session != 0 {
				sessions[e.Session]++
			}
			if e.Action == event.Lookup && e.Result != event.ResultError {
				lookUps[u]++
			}
		}
	}
	j := p.Journal()
	if len(j.Accounts) != 12 || len(first) != 12 {
		t.Fatalf("%d uses in the journal, %d in the log, want 12", len(j.Accounts), len(first))
	}
	for _, a := range j.Accounts {
		if u := (use{a.Campaign, a.Account}); first[u] != a.First || last[u] != a.Last || lookUps[u] != a.LookUps {
			t.Errorf("campaign %d, account %d: %d look-ups, %d to %d; the journal says %d, %d to %d", a.Campaign, a.Account, lookUps[u], first[u], last[u], a.LookUps, a.First, a.Last)
		}
	}
	for _, s := range j.Sessions {
		if sessions[s.Session] != s.Attack {
			t.Errorf("session %016x: %d events, the journal says %d", s.Session, sessions[s.Session], s.Attack)
		}
	}
}

// Where the owner keeps working, at least three attack events in ten lie on
// days on which the owner works with the account; in a stolen session all do.
func TestOwnersWorkToo(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]int{"sticky proxies": 30, "insiders": 30, "same session": 100, "session theft": 100, "idle": 0} {
		p := axis(t, Options{}, axes[name]...)
		type day struct {
			account uint32
			day     int32
		}
		owner, attack, between := map[day]bool{}, map[day]int{}, map[uint64][2]int{}
		f := p.NewFiller()
		var b event.Batch
		for _, w := range p.Windows() {
			f.Fill(w, &b)
			for i := range b.Audit {
				e, tr := b.AuditAt(i)
				n := between[e.Session]
				switch {
				case tr.Label == event.Attack:
					attack[day{e.Account, w.Day}]++
					n[0]++
				case tr.Label == event.Benign && e.Account != event.NoAccount:
					owner[day{e.Account, w.Day}] = true
					n[1]++
				}
				if e.Session != 0 {
					between[e.Session] = n
				}
			}
		}
		all, both, mixed := 0, 0, 0
		for d, n := range attack {
			if all += n; owner[d] {
				both += n
			}
		}
		for _, n := range between {
			if n[0] > 0 && n[1] > 0 {
				mixed++
			}
		}
		t.Logf("%s: %d of %d attack events on days of the owner, %d sessions of both", name, both, all, mixed)
		if both*100 < want*all || (mixed > 0) != (want == 100) {
			t.Errorf("%s: want %d in a hundred", name, want)
		}
	}
}
