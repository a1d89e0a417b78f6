package idp

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios/measure"
)

const (
	millisecond = measure.Millisecond
	second      = measure.Second
)

// Provider appends the lines of one slice, where they are wanted. The zero Provider knows no
// account. One Provider serves one goroutine.
type Provider struct {
	Accounts []event.AccountText // by index
	batch    *event.Batch
}

// Slice directs what follows into the batch of a slice.
func (p *Provider) Slice(b *event.Batch) { p.batch = b }

// Wanted reports whether anybody wants the lines.
func (p *Provider) Wanted() bool { return p.batch.WantIdentity }

// Client is who asks for something, and for which account.
type Client struct {
	Account    uint32 // or NoAccount
	Addr       event.Addr
	UserAgent  uint16
	ClientFP   uint64
	Auth       event.Auth
	Typed      event.Identifier // by what the account is named; 0 = by what its user types
	Cold       bool             // the browser has no cookie of the account's
	NewAddress bool             // an account that is opened again gets another mailbox
}

// Step is the audit event that lines belong to.
type Step struct {
	TS      int64
	Event   uint64     // event_id
	Session uint64     // session_id
	Key     random.Key // of the draws about its lines
}

// Draws of a step's key.
const (
	mailWhen = 1 + iota
	mailOpened
	mailRead
	noticeWhen
	addressWhen
	addressNoticeWhen
)

// opens is how often opening a mail shows, in millionths: where its pictures are loaded
// (an assumption; most programs for mail at work leave them out until asked).
const opens = 550_000

// add appends a line about a step, if its time is in the slice.
func (p *Provider) add(account uint32, s *Step, l event.Identity) {
	b := p.batch
	if !b.WantIdentity || l.TS < b.Window.From || l.TS >= b.Window.To {
		return
	}
	l.Event, l.Account = s.Event, account
	if l.Outcome == event.NoOutcome {
		l.Outcome = event.Success
	}
	b.IdentityOrder = append(b.IdentityOrder, uint64(l.TS-b.Window.From)<<32|uint64(len(b.Identity)))
	b.Identity = append(b.Identity, l)
}

// asks is a line about a client that asks for something, at an instant.
func asks(c *Client, t event.IdentityType, ts int64) event.Identity {
	return event.Identity{TS: ts, Type: t, Addr: c.Addr, UserAgent: c.UserAgent, ClientFP: c.ClientFP}
}

// mail appends that a mail goes out soon after an instant, for an account that has an
// address. draw names the draw of how soon: its sender takes up to some seconds.
func (p *Provider) mail(account uint32, s *Step, what event.Mail, draw uint64) {
	if int(account) < len(p.Accounts) && p.Accounts[account].Address == "" {
		return
	}
	soon := int64(300*millisecond + s.Key.At(draw).Below(4*second))
	p.add(account, s, event.Identity{TS: s.TS + soon, Type: event.MailSent, Mail: what})
}

// SignIn logs an attempt to sign in. A browser that brings no cookie of the account's is a
// new device, which its user is told by mail. It never hears of attempts from banned
// addresses, or while the portal is down.
func (p *Provider) SignIn(c *Client, s *Step, ok bool, why event.Reason) {
	if why == event.UpstreamError || why == event.Banned {
		return
	}
	l := asks(c, event.SignedIn, s.TS)
	l.Auth, l.Typed, l.Reason, l.Session, l.Device = c.Auth, p.typed(c), why, s.Session, event.KnownDevice
	switch {
	case !ok:
		l.Outcome, l.Session, l.Device = event.Failure, 0, event.NoDevice
	case c.Cold:
		l.Device = event.NewDevice
		p.mail(c.Account, s, event.NewDeviceNotice, noticeWhen)
	}
	p.add(c.Account, s, l)
}

// Factor logs what became of a question on the phone; NoReason is a yes.
func (p *Provider) Factor(c *Client, s *Step, why event.Reason) {
	l := event.Identity{
		TS: s.TS, Type: event.SecondFactor, Auth: c.Auth, Reason: why, Session: s.Session, Addr: c.Addr,
	}
	if why != event.NoReason {
		l.Outcome = event.Failure
	}
	p.add(c.Account, s, l)
}

// SignOut logs the end of a session.
func (p *Provider) SignOut(c *Client, s *Step) {
	l := asks(c, event.SignedOut, s.TS)
	l.Session = s.Session
	p.add(c.Account, s, l)
}

// RequestReset logs that a link to a new password was asked for and mailed.
func (p *Provider) RequestReset(c *Client, s *Step) {
	l := asks(c, event.ResetRequested, s.TS)
	l.Typed = p.typed(c)
	p.add(c.Account, s, l)
	p.mail(c.Account, s, event.ResetLink, mailWhen)
}

// SetPassword logs that a new password was chosen, and before it how the mailed link was
// used, unless the portal asked for one within a session. asked is when the form was.
func (p *Provider) SetPassword(c *Client, s *Step, why event.Reason, asked int64) {
	l := asks(c, event.PasswordChanged, s.TS)
	l.Reason = why
	if why == event.PasswordChangeRequired {
		l.Session = s.Session
	} else {
		if s.Key.At(mailOpened).Chance(opens) {
			read := asked - int64(second+s.Key.At(mailRead).Below(5*second))
			p.add(c.Account, s, event.Identity{TS: read, Type: event.MailOpened, Mail: event.ResetLink})
		}
		p.add(c.Account, s, asks(c, event.LinkUsed, asked))
	}
	p.add(c.Account, s, l)
	p.mail(c.Account, s, event.NewPasswordNotice, noticeWhen)
}

// Administer logs what a defender does with an account. A mailbox that is not the owner's
// alone any more is replaced before the account is opened again.
func (p *Provider) Administer(c *Client, s *Step, action event.Action, why event.Reason) {
	switch action {
	case event.PasswordResetForced, event.AccountLock:
		p.add(c.Account, s, event.Identity{TS: s.TS, Type: event.AccessRevoked, Reason: why})
		p.mail(c.Account, s, event.RevokedNotice, noticeWhen)
	case event.AccountUnlock:
		if c.NewAddress {
			at := *s
			at.TS -= int64(10*second + s.Key.At(addressWhen).Below(50*second))
			p.add(c.Account, &at, event.Identity{TS: at.TS, Type: event.AddressChanged, Reason: event.OwnerRequest})
			p.mail(c.Account, &at, event.NewAddressNotice, addressNoticeWhen)
		}
		p.add(c.Account, s, event.Identity{TS: s.TS, Type: event.AccessRestored, Reason: why})
		p.mail(c.Account, s, event.ResetLink, mailWhen)
	}
}

// typed is what the account is named by at the sign-in.
func (p *Provider) typed(c *Client) event.Identifier {
	switch {
	case c.Auth == event.CPS:
		return event.ByCard
	case int(c.Account) >= len(p.Accounts):
		return event.NoIdentifier
	case c.Typed == event.ByAddress && p.Accounts[c.Account].Address != "":
		return event.ByAddress
	case c.Auth == event.ECPS: // the provider of the professions knows numbers only
		return event.ByNumber
	}
	return p.Accounts[c.Account].Types
}

// Bytes is how long what is typed to name the account is.
func (p *Provider) Bytes(c *Client) uint32 {
	if int(c.Account) >= len(p.Accounts) {
		return numberBytes
	}
	t := &p.Accounts[c.Account]
	return max(uint32(len(t.Identifier(p.typed(c)))), numberBytes)
}

// numberBytes is the length of an account's number.
const numberBytes = 9
