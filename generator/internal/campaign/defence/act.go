package defence

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/scenarios"
)

// Notice is who is told at once when a control acts, so that what was laid out
// ahead is looked at again.
type Notice struct {
	Reset  func(a *Account, now int64) // sessions are closed, the password is gone
	Ban    func(b Ban, now int64)      // requests from an address are refused
	Before func(now int64)             // a control by the clock is about to act
	Users  func(visit func(*Account))  // visits the accounts that campaigns use, in their order
}

// acts is what controls do: they ban and reset, and put challenges and tarpits
// before accounts. Each act is a step of the queue at its own time.
type acts struct {
	world  *script.World
	book   *script.Book
	queue  *clock.Queue
	addrs  *addresses
	notice Notice

	mistaken []event.Addr // banned, although no campaign used them
}

// Containment by a machine runs as one script: addresses, and accounts from a moment
// later on. How a person does it says analyst.go.
const (
	banEvery   = 7 * 1_000
	resetAfter = 400 * 1_000
	resetEvery = 9 * 1_000
)

// schedule queues the controls by the clock that ban and reset.
func (x *acts) schedule() {
	for i := range x.world.Scenario.Controls {
		c := control{Control: &x.world.Scenario.Controls[i], id: uint8(i + 1)}
		if c.Contains() && !c.ByRule() && !c.Disabled {
			x.queue.At(c.at(), func(now int64) { x.contain(c, now) })
		}
	}
}

// contain is an analyst's decision by the clock: ban the addresses that campaigns
// used, reset the accounts.
func (x *acts) contain(c control, now int64) {
	x.notice.Before(now)
	h := x.handOf(c, now)
	if slices.Contains(c.Actions, scenarios.BanAddresses) {
		x.banAll(h, x.book.Uses, now)
	}
	if !slices.Contains(c.Actions, scenarios.ResetAccounts) {
		return
	}
	var list []*Account
	x.notice.Users(func(a *Account) {
		if a.Began != 0 && a.Taken != 0 && a.loose(c.id) {
			list = append(list, a)
		}
	})
	for i, at := range h.resetTimes(len(list), now) {
		x.queue.At(at, func(now int64) {
			if list[i].loose(c.id) {
				x.resetAccount(c, list[i], now)
			}
		})
	}
}

// ban bans an address for the time that the control says, unless it is banned
// for as long already. Of a ban that makes another one longer nobody is told.
func (x *acts) ban(c control, u *event.AddressInterval, now int64) {
	b := Ban{Addr: u.Addr, From: now, To: x.end(c, now), By: c.id}
	if old, out := x.addrs.Banned(u.Addr, now); out {
		if old.To >= b.To {
			return
		}
		x.prolong(&old, b, c, u)
		return
	}
	x.administer(c, script.Action{Admin: event.IPBan, Visit: x.adminVisit(c, u)})
	x.book.Respond(
		event.Response{
			TS:      now,
			Action:  event.AddressBanned,
			Control: c.id,
			Account: event.NoAccount,
			Addr:    u.Addr,
			Detail:  c.detail,
		},
	)
	x.addrs.ban(b)
	x.lift(b, c, u)
	x.notice.Ban(b, now)
}

// banNamed bans an address that an alert names, whoever comes from it: they are on the
// stage.
func (x *acts) banNamed(c control, u *event.AddressInterval, now int64) {
	i := slices.IndexFunc(x.book.Uses, func(used *event.AddressInterval) bool { return used.Addr == u.Addr })
	if i >= 0 {
		x.ban(c, x.book.Uses[i], now)
		return
	}
	x.ban(c, u, now)
}

// prolong makes a ban longer: there is one ban of an address at a time, and it
// ends once.
func (x *acts) prolong(old *Ban, b Ban, c control, u *event.AddressInterval) {
	if out := x.addrs.begun(u.Addr, old.From); out != nil {
		out.To, b.From = b.To, old.From
		x.lift(b, c, u)
	}
}

// lift queues the end of a ban.
func (x *acts) lift(b Ban, c control, u *event.AddressInterval) {
	if b.To == forever {
		return
	}
	x.queue.At(b.To, func(now int64) {
		if x.addrs.begun(b.Addr, b.From).To != now {
			return // it was prolonged
		}
		x.administer(c, script.Action{Admin: event.IPUnban, Visit: x.adminVisit(c, u)})
		x.book.Respond(
			event.Response{TS: now, Action: event.AddressFreed, Control: c.id, Account: event.NoAccount, Addr: b.Addr},
		)
	})
}

// resetAccount closes the sessions of an account and takes its password away.
func (x *acts) resetAccount(c control, a *Account, now int64) {
	a.reset(c.id, now)
	v := portal.Visit{Account: a.Index, Truth: c.truth()}
	x.administer(c, script.Action{Admin: event.PasswordResetForced, Visit: v, Why: event.AnalystDecision})
	x.book.Respond(event.Response{TS: now, Action: event.AccountReset, Control: c.id, Account: a.Index})
	if until := x.end(c, now); until != forever {
		x.queue.At(until, func(now int64) {
			if !a.Reset || a.Revoked != until-int64(c.Duration) { // the help desk was quicker
				return
			}
			x.administer(c, script.Action{Admin: event.AccountUnlock, Visit: v, Why: event.AnalystDecision})
			x.book.Respond(event.Response{TS: now, Action: event.AccountFreed, Control: c.id, Account: a.Index})
			a.Reset = false // and a new password is chosen through the mailbox
		})
	}
	x.notice.Reset(a, now)
}

// administer writes a step of a control, now.
func (x *acts) administer(c control, a script.Action) {
	a.Do, a.Step = script.Administer, x.book.ControlStep(c.id, x.queue.Now())
	if a.Why == event.NoReason {
		a.Why = event.AnalystDecision
		if c.Type == scenarios.IPBan {
			a.Why = event.AutomaticRule
		}
	}
	x.book.Write(a)
}

func (x *acts) adminVisit(c control, u *event.AddressInterval) portal.Visit {
	return portal.Visit{Account: event.NoAccount, Addr: u.Addr, Net: u.Net, Place: u.Place, Truth: c.truth()}
}

// carryOut does what a control does about an alert on an account.
func (x *acts) carryOut(c control, a *Account, now int64) {
	if slices.Contains(c.Actions, scenarios.BanAddresses) {
		x.banAll(x.handOf(c, now), a.uses, now)
	}
	if slices.Contains(c.Actions, scenarios.ResetAccounts) {
		x.queue.At(now+resetAfter, func(now int64) {
			if !a.Reset {
				x.resetAccount(c, a, now)
			}
		})
	}
	x.challenge(c, a, now)
	x.tarpit(c, a, now)
}

// challenge puts a challenge or a second factor before the look-ups of an
// account, if the control does that.
func (x *acts) challenge(c control, a *Account, now int64) {
	v, ok := challengeOf(c, x.end(c, now))
	if !ok || a.bars.stands(c.id, now) {
		return
	}
	a.bars = append(a.bars, bar{v, now, map[uint64]bool{}})
	asked, over := asking(v.Why)
	x.book.Respond(event.Response{TS: now, Action: asked, Control: c.id, Account: a.Index})
	if v.Until != forever {
		x.book.Respond(event.Response{TS: v.Until, Action: over, Control: c.id, Account: a.Index})
	}
}

// tarpit puts an account into a tarpit because of a detection, if the control does
// that.
func (x *acts) tarpit(c control, a *Account, now int64) {
	t := newTarpit(c, x.end(c, now))
	if !t.Slow && !t.Decoy || a.tarpits.stands(c.id, now) {
		return
	}
	a.tarpits = append(a.tarpits, t)
	t.respond(x.book, now, event.Response{Account: a.Index})
}

// end is when the effect of a control is over; Forever where that is not before
// the scenario's end.
func (x *acts) end(c control, ts int64) int64 {
	if until := ts + int64(c.Duration); c.Duration > 0 && until < x.world.End() {
		return until
	}
	return script.Forever
}
