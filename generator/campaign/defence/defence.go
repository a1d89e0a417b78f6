package defence

import (
	"slices"

	"breachsim/generator/calendar"
	"breachsim/generator/campaign/clock"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
	"breachsim/output/rules"
	"breachsim/scenarios"
)

// Defence is the state of all controls. It is played in order of time.
type Defence struct {
	world    *script.World
	book     *script.Book
	queue    *clock.Queue
	defended bool
	accounts map[uint32]*Account
	bans     map[event.Addr][]Ban
	blocks   map[event.Addr][]Ban // addresses that a limit refuses
	closings []Closing
	limits   []*limit
	triggers []trigger
	rates    map[event.Addr]*rules.Rate
	params   rules.Params // published thresholds, of the rules that controls wait for
	policy   uint8
	reading  bool // some rule asks who was looked up
	notice   Notice
}

// Stage is what threat actors and owners play on.
type Stage struct {
	World   *script.World
	Book    *script.Book
	Queue   *clock.Queue
	Defence *Defence
}

// Notice is who is told at once when a control acts, so that what was laid out
// ahead is looked at again.
type Notice struct {
	Reset  func(a *Account, now int64) // sessions are closed, the password is gone
	Ban    func(b Ban, now int64)      // requests from an address are refused
	Before func(now int64)             // a control by the clock is about to act
	Users  func(visit func(*Account))  // visits the accounts that campaigns use, in their order
}

// Ban is a time in which requests from an address are refused.
type Ban struct {
	Addr     event.Addr
	From, To int64
	By       uint8        // 1 + index of the control
	Why      event.Reason // of a limit; NoReason = a tarpit
}

// New lays out the defence of a world. Where nobody defends, policies by the
// clock stay.
func New(w *script.World, b *script.Book, q *clock.Queue, defended bool) *Defence {
	d := &Defence{
		world: w, book: b, queue: q, defended: defended, accounts: map[uint32]*Account{},
		bans: map[event.Addr][]Ban{}, blocks: map[event.Addr][]Ban{}, rates: map[event.Addr]*rules.Rate{},
	}
	d.params = rules.Defaults()
	d.params.Judge = 0
	if !defended {
		return d
	}
	for i := range w.Scenario.Controls {
		c, id := &w.Scenario.Controls[i], uint8(i+1)
		d.policies(id, c)
		switch {
		case c.ByRule():
			d.triggers = append(d.triggers, d.newTrigger(id, c))
		case c.Standing():
			d.limits = append(d.limits, newLimit(id, c))
		}
	}
	return d
}

// policies applies what a control does by the clock to everybody: it is part of
// the base world, with and without campaigns.
func (d *Defence) policies(id uint8, c *scenarios.Control) {
	base, at := d.world.Base, c.At.UnixMicro()
	if c.Type == scenarios.Policy && slices.Contains(c.Actions, scenarios.ForcePasswordChange) {
		d.policy = id
		base.ForceChange(at)
	}
	if c.Standing() {
		d.hold(id, c)
	}
	if c.Enrols() {
		base.RequireFactor(at, int64(c.Duration), id)
	}
	if c.Closes() {
		x := Closing{From: at, To: at + int64(c.Duration), By: id}
		d.closings = append(d.closings, x)
		base.Close(x.From, x.To, id)
	}
}

// hold puts a threshold before everybody: exactly where it counts accounts or
// sessions, for these follow from what each account does; by false alarms where it
// counts addresses, which many share.
func (d *Defence) hold(id uint8, c *scenarios.Control) {
	_, why := asks(c)
	d.world.Base.Limit(c.At.UnixMicro(), int64(c.FalseAlarms), id, why)
	if c.Scope == scenarios.PerAddress {
		return
	}
	d.world.Base.Bind(traffic.Bound{
		From: c.At.UnixMicro(), Limit: portal.Limit{Count: c.Threshold.Count, Per: int64(c.Threshold.Per), For: int64(c.Duration)},
		Session: c.Scope == scenarios.PerSession, Why: why, Slow: slices.Contains(c.Actions, scenarios.SlowAnswers), By: id,
	})
}

// Notify says who is told when controls act.
func (d *Defence) Notify(n Notice) { d.notice = n }

// Account returns the state of an account, whose password its owner knows.
func (d *Defence) Account(index uint32) *Account {
	a := d.accounts[index]
	if a == nil {
		a = &Account{Index: index, knows: []Party{Owner}}
		d.accounts[index] = a
	}
	return a
}

// Plays reports whether an account is on the stage.
func (d *Defence) Plays(index uint32) bool { return d.accounts[index] != nil }

// Defended reports whether controls act.
func (d *Defence) Defended() bool { return d.defended }

// Policy returns 1 plus the index of the control that forces new passwords, 0
// without one.
func (d *Defence) Policy() uint8 { return d.policy }

// Judges reports whether each look-up has to be shown to the defence, because
// some control counts them or the service closes.
func (d *Defence) Judges() bool {
	return len(d.triggers)+len(d.limits)+len(d.closings) > 0
}

// Counts reports whether some control counts the look-ups of accounts: then
// those of owners count as well.
func (d *Defence) Counts() bool { return len(d.triggers)+len(d.limits) > 0 }

// Reads reports whether some control wants to know who was looked up.
func (d *Defence) Reads() bool { return d.reading }

// Closing is a time in which a control closes Infopatient for everybody. The
// portal's other services stay open. One of them, the form for referring
// doctors, looks persons up too: it shows their identity and doctor, not their
// other rights.
type Closing struct {
	From, To int64
	By       uint8
}

// ClosedAt returns the closing that contains an instant; nil for none.
func (d *Defence) ClosedAt(ts int64) *Closing {
	for i := range d.closings {
		if c := &d.closings[i]; ts >= c.From && ts < c.To {
			return c
		}
	}
	return nil
}

// Banned returns the ban of an address at an instant.
func (d *Defence) Banned(addr event.Addr, ts int64) (Ban, bool) {
	for _, b := range d.bans[addr] {
		if ts >= b.From && ts < b.To {
			return b, true
		}
	}
	return Ban{}, false
}

// Bans lists the bans of an address in order of time, and the times in which a
// limit refused it.
func (d *Defence) Bans(addr event.Addr) (bans, blocks []Ban) { return d.bans[addr], d.blocks[addr] }

// MustChange reports whether the portal asks for a new password behind a sign-in
// with the old one.
func (d *Defence) MustChange(a *Account, auth event.Auth, now int64) bool {
	if d.policy == 0 || auth != event.Password {
		return false
	}
	at := d.world.Scenario.Controls[d.policy-1].At.UnixMicro()
	return now >= at && a.Chosen < at
}

// end is when the effect of a control is over; Forever where that is not before
// the scenario's end.
func (d *Defence) end(c *scenarios.Control, ts int64) int64 {
	if until := ts + int64(c.Duration); c.Duration > 0 && until < d.world.End() {
		return until
	}
	return script.Forever
}

// afterWork returns when so much working time of a defender is over: an hour of
// the office counts three times (an assumption).
func (d *Defence) afterWork(now, todo int64) int64 {
	cal := d.world.Calendar
	for now < cal.Day(cal.Last()).Start {
		day := cal.Of(now)
		open, shut := day.At(9*calendar.Hour), day.At(17*calendar.Hour)
		speed, until := int64(1), day.Start+day.Length
		switch weekend := day.Weekday == 0 || day.Weekday == 6 || day.Bank; {
		case weekend:
		case now < open:
			until = open
		case now < shut:
			speed, until = 3, shut
		}
		if todo <= (until-now)*speed {
			return now + todo/speed
		}
		todo -= (until - now) * speed
		now = until
	}
	return now + todo
}
