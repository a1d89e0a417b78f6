package actor

import (
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
)

// working is an actor in a session in which it works through its list.
type working struct {
	*play
	part run
}

// workerOf is an actor who has not begun.
func workerOf(t *testing.T, c cast) *working {
	t.Helper()
	p := playOf(t, c)
	p.core.State.Learn(p.core.party)
	return &working{play: p, part: run{core: p.core, up: p.host, pace: &p.pace, log: &p.log}}
}

// begins opens the session a minute before an instant, and the first spell then.
func (w *working) begins(ts int64) {
	w.enters(ts-minute, event.Scrape)
	w.run(ts)
	w.host.forget()
	w.part.open(ts, 0, nil)
}

// workingAt is an actor whose first spell begins at an instant.
func workingAt(t *testing.T, c cast, ts int64) *working {
	t.Helper()
	w := workerOf(t, c)
	w.begins(ts)
	return w
}

// counted is a scenario in which a control counts look-ups, and never acts.
var counted = limit("1000000/1d")

// limit is a scenario in which an account has so many look-ups.
func limit(threshold string, more ...string) []string {
	rate := `{type: rate_limit, scope: account, threshold: ` + threshold + `, duration: 1h, action: ["429"]}`
	return []string{controls(append([]string{rate}, more...)...)}
}

// spell is the n-th spell; negative numbers count from the last one.
func (w *working) spell(n int) *spell.Spell {
	if n < 0 {
		n += len(w.log.Spells)
	}
	return w.log.Spells[n]
}

// time is when a spell makes look-up i.
func (w *working) time(s *spell.Spell, i uint64) int64 { return w.log.Time(s, i) }

// times are when a spell made its look-ups.
func (w *working) times(s *spell.Spell) (out []int64) {
	for i := range s.Made {
		out = append(out, w.time(s, i))
	}
	return out
}

// events is how many events a spell has.
func (w *working) events(s *spell.Spell) (n int) {
	w.log.Events(s, func(spell.Event) { n++ })
	return n
}

// left fails unless so many look-ups of the list are made, and all others are in the
// ledger or in hand.
func (w *working) left(made uint64, inHand bool) {
	w.t.Helper()
	if w.part.hand.held != inHand {
		w.t.Errorf("an entry is in hand: %v, want %v", !inHand, inHand)
	}
	want := w.core.camp.List.Entries() - made
	if inHand {
		want--
	}
	if got := w.core.camp.Ledger.Left(); got != want {
		w.t.Errorf("%d entries are left, want %d", got, want)
	}
}

// once takes what is left out of the ledger and fails unless each entry of the list is
// in it, in hand or made, once.
func (w *working) once() {
	w.t.Helper()
	seen := make([]int, w.core.camp.List.Entries())
	note := func(first, n uint64) {
		for k := first; k < first+n; k++ {
			seen[k]++
		}
	}
	for _, s := range w.log.Spells {
		s.MadeRuns(func(first, n, _ uint64) { note(first, n) })
	}
	if w.part.hand.held {
		note(w.part.hand.entry, 1)
	}
	for l := w.core.camp.Ledger; l.Left() > 0; {
		for _, r := range l.Take(0, l.Left()) {
			note(r.First, r.N)
		}
	}
	for k, n := range seen {
		if n != 1 {
			w.t.Errorf("entry %d is there %d times", k, n)
		}
	}
}

// Where nobody counts, a spell is one step, behind its last look-up; where somebody
// does, each look-up is one, at its time. Both make the same look-ups.
func TestSpellIsOneStepWhereNobodyCounts(t *testing.T) {
	var same []int64
	for _, x := range []struct {
		name string
		sets []string
		each bool
	}{
		{"nobody", nil, false},
		{"a limit", counted, true},
		{"a detection", []string{controls("{type: analyst, detect: {rule: R2}, action: [ip_ban]}")}, true},
		{"a closure", []string{controls(by("policy", thursday+9*hour, "duration: 1h, action: [close_service]"))}, true},
		{"the campaign itself", []string{"campaigns[0].on_response={not_found: backoff}"}, true},
	} {
		t.Run(x.name, func(t *testing.T) {
			w := workingAt(t, cast{sets: x.sets}, thursday)
			s := w.spell(0)
			last := w.time(s, s.N-1)
			w.run(last)
			w.tells("")
			w.run(last + minute)
			w.tells("plan")
			times := w.times(s)
			if s.Made != s.N || s.N < 50 || s.To != last+1 || w.lines()[0].ts != last+1 {
				t.Errorf("%d of %d look-ups until %d, the plan comes %d later", s.Made, s.N, s.To, w.lines()[0].ts-last)
			}
			if same == nil {
				same = times
			}
			if !slices.Equal(times, same) {
				t.Error("the look-ups are at other times than where nobody counts")
			}
			if want := map[bool][]int64{true: times}[x.each]; !slices.Equal(w.host.answers, want) {
				t.Errorf("%d answers are looked at, want %d", len(w.host.answers), len(want))
			}
			w.left(s.N, false)
			if j := w.Book.Journal.Sessions[0]; j.Attack != int64(1+w.events(s)) || j.To != last || w.core.Interval.LookUps != int64(s.N) {
				t.Errorf("the truth has %d events until %d, %d look-ups", j.Attack, j.To, w.core.Interval.LookUps)
			}
		})
	}
}

// A spell holds what its session can hold: none of its look-ups lies beyond the age at
// which the session is replaced.
func TestSpellEndsWithItsSession(t *testing.T) {
	w := workingAt(t, cast{}, thursday)
	s := w.spell(0)
	last := w.time(s, s.N-1)
	if age := last - w.core.since; age < 2*hour || age > 3*hour+40*minute {
		t.Errorf("the last look-up comes %d minutes behind the sign-in", age/minute)
	}
	w.left(s.N, false)
	w.run(last + 1 + second)
	if due := w.pace.Due(w.Queue.Now()); due-last > 5*minute || w.core.lasts(due) {
		t.Errorf("the next look-up is due %d s later, and the session lasts: %v", (due-last)/second, w.core.lasts(due))
	}
}

// A spell that is cut keeps what lies before, and hands back exactly the rest; nothing
// of it comes later.
func TestCutHandsBackWhatWasNotMade(t *testing.T) {
	for _, x := range []struct {
		name string
		at   func(w *working, s *spell.Spell) int64
		made func(n uint64) uint64
	}{
		{"before the first", func(_ *working, s *spell.Spell) int64 { return s.From + 1 }, func(uint64) uint64 { return 0 }},
		{"in the middle", func(w *working, s *spell.Spell) int64 { return w.time(s, 40) + 1 }, func(uint64) uint64 { return 41 }},
		{"when one is due", func(w *working, s *spell.Spell) int64 { return w.time(s, 40) }, func(uint64) uint64 { return 40 }},
		{"behind the last", func(w *working, s *spell.Spell) int64 { return w.time(s, s.N-1) + 1 }, func(n uint64) uint64 { return n }},
	} {
		for name, sets := range map[string][]string{"one step": nil, "each a step": counted} {
			t.Run(x.name+", "+name, func(t *testing.T) {
				p := workingAt(t, cast{sets: sets}, thursday) // says when
				ts := x.at(p, p.spell(0))
				w := workerOf(t, cast{sets: sets})
				w.Queue.At(ts, w.part.cut) // before whatever else is due then
				w.begins(thursday)
				w.run(thursday + 4*hour)
				s := w.spell(0)
				want := x.made(s.N)
				if s.Made != want || s.To != ts || w.log.Open() != nil {
					t.Errorf("%d look-ups until %d, want %d until %d", s.Made, s.To, want, ts)
				}
				w.tells("")
				if name == "each a step" && uint64(len(w.host.answers)) != want {
					t.Errorf("%d answers", len(w.host.answers))
				}
				w.left(want, false)
				w.once()
			})
		}
	}
}
