package actor

import (
	"fmt"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
)

// A look-up that is refused ends the spell before it. Its entry stays in hand, all
// others go back, and whoever comes back makes it first, once.
func TestRefusedEntryIsMadeOnceAfterwards(t *testing.T) {
	w := workingAt(t, cast{sets: limit("10/1h")}, thursday)
	s := w.spell(0)
	due, entry := w.time(s, 10), s.Entry(10)
	w.run(due + 1)
	w.tells("refused rate_limit")
	if w.lines()[0].ts != due || s.Made != 10 || s.To != due || len(w.host.answers) != 10 || w.host.verdict.By != 1 {
		t.Errorf("%d look-ups until %d, the refusal is due at %d: %+v", s.Made, s.To, due, w.host.verdict)
	}
	w.left(10, true)

	back := w.host.verdict.Until + minute
	w.Queue.At(back, func(now int64) { w.part.open(now, now, w.part.hand.runs()) })
	w.run(back + 1)
	if w.part.hand.held {
		t.Error("the entry is still in hand")
	}
	s = w.spell(1)
	if s.Entry(0) != entry || w.time(s, 0) != back || w.host.answers[10] != back {
		t.Errorf("entry %d comes first, at %d, want entry %d at %d", s.Entry(0), w.time(s, 0), entry, back)
	}
	w.run(w.core.camp.Stop)
	w.once()
}

// An entry in hand that is dropped goes back too: the next one who takes some takes it
// first, and alone.
func TestDroppedEntryIsTakenFirst(t *testing.T) {
	w := workingAt(t, cast{sets: limit("10/1h")}, thursday)
	entry := w.spell(0).Entry(10)
	w.run(w.time(w.spell(0), 10) + 1)
	w.part.dropHand()
	w.part.dropHand() // there is none any more
	w.left(10, false)
	runs := w.core.camp.Ledger.Take(0, 5)
	if runs[0].First != entry || runs[0].N != 1 || !runs[0].Tried {
		t.Errorf("the first run is %+v, want entry %d", runs[0], entry)
	}
}

// Nothing is opened where nothing is due.
func TestNothingIsDue(t *testing.T) {
	w := workerOf(t, cast{})
	w.core.camp.Ledger.Take(0, w.core.camp.List.Entries())
	w.begins(thursday)
	w.tells("nothing due")
	if len(w.log.Spells) != 0 {
		t.Error("there is a spell")
	}
}

// Who goes on with the list, refused or not, asks for each entry at its time until one
// is answered: that one is in hand, and is made again at once.
func TestPressingOnUntilALookUpIsAnswered(t *testing.T) {
	w := workerOf(t, cast{sets: limit("1000000/1d", by("ip_ban", thursday+hour, "action: [ip_ban], duration: 30m"))})
	w.host.lays = func(now, lead int64) { w.part.open(now, lead, w.part.hand.runs()) }
	w.begins(thursday)
	w.run(thursday + hour + 5*minute)
	w.tells("control, refused ip_ban")
	w.part.hand.held, w.part.pressing = false, w.host.verdict // the policy says so
	w.part.open(w.Queue.Now(), 0, nil)
	answers := len(w.host.answers)
	w.run(thursday + hour + 30*minute)
	if len(w.host.answers) != answers {
		t.Error("a look-up is answered while the address is banned")
	}
	w.run(w.core.camp.Stop)
	w.tells("control, refused ip_ban, control, lay, plan")
	s, next := w.spell(1), w.spell(2)
	if s.Answered() || s.Why != event.Banned || s.Visit.Truth.Phase != event.Adapt || s.Made < 10 {
		t.Errorf("the refused spell is %+v", s)
	}
	first := w.time(s, s.Made)
	if first < thursday+hour+30*minute || w.time(s, s.Made-1) >= thursday+hour+30*minute {
		t.Errorf("it goes on being refused until %d", first)
	}
	if next.Entry(0) != s.Entry(s.Made) || w.time(next, 0) != first || !next.Answered() || !next.Runs[0].Tried {
		t.Errorf("the next spell begins with entry %d at %d, want entry %d at %d", next.Entry(0), w.time(next, 0), s.Entry(s.Made), first)
	}
	if got, want := w.core.Interval.LookUps, int64(w.spell(0).Made+next.Made); got != want {
		t.Errorf("%d look-ups are said to be answered, want %d", got, want)
	}
}

// failing is the first look-up of the first spell before which a try fails for once, and
// when it does.
func (w *working) failing() (look uint64, at int64) {
	w.t.Helper()
	s, times := w.spell(0), w.log.Times(w.spell(0))
	for i := range s.N {
		if x, ok := w.log.NextStep(&times, i, 0); ok && x.Kind == spell.Failed {
			return i, x.TS
		}
	}
	w.t.Fatal("no try fails: the test shows nothing")
	return 0, 0
}

// A try that fails for once before its look-up is an event of the spell; where the
// spell is cut between both, whoever makes the look-up does not make it again.
func TestFailedTryBeforeACutIsNotMadeAgain(t *testing.T) {
	w := workingAt(t, cast{}, thursday)
	s := w.spell(0)
	i, at := w.failing()
	entry := s.Entry(i)
	w.Queue.At(at+1, w.part.cut)
	w.run(at + second)
	if got := w.events(s); s.Made != i || got != int(i)+1 {
		t.Errorf("%d events with %d look-ups, want %d", got, s.Made, i+1)
	}
	w.left(i, false)
	runs := w.core.camp.Ledger.Take(0, 1)
	if runs[0].First != entry || !runs[0].Tried {
		t.Fatalf("the first run is %+v, want entry %d, tried", runs[0], entry)
	}
	now := w.Queue.Now()
	w.part.open(now, now+minute, runs)
	w.run(now + minute + second)
	w.part.cut(w.Queue.Now())
	if s := w.spell(1); s.Made != 1 || w.events(s) != 1 {
		t.Errorf("the look-up is made %d times, in %d events", s.Made, w.events(s))
	}
}

// A try that fails for once counts against limits: it is refused itself, or the look-up
// behind it is.
func TestTryThatFailsForOnceIsCounted(t *testing.T) {
	peace := workingAt(t, cast{sets: counted}, thursday)
	i, at := peace.failing()
	for name, x := range map[string]struct {
		count uint64
		ts    int64
	}{"the try": {i, at}, "the look-up": {i + 1, peace.time(peace.spell(0), i)}} {
		t.Run(name, func(t *testing.T) {
			w := workingAt(t, cast{sets: limit(fmt.Sprintf("%d/1d", x.count))}, thursday)
			w.run(x.ts + minute)
			w.tells("refused rate_limit")
			if s := w.spell(0); w.lines()[0].ts != x.ts || s.Made != i || w.events(s) != int(x.count) {
				t.Errorf("refused at %d behind %d look-ups and %d events, want %d, %d and %d", w.lines()[0].ts, s.Made, w.events(s), x.ts, i, x.count)
			}
			w.left(i, true)
		})
	}
}

// Tries for a look-up that fail because the portal is down count against limits, as
// look-ups do; the one that is too many is refused.
func TestTriesInAnOutageAreCounted(t *testing.T) {
	o := playOf(t, cast{sets: breaks}).outage()
	sets := func(threshold string) []string { return append(limit(threshold), breaks...) }
	peace := workingAt(t, cast{sets: sets("1000000/1d")}, o.From-20*minute)
	peace.run(o.To + 20*minute)
	peace.part.cut(peace.Queue.Now())
	before, tries, behind := 0, 0, 0
	peace.log.Events(peace.spell(0), func(e spell.Event) {
		switch {
		case e.TS < o.From:
			before++
		case e.TS < o.To:
			tries++
		default:
			behind++
		}
	})
	if before < 2 || tries < 2 || behind < 2 {
		t.Fatalf("%d, %d and %d events before, in and behind the outage: the test shows nothing", before, tries, behind)
	}
	for name, count := range map[string]int{"in the outage": before + tries - 1, "behind it": before + tries + 1} {
		t.Run(name, func(t *testing.T) {
			w := workingAt(t, cast{sets: sets(fmt.Sprintf("%d/1d", count))}, o.From-20*minute)
			w.run(o.To + 20*minute)
			w.tells("refused rate_limit")
			s := w.spell(0)
			if got := w.events(s); got != count {
				t.Errorf("%d events are let through, want %d", got, count)
			}
			ts := w.lines()[0].ts
			if in := ts >= o.From && ts < o.To; in != (name == "in the outage") {
				t.Errorf("the refusal comes %d ms behind the begin of an outage of %d ms", (ts-o.From)/1000, (o.To-o.From)/1000)
			}
			w.left(s.Made, true)
			w.once()
		})
	}
}

// At the end of the campaign, or when all of it stops, the next look-up is left out and
// the rest goes back; behind the stop nothing is got any more, and the actor waits.
func TestSpellStopsWithTheCampaign(t *testing.T) {
	for _, x := range []struct {
		name string
		stop func(w *working)
		mode Mode
	}{
		{"campaign stopped", func(w *working) { w.core.camp.ended = true }, Inside},
		{"end", func(w *working) { w.core.camp.Stop, w.core.camp.End = thursday+hour, thursday+hour }, Inside},
		{"stop", func(w *working) { w.core.camp.Stop = thursday + hour }, Waiting},
	} {
		t.Run(x.name, func(t *testing.T) {
			w := workerOf(t, cast{sets: counted})
			w.Queue.At(thursday+hour, func(int64) { x.stop(w) })
			w.begins(thursday)
			w.core.noteBegin(thursday)
			w.run(thursday + 2*hour)
			w.tells("")
			s := w.spell(0)
			if w.log.Open() != nil || w.time(s, s.Made) < thursday+hour || s.Made > 0 && w.time(s, s.Made-1) >= thursday+hour {
				t.Errorf("%d look-ups are made", s.Made)
			}
			if w.notes() != "scraping_begun, scraping_ended" || w.core.mode != x.mode {
				t.Errorf("notes %q, mode %d", w.notes(), w.core.mode)
			}
			w.left(s.Made, false)
			w.once()
		})
	}
}
