package actor

import (
	"sort"

	"breachsim/generator/calendar"
	"breachsim/generator/campaign/defence"
	"breachsim/generator/campaign/intensity"
	"breachsim/generator/campaign/ledger"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
)

// Spell is a run of look-ups in one session: n entries of the list, at times that
// follow from the spell alone, so that any slice can seek in it.
//
//	From            lead                                       To
//	 ├─ sign-in ─────●──────●────●─────────●──────●──── cut ────┤
//	                 0      1    2         3      4 (refused: not made)
//
// A spell that ends early keeps what lies before; the rest goes back to the
// ledger.
type Spell struct {
	Visit    portal.Visit
	Number   int   // of its session, for addresses that change within it
	From, To int64 // in force, [From, To)
	SignedIn bool  // the sign-in at From belongs to it

	Why    event.Reason // all its look-ups are refused for it; NoReason = they are answered
	Doctor bool         // through the form for referring doctors
	Tarpit defence.Tarpit
	Bare   bool // what comes before its first look-up was made when that was refused before

	begins  int64 // when its first look-up is due: on that day its look-ups count
	lead    int64 // when the first look-up is made; 0 = as the stretch has it
	stretch intensity.Stretch
	skip    uint64 // look-ups of the stretch that come before
	runs    []ledger.Run
	n       uint64 // look-ups laid out
	Made    uint64 // of them, made
	booked  bool
	shift   uint64 // look-ups made in the session before
	turned  uint64 // addresses that the account had left by then

	// What comes before look-up Made was made up to Tail, when that was refused;
	// 0 = no look-up was refused. Closed is when the session was closed by then;
	// 0 = it was not.
	Tail, Closed int64
}

// entry returns the entry of the list that look-up i asks for.
func (s *Spell) entry(i uint64) uint64 {
	for _, r := range s.runs {
		if i < r.N {
			return r.First + i
		}
		i -= r.N
	}
	return 0
}

// after returns the entries of look-ups i and on.
func (s *Spell) after(i uint64) (out []ledger.Run) {
	for _, r := range s.runs {
		if i >= r.N {
			i -= r.N
			continue
		}
		out = append(out, ledger.Run{First: r.First + i, N: r.N - i, Tried: r.Tried && i == 0})
		i = 0
	}
	return out
}

// times reads the times of a spell, quickly when they are asked for in order.
type times struct {
	s *Spell
	w intensity.Walker
}

func (a *Actor) times(s *Spell) times { return times{s, a.placement.Walk(s.stretch)} }

// at returns when look-up i is made.
func (t *times) at(i uint64) int64 {
	if t.s.lead != 0 {
		if i == 0 {
			return t.s.lead
		}
		i--
	}
	return t.w.Time(t.s.skip + i)
}

// first returns the first look-up at or after an instant, or one behind the last.
func (t *times) first(ts int64) uint64 {
	lead := uint64(0)
	if t.s.lead != 0 {
		if ts <= t.s.lead {
			return 0
		}
		lead = 1
	}
	if t.s.n == lead {
		return lead
	}
	at := t.w.First(ts)
	return lead + at - min(at, t.s.skip)
}

// before returns when the look-up before look-up i was made, or the spell
// began.
func (t *times) before(i uint64) int64 {
	if i == 0 {
		return t.s.From
	}
	return t.at(i - 1)
}

// Draws about an entry of the list, below the campaign's key.
const (
	drawFails = 1 + iota
	drawCovers
	drawCover
	drawTarpit
	drawStep
	drawTry
)

// failing is how many look-ups in a million fail upstream first, as for
// everybody.
const failing = 4_000

// Children of a failing look-up's key.
const (
	drawFailed = 1 + iota
	drawFailedAt
	drawFailedStep = 32 // beyond those of the portal and of traffic
)

// fails reports whether the directory fails before a look-up of entry k at ts, and
// when.
func (c *Campaign) fails(k uint64, ts int64) (at int64, ok bool) {
	key := c.Key.At2(drawFails, k)
	if !key.At(drawFailed).Chance(failing) {
		return 0, false
	}
	at = ts - 1500*1000 - int64(key.At(drawFailedAt).Below(uint64(3*calendar.Second)))
	return at, at >= c.Spec.Window.From.UnixMicro()
}

// coverReach is how long before a look-up the requests that cover it begin at
// the earliest.
const coverReach = 4 * calendar.Minute

// covers returns how many requests to other services come before the look-up of
// entry k, so that their share is that of the campaign.
func (c *Campaign) covers(k uint64) int {
	blend := int64(c.Spec.Client.Blend)
	if blend == 0 {
		return 0
	}
	each := blend * random.Million / (random.Million - blend) // a look-up, in millionths
	n := int(each / random.Million)
	if c.Key.At2(drawCovers, k).Chance(each % random.Million) {
		n++
	}
	return n
}

// Children of a covering request's key.
const (
	drawCoverAt = 1 + iota
	drawCoverService
)

// cover is request n of the covers of entry k, between its look-up at ts and what
// came before.
func (c *Campaign) cover(k uint64, n, of int, span script.Span) portal.Step {
	key := c.Key.At2(drawCover, k).At(uint64(n))
	room := min(span.To-span.From, coverReach)
	part := room / int64(of+1)
	at := span.To - room + part*int64(n) + min(1+int64(key.At(drawCoverAt).Below(uint64(max(part, 1)))), part)
	return portal.Step{TS: at, Key: key}
}

// ahead visits what is made before look-up i of a spell, if it comes before an
// instant: a try that failed upstream, and covering requests.
func (a *Actor) ahead(t *times, i uint64, until int64, visit func(ts int64)) {
	if t.s.Bare && i == 0 || t.s.Why != event.NoReason {
		return
	}
	k, ts, before := t.s.entry(i), t.at(i), t.before(i)
	if at, fails := a.camp.fails(k, ts); fails && at > before && at < until {
		visit(at)
	}
	for n, of := 0, a.camp.covers(k); n < of; n++ {
		if at := a.camp.cover(k, n, of, script.Span{From: before, To: ts}).TS; at < until {
			visit(at)
		}
	}
}

// firstSpell is the first spell that ends after an instant.
func (a *Actor) firstSpell(from int64) int {
	return sort.Search(len(a.Spells), func(n int) bool { return a.Spells[n].To > from })
}

// SpellsIn visits the spells that are in force in [from, to).
func (a *Actor) SpellsIn(from, to int64, visit func(*Spell)) {
	for n := a.firstSpell(from); n < len(a.Spells) && a.Spells[n].From < to; n++ {
		visit(a.Spells[n])
	}
}

// Entry returns the entry of the list that look-up i asks for.
func (s *Spell) Entry(i uint64) uint64 { return s.entry(i) }

// Runs visits the runs of entries that were made: n of them from first on, by
// look-ups at and on.
func (s *Spell) Runs(visit func(first, n, at uint64)) {
	at := uint64(0)
	for _, r := range s.runs {
		if n := min(r.N, s.Made-min(at, s.Made)); n > 0 {
			visit(r.First, n, at)
		}
		at += r.N
	}
}

// Time returns when a spell makes look-up i.
func (a *Actor) Time(s *Spell, i uint64) int64 {
	t := a.times(s)
	return t.at(i)
}

// StepKey names the draws of the look-up of an entry, TryKey those of a try that
// fails in an outage.
func (c *Campaign) StepKey(k uint64) random.Key { return c.Key.At2(drawStep, k) }

// TryKey names the draws of the n-th try for an entry in an outage.
func (c *Campaign) TryKey(k uint64, n int) random.Key { return c.Key.At2(drawTry, k).At(uint64(n)) }

// FailedStep names the draws of the try before a look-up that fails upstream.
func FailedStep(lookUp random.Key) random.Key { return lookUp.At(drawFailedStep) }

// TarpitKey names how long a tarpit takes over an entry.
func (a *Actor) TarpitKey(k uint64) random.Key { return a.camp.Key.At2(drawTarpit, k) }
