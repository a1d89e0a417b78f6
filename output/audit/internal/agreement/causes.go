package agreement

import (
	"context"
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// causes is A16: nothing happens before what makes it possible.
//
//   - In a session the accepted sign-in comes first; nothing follows the sign-out;
//     a session lasts and pauses at most as long as the scenario's portal lets
//     it, a minute's grace on each. Requests that it did not answer do not count.
//   - A look-up, a use of a service and a sign-out belong to a session, and a
//     session to one account and sign-in method, few clients and addresses (see
//     sitting.go).
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
	w         *world.World
	sessions  map[uint64]*session
	accounts  map[world.Sym]*login
	bans      map[world.Sym][]term
	began     int64
	sitting   sitting
	noSignIn  figure.Violations
	afterOut  figure.Violations
	tooLong   figure.Violations
	noBan     figure.Violations
	served    figure.Violations
	noReset   figure.Violations
	reuse     figure.Violations
	noRequest figure.Violations
	noLine    figure.Violations
	lines     lines
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

// NewCauses returns A16 before it has seen a dataset.
func NewCauses(w *world.World) world.Check {
	return &causes{w: w, sessions: map[uint64]*session{}, accounts: map[world.Sym]*login{},
		bans: map[world.Sym][]term{}}
}

func (c *causes) Day(d *world.Day) {
	if c.began == 0 {
		c.began = d.Start
	}
	for i := range d.Rows {
		switch r := &d.Rows[i]; r.Of(world.Action) {
		case c.w.Words.Ban:
			c.bans[r.Of(world.IP)] = append(c.bans[r.Of(world.IP)], term{r.TS, math.MaxInt64})
		case c.w.Words.Unban:
			if all := c.bans[r.Of(world.IP)]; len(all) > 0 {
				all[len(all)-1].to = r.TS
			}
		}
	}
	for _, g := range d.Groups {
		for _, i := range g {
			c.row(d, &d.Rows[i])
		}
	}
	c.lines.begin(d)
	for id, s := range c.sessions {
		if s.last < d.Start-5*measure.Day { // a robot may come back after a weekend to find itself banned
			delete(c.sessions, id)
		}
	}
}

func (c *causes) row(d *world.Day, r *world.Row) {
	a := c.accounts[r.Of(world.Account)]
	if a == nil {
		a = &login{}
		c.accounts[r.Of(world.Account)] = a
	}
	c.password(d, r, a)
	c.address(d, r)
	c.inSession(d, r)
}

// password follows forced resets and new passwords.
func (c *causes) password(d *world.Day, r *world.Row, a *login) {
	words, where := &c.w.Words, func() string { return d.Where(r) }
	success := r.Of(world.Outcome) == words.Success
	switch r.Of(world.Action) {
	case words.Forced:
		a.reset, a.ever = r.TS, true
		return
	case words.ResetRequest, words.Reset:
		if !success { // refused at the door
			return
		}
		if r.Of(world.Action) == words.ResetRequest {
			a.request++
			return
		}
		if c.noRequest.Of++; r.Of(world.Reason) == words.Forgotten && a.request == 0 && !c.cut(r) {
			c.noRequest.Add(where)
		}
		a.reset, a.request = 0, max(a.request-1, 0)
		return
	}
	if reason := r.Of(world.Reason); reason == words.Revoked || reason == words.ResetRequired {
		if c.noReset.Of++; !a.ever && !c.w.Partial {
			c.noReset.Add(where)
		}
	}
	if a.reset == 0 || !success || r.Of(world.Auth) != words.Password {
		return
	}
	c.reuse.Of++
	s := c.sessions[r.Session]
	if r.Of(world.Action) == words.Login || s != nil && s.first < a.reset {
		c.reuse.Add(where)
	}
}

func (c *causes) address(d *world.Day, r *world.Row) {
	banned := slices.ContainsFunc(c.bans[r.Of(world.IP)], func(t term) bool { return r.TS >= t.from && r.TS < t.to })
	admin := r.Of(world.Action) == c.w.Words.Ban || r.Of(world.Action) == c.w.Words.Unban
	switch {
	case r.Of(world.Reason) == c.w.Words.Banned && !admin:
		if c.noBan.Of++; !banned && !c.w.Partial {
			c.noBan.Add(func() string { return d.Where(r) })
		}
	case banned && !admin:
		if c.served.Of++; r.Of(world.Outcome) == c.w.Words.Success {
			c.served.Add(func() string { return d.Where(r) })
		}
	}
}

// inSession follows the sessions.
func (c *causes) inSession(d *world.Day, r *world.Row) {
	words, where := &c.w.Words, func() string { return d.Where(r) }
	act := r.Of(world.Action)
	c.sitting.needed(c.w, r, where)
	if r.Session == 0 || act == words.ResetRequest || act == words.Reset && c.sessions[r.Session] == nil {
		return
	}
	s, limits := c.sessions[r.Session], &c.w.Scenario.Portal
	if c.refused(s, r) {
		return
	}
	c.noSignIn.Of++
	if s == nil {
		s = &session{first: r.TS, last: r.TS}
		c.sessions[r.Session] = s
		if (act != words.Login || r.Of(world.Outcome) != words.Success) && !c.cut(r) {
			c.noSignIn.Add(where)
		}
	}
	c.sitting.row(c.w, s, d, r)
	if s.out {
		c.afterOut.Add(where)
	}
	if s.last < r.TS && c.closed(s.last, r.TS) { // what is tried then leaves no event
		s.last = r.TS
	}
	if r.TS-s.first > int64(limits.SessionLimit)+measure.Minute ||
		r.TS-s.last > int64(limits.SessionIdle)+measure.Minute {
		c.tooLong.Add(where)
	}
	s.last, s.out = r.TS, s.out || act == words.Logout
}

// refused reports whether a row tells of an answer that no session was needed for, or none is
// left for. Where the session is alive, a refusal at the door is a sign of life of it.
func (c *causes) refused(s *session, r *world.Row) bool {
	words, why := &c.w.Words, r.Of(world.Reason)
	if s == nil {
		return why == words.Expired
	}
	if why == words.Banned && r.Mark.Label == world.Attack {
		s.seat(r).banned = true
	}
	switch why {
	case words.Expired, words.Upstream, words.Revoked:
		return true
	case words.Closed, words.Limited, words.Banned:
		if r.TS-s.last <= int64(c.w.Scenario.Portal.SessionIdle)+measure.Minute {
			s.last = r.TS
		}
		return true
	}
	return false
}

// cut reports whether what caused the row may lie before the dataset.
func (c *causes) cut(r *world.Row) bool { return c.w.Partial && r.TS < c.began+4*measure.Hour }

// Access looks for the access lines of audited requests.
func (c *causes) Access(d *world.Day, p *world.Part) { c.lines.join(d, p, &c.noLine) }

func (c *causes) Finish(context.Context) ([]figure.Figure, error) {
	c.afterOut.Of, c.tooLong.Of = c.noSignIn.Of, c.noSignIn.Of
	return append([]figure.Figure{
		figure.None("session events before the sign-in", c.noSignIn),
		figure.None("session events after the sign-out", c.afterOut),
		figure.None("session events beyond the portal's limits", c.tooLong),
		figure.None("refusals before the ban", c.noBan),
		figure.None("requests served after the ban", c.served), figure.None("refusals before the reset", c.noReset),
		figure.None("uses of a reset credential", c.reuse),
		figure.None("new passwords that nobody asked for", c.noRequest),
		figure.None("audited requests without an access line", c.noLine),
	}, c.sitting.figures()...), nil
}

// closed reports whether the service was closed at some time between two
// instants.
func (c *causes) closed(from, to int64) bool {
	for i := range c.w.Scenario.Controls {
		x := &c.w.Scenario.Controls[i]
		if at := x.At.UnixMicro(); x.Closes() && at < to && at+int64(x.Duration) > from {
			return true
		}
	}
	return false
}
