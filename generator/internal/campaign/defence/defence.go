package defence

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/internal/traffic/bound"
	"github.com/breachsim/breachsim/scenarios"
)

// Defence is the state of all controls. It is played in order of time.
//
//	Judge ─► addresses ─► closed sessions ─► closings ─► bars of the account ─► limits
//	Count ─► detection ─► acts ─► addresses, accounts
type Defence struct {
	*addresses
	closings
	*detection
	limits   limits
	acts     *acts
	world    *script.World
	defended bool
	accounts map[uint32]*Account
	policy   uint8 // control that forces new passwords; 0 = none
}

// Stage is what threat actors and owners play on.
type Stage struct {
	World   *script.World
	Book    *script.Book
	Queue   *clock.Queue
	Defence *Defence
}

// New lays out the defence of a world. Where nobody defends, policies by the
// clock stay.
func New(w *script.World, b *script.Book, q *clock.Queue, defended bool) *Defence {
	d := &Defence{addresses: newAddresses(), world: w, defended: defended, accounts: map[uint32]*Account{}}
	d.acts = &acts{world: w, book: b, queue: q, addrs: d.addresses}
	d.detection = newDetection(d.acts)
	d.limits = limits{addrs: d.addresses, book: b}
	if !defended {
		return d
	}
	for i := range w.Scenario.Controls {
		c := control{Control: &w.Scenario.Controls[i], id: uint8(i + 1)}
		if c.Disabled {
			continue
		}
		d.policies(c)
		switch {
		case c.ByRule():
			d.detection.add(c)
		case c.Standing():
			d.limits.all = append(d.limits.all, newLimit(c))
		}
	}
	return d
}

// policies applies what a control does by the clock to everybody: it is part of
// the base world, with and without campaigns.
func (d *Defence) policies(c control) {
	base, at := d.world.Base, c.at()
	if c.Type == scenarios.Policy && slices.Contains(c.Actions, scenarios.ForcePasswordChange) {
		d.policy = c.id
		base.ForceChange(at)
	}
	if c.Standing() {
		hold(base, c)
	}
	if c.Enrols() {
		base.RequireFactor(at, int64(c.Duration), c.id)
	}
	if c.Closes() {
		x := Closing{From: at, To: at + int64(c.Duration), By: c.id}
		d.closings = append(d.closings, x)
		base.Close(x.From, x.To, c.id)
	}
}

// hold puts a threshold before everybody: exactly where it counts accounts or
// sessions, for these follow from what each account does; by false alarms where it
// counts addresses, which many share.
func hold(base *traffic.World, c control) {
	_, why := c.asks()
	base.Limit(c.at(), int64(c.FalseAlarms), c.id, why)
	if c.Scope == scenarios.PerAddress {
		return
	}
	base.Bind(bound.Bound{
		From:    c.at(),
		Limit:   portal.Limit{Count: c.Threshold.Count, Per: int64(c.Threshold.Per), For: int64(c.Duration)},
		Session: c.Scope == scenarios.PerSession,
		Why:     why,
		Slow:    slices.Contains(c.Actions, scenarios.SlowAnswers),
		By:      c.id,
	})
}

// Notify says who is told when controls act.
func (d *Defence) Notify(n Notice) { d.acts.notice = n }

// Mistaken lists the addresses that were banned although no campaign used them.
func (d *Defence) Mistaken() []event.Addr { return d.acts.mistaken }

// Schedule queues the controls by the clock that ban and reset.
func (d *Defence) Schedule() {
	if d.defended {
		d.acts.schedule()
	}
}

// Account returns the state of an account, whose password its owner knows.
func (d *Defence) Account(index uint32) *Account {
	a := d.accounts[index]
	if a == nil {
		a = &Account{Index: index, knows: []Party{Owner}}
		d.accounts[index] = a
	}
	return a
}

// LockOut has the help desk reset an account because of a campaign: its sessions are
// closed, and nobody has the password.
func (d *Defence) LockOut(a *Account, campaign uint8, now int64) {
	a.reset(0, now)
	a.HelpFor = campaign
	d.acts.notice.Reset(a, now)
}

// Defended reports whether controls act.
func (d *Defence) Defended() bool { return d.defended }

// Ends reports whether the defenders end what campaigns do when their time is over.
// Where all that they do waits for a detector outside, campaigns go on.
func (d *Defence) Ends() bool { return d.defended && !d.world.Scenario.Undefended() }

// Policy returns 1 plus the index of the control that forces new passwords, 0
// without one.
func (d *Defence) Policy() uint8 { return d.policy }

// Judges reports whether each look-up has to be shown to the defence, because
// some control counts them or the service closes.
func (d *Defence) Judges() bool { return d.Counts() || len(d.closings) > 0 }

// Counts reports whether some control counts the look-ups of accounts: then
// those of owners count as well.
func (d *Defence) Counts() bool { return d.looking || len(d.limits.all) > 0 }

// WatchFrom begins to count the look-ups of an account that a campaign gets at an
// instant, and returns from when its owner has to be on the stage: some days
// before where look-ups are counted, and before that from where no limit remembers
// anything of the account.
func (d *Defence) WatchFrom(a *Account, acquired int64) int64 {
	return d.calm(a, min(d.watchFrom(a, acquired), d.policyFrom()))
}

// Expect queues an alert that a detector outside raises about an account, and
// returns from when the owner of an account that no campaign has must be on the
// stage for it.
func (d *Defence) Expect(control uint8, a *Account, x Alert) (from int64) {
	d.expect(control, a, x)
	return d.calm(a, min(max(x.TS, x.Acts), d.policyFrom()))
}

// ExpectAt queues an alert that a detector outside raises about an address: the
// control bans it, and the result is the ban.
func (d *Defence) ExpectAt(control uint8, u *event.AddressInterval, x Alert) Ban {
	return d.expectAt(control, u, x)
}

// Calm is an instant before another at which no limit remembers anything of an account.
func (d *Defence) Calm(a *Account, ts int64) int64 { return d.calm(a, min(ts, d.policyFrom())) }

// policyFrom is when all passwords are to be changed: from then on it matters who
// has changed which. It returns Forever where no policy asks for that.
func (d *Defence) policyFrom() int64 {
	if d.policy == 0 {
		return forever
	}
	return d.world.Scenario.Controls[d.policy-1].At.UnixMicro()
}

// calm is an instant before another at which no limit remembers anything of an
// account: what honest users do before is played by package traffic.
func (d *Defence) calm(a *Account, ts int64) int64 {
	if len(d.limits.all) > 0 {
		ts = d.world.Base.Calm(a.Index, ts)
	}
	return max(ts, d.world.Scenario.Time.Begin().UnixMicro())
}

// MustChange reports whether the portal asks for a new password behind a sign-in
// with the old one.
func (d *Defence) MustChange(a *Account, auth event.Auth, now int64) bool {
	if d.policy == 0 || auth != event.Password {
		return false
	}
	at := d.policyFrom()
	return now >= at && a.Chosen < at
}
