package actor

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
	"github.com/breachsim/breachsim/scenarios"
)

// watcher judges answers: look-ups in a row that find nobody, and answers that a
// tarpit makes slow.
type watcher struct {
	*core
	run    *run
	up     watcherHost
	misses int   // look-ups in a row that found nobody
	slow   int   // answers of a tarpit since it last reacted
	mired  bool  // a tarpit has slowed the actor down
	slowed int64 // and so many times
}

// watcherHost is what an answer that is not as it should be asks of the actor.
type watcherHost interface {
	reactToAnswer(now, earliest int64, on scenarios.Reply) // reacts to an answer, and goes on at the earliest then
	goOnOne(now int64)                                     // makes the next entry, in the session at hand
}

// missesInARow is how many look-ups in a row have to find nobody for a campaign
// that minds to react: a list always has stale entries (an assumption).
const missesInARow = 3

// missed counts look-ups that find nobody; it reports whether the spell ended
// because of them.
func (w *watcher) missed(now int64, s *spell.Spell, en script.Entry) bool {
	switch {
	case !w.camp.Policy.Minds():
		return false
	case en.Hit:
		w.misses, w.attempts.Rests = 0, 0
		return false
	}
	if w.misses++; w.misses < missesInARow || w.run.at >= s.N {
		return false
	}
	w.misses = 0
	w.attempts.Rests++
	w.turnAway(now, s, scenarios.OnNotFound)
	return true
}

// turnAway ends the spell behind an answered look-up, and reacts to what was
// answered. No pause is shorter than the gap to the next look-up would have been.
func (w *watcher) turnAway(now int64, s *spell.Spell, on scenarios.Reply) {
	next := w.run.times.At(w.run.at)
	w.run.close(s, now+1, w.run.at)
	w.up.reactToAnswer(now, next, on)
}

// A threat actor notices a tarpit after about 100 of its answers (an assumption),
// and waits for each before the next look-up.
const (
	leastNoticed = 80
	mostNoticed  = 120
	slowGap      = 18 * calendar.Second // the mean of an answer, and a little
)

// caught looks behind an answered look-up whether the next one is in a tarpit, or
// in none any more; it reports whether the spell ended.
func (w *watcher) caught(now int64, s *spell.Spell, r *defence.Request) bool {
	if !w.stage.Defence.Counts() {
		return false
	}
	w.stage.Defence.Tarpit(r)
	if s.Tarpit.By != 0 && w.noticed(now, s) {
		return true
	}
	in := w.stage.Defence.NextTarpit(r)
	if in.By == s.Tarpit.By && in.Slow == s.Tarpit.Slow || w.run.at >= s.N {
		return false
	}
	w.enter(now, s, in)
	return true
}

// noticed counts the answers of a tarpit; it reports whether the spell ended
// because of them.
func (w *watcher) noticed(now int64, s *spell.Spell) bool {
	w.slow++
	if w.slow < int(script.Between(w.Key.At2(drawNoticed, uint64(w.sessionNo)), leastNoticed, mostNoticed)) {
		return false
	}
	w.slow = 0
	m := w.camp.Policy.Move(scenarios.OnSlowAnswers)
	if m.Move == scenarios.Next || len(w.camp.Policy) == 0 || w.run.at >= s.N {
		return false
	}
	w.note(event.SlownessNoticed, event.Adapt)
	w.turnAway(now, s, scenarios.OnSlowAnswers)
	return true
}

// enter goes on in another tarpit, or out of one, at the tempo that it leaves.
func (w *watcher) enter(now int64, s *spell.Spell, in defence.Tarpit) {
	gap := max(w.run.times.At(w.run.at)-now, 1)
	mean := max(w.run.log.Placement.MeanGap(s.Stretch), 1)
	w.run.close(s, now+1, w.run.at)
	w.run.tarpit = in
	switch {
	case in.Slow && !w.mired:
		w.mired = true
		if times := slowGap/mean + 1; times > 1 {
			w.slowed = times
			w.camp.Crew.Slower(w.Share, now, times)
			gap *= times
		}
	case !in.Slow && w.mired:
		w.mired = false
		if w.slowed > 1 {
			w.Share.Slow /= w.slowed
			w.slowed = 1
			w.camp.Disturbed()
		}
	}
	w.mode = Inside
	w.next(now+gap, w.up.goOnOne)
}
