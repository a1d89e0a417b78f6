package generator

import (
	"maps"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios/library"
)

// axes are ways in which a campaign gets its accounts, comes and looks: what
// they set in the file of the axes.
var axes = map[string][]string{
	"sticky proxies":     nil,
	"proxies by request": {"campaigns[0].rotation={ip: per_request}", "campaigns[0].network.ip_reuse=60"},
	"proxies nearby":     {"campaigns[0].network.region_match=0.85"},
	"owner's provider":   {"campaigns[0].network.region_match=0.85", "campaigns[0].network.provider_match=0.7"},
	"carriers":           {"campaigns[0].network={kind: mobile_cgnat, country: [FR], pool: 20}"},
	"carriers nearby":    {"campaigns[0].network={kind: mobile_cgnat, country: [FR], pool: 60, region_match: 0.9}", "campaigns[0].rotation.ip=per_request"},
	"vpn":                {"campaigns[0].network={kind: vpn, country: [FR], pool: 60}", "campaigns[0].rotation={ip: per_account, ip_lifetime: 1h}"},
	"tor":                {"campaigns[0].network={kind: tor, country: [DE, NL], pool: 200}", "campaigns[0].client={user_agent: pool, tls: browser}"},
	"owner's machine":    {"campaigns[0].network={kind: owner_host}", "campaigns[0].rotation={}"},
	"mismatch, blend":    {"campaigns[0].client={user_agent: pool, tls: mismatch, blend: 0.25}"},
	"session theft":      {"campaigns[0].access.acquire={session_theft: 1}", "campaigns[0].targets.exposed=1500"},
	"same session":       {"campaigns[0].access.acquire={session_theft: 1}", "campaigns[0].co_use=same_session", "campaigns[0].targets.exposed=1500", "campaigns[0].rotation={ip: per_account, ip_lifetime: 2h}"},
	"insiders":           {"campaigns[0].access.acquire={insider: 1}"},
	"idle":               {"campaigns[0].co_use=idle"},
	"dormant and new":    {"campaigns[0].access={accounts: 5, acquire: {dormant_account: 0.8, self_registration: 0.2}, validate: {lead: 20h, lookups: 3}}"},
	"mixed": {"campaigns[0].access={accounts: 20, acquire: {dormant_account: 0.15, self_registration: 0.05, insider: 0.2, session_theft: 0.3, credential_replay: 0.3}, validate: {lead: 20h, lookups: 2}}",
		"campaigns[0].client.blend=0.2"},
}

// axis plans the file of the axes with changes.
func axis(t *testing.T, o Options, sets ...string) *Plan {
	t.Helper()
	sc, err := library.Open("testdata/axes.yaml", sets)
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(sc, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestAxes plans and reads each axis once for all that is held of it. All have one
// world without campaigns: none of them changes anything else.
func TestAxes(t *testing.T) {
	t.Parallel()
	peaceful := read(axis(t, Options{WithoutCampaigns: true}))
	peaceful.innocent()
	for _, name := range slices.Sorted(maps.Keys(axes)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := read(axis(t, Options{}, axes[name]...))
			t.Run("slices alone", func(t *testing.T) { axisBySlices(t, r) })
			t.Run("first look-up exposes", func(t *testing.T) { axisExposes(t, r) })
			t.Run("without campaigns", func(t *testing.T) {
				r.exactFrom(t, peaceful)
				sameLines(t, "without campaigns", peaceful.lines, lines(axis(t, Options{WithoutCampaigns: true}, axes[name]...), r.plan.Windows()[30:36]))
			})
			t.Run("without controls", func(t *testing.T) { r.exactFrom(t, read(axis(t, Options{WithoutControls: true}, axes[name]...))) })
		})
	}
}

// axisBySlices makes slices by Fillers that have made nothing before, and one slice
// cut otherwise.
func axisBySlices(t *testing.T, r *reading) {
	ws := r.plan.Windows()
	for i := len(ws) - 7; i >= 24; i -= 5 {
		r.slicesAlone(t, ws[i:i+1])
	}
	w := ws[len(ws)/2]
	mid := w.From + (w.To-w.From)/3
	parts := lines(r.plan, []event.Window{{From: w.From, To: mid, Day: w.Day}, {From: mid, To: w.To, Day: w.Day}})
	if got := append(byTime(parts[w.From]), byTime(parts[mid])...); !slices.Equal(byTime(got), byTime(r.lines[w.From])) {
		t.Errorf("%d lines in two parts of an hour, %d in the hour, or other ones", len(got), len(r.lines[w.From]))
	}
}

// axisExposes: as many persons as were asked for, each by the first look-up in time
// that returned them.
func axisExposes(t *testing.T, r *reading) {
	truth, log, _ := r.meetings(t)
	if want := r.plan.Scenario().Campaigns[0].Targets.Exposed; len(truth) != want {
		t.Errorf("%d persons exposed, want %d", len(truth), want)
	}
	sameMeetings(t, truth, log)
}

func byTime(ls []line) []line {
	out := slices.Clone(ls)
	slices.SortFunc(out, func(a, b line) int {
		switch {
		case a.ts() != b.ts():
			return int(a.ts() - b.ts())
		case a.audit.ID != b.audit.ID:
			return compare(a.audit.ID, b.audit.ID)
		}
		return compare(a.access.Request, b.access.Request)
	})
	return out
}

func compare(a, b uint64) int {
	if a < b {
		return -1
	}
	return 1
}

// traffic is what a dataset tells of addresses and clients.
type traces struct {
	attack, benign map[event.Addr]int // events by address
	perSession     map[uint64]map[event.Addr]bool
	clients        map[uint64]map[uint32]bool // attacked accounts by fingerprint
	agents         map[uint16]bool
	near, events   int
	covers         int
}

func tracesOf(p *Plan) *traces {
	x := &traces{map[event.Addr]int{}, map[event.Addr]int{}, map[uint64]map[event.Addr]bool{}, map[uint64]map[uint32]bool{}, map[uint16]bool{}, 0, 0, 0}
	f := p.NewFiller()
	var b event.Batch
	for _, w := range p.Windows() {
		f.Fill(w, &b)
		for i := range b.Audit {
			e, tr := b.AuditAt(i)
			switch {
			case tr.Label == event.Benign:
				x.benign[e.Addr]++
			case tr.Label == event.Attack && tr.Phase == event.Scrape && e.Session != 0:
				x.events++
				x.attack[e.Addr]++
				add(x.perSession, e.Session, e.Addr)
				add(x.clients, e.ClientFP, e.Account)
				x.agents[e.UserAgent] = true
				if e.Action == event.ServiceUse {
					x.covers++
				}
				if p.accounts.At(e.Account).Dept == deptOf(p, e.Place) {
					x.near++
				}
			}
		}
	}
	return x
}

func add[K, V comparable](m map[K]map[V]bool, k K, v V) {
	if m[k] == nil {
		m[k] = map[V]bool{}
	}
	m[k][v] = true
}

// deptOf is the département of a place at home: eight towns each.
func deptOf(p *Plan, place uint16) uint8 { return uint8((place - 1) / 8) }

func TestAttackersShareAddresses(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"sticky proxies", "proxies by request", "proxies nearby", "carriers", "vpn"} {
		x := tracesOf(axis(t, Options{}, axes[name]...))
		shared := 0
		for a := range x.attack {
			if x.benign[a] > 0 {
				shared++
			}
		}
		t.Logf("%s: %d addresses of the attack, %d of them honest users' too", name, len(x.attack), shared)
		if shared*5 < len(x.attack) {
			t.Errorf("%s: fewer than one in five", name)
		}
	}
}

func TestAddressesRotate(t *testing.T) {
	t.Parallel()
	most := func(x *traces) (n int) {
		for _, a := range x.perSession {
			n = max(n, len(a))
		}
		return n
	}
	if n := most(tracesOf(axis(t, Options{}))); n < 8 || n > 30 { // sessions of 3.5 hours at most, ten minutes an address
		t.Errorf("sticky: up to %d addresses a session", n)
	}
	x := tracesOf(axis(t, Options{}, axes["proxies by request"]...))
	if n := most(x); n < 10 || n > 41 {
		t.Errorf("by request: up to %d addresses a session", n)
	}
	used := 0
	for _, n := range x.attack {
		used += n
	}
	if times := used / len(x.attack); times < 55 || times > 68 { // look-ups, sign-ins and retries
		t.Errorf("an address is taken %d times, want 60", times)
	}
	if n := most(tracesOf(axis(t, Options{}, axes["vpn"]...))); n != 1 {
		t.Errorf("per account: up to %d addresses a session", n)
	}
}

func TestAddressesNearby(t *testing.T) {
	t.Parallel()
	x := tracesOf(axis(t, Options{}, axes["proxies nearby"]...))
	if share := x.near * 100 / x.events; share < 78 || share > 92 {
		t.Errorf("%d %% of events near the account, want 85", share)
	}
	if x := tracesOf(axis(t, Options{})); x.near*100/x.events > 10 {
		t.Errorf("%d of %d near without being asked", x.near, x.events)
	}
}

func TestClientsOfCampaigns(t *testing.T) {
	t.Parallel()
	few := tracesOf(axis(t, Options{}, "campaigns[0].client={user_agent: pool, tls: mismatch}"))
	many := tracesOf(axis(t, Options{}, "campaigns[0].client={user_agent: pool, tls: browser}"))
	// A pool's browsers have a few engines; sixteen robots of one library have one handshake.
	if len(few.clients) != 1 || len(many.clients) < 2 || len(many.clients) > 6 {
		t.Errorf("%d fingerprints under a library's handshake, %d under browsers' own; want 1 and 2 to 6",
			len(few.clients), len(many.clients))
	}
	if len(few.agents) < 4 {
		t.Errorf("a pool of %d browsers", len(few.agents))
	}
	x := tracesOf(axis(t, Options{}, "campaigns[0].client.blend=0.4"))
	if share := x.covers * 1000 / x.events; share < 370 || share > 420 {
		t.Errorf("%d in 1,000 requests are cover, want 400", share)
	}
}
