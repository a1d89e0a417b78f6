package allocation

import (
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/client"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/scenarios"
)

func TestClientsShowWhoseHandshakeItIs(t *testing.T) {
	c := campaignOf(t, access(30, "{credential_replay: 1}"))
	accounts := chosen(t, c)
	day := c.Calendar.Of(c.From).Number
	for agent := scenarios.LibraryAgent; agent <= scenarios.AgentPool; agent++ {
		for _, tls := range []scenarios.TLS{scenarios.LibraryTLS, scenarios.BrowserTLS, scenarios.MismatchTLS} {
			c.Spec.Client.UserAgent, c.Spec.Client.TLS = agent, tls
			names, prints := map[uint16]bool{}, map[uint64]bool{}
			for i := range accounts {
				var v, again portal.Visit
				c.Dress(&accounts[i], c.From, &v)
				c.Dress(&accounts[i], c.From, &again)
				if v != again {
					t.Fatal("two clients of one account at one time")
				}
				names[v.UserAgent], prints[v.ClientFP] = true, true
				own, device := c.Accounts.Client(accounts[i].Index, 0, day)
				if agent == scenarios.OwnerClone && v.UserAgent != own {
					t.Errorf("a copied client is %d, %x; the owner's is %d, %x", v.UserAgent, v.ClientFP, own, device)
				}
				named := v.ClientFP == client.Fingerprint(v.UserAgent)
				if named != (tls == scenarios.BrowserTLS || agent == scenarios.LibraryAgent) {
					t.Errorf("%v, %v: the handshake of client %d is %x", agent, tls, v.UserAgent, v.ClientFP)
				}
			}
			many := agent == scenarios.OwnerClone || agent == scenarios.AgentPool
			if (len(names) > 1) != many || (len(prints) > 1) != (many && tls == scenarios.BrowserTLS) ||
				len(prints) > len(names) {
				t.Errorf("%v, %v: %d names, %d fingerprints of 30 accounts", agent, tls, len(names), len(prints))
			}
		}
	}
}

func TestClientsLoadPagesAsToldTo(t *testing.T) {
	c := campaignOf(t)
	accounts := chosen(t, c)
	for _, x := range []struct{ static, full bool }{{false, false}, {true, false}, {false, true}} {
		c.Spec.Client.StaticAssets, c.Spec.Client.FullFlow = x.static, x.full
		var v portal.Visit
		if c.Dress(&accounts[0], c.From, &v); v.Browser != (x.static || x.full) {
			t.Errorf("%+v: loads pages %v", x, v.Browser)
		}
	}
}

func TestInsidersAreTheAccountsOwnUsers(t *testing.T) {
	c := campaignOf(t, access(20, "{insider: 1}"), "benign.credential_sharing_share=0.5")
	shared := 0
	for _, a := range chosen(t, c) {
		v := portal.Visit{Auth: event.Password}
		c.Dress(&a, c.From, &v)
		day := c.Calendar.Of(c.From).Number
		name, device := c.Accounts.Client(a.Index, a.Human, day)
		if v.UserAgent != name || v.ClientFP != device || !v.Browser || v.Auth != c.Accounts.Auth(a.Index, day) ||
			v.Truth.Actor != event.Insider || v.Truth.Number != uint16(a.Human) {
			t.Errorf("account %d: %+v", a.Index, v)
		}
		if a.Human > 0 {
			shared++
		}
	}
	if shared == 0 {
		t.Error("no insider shares an account")
	}
}

func TestHijackedSessionsKeepTheOwnersName(t *testing.T) {
	c := campaignOf(t, access(5, "{session_theft: 1}"), "campaigns[0].client={user_agent: library, tls: browser}")
	for _, a := range chosen(t, c) {
		var v portal.Visit
		c.Dress(&a, c.From, &v)
		if own, _ := c.Accounts.Client(a.Index, 0, c.Calendar.Of(c.From).Number); v.UserAgent != own {
			t.Errorf("client %d in a session of client %d", v.UserAgent, own)
		}
	}
}

func TestUsesNeedNoMemory(t *testing.T) {
	for _, rotation := range []string{"per_account", "sticky", "per_request"} {
		c := campaignOf(t, "campaigns[0].rotation={ip: "+rotation+"}", network("datacentre", 40, ""))
		accounts := chosen(t, c)
		p := NewPool(c, accounts, 0)
		banned := func(event.Addr, int64) bool { return false }
		var v portal.Visit
		n := uint64(0)
		if allocs := testing.AllocsPerRun(200, func() {
			n++
			p.Exit(&accounts[n%12], Use{TS: c.From + int64(n)*calendar.Minute, Request: n}, banned)
			c.Dress(&accounts[n%12], c.From, &v)
		}); allocs != 0 {
			t.Errorf("%s: %v allocations a request", rotation, allocs)
		}
	}
}
