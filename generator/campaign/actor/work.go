package actor

import (
	"breachsim/generator/calendar"
	"breachsim/generator/campaign/defence"
	"breachsim/generator/campaign/intensity"
	"breachsim/generator/campaign/ledger"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

const forever = script.Forever

// pace is how the look-ups that are due to an actor lie in its working time: one
// stretch up to the stop, or to midnight where days are counted. Sessions take one
// part of it after the other, until a deal or a delay asks for another one.
type pace struct {
	stretch intensity.Stretch
	next    uint64 // look-up to come
	walk    intensity.Walker
	deals   int   // the deal that it follows; 0 = none
	until   int64 // where it ends
}

// left returns when the next look-up of a pace is due; forever without one.
func (p *pace) first() int64 {
	if p.next >= p.stretch.N {
		return forever
	}
	return p.walk.Time(p.next)
}

// paced lays out what is due from an instant on, unless that is done already.
// first is when the next look-up is, forever without one.
func (a *Actor) paced(now int64) (first int64) {
	p := &a.pace
	if p.deals == a.camp.deals && p.first() >= now && p.first() != forever {
		return p.first()
	}
	end := min(a.camp.Crew.Stop, a.camp.Until())
	if a.camp.Ledger.Left() == 0 && now < a.camp.Stop {
		p.deals = 0
		return forever
	}
	for from := now; from < end; {
		until := end
		if a.Share.PerDay > 0 {
			d := a.localDay(from)
			until = min(max(d.Start+d.Length, from+1), end)
		}
		if a.lay(from, until) {
			return p.first()
		}
		if a.Share.Due(end) == 0 {
			break
		}
		from = max(until, a.Share.Next(until, end)-1)
	}
	p.deals = 0
	return forever
}

// lay makes the pace of what is due between two instants, if anything is.
func (a *Actor) lay(from, until int64) bool {
	in := a.Hours
	base := in.Cumulative(from)
	s := intensity.Stretch{Base: base, Mass: in.Cumulative(until) - base, N: a.Share.Due(until)}
	if s.N == 0 || s.Mass <= 0 {
		return false
	}
	a.paces++
	s.Key = a.Key.At2(drawStretch, uint64(a.paces))
	a.pace = pace{stretch: s, walk: a.placement.Walk(s), deals: a.camp.deals, until: until}
	return true
}

// plan waits for the next look-up that is due to the actor: inside where its
// session lasts so long, else until a moment before, when it signs in.
func (a *Actor) plan(now int64) {
	a.timer.Stop()
	if a.mode == Lost || a.camp.ended {
		return
	}
	if a.mode != Inside {
		a.mode = Waiting
	}
	if a.How == scenarios.SessionTheft && !a.stuck {
		a.planHijacked(now)
		return
	}
	first := a.paced(now)
	if first == forever {
		a.done(now)
		return
	}
	if a.mode == Inside && a.lasts(first) || a.stuck {
		a.open(now, 0, nil)
		return
	}
	at := max(now, first-script.Between(a.draw(drawLead), 4*calendar.Second, 15*calendar.Second))
	a.mode = Waiting
	a.next(at, func(now int64) { a.enter(now, way{phase: event.Scrape, in: a.begin}) })
}

// done has nothing to do, for the time being.
func (a *Actor) done(now int64) {
	if a.camp.Ledger.Left() > 0 || a.camp.Until() > a.camp.Stop {
		a.camp.handOver(a)
		return
	}
	a.ended(now)
	a.camp.handOver(a)
}

// ended notes the end of an actor whom nobody stopped.
func (a *Actor) ended(now int64) {
	if a.begun && !a.told && a.mode != Lost {
		a.noteAt(min(now, a.camp.Until()-1), "scraping_ended", event.Stop)
		a.told = true
	}
}

// lifetime is how long the session at hand lasts until it is replaced.
func (a *Actor) lifetime() int64 {
	if a.age == 0 {
		a.age = a.renewalAge()
	}
	return a.age
}

func (a *Actor) idleLimit() int64 { return int64(a.stage.World.Scenario.Portal.SessionIdle) }

// lasts reports whether the actor's session can still be used at an instant.
func (a *Actor) lasts(ts int64) bool {
	return a.since > 0 && !a.fresh && ts-a.since <= a.lifetime() && ts-a.last <= a.idleLimit()-calendar.Minute
}

// begin goes on in a session that was opened to look up: as it was laid out, or at
// once where the way in took longer.
func (a *Actor) begin(now int64) {
	if a.over(now) {
		return
	}
	if !a.begun {
		a.begun = true
		a.note("scraping_begun", event.Scrape)
	}
	if a.pace.deals == a.camp.deals && a.pace.first() >= now && a.lasts(a.pace.first()) {
		a.open(now, 0, nil)
		return
	}
	a.layFrom(now, a.soon(now))
}

// soon is when the first look-up in a new session is made: some seconds later, but
// not beyond the stop.
func (a *Actor) soon(now int64) int64 {
	wait := script.Between(a.draw(drawOpening), 2*calendar.Second, 6*calendar.Second)
	if now < a.camp.Stop {
		wait = min(wait, (a.camp.Stop-now)/2)
	}
	return now + wait
}

// layFrom makes the entry in hand, or the next one that is due, at an instant,
// and goes on with what comes behind it.
func (a *Actor) layFrom(now, lead int64) {
	if a.room(lead, 0) == 0 { // the day's cap is reached
		d := a.localDay(lead)
		a.rest(d.Start+d.Length+script.Between(a.draw(drawOpening), calendar.Second, calendar.Minute), a.comeBack)
		return
	}
	if a.hand.held {
		a.open(now, lead, []ledger.Run{{First: a.hand.entry, N: 1, Tried: true}})
		return
	}
	a.late(now)
	runs := a.take(1)
	if len(runs) == 0 {
		a.plan(now)
		return
	}
	a.open(now, lead, runs)
}

// late has what is due laid out anew behind a delay: at the rate that the scenario
// gives, or so that all is done by the stop.
func (a *Actor) late(now int64) {
	a.pace.deals = 0
	if !a.camp.rated() {
		return
	}
	a.halfGap = a.placement.MeanGap(a.pace.stretch) / 2
	a.camp.Crew.Slower(a.Share, now, 1)
	if a.camp.Crew.Owed() < a.camp.Ledger.Left() {
		a.camp.disturbed(now)
	}
}

// part returns how many look-ups of the pace from its next one on the session at
// hand can hold, behind one at an instant.
func (a *Actor) part(now, last int64, room uint64) (n uint64) {
	p := &a.pace
	if a.paced(now) == forever {
		return 0
	}
	end, idle := script.Forever, a.idleLimit()-calendar.Minute
	switch {
	case a.stuck:
		idle = script.Forever
	case a.hijack != nil:
		end = a.hijack.To
		idle = script.Forever
	default:
		end = a.since + a.lifetime()
	}
	for p.next+n < p.stretch.N && n < room {
		ts := p.walk.Time(p.next + n)
		if ts >= end || ts-last > idle {
			break
		}
		n, last = n+1, ts
	}
	return n
}

// open opens a spell in the session at hand: runs are its first entries, made from
// lead on; the pace says when and how many others are.
func (a *Actor) open(now, lead int64, runs []ledger.Run) {
	s := &Spell{
		Visit: a.visit, Number: a.sessions, From: now, To: forever, Doctor: a.doctor, Tarpit: a.tarpit,
		lead: lead, shift: a.shift, turned: uint64(a.turned), Why: a.pressing.Why,
	}
	last := lead
	if lead == 0 {
		last = max(a.last, a.since)
	}
	start := max(now, lead+1) + a.halfGap // the next ones keep their distance
	a.halfGap = 0
	s.begins = lead
	if lead == 0 {
		s.begins = min(a.paced(now), forever-1)
	}
	if n := a.part(start, last, a.room(s.begins, count(runs))); n > 0 {
		more := a.take(n)
		if len(runs) > 0 && len(more) > 0 && more[0].Tried { // one such look-up a spell
			a.giveBack(more)
			more = nil
		}
		runs = append(runs, more...)
	}
	if len(runs) == 0 {
		a.done(now)
		return
	}
	a.hand.held = false
	a.countToday(s.begins, int64(count(runs)))
	s.runs, s.Bare = runs, runs[0].Tried
	for _, r := range runs {
		s.n += r.N
	}
	s.stretch, s.skip = a.pace.stretch, a.pace.next
	a.pace.next += s.n
	if lead != 0 {
		a.pace.next--
	}
	s.Visit.Truth.Phase = event.Scrape
	if s.Why != event.NoReason {
		s.Visit.Truth.Phase = event.Adapt
	}
	a.mode = Inside
	a.Spells = append(a.Spells, s)
	a.deals, a.at = a.camp.deals, 0
	a.walk = a.times(s)
	a.Share.Busy = max(now, a.walk.at(s.n-1)+1)
	a.follow(now)
}

// take takes entries from the ledger, no more than the day's cap leaves.
func (a *Actor) take(n uint64) []ledger.Run {
	runs := a.camp.Ledger.Take(a.Number, n)
	got := count(runs)
	a.Share.Give(got)
	return runs
}

// giveBack hands entries back to the ledger.
func (a *Actor) giveBack(runs []ledger.Run) {
	n := count(runs)
	if n == 0 {
		return
	}
	a.camp.Ledger.Return(a.Number, runs...)
	a.pace.deals = 0
	if a.deals == a.camp.deals {
		a.Share.Back(n)
		return
	}
	a.camp.disturbed(a.stage.Queue.Now())
}

func count(runs []ledger.Run) (n uint64) {
	for _, r := range runs {
		n += r.N
	}
	return n
}

// countToday counts look-ups of the local day, where there is a cap.
func (a *Actor) countToday(now, n int64) {
	s := a.Share
	if s.PerDay == 0 {
		return
	}
	if now >= s.TodayEnds {
		d := a.localDay(now)
		s.Today, s.TodayEnds = 0, d.Start+d.Length
	}
	if now < s.TodayEnds-a.localDay(s.TodayEnds-1).Length {
		return // of an earlier day
	}
	s.Today = uint64(max(int64(s.Today)+n, 0))
}

// spell returns the spell in force, nil without one.
func (a *Actor) spell() *Spell {
	if n := len(a.Spells); n > 0 && a.Spells[n-1].To == forever {
		return a.Spells[n-1]
	}
	return nil
}

// stepwise reports whether each look-up is a step of the stage: some control or
// the campaign itself wants to know of it. Otherwise a spell is one step.
func (a *Actor) stepwise() bool {
	return a.watched || a.camp.stopped || a.stage.Defence.Judges() || a.camp.Policy.Minds() || a.pressing.Refused()
}

// follow waits for what comes next in the spell.
func (a *Actor) follow(now int64) {
	s := a.spell()
	switch {
	case a.at >= s.n:
		last := a.walk.at(s.n - 1)
		a.next(max(now, last+1), a.finish)
	case !a.stepwise():
		a.next(max(now, a.walk.at(s.n-1)+1), a.finish)
	default:
		k, ts := s.entry(a.at), a.walk.at(a.at)
		if at, fails := a.camp.fails(k, ts); fails && at > max(now, a.walk.before(a.at)) && !(s.Bare && a.at == 0) && s.Why == event.NoReason {
			a.next(at, a.tryFirst)
			return
		}
		a.next(ts, a.lookUp)
	}
}

// finish ends a spell all of whose look-ups were made.
func (a *Actor) finish(now int64) {
	s := a.spell()
	a.at = s.n
	a.close(s, now, s.n)
	if a.over(now) {
		a.ended(now)
		return
	}
	a.plan(now)
}

// close ends a spell with so many of its look-ups made; the rest goes back.
func (a *Actor) close(s *Spell, now int64, made uint64) {
	s.To, s.Made = now, made
	a.Share.Busy = now
	a.shift += made
	a.countToday(s.begins, -int64(s.n-made))
	a.giveBack(s.after(made))
	a.book(s)
}

// room is how many look-ups the cap of the day leaves behind some.
func (a *Actor) room(now int64, taken uint64) uint64 {
	s := a.Share
	switch {
	case a.camp.rated() && s.PerDay == 0:
		return a.camp.fairPart()
	case s.PerDay == 0:
		return 1 << 62
	case now >= s.TodayEnds:
		return s.PerDay - min(s.PerDay, taken)
	}
	return s.PerDay - min(s.PerDay, s.Today+taken)
}

// cut ends the spell in force, wherever it is. What was made before its next
// look-up stays; whoever makes that look-up does not make it again.
func (a *Actor) cut(now int64) {
	s := a.spell()
	if s == nil {
		return
	}
	a.timer.Stop()
	made := a.reached(now)
	if made < s.n {
		begun := false
		a.ahead(&a.walk, made, now, func(int64) { begun = true })
		if begun {
			s.Tail = now
			s.runs = tried(s.runs, made)
		}
	}
	a.close(s, now, made)
}

// tried marks entry i of some runs as asked for.
func tried(runs []ledger.Run, i uint64) (out []ledger.Run) {
	for _, r := range runs {
		if i >= r.N {
			out, i = append(out, r), i-r.N
			continue
		}
		if i > 0 {
			out = append(out, ledger.Run{First: r.First, N: i, Tried: r.Tried})
		}
		out = append(out, ledger.Run{First: r.First + i, N: 1, Tried: true})
		if rest := r.N - i - 1; rest > 0 {
			out = append(out, ledger.Run{First: r.First + i + 1, N: rest})
		}
		i = 1 << 62
	}
	return out
}

// reached is how many look-ups of the spell lie before now.
func (a *Actor) reached(now int64) uint64 {
	s := a.spell()
	if a.stepwise() && a.at > 0 {
		return a.at
	}
	return max(a.at, min(a.walk.first(now), s.n))
}

// recut ends the spell in force so that what is left can be dealt anew; it
// reports whether it handed anything back.
func (a *Actor) recut(now int64) bool {
	s := a.spell()
	if s == nil || a.reached(now) >= s.n {
		return false
	}
	a.cut(now)
	return true
}

// reconsider plans anew after a deal, if the actor waits or has nothing to do.
func (a *Actor) reconsider(now int64) {
	switch {
	case a.over(now) || a.Share.Away || a.trials > 0 && a.How != scenarios.SessionTheft:
	case a.hand.held || a.Interval.First == 0 && a.How != scenarios.SessionTheft:
	case a.mode == Waiting, a.mode == Inside && a.spell() == nil:
		a.plan(now)
	}
}

// lookUp makes the spell's next look-up, now.
func (a *Actor) lookUp(now int64) {
	s := a.spell()
	if a.over(now) {
		a.cut(now)
		a.ended(now)
		return
	}
	k := s.entry(a.at)
	v := a.seat(s, a.at, now, 0) // it does not know of a ban before it meets it
	r := a.request(&v)
	verdict := a.stage.Defence.Judge(&r)
	if !verdict.Refused() && now >= a.camp.Stop && a.stage.Defence.Defended() { // nothing is got beyond the stop
		a.cut(now)
		a.ended(now)
		a.mode = Waiting
		return
	}
	switch {
	case verdict.Why != s.Why && verdict.Refused():
		a.refused(now, v, verdict)
	case verdict.Refused(): // it goes on, refused
		a.show(&r, a.entry(k), false, 0)
		a.at++
		a.follow(now)
	case s.Why != event.NoReason: // it is answered again
		a.answeredAgain(now, k)
	default:
		a.answered(now, &r, v, k)
	}
}

// answeredAgain ends a run of refused look-ups with one that is answered.
func (a *Actor) answeredAgain(now int64, k uint64) {
	s := a.spell()
	s.runs = tried(s.runs, a.at)
	a.hand = hand{entry: k, held: true}
	s.To, s.Made = now, a.at
	a.shift += a.at
	a.countToday(s.begins, -int64(s.n-a.at))
	a.giveBack(s.after(a.at + 1))
	a.book(s)
	a.pressing = defence.Verdict{}
	a.layFrom(now, now)
}

// tryFirst makes the try before the next look-up that fails upstream, now.
func (a *Actor) tryFirst(now int64) {
	s := a.spell()
	v := a.seat(s, a.at, now, 0)
	r := a.request(&v)
	if verdict := a.stage.Defence.Judge(&r); verdict.Refused() {
		a.refused(now, v, verdict)
		return
	}
	a.show(&r, a.entry(s.entry(a.at)), false, 0)
	a.next(a.walk.at(a.at), a.lookUp)
}

// entry is what entry k of the list asks for.
func (a *Actor) entry(k uint64) script.Entry {
	e := a.camp.cursor.At(k)
	return script.Entry{NIR: e.NIR, Holder: e.Holder, Hit: e.Hit}
}

// show shows a look-up to the controls that count.
func (a *Actor) show(r *defence.Request, en script.Entry, answered bool, id uint64) {
	if !a.stage.Defence.Counts() {
		return
	}
	x := defence.Answer{Request: *r, Answered: answered, Attack: true, NIR: en.NIR, Holder: en.Holder, Hit: en.Hit, NotFound: !en.Hit, Event: id}
	if en.Hit {
		x.Canary = a.stage.World.Persons.Canary(en.Holder)
	}
	a.stage.Defence.Count(&x)
}

// answered goes on behind an answer.
func (a *Actor) answered(now int64, r *defence.Request, v portal.Visit, k uint64) {
	s, i := a.spell(), a.at
	a.attempts.Refusals = 0
	a.at++
	a.used(&v, now)
	a.last = now
	var en script.Entry
	if a.stage.Defence.Reads() || a.camp.Policy.Minds() {
		en = a.entry(k)
	}
	a.show(r, en, true, a.stage.World.IDs.Event(portal.ListName(a.camp.Name, k)))
	if a.missed(now, en) || a.caught(now, s, i, r) {
		return
	}
	a.follow(now)
}
