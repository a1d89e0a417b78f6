package agenda

import (
	"math"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/client"
	"github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// A session need not end where it began, nor show what it showed then: a telephone
// leaves the practice's Wi-Fi, a tunnel comes up, two lines or two protocols take turns,
// a browser restarts with its update, a telephone is told to ask for the desktops' site,
// security software begins to open connections. Such moments are what a replayed cookie
// looks like, and are nobody's fault. The cookie stays with the browser that has it, so
// that no honest session is ever in another browser or on another system.
//
//	session ─► does it turn? by the account's manners ─► when, and for how long at a time
//	        ─► the other way of its user, the other client ─► [Turns.Lay]

// Shares of accounts by how often their sessions change the line, in 1/65536, and of
// their sessions that do, in millionths. All assumed: together one session in sixty
// comes from two addresses, spread over most accounts.
const (
	roamers, roamingNurses = 9_200, 19_700
	mixed                  = 26_200

	twinsTurn   = 45_000 // a router shares the work among two lines
	roamersTurn = 70_000
	mixedTurn   = 18_000
	othersTurn  = 2_500
)

// Likewise for the client: some practices have their connections opened by software
// that does so by fits and starts, as where a rule excepts the portal and is forgotten
// with the next update, or by a relay of their group that a machine finds only at times.
const (
	fickle = 19_700

	fickleSwitch = 30_000
	othersSwitch = 4_000
	updateTurn   = 55_000  // of the sessions of a day on which a browser was updated
	siteTurn     = 30_000  // of those on a telephone or tablet: the other site is asked for
	relayed      = 450_000 // of those where software is switched: by the way over a relay
	gatewayOpens = 700_000 // of the connections that are opened: by the site's gateway, not on the machine
)

// turn says when a session is on its other seat.
type turn struct {
	from, to int64      // in between
	beat     int64      // in stretches so long, by a draw for each; 0 = all the time
	key      random.Key // of those draws
}

// away reports whether the session is on its other seat at an instant.
func (t *turn) away(ts int64) bool {
	if ts < t.from || ts >= t.to {
		return false
	}
	return t.beat == 0 || t.key.At(uint64((ts-t.from)/t.beat)).Uint64()&1 == 1
}

// until returns when the seat of an instant may next be left.
func (t *turn) until(ts int64) int64 {
	switch {
	case ts < t.from:
		return t.from
	case ts >= t.to:
		return math.MaxInt64
	case t.beat == 0:
		return t.to
	}
	return min(t.from+((ts-t.from)/t.beat+1)*t.beat, t.to)
}

// Turns is what changes about a session while it lasts. The zero value is nothing.
type Turns struct {
	line, browser turn
	usual, other  seat
	moves         bool // the line changes
	changes       bool // the client does
	unopened      bool // on the other line nobody opens the connections
}

// seat is what a session shows of the place and the machine of its user.
type seat struct {
	way   lookalike.Place
	agent uint16
	print uint64
}

// Lay brings a visit to the seat that its session has at an instant.
func (t *Turns) Lay(v *portal.Visit, ts int64) {
	x, away := t.usual, t.moves && t.line.away(ts)
	if away {
		x.way = t.other.way
	}
	if t.changes && t.browser.away(ts) {
		x.agent, x.print = t.other.agent, t.other.print
	}
	if away && t.unopened {
		x.print = client.Fingerprint(x.agent)
	}
	v.Addr, v.Net, v.Place, v.UserAgent, v.ClientFP = x.way.Addr, x.way.Net, x.way.Place, x.agent, x.print
	if t.changes {
		v.HTTP2 = client.HTTP2(x.agent)
	}
}

// Steady reports whether the session keeps its seat from one instant to another.
func (t *Turns) Steady(from, to int64) bool {
	return (!t.moves || t.line.until(from) > to) && (!t.changes || t.browser.until(from) > to)
}

// Until returns when the line of an instant may next be left.
func (t *Turns) Until(ts int64) int64 { return t.line.until(ts) }

// Turns returns what changes about a session, whose visit is v; ok is false where
// nothing does.
func (a *Agenda) Turns(s *course.Session, v *portal.Visit) (t Turns, ok bool) {
	t.usual = seat{lookalike.Place{Addr: v.Addr, Net: v.Net, Place: v.Place}, v.UserAgent, v.ClientFP}
	t.other = t.usual
	switch {
	case s.LookAlike != 0:
		a.fails(s, &t)
	case !a.Shown.Shares(s.Account):
		a.turn(s, &t)
	}
	return t, t.moves || t.changes
}

// VisitAt is the context of a session at an instant.
func (a *Agenda) VisitAt(s *course.Session, ts int64) portal.Visit {
	v := a.Visit(s)
	if t, ok := a.Turns(s, &v); ok {
		t.Lay(&v, ts)
	}
	return v
}

// fails has a session go on over another line from where its own one fails, if its
// look-alike says so.
func (a *Agenda) fails(s *course.Session, t *Turns) {
	l := a.lookAlike(s)
	if s.Extra() || l.Kind.Failure == nil {
		return
	}
	sitting := lookalike.Sitting{Session: *s, Details: a.Details(s)}
	t.moves, t.line = true, turn{from: l.Kind.Failure(sitting), to: math.MaxInt64}
	t.other.way = l.Kind.Fallback(l, sitting)
}

// turn draws what changes about an ordinary session.
func (a *Agenda) turn(s *course.Session, t *Turns) {
	manners := a.turning.At(uint64(s.Account)).Uint64()
	draw := a.turning.At2(uint64(s.Account), uint64(s.Name())).Rand()
	switches := int64(othersSwitch)
	if manners>>16&0xffff < fickle {
		switches = fickleSwitch
	}
	if draw.Chance(a.lineTurns(s.Account, manners&0xffff)) {
		a.move(s, t, &draw)
	}
	who := network.User{Account: s.Account, Human: s.Human, Day: s.Day}
	switch {
	case t.unopened: // one thing at a time
	case draw.Chance(updateTurn) && a.update(s, t):
		t.browser = turn{from: s.Start, to: draw.Between(s.Start, s.End)}
	case draw.Chance(siteTurn) && a.asksForOther(who, t):
		t.browser = while(s, &draw)
	case draw.Chance(switches):
		a.switches(s, t, &draw)
	}
}

// update has a session begin with the build of the day before, if its browser was
// updated since.
func (a *Agenda) update(s *course.Session, t *Turns) bool {
	agent, shown := a.Accounts.Client(s.Account, s.Human, s.Day-1)
	if agent >= t.usual.agent || !client.SameBrowser(agent, t.usual.agent) {
		return false // a day on another machine
	}
	t.change(agent, shown)
	return t.changes
}

// asksForOther has a telephone or tablet ask for the other site: the handshake stays.
func (a *Agenda) asksForOther(who network.User, t *Turns) bool {
	agent, ok := a.Accounts.OtherSite(who, t.usual.agent)
	if ok {
		t.change(agent, t.usual.print)
	}
	return t.changes
}

// switches has security software begin or cease to open a session's connections, on
// the machine or on a relay, which has an address of its own. The browser stays.
func (a *Agenda) switches(s *course.Session, t *Turns, draw *random.Rand) {
	who := network.User{Account: s.Account, Human: s.Human, Day: s.Day}
	shown, ok := a.Accounts.Switched(who, t.usual.agent, t.usual.print)
	if !ok {
		return
	}
	t.change(t.usual.agent, shown)
	if t.browser = while(s, draw); t.moves || !draw.Chance(relayed) {
		return
	}
	if a.move(s, t, draw); t.moves {
		t.browser = stretch(s, draw, draw.Between(2*calendar.Minute, 15*calendar.Minute))
		t.line, t.unopened = t.browser, false
	}
}

// change has a session go on with another client, if it is another one.
func (t *Turns) change(agent uint16, shown uint64) {
	t.other.agent, t.other.print = agent, shown
	t.changes = agent != t.usual.agent || shown != t.usual.print
}

// move draws the other line of a session, and when it is used.
func (a *Agenda) move(s *course.Session, t *Turns, draw *random.Rand) {
	who := network.User{Account: s.Account, Human: s.Human, Day: s.Day}
	w, ok := a.Accounts.Other(who, t.usual.way.Addr, draw.Uint64())
	if !ok {
		return
	}
	t.moves, t.other.way = true, lookalike.Place{Addr: w.Addr, Net: w.Net, Place: w.Place}
	t.line = stretch(s, draw, draw.Between(40*calendar.Second, 6*calendar.Minute))
	t.unopened = draw.Chance(gatewayOpens) && w.Net != t.usual.way.Net
}

// lineTurns is the share of sessions that change the line, by the account's manners,
// a draw from 65,536.
func (a *Agenda) lineTurns(k uint32, manners uint64) int64 {
	roaming := uint64(roamers)
	switch a.Accounts.At(k).Profile {
	case scenarios.Nurse:
		roaming = roamingNurses
	case scenarios.HospitalDesk, scenarios.Lab:
		return 0 // their machines stay where they are
	}
	switch {
	case a.Accounts.Twin(k):
		return twinsTurn
	case manners < roaming:
		return roamersTurn
	case manners < roaming+mixed:
		return mixedTurn
	}
	return othersTurn
}

// while draws when a session is on its other seat: from some instant on, or until
// another one.
func while(s *course.Session, draw *random.Rand) turn {
	from, to := draw.Between(s.Start, s.End), draw.Between(s.Start, s.End)
	if draw.Chance(halfOf) {
		return turn{from: from, to: math.MaxInt64}
	}
	return turn{from: min(from, to), to: max(from, to)}
}

// halfOf is a half, in millionths.
const halfOf = 500_000

// stretch draws when a session is on its other seat: from some instant on, for a
// while, or now and then, a beat at a time.
func stretch(s *course.Session, draw *random.Rand, beat int64) turn {
	from, to := draw.Between(s.Start, s.End), draw.Between(s.Start, s.End)
	switch u := draw.Below(100); {
	case u < 30:
		return turn{from: from, to: math.MaxInt64}
	case u < 50:
		return turn{from: min(from, to), to: max(from, to)}
	}
	return turn{from: s.Start, to: math.MaxInt64, beat: beat, key: random.Key(draw.Uint64())}
}
