package allocation

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/client"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/scenarios"
)

// agents is how many numbers name the programs and browsers of which one is drawn.
const agents = 1 << 16

// Dress gives a visit at an instant the campaign's client: its name, its
// fingerprint, and whether it loads pages and static assets. Its name is that of a
// library, of one browser for all, of the account's own client, or of many
// browsers. Its fingerprint tells whose handshake it is:
//
//	library   that of the library, whatever the name
//	mismatch  the same, under a browser's name
//	browser   that of the program that it names; on the owner's machine what the
//	          owner's shows
//
// An insider's visit has the client and the sign-in method of the account's own
// user (see [Campaign.Rightful]).
func (c *Campaign) Dress(a *Account, ts int64, v *portal.Visit) {
	if a.How == scenarios.Insider {
		c.Rightful(a, ts, v)
		return
	}
	day := c.Calendar.Of(ts).Number
	own, device := c.Accounts.Client(a.Index, a.Human, day)
	v.Machine = uint64(a.draw(drawBrowser).At(itsMachine))
	v.Browser = c.Spec.Client.StaticAssets || c.Spec.Client.FullFlow
	agent, program := c.agentOf(a), c.draw(drawAgent).Below(agents)
	switch agent {
	case scenarios.FixedAgent:
		v.UserAgent = client.FixedAgent(int(c.draw(drawAgent).Below(agents)))
	case scenarios.OwnerClone:
		v.UserAgent = own
	case scenarios.AgentPool:
		v.UserAgent = c.Accounts.PoolAgent(a.draw(drawBrowser).At(browserName), day)
	default:
		v.UserAgent = client.LibraryAgent(int(program))
	}
	v.Referers = v.Browser || agent != scenarios.LibraryAgent // who takes a browser's name takes its headers
	v.HTTP2, v.Cache.Apple = client.HTTP2(v.UserAgent), client.TouchIcons(v.UserAgent)
	if c.Spec.Client.TLS != scenarios.BrowserTLS {
		v.HTTP2 = client.HTTP2(client.LibraryAgent(int(program)))
	}
	switch {
	case c.Spec.Client.TLS != scenarios.BrowserTLS:
		v.ClientFP = client.Fingerprint(client.LibraryAgent(int(program)))
	case agent == scenarios.OwnerClone && c.Spec.Network.Kind == scenarios.OwnerHost:
		v.ClientFP, v.Machine = device, c.Accounts.Machine(a.Index, a.Human)
	default:
		v.ClientFP = client.Fingerprint(v.UserAgent)
	}
}

// Draws of an account's own browser.
const (
	browserName = iota
	itsMachine
)

// agentOf is how the client of an account names itself: in a hijacked session as
// the owner's does, for another name would close it.
func (c *Campaign) agentOf(a *Account) scenarios.UserAgent {
	if a.How == scenarios.SessionTheft {
		return scenarios.OwnerClone
	}
	return c.Spec.Client.UserAgent
}

// Rightful turns a visit into one of the account's own users, who signs in as
// always: a delegate where there is one, else the owner. Nothing is taken over;
// what is done is what makes it an attack.
func (c *Campaign) Rightful(a *Account, ts int64, v *portal.Visit) {
	day := c.Calendar.Of(ts).Number
	v.Auth = c.Accounts.Auth(a.Index, day)
	v.UserAgent, v.ClientFP = c.Accounts.Client(a.Index, a.Human, day)
	v.Machine = c.Accounts.Machine(a.Index, a.Human)
	v.Browser, v.Referers, v.HTTP2 = true, true, client.HTTP2(v.UserAgent)
	v.Truth.Actor, v.Truth.Number = event.Insider, uint16(a.Human)
}

// TakenBy says in the journal how the first sign-in came about.
func TakenBy(how scenarios.Acquisition) event.Move {
	switch how {
	case scenarios.Insider:
		return event.RightsMisused
	case scenarios.SelfRegistration:
		return event.OwnAccountUsed
	}
	return event.AccountTakenOver
}
