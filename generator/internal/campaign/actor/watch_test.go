package actor

import (
	"fmt"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
)

// watching is an actor at work who judges answers.
type watching struct {
	*working
	watcher watcher
	found   func(look int) bool // whether a look-up is to find somebody, from 0 on; nil = all do
	reacted []int               // how many look-ups were answered when it reacted
	slow    []int64             // how many times slower than others it was when it went on
}

// watcherOf is one who has not begun. When it has reacted it goes on as early as it may,
// as it does when the tempo changes.
func watcherOf(t *testing.T, c cast) *watching {
	t.Helper()
	w := &watching{working: workerOf(t, c)}
	w.watcher = watcher{core: w.core, run: &w.part, up: w.host}
	w.host.answered = func(now int64, s *spell.Spell, r *defence.Request) bool {
		en := script.Entry{Hit: w.found == nil || w.found(len(w.host.answers)-1)}
		return w.watcher.missed(now, s, en) || w.watcher.caught(now, s, r)
	}
	w.host.goesOn = func(now int64) {
		w.slow = append(w.slow, max(w.core.Share.Slow, 1))
		w.pace.Late(now)
		w.part.open(now, now, w.pace.Take(1))
	}
	w.host.reacts = func() {
		w.reacted = append(w.reacted, len(w.host.answers))
		w.Queue.At(w.host.until, w.host.goesOn)
	}
	w.core.camp.Disturbed = func() { // the campaign deals anew
		w.host.say("disturbed")
		w.core.camp.Deals++
		w.core.camp.Crew.Deal(w.Queue.Now(), w.core.camp.Ledger.Left())
	}
	return w
}

// Three look-ups in a row that find nobody have a campaign that minds react, once;
// whoever is found begins a new row.
func TestThreeMissesInARow(t *testing.T) {
	for _, x := range []struct {
		move    string
		answers string // "x" for nobody; then all find somebody
		reacted []int
		rests   int // pauses in a row by then
	}{
		{"backoff", "xxx", []int{3}, 1},
		{"backoff", "xx", nil, 0},
		{"backoff", "xx.xx.xxx", []int{9}, 1},
		{"backoff", "x.x.x.xx.x", nil, 0},
		{"backoff", "....xxx", []int{7}, 1},
		{"backoff", "xxxxx", []int{3}, 1},
		{"backoff", "xxxxxxxx", []int{3, 6}, 2},
		{"backoff", "xxxxxx.xxx", []int{3, 6, 10}, 1},
		{"halve_rate", "xxx", []int{3}, 1},
		{"next", "xxxxxxxxx", nil, 0},
	} {
		t.Run(x.move+" "+x.answers, func(t *testing.T) {
			w := watcherOf(t, cast{sets: append(slices.Clone(counted), "campaigns[0].on_response={not_found: "+x.move+"}")})
			w.found = func(look int) bool { return look >= len(x.answers) || x.answers[look] == '.' }
			w.begins(thursday)
			for len(w.host.answers) < len(x.answers) {
				w.run(w.Queue.Now() + second)
			}
			if !slices.Equal(w.reacted, x.reacted) || w.core.attempts.Rests != x.rests {
				t.Errorf("it reacts behind %v look-ups, and has paused %d times in a row; want %v and %d", w.reacted, w.core.attempts.Rests, x.reacted, x.rests)
			}
			w.run(w.Queue.Now() + 10*minute)
			if !slices.Equal(w.reacted, x.reacted) || w.core.attempts.Rests != 0 {
				t.Errorf("it reacts behind %v look-ups, and has paused %d times when somebody is found", w.reacted, w.core.attempts.Rests)
			}
			w.run(w.core.camp.Stop)
			w.once()
		})
	}
}

// The spell ends behind the third answer, and what follows is not earlier than the next
// look-up would have been.
func TestNobodyFoundEndsTheSpell(t *testing.T) {
	w := watcherOf(t, cast{sets: []string{"campaigns[0].on_response={not_found: backoff}"}})
	w.found = func(look int) bool { return look < 2 || look > 4 }
	w.begins(thursday)
	s := w.spell(0)
	third, next := w.time(s, 4), w.time(s, 5)
	w.run(third + 1)
	w.tells("react to not_found")
	if w.lines()[0].ts != third || s.Made != 5 || w.host.until != next || w.log.Open() != nil {
		t.Errorf("it reacts at %d behind %d look-ups and waits until %d, want %d, 5 and %d", w.lines()[0].ts, s.Made, w.host.until, third, next)
	}
	w.left(5, false)
}

// Behind the last look-up of a spell there is nothing to put off: the row goes on in the
// next spell.
func TestRowGoesOnInTheNextSpell(t *testing.T) {
	w := watcherOf(t, cast{sets: []string{"campaigns[0].on_response={not_found: backoff}", window(1)}})
	w.found = func(int) bool { return false }
	l := w.core.camp.Ledger
	rest := l.Take(0, l.Left()-3)
	w.core.camp.Crew.Deal(w.from(), l.Left())
	w.begins(w.from() + minute)
	s := w.spell(0)
	w.run(w.time(s, s.N-1) + 2)
	w.tells("plan")
	if s.Made != 3 {
		t.Fatalf("%d look-ups are made, want all three: the test shows nothing", s.Made)
	}
	l.Return(0, rest...)
	w.core.camp.Disturbed()
	w.part.open(w.Queue.Now(), 0, nil)
	w.run(w.time(w.spell(1), 0) + 1)
	if w.told() != "plan, disturbed, react to not_found" || !slices.Equal(w.reacted, []int{4}) {
		t.Errorf("%s, behind %v look-ups, want the fourth", w.told(), w.reacted)
	}
}

// window is the window of a campaign of so many hours.
func window(hours int) string {
	return fmt.Sprintf("campaigns[0].window={start: 2022-03-10T08:00:00+01:00, stop: 2022-03-10T%02d:00:00+01:00}", 8+hours)
}

// tarpit is a scenario in which an account falls into a tarpit behind its sixth
// look-up, in a campaign of so many hours.
func tarpit(action, duration, move string, hours int) []string {
	return []string{
		controls("{type: tarpit, scope: account, threshold: 5/1d, duration: " + duration + ", action: [" + action + "]}"),
		"campaigns[0].on_response={slow_answers: " + move + "}",
		window(hours),
	}
}

// A campaign notices a tarpit after 80 to 120 of its answers, reacts, and begins to
// count anew. How many it takes differs from session to session.
func TestTarpitIsNoticed(t *testing.T) {
	seen := map[int]bool{}
	for key := range uint64(8) {
		w := watcherOf(t, cast{key: key, sets: tarpit("tarpit", "12h", "backoff", 5)})
		w.begins(thursday)
		for len(w.reacted) < 2 && w.Queue.Now() < w.from()+5*hour {
			w.run(w.Queue.Now() + minute)
		}
		w.tells("go on, react to slow_answers, react to slow_answers")
		if w.notes() != "slow_answers_noticed, slow_answers_noticed" {
			t.Errorf("notes %q", w.notes())
		}
		first := w.reacted[0] - 6
		if first < 80 || first > 120 || w.reacted[1]-w.reacted[0] != first {
			t.Errorf("it reacts behind %v look-ups", w.reacted)
		}
		seen[first] = true
		if s := w.spell(0); s.Made != 6 || s.Tarpit.By != 0 {
			t.Errorf("%d look-ups are answered outside the tarpit, by %d", s.Made, s.Tarpit.By)
		}
		for _, s := range w.log.Spells[1:] {
			if s.Tarpit.By != 1 || !s.Tarpit.Slow {
				t.Errorf("a spell is in tarpit %+v", s.Tarpit)
			}
		}
	}
	if len(seen) < 4 {
		t.Errorf("always behind %v answers", seen)
	}
}

// A campaign that does not mind slow answers never notices.
func TestTarpitIsNotMinded(t *testing.T) {
	w := watcherOf(t, cast{sets: tarpit("tarpit", "12h", "next", 6)})
	w.begins(thursday)
	w.run(thursday + 3*hour)
	w.tells("go on")
	if n := len(w.host.answers); n < 130 || w.notes() != "" {
		t.Errorf("%d answers, notes %q", n, w.notes())
	}
}

// Who waits for slow answers makes fewer look-ups: a quick campaign goes at the tempo of
// the tarpit while it is in it, and makes up for it behind. One that is slower anyway
// keeps its tempo, and so does one that gets decoys without delay.
func TestTempoInATarpit(t *testing.T) {
	for _, x := range []struct {
		name   string
		action string
		hours  int
		slower bool
		tells  string // into it, out of it, and into it again
	}{
		{"quick", "tarpit", 2, true, "go on, disturbed, go on, go on"},
		{"slow", "tarpit", 7, false, "go on, go on, go on"},
		{"decoys", "decoy", 2, false, "go on, go on, go on"},
	} {
		t.Run(x.name, func(t *testing.T) {
			w := watcherOf(t, cast{sets: tarpit(x.action, "20m", "next", x.hours)})
			w.begins(w.from() + 20*minute)
			s := w.spell(0)
			gap, mean := w.time(s, 6)-w.time(s, 5), w.log.Placement.MeanGap(s.Stretch)
			w.run(w.from() + 59*minute)
			w.tells(x.tells)
			times := int64(1)
			for x.slower && times*mean <= 18*second { // an answer, and a little
				times++
			}
			if want := []int64{times, 1, times}; !slices.Equal(w.slow, want) {
				t.Errorf("it is %v times slower than others, want %v", w.slow, want)
			}
			out, in, out2 := w.spell(0), w.spell(1), w.spell(2)
			if got := w.time(in, 0) - w.time(out, 5); got != times*gap || out.Made != 6 {
				t.Errorf("%d look-ups are made outside, and %d ms later the first one inside, want %d", out.Made, got/1000, times*gap/1000)
			}
			if slow := w.tempo(in); slow < times*mean*8/10 || slow > times*mean*13/10 {
				t.Errorf("inside it makes a look-up in %d ms, want about %d times %d", slow/1000, times, mean/1000)
			}
			if back := w.tempo(out2); back > mean*105/100 || x.slower && back > mean*95/100 {
				t.Errorf("behind it makes a look-up in %d ms, before it was %d", back/1000, mean/1000)
			}
			if from := w.time(out, 5); w.time(out2, 0) < from+20*minute || w.time(in, in.Made-1) < from+20*minute || in.Tarpit.By != 1 || out2.Tarpit.By != 0 {
				t.Error("it is out of the tarpit before it knows")
			}
		})
	}
}

// tempo is the mean time between the look-ups of a spell.
func (w *watching) tempo(s *spell.Spell) int64 {
	return (w.time(s, s.Made-1) - w.time(s, 0)) / int64(max(s.Made, 2)-1)
}
