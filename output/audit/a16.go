package audit

import (
	"context"
	"math"
	"slices"

	"breachsim/scenarios/measure"
)

// causes is A16: nothing happens before what makes it possible.
//
//   - In a session the accepted sign-in comes first; nothing follows the sign-out;
//     a session lasts and pauses at most as long as the scenario's portal lets
//     it, a minute's grace on each. Requests that it did not answer do not count.
//   - A look-up, a use of a service and a sign-out belong to a session, and a
//     session to one account, sign-in method, client and address (see a16_session.go).
//   - A refusal for a banned address follows the ban, and no request from a
//     banned address is served until it is lifted.
//   - A refusal for a revoked session, or for a reset that is due, follows the
//     forced reset of the account.
//   - After a forced reset no password opens a session, and no request of a
//     session opened before is served, until a new password is chosen.
//   - A new password for a forgotten one follows the request for it.
//   - Each audited request is a line of the access log, in its second or the
//     next: same address, method, path, status, bytes and client.
//
// Events count in the order of their time, whatever their place in the file. Any
// violation fails. Sessions of the first four hours of a dataset that is part
// of its scenario's window may have begun before it.
type causes struct {
	w         *world
	sessions  map[uint64]*session
	accounts  map[sym]*login
	bans      map[sym][]term
	began     int64
	sitting   sitting
	noSignIn  violations
	afterOut  violations
	tooLong   violations
	noBan     violations
	served    violations
	noReset   violations
	reuse     violations
	noRequest violations
	noLine    violations
	used      []bool
}

// term is a time in which an address is banned.
type term struct{ from, to int64 }

type session struct {
	first, last int64
	out         bool
	who         identity
	seats       []seat // of its user, and of each campaign that is in it
}

// login is the state of an account's password.
type login struct {
	reset   int64 // forced, and not yet chosen anew
	ever    bool  // forced at some time
	request int   // new passwords that were asked for, by one user or another, and not chosen yet
}

func newCauses(w *world) check {
	return &causes{w: w, sessions: map[uint64]*session{}, accounts: map[sym]*login{}, bans: map[sym][]term{}}
}

func (c *causes) day(d *day) {
	if c.began == 0 {
		c.began = d.start
	}
	for i := range d.rows {
		switch r := &d.rows[i]; r.cat[fAction] {
		case c.w.words.ban:
			c.bans[r.cat[fIP]] = append(c.bans[r.cat[fIP]], term{r.ts, math.MaxInt64})
		case c.w.words.unban:
			if all := c.bans[r.cat[fIP]]; len(all) > 0 {
				all[len(all)-1].to = r.ts
			}
		}
	}
	for _, g := range d.groups {
		for _, i := range g {
			c.row(d, &d.rows[i])
		}
	}
	c.join(d)
	for id, s := range c.sessions {
		if s.last < d.start-5*measure.Day { // a robot may come back after a weekend to find itself banned
			delete(c.sessions, id)
		}
	}
}

func (c *causes) row(d *day, r *row) {
	a := c.accounts[r.cat[fAccount]]
	if a == nil {
		a = &login{}
		c.accounts[r.cat[fAccount]] = a
	}
	c.password(d, r, a)
	c.address(d, r)
	c.inSession(d, r)
}

// password follows forced resets and new passwords.
func (c *causes) password(d *day, r *row, a *login) {
	words, where := &c.w.words, func() string { return d.where(r) }
	success := r.cat[fOutcome] == words.success
	switch r.cat[fAction] {
	case words.forced:
		a.reset, a.ever = r.ts, true
		return
	case words.resetRequest, words.reset:
		if !success { // refused at the door
			return
		}
		if r.cat[fAction] == words.resetRequest {
			a.request++
			return
		}
		if c.noRequest.of++; r.cat[fReason] == words.forgotten && a.request == 0 && !c.cut(r) {
			c.noRequest.add(where)
		}
		a.reset, a.request = 0, max(a.request-1, 0)
		return
	}
	if reason := r.cat[fReason]; reason == words.revoked || reason == words.resetRequired {
		if c.noReset.of++; !a.ever && !c.w.partial {
			c.noReset.add(where)
		}
	}
	if a.reset == 0 || !success || r.cat[fAuth] != words.password {
		return
	}
	c.reuse.of++
	s := c.sessions[r.session]
	if r.cat[fAction] == words.login || s != nil && s.first < a.reset {
		c.reuse.add(where)
	}
}

func (c *causes) address(d *day, r *row) {
	banned := slices.ContainsFunc(c.bans[r.cat[fIP]], func(t term) bool { return r.ts >= t.from && r.ts < t.to })
	admin := r.cat[fAction] == c.w.words.ban || r.cat[fAction] == c.w.words.unban
	switch {
	case r.cat[fReason] == c.w.words.banned && !admin:
		if c.noBan.of++; !banned && !c.w.partial {
			c.noBan.add(func() string { return d.where(r) })
		}
	case banned && !admin:
		if c.served.of++; r.cat[fOutcome] == c.w.words.success {
			c.served.add(func() string { return d.where(r) })
		}
	}
}

// inSession follows the sessions.
func (c *causes) inSession(d *day, r *row) {
	words, where := &c.w.words, func() string { return d.where(r) }
	act := r.cat[fAction]
	c.sitting.needed(c.w, r, where)
	if r.session == 0 || act == words.resetRequest || act == words.reset && c.sessions[r.session] == nil {
		return
	}
	s, limits := c.sessions[r.session], &c.w.scenario.Portal
	why := r.cat[fReason]
	if s != nil && why == words.banned && r.mark.label == attack {
		s.seat(r).banned = true
	}
	if why == words.expired || s != nil && (why == words.upstream || why == words.revoked) {
		return
	}
	if s != nil && (why == words.closed || why == words.limited || why == words.banned) { // refused at the door, and a sign of life where the session is alive
		if r.ts-s.last <= int64(limits.SessionIdle)+measure.Minute {
			s.last = r.ts
		}
		return
	}
	c.noSignIn.of++
	if s == nil {
		s = &session{first: r.ts, last: r.ts}
		c.sessions[r.session] = s
		if (act != words.login || r.cat[fOutcome] != words.success) && !c.cut(r) {
			c.noSignIn.add(where)
		}
	}
	c.sitting.row(c.w, s, d, r)
	if s.out {
		c.afterOut.add(where)
	}
	if s.last < r.ts && c.closed(s.last, r.ts) { // what is tried then leaves no event
		s.last = r.ts
	}
	if r.ts-s.first > int64(limits.SessionLimit)+measure.Minute || r.ts-s.last > int64(limits.SessionIdle)+measure.Minute {
		c.tooLong.add(where)
	}
	s.last, s.out = r.ts, s.out || act == words.logout
}

// cut reports whether what caused the row may lie before the dataset.
func (c *causes) cut(r *row) bool { return c.w.partial && r.ts < c.began+4*measure.Hour }

// join looks for the access line of each audited request: two pointers over
// the logs, which are in order of time.
func (c *causes) join(d *day) {
	if len(d.hits) == 0 {
		return
	}
	c.used = append(c.used[:0], make([]bool, len(d.hits))...)
	from := 0
	for i := range d.rows {
		r := &d.rows[i]
		if r.request == 0 || r.status == 0 || r.ts+measure.Second >= d.start+d.length {
			continue
		}
		sec := r.ts - mod(r.ts, measure.Second)
		for from > 0 && d.hits[from-1].ts >= sec { // the audit log is not in order here
			from--
		}
		for from < len(d.hits) && d.hits[from].ts < sec {
			from++
		}
		c.noLine.of++
		if !c.match(d, r, from, sec) {
			c.noLine.add(func() string { return d.where(r) })
		}
	}
}

func (c *causes) match(d *day, r *row, from int, sec int64) bool {
	status := int32(r.status)
	for k := from; k < len(d.hits) && d.hits[k].ts <= sec+measure.Second; k++ {
		h := &d.hits[k]
		if !c.used[k] && h.ip == r.cat[fIP] && h.path == r.cat[fPath] && h.status == status && h.bytes == r.resp && h.method == r.cat[fMethod] && h.agent == r.cat[fAgent] {
			c.used[k] = true
			return true
		}
	}
	return false
}

func mod(a, b int64) int64 { return (a%b + b) % b }

func (c *causes) finish(context.Context) ([]Figure, error) {
	c.afterOut.of, c.tooLong.of = c.noSignIn.of, c.noSignIn.of
	return append([]Figure{
		none("session events before the sign-in", c.noSignIn), none("session events after the sign-out", c.afterOut),
		none("session events beyond the portal's limits", c.tooLong), none("refusals before the ban", c.noBan),
		none("requests served after the ban", c.served), none("refusals before the reset", c.noReset),
		none("uses of a reset credential", c.reuse), none("new passwords that nobody asked for", c.noRequest),
		none("audited requests without an access line", c.noLine),
	}, c.sitting.figures()...), nil
}

// closed reports whether the service was closed at some time between two
// instants.
func (c *causes) closed(from, to int64) bool {
	for i := range c.w.scenario.Controls {
		x := &c.w.scenario.Controls[i]
		if at := x.At.UnixMicro(); x.Closes() && at < to && at+int64(x.Duration) > from {
			return true
		}
	}
	return false
}
