package defence

import (
	"slices"

	"breachsim/generator/calendar"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

const forever = script.Forever

// Containment runs as one script of the analyst: addresses first, accounts a
// moment later.
const (
	banEvery   = 7 * 1_000
	resetAfter = 400 * 1_000
	resetEvery = 9 * 1_000
)

// Schedule queues the controls by the clock that ban and reset.
func (d *Defence) Schedule() {
	if !d.defended {
		return
	}
	for i := range d.world.Scenario.Controls {
		if c := &d.world.Scenario.Controls[i]; c.Contains() && !c.ByRule() {
			id := uint8(i + 1)
			d.queue.At(c.At.UnixMicro(), func(now int64) { d.contain(id, c, now) })
		}
	}
}

// contain is an analyst's decision by the clock: ban the addresses that campaigns
// used, reset the accounts.
func (d *Defence) contain(id uint8, c *scenarios.Control, now int64) {
	d.notice.Before(now)
	if slices.Contains(c.Actions, scenarios.BanAddresses) {
		for i, u := range d.book.Uses {
			d.queue.At(now+int64(i)*banEvery, func(now int64) { d.ban(id, c, u, now) })
		}
	}
	if !slices.Contains(c.Actions, scenarios.ResetAccounts) {
		return
	}
	at := now + resetAfter
	d.notice.Users(func(a *Account) {
		if a.Began == 0 || a.Taken == 0 || !a.loose(id) {
			return
		}
		d.queue.At(at, func(now int64) {
			if a.loose(id) {
				d.resetAccount(id, c, a, now)
			}
		})
		at += resetEvery
	})
}

// loose reports whether there is something to reset: an account that a control
// reset and that nobody has taken again is left in peace.
func (a *Account) loose(id uint8) bool {
	return a.Revoked == 0 || a.ResetBy != id && a.Revoked <= a.Taken
}

// ban bans an address for the time that the control says, unless it is banned
// for as long already.
func (d *Defence) ban(id uint8, c *scenarios.Control, u *event.AddressInterval, now int64) {
	b := Ban{Addr: u.Addr, From: now, To: d.end(c, now), By: id}
	if old, out := d.Banned(u.Addr, now); out {
		if old.To >= b.To {
			return
		}
		d.prolong(&old, b, c, u)
		return
	}
	d.administer(id, c, script.Action{Admin: event.IPBan, Visit: d.adminVisit(id, c, u)})
	d.book.Respond(event.Response{TS: now, Action: "ip_ban", Control: id, Account: event.NoAccount, Addr: u.Addr})
	d.bans[u.Addr] = append(d.bans[u.Addr], b)
	d.lift(b, c, u)
	d.notice.Ban(b, now)
}

// prolong makes a ban longer: there is one ban of an address at a time, and it
// ends once.
func (d *Defence) prolong(old *Ban, b Ban, c *scenarios.Control, u *event.AddressInterval) {
	all := d.bans[u.Addr]
	for i := range all {
		if all[i].From == old.From {
			all[i].To = b.To
			b.From = old.From
			d.lift(b, c, u)
		}
	}
}

// lift queues the end of a ban.
func (d *Defence) lift(b Ban, c *scenarios.Control, u *event.AddressInterval) {
	if b.To == forever {
		return
	}
	d.queue.At(b.To, func(now int64) {
		if x := slices.IndexFunc(d.bans[b.Addr], func(x Ban) bool { return x.From == b.From }); d.bans[b.Addr][x].To != now {
			return // it was prolonged
		}
		d.administer(b.By, c, script.Action{Admin: event.IPUnban, Visit: d.adminVisit(b.By, c, u)})
		d.book.Respond(event.Response{TS: now, Action: "ip_unban", Control: b.By, Account: event.NoAccount, Addr: b.Addr})
	})
}

// resetAccount closes the sessions of an account and takes its password away.
func (d *Defence) resetAccount(id uint8, c *scenarios.Control, a *Account, now int64) {
	a.Reset, a.ResetBy, a.Revoked, a.HelpAt, a.ChosenBy = true, id, now, 0, 0
	a.knows = a.knows[:0]
	v := portal.Visit{Account: a.Index, Truth: containment(id, c)}
	d.administer(id, c, script.Action{Admin: event.PasswordResetForced, Visit: v, Why: event.AnalystDecision})
	d.book.Respond(event.Response{TS: now, Action: "password_reset_forced", Control: id, Account: a.Index})
	if until := d.end(c, now); until != forever {
		d.queue.At(until, func(now int64) {
			if !a.Reset || a.Revoked != until-int64(c.Duration) { // the help desk was quicker
				return
			}
			d.administer(id, c, script.Action{Admin: event.AccountUnlock, Visit: v, Why: event.AnalystDecision})
			d.book.Respond(event.Response{TS: now, Action: "account_unlock", Control: id, Account: a.Index})
			a.Reset = false // and a new password is chosen through the mailbox
		})
	}
	d.notice.Reset(a, now)
}

// administer writes a step of a control, now.
func (d *Defence) administer(id uint8, c *scenarios.Control, a script.Action) {
	a.Do, a.Step = script.Administer, d.book.ControlStep(id, d.queue.Now())
	if a.Why == event.NoReason {
		a.Why = event.AnalystDecision
		if c.Type == scenarios.IPBan {
			a.Why = event.AutomaticRule
		}
	}
	d.book.Write(a)
}

func (d *Defence) adminVisit(id uint8, c *scenarios.Control, u *event.AddressInterval) portal.Visit {
	return portal.Visit{Account: event.NoAccount, Addr: u.Addr, Net: u.Net, Place: u.Place, Truth: containment(id, c)}
}

// containment is the truth of a control's steps.
func containment(id uint8, c *scenarios.Control) event.Truth {
	t := event.Truth{Label: event.Policy, Actor: event.Analyst, Purpose: event.Containment, CausedBy: id}
	if c.Type == scenarios.IPBan {
		t.Actor = event.Portal
	}
	return t
}

// Draws of a trigger, below the key of an account's campaign.
const (
	drawRule = 1 + iota
	drawAnalyst
)

// decided is when a control acts on an alert: a machine after its delay; a
// person after a log-normal time around it, the hours of the office counting
// three times.
func (d *Defence) decided(t *trigger, a *Account, now int64) int64 {
	delay := int64(t.control.Detect.Delay)
	key := d.world.Key.Stream(script.AlertStream).At2(uint64(t.id), uint64(a.Index)).At(uint64(now))
	now += script.Between(key.At(drawRule), 200*1_000, 900*1_000) // the rule itself
	if t.control.Type != scenarios.Analyst || delay == 0 {
		return now + delay
	}
	draw := key.At(drawAnalyst).Rand()
	return d.afterWork(now, draw.LogNormal(delay, 1<<16))
}

// aDay is how long alerts on an account belong to one incident.
const aDay = 24 * calendar.Hour

// alert is a detector's: the control follows.
func (d *Defence) alert(a *Account, i int, now int64) {
	t := &d.triggers[i]
	d.book.Respond(event.Response{TS: now, Action: "alert", Control: t.id, Account: a.Index})
	at := d.decided(t, a, now)
	a.watch.quiet[i] = at + aDay
	if t.control.Type == scenarios.IPBan && t.control.Duration > 0 {
		a.watch.quiet[i] = at + int64(t.control.Duration) // a machine bans again as soon as it has stopped
	}
	d.queue.At(at, func(now int64) { d.carryOut(t, a, now) })
}

// carryOut does what a control does about an alert on an account.
func (d *Defence) carryOut(t *trigger, a *Account, now int64) {
	c := t.control
	if slices.Contains(c.Actions, scenarios.BanAddresses) {
		for i, u := range a.uses {
			d.queue.At(now+int64(i)*banEvery, func(now int64) { d.ban(t.id, c, u, now) })
		}
	}
	if slices.Contains(c.Actions, scenarios.ResetAccounts) {
		d.queue.At(now+resetAfter, func(now int64) {
			if !a.Reset {
				d.resetAccount(t.id, c, a, now)
			}
		})
	}
	d.challenge(t, a, now)
	d.tarpitAccount(t, a, now)
}
