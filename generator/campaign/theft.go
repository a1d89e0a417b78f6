package campaign

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
	"breachsim/scenarios"
)

// A stolen session is used while it lives: the threat actor sends its id from
// another address, under the name of the owner's client, between the clicks of
// the owner. There is no sign-in of its own, and when the owner signs out it
// has to wait for the next session (the cookie is taken from the owner's
// machine again).
//
//	owner   sign-in ─ · ── · ─── · sign-out          sign-in ─ · ──
//	theft            ▪▪ ▪▪▪ ▪▪▪▪                               ▪▪▪
//
// Its working time is thus that of the owner's sessions.

// ride is one session of the owner that is used along with the owner.
type ride struct {
	stay     traffic.Stay
	from, to int64
}

const (
	// leastRide is the room that the sessions of an account must have.
	leastRide = 3 * calendar.Minute
	boarding  = 3 * calendar.Second // after the sign-in
)

// ridesOf lists what can be used of an account's sessions, from the trial
// look-ups until the campaign's end. A session that its owner leaves open can
// be used for a while afterwards, but where the campaign keeps to the owner's
// presence.
func ridesOf(w *World, c *resolved, k uint32) (out []ride) {
	from := c.sc.Window.From.UnixMicro() - int64(c.sc.Access.Validate.Lead)
	from, until := max(from, w.Scenario.Time.Start.UnixMicro()), min(c.end, w.Scenario.Time.End.UnixMicro())
	var sessions []traffic.Session
	var stays []traffic.Stay
	last := int64(0)
	for d := w.Calendar.Of(from).Number; d <= w.Calendar.Of(until-1).Number; d++ {
		sessions = w.Base.Sessions(k, d, sessions[:0])
		for i := range sessions {
			stays = w.Base.Stays(&sessions[i], stays[:0])
			for _, x := range stays {
				r := ride{stay: x, from: max(x.From+boarding, last), to: min(x.To, until)}
				if x.Left && c.sc.CoUse != scenarios.SameSession {
					r.to = min(x.To+int64(w.Scenario.Portal.SessionIdle)*6/10, x.From+int64(w.Scenario.Portal.SessionLimit), until)
				}
				if x.From >= from && r.to-r.from > 20*calendar.Second {
					out = append(out, r)
					last = r.to
				}
			}
		}
	}
	return out
}

// forList is the rides in which the list is worked through: the first is for the
// trial look-ups, if there are any.
func (c *resolved) forList(rides []ride) []ride {
	if c.sc.Access.Validate.LookUps > 0 && len(rides) > 0 {
		return rides[1:]
	}
	return rides
}

// within leaves of a tide what lies in rides.
func (t *tide) within(rides []ride) *tide {
	out, i := &tide{day: t.day, second: t.second}, 0
	for _, r := range rides {
		for i < len(t.cells) && t.cells[i].to <= r.from {
			i++
		}
		for j := i; j < len(t.cells) && t.cells[j].from < r.to; j++ {
			out.add(max(r.from, t.cells[j].from), min(r.to, t.cells[j].to), t.cells[j].weight)
		}
	}
	return out
}

// board queues the rides of a lane.
func (s *sim) board(a *account) {
	a.lane.trials = a.camp.sc.Access.Validate.LookUps
	for _, r := range ridesOf(&s.p.w, a.camp, a.index) {
		s.at(r.from, func(now int64) { s.ride(a, r, now) })
	}
	s.at(a.camp.end-1, func(now int64) { s.over(a, now) })
}

// aboard is a stolen session in use.
type aboard struct {
	ride
	visit  portal.Visit
	turned int // addresses that the lane had changed
}

// ride uses one session of the owner, if the owner has it.
func (s *sim) ride(a *account, r ride, now int64) {
	c, l := a.camp, a.lane
	s.leave(a, l.aboard, now)
	if l.stopped || l.stuck || now >= s.until(c) || !s.lives(a, &r) {
		return
	}
	l.steps++ // names the draws of this session
	l.human = r.stay.Session.Human
	v := s.visit(c, l, now, event.Scrape)
	v.Session = r.stay.Session.Name()
	if r.stay.Renewed > 0 {
		v.Session = v.Session.At(r.stay.Renewed)
	}
	v.Auth, v.ColdCache = s.p.w.Accounts.Auth(a.index, r.stay.Session.Day), false
	if a.revoked > l.since && l.since != 0 { // the account was reset while it had no session
		if !l.waits {
			s.recoverRide(a, &v, now)
		}
		if l.stopped || l.waits {
			return
		}
	}
	s.rides = append(s.rides, ridden{r.stay, s.p.w.IDs.Session(v.Session)})
	on := &aboard{r, v, l.turned}
	l.aboard, l.since = on, r.stay.From
	s.at(r.to, func(now int64) { s.leave(a, on, now) })
	if over := s.until(c); over < r.to {
		s.at(over, func(now int64) { s.isOver(a, on, now) })
	}
	if l.trials > 0 {
		s.tryRide(a, on)
	}
	next := uint64(0)
	if n := len(l.segments); n > 0 {
		next = l.segments[n-1].last
	}
	if l.relay {
		next = l.todo
	}
	switch relay := l.relay; {
	case l.waits || next >= l.left:
	case relay && l.planned(next) < now:
		l.relay = false
		s.at(now+between(l.key.At2(82, uint64(l.steps)), calendar.Second, 9*calendar.Second), func(now int64) {
			if l.aboard == on {
				s.back(a, on.visit, next, now)
			}
		})
	default:
		s.goAlong(a, on, next)
	}
}

// planned is when a lane would make a look-up if it went on as before.
func (l *lane) planned(i uint64) int64 {
	if n := len(l.segments); n > 0 {
		return l.time(&l.segments[n-1], i)
	}
	return l.pace.at(i)
}

// lives reports whether a session of the owner is there in this world, too: its
// sign-in was let through, and no control or other campaign has closed it.
func (s *sim) lives(a *account, r *ride) bool {
	t := s.p.touches[r.stay.Session.Name()]
	if t != nil && (t.SignInFails != event.NoReason || t.Lost(r.stay.From)) || a.revoked >= r.stay.From {
		return false
	}
	_, out := s.outlaw(s.p.w.Base.Visit(&r.stay.Session).Addr, r.stay.From)
	return !out
}

// goAlong goes on with the lane's look-ups in a stolen session, from a given one
// on.
func (s *sim) goAlong(a *account, on *aboard, next uint64) {
	l := a.lane
	seg := segment{number: l.sitting(), visit: on.visit, from: on.from, to: forever, doctor: l.doctor}
	if n := len(l.segments); n > 0 {
		seg.warp = l.segments[n-1].warp
	}
	if seg.first = max(l.first(&seg, on.from), next); seg.first > next && next < l.left { // it had to leave sessions out
		l.makeUp(&seg, next, on.from, a.camp.stop)
	}
	if seg.first >= l.first(&seg, on.to) || seg.first >= l.left {
		return
	}
	l.segments, l.relay = append(l.segments, seg), false
	if s.watch.on || seg.warp.den != 0 || len(s.banned) > 0 || a.revoked != 0 {
		s.follow(a, on.from)
	}
}

// isOver is the campaign's stop in a stolen session, for a lane whose account no
// control has met; those that one has are answered by it.
func (s *sim) isOver(a *account, on *aboard, now int64) {
	if n := len(a.lane.segments); a.lane.aboard == on && n > 0 && !a.lane.segments[n-1].followed {
		s.leave(a, on, now)
	}
}

// leave ends what a lane does in a stolen session.
func (s *sim) leave(a *account, on *aboard, now int64) {
	l := a.lane
	if on == nil || l.aboard != on {
		return
	}
	l.aboard = nil
	if n := len(l.segments); n > 0 {
		s.close(a, &l.segments[n-1], now)
	}
	if a.camp.oneShot() && l.begun && !l.stopped {
		s.giveUp(a, &on.visit, a.interval.Last)
	}
}

// tryRide makes the trial look-ups, spread over the first session; those that
// would be refused are left out.
func (s *sim) tryRide(a *account, on *aboard) {
	l := a.lane
	n := l.trials
	gap := min((on.to-on.from)/int64(n+1), calendar.Minute)
	if s.clear(on.from, gap*int64(n+1)) != on.from {
		return // in the next one
	}
	l.trials = 0
	v := on.visit
	v.Truth.Phase, v.Truth.Purpose = event.Validate, event.AccessCheck
	made := 0
	for i := range n {
		ts := on.from + gap*int64(i) + int64(l.key.At2(16, uint64(i)).Below(uint64(gap)))
		if until, _, down := s.p.w.Portal.Down(ts); down { // it waits
			ts = min(until+int64(i+1)*calendar.Second, on.to-1)
		}
		s.at(ts, func(now int64) {
			if l.stopped || s.peek(a, &v, now).why != event.NoReason {
				return
			}
			made++
			s.tryOne(a, &v, i, n, now)
			if made == n {
				s.note(a, now, event.Validate, "trial_look_ups_done", &v)
			}
		})
	}
}

// tryOne makes trial look-up i of n.
func (s *sim) tryOne(a *account, v *portal.Visit, i, n int, now int64) {
	c, l := a.camp, a.lane
	holder := c.list.trial[l.number*n+i]
	s.stolen(a, v, now)
	s.play(a, action{do: doLookUp, visit: *v, step: l.step(c, now), entry: entry{nir: s.p.w.Persons.NIR(holder), holder: holder, hit: true}})
	a.interval.LookUps++
	s.session(a, v, now, now, 1)
}

// stolen notes when the first session of an account is used.
func (s *sim) stolen(a *account, v *portal.Visit, ts int64) {
	if a.interval.First == 0 {
		a.interval.First, a.interval.AcquiredAt = ts, ts
		s.note(a, ts, event.Acquire, "session_cookie_replayed", v)
	}
}

// ridden is a session of an owner that was used.
type ridden struct {
	stay traffic.Stay
	id   uint64
}

// ownersPart counts what owners did in the sessions that were stolen, answers to
// what was asked there among it.
func (s *sim) ownersPart() {
	at := map[uint64][]*event.SessionTruth{}
	for i := range s.p.journal.Sessions {
		x := &s.p.journal.Sessions[i]
		at[x.Session] = append(at[x.Session], x)
	}
	for i := range s.rides {
		r := &s.rides[i]
		for _, x := range at[r.id] {
			x.Benign = s.p.w.Base.Told(&r.stay, s.p.touches[r.stay.Session.Name()])
		}
	}
	if len(s.rides) == 0 {
		return
	}
	for i := range s.p.script {
		act := &s.p.script[i]
		if !act.added || act.do != doAnswer && act.do != doFactor && act.do != doAgain {
			continue
		}
		for _, x := range at[s.p.w.IDs.Session(act.visit.Session)] {
			x.Benign++
		}
	}
}

// closeRide ends a segment in a stolen session and books it.
func (s *sim) closeRide(a *account, seg *segment) {
	l := a.lane
	first, last, events := s.bookedFrom(a, seg, seg.last)
	for o := range s.p.w.Portal.Outages(seg.from, seg.to) {
		l.tries(&s.p.w, o, seg, func(_ int, i uint64, ts int64) {
			first, last = min(first, ts), max(last, ts)
			events++
			v := s.p.seat(a.camp, l, seg, i, ts, ts)
			s.from(a, &v, ts)
		})
	}
	if events == 0 {
		return
	}
	s.stolen(a, &seg.visit, first)
	a.interval.Last = max(a.interval.Last, last)
	if !a.camp.rotates() {
		s.from(a, &seg.visit, first)
		s.from(a, &seg.visit, last)
	}
	if seg.why == event.NoReason && seg.last > seg.first {
		if !l.begun {
			l.begun = true
			s.note(a, first, event.Scrape, "scraping_begun", &seg.visit)
		}
		a.interval.LookUps += int64(seg.last - seg.first)
	}
	s.session(a, &seg.visit, first, last, events)
}

// thrownOut is what a thief meets when the session is closed or its address
// banned: refusals, and nothing to sign in with.
func (s *sim) thrownOut(a *account, v *portal.Visit, en entry, now int64, key random.Key) {
	at := s.up(now + settled + between(key, 0, 20*calendar.Second))
	if _, out := s.outlaw(v.Addr, at); out {
		at = s.refuse(a, v, en, at, event.Banned)
		if a.camp.reaction(scenarios.On403) == scenarios.RotateIP {
			a.lane.turned++
			s.locate(a.camp, a.lane, v, a.lane.sitting(), at)
		}
	}
	_, out := s.outlaw(v.Addr, at)
	if !out && a.revoked == 0 {
		return // and uses the owner's next session
	}
	if !out {
		at = s.refuse(a, v, en, at, event.SessionRevoked)
		s.recoverRide(a, v, at)
		return
	}
	s.giveUp(a, v, at)
}
